"""Where the service may send to: never into its own network, unless that receiver was named for it."""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from triangle.channels.message import Again, Refused

# Global by their own words, but they carry an IPv4 address that may lead anywhere.
CARRIERS = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"), ip_network("2002::/16"))
LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart, with the one IP that is connected to."""

    scheme: str
    host: str
    port: int
    path: str
    ip: str = ""

    @property
    def name(self) -> str:
        """The host and port as they stand in the setting of receivers inside."""
        return f"{self.host}:{self.port}"


def read_place(url: str, inside: frozenset[str], hosts: tuple[str, ...] = ()) -> Place:
    """Return an address that may be sent to by its form; only `hosts`, when a service has its own."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Refused("not an address") from error
    host = parts.hostname or ""
    if not host or len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise Refused("not an address")
    if parts.username is not None or parts.fragment:
        raise Refused("an address without a user name and without #")
    place = Place(parts.scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    if place.name in inside and parts.scheme in ("http", "https"):
        return place
    if parts.scheme != "https":
        raise Refused("only https")
    if hosts and host not in hosts:
        raise Refused(f"an address of this service begins with https://{hosts[0]}/")
    return place


def resolve(place: Place, inside: frozenset[str]) -> Place:
    """Look the name up once and return the place with the IP to connect to; refuse what is not public."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Again("its name is not found") from error
    ips = [str(each[4][0]) for each in found]
    if place.name not in inside and not all(is_public(ip) for ip in ips):
        raise Refused("it is inside a private network")
    return Place(place.scheme, place.host, place.port, place.path, ips[0])


def is_public(text: str) -> bool:
    """Say whether an IP is one of the open internet."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif any(ip in carrier for carrier in CARRIERS):
            return False
    return ip.is_global and not ip.is_multicast
