"""The service reaches into no private network, whatever an address looks like."""

import pytest

from triangle.channels.addresses import is_public, read_place, resolve
from triangle.channels.message import Refused

PRIVATE = [
    *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.1.2.3", "100.64.0.1"),
    *("224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
]


@pytest.mark.parametrize("ip", PRIVATE)
def test_what_is_not_the_open_internet_is_refused(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["1.1.1.1", "2606:4700:4700::1111"])
def test_the_open_internet_is_reached(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.com/",
            "ftp://example.com/",
            "https://user@example.com/",
            "https:///x",
            "javascript:0",
        ),
        *("https://example.com:99999/", "https://exa mple.com/", "https://example.com/#x", "https://[::1/"),
    ],
)
def test_only_plain_https_addresses_are_taken(url: str) -> None:
    with pytest.raises(Refused):
        read_place(url, frozenset())


def test_a_service_has_its_own_hosts() -> None:
    with pytest.raises(Refused):
        read_place("https://open.feishu.cn.evil.example/", frozenset(), ("open.feishu.cn",))


@pytest.mark.parametrize("url", ["https://localhost/", "https://127.1/", "https://[::ffff:10.0.0.1]/"])
def test_names_of_this_machine_and_other_writings_are_refused_when_looked_up(url: str) -> None:
    with pytest.raises(Refused):
        resolve(read_place(url, frozenset()), frozenset())


def test_a_receiver_inside_is_reached_when_it_was_named() -> None:
    inside = frozenset({"127.0.0.1:8080"})

    assert resolve(read_place("http://127.0.0.1:8080/x", inside), inside).ip == "127.0.0.1"
