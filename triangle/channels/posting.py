"""One POST to a receiver: to the IP that was checked, no redirects, five seconds, 64 KiB of answer."""

import http.client
import socket
import ssl
import threading
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from triangle.channels.addresses import Place, read_place, resolve
from triangle.channels.message import Again, Refused

SECONDS, MOST_BYTES = 5.0, 64 * 1024
LONGEST_PAUSE = 3600


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver said."""

    status: int
    body: bytes
    retry_after: timedelta | None


@dataclass(frozen=True, slots=True)
class Poster:
    """Posts to receivers; `inside` names the ones in the own network."""

    inside: frozenset[str] = frozenset()

    def post(self, url: str, body: bytes, headers: dict[str, str], hosts: tuple[str, ...] = ()) -> Answer:
        """Post a body once; raise Again when nothing came of it, Refused when it must not be sent there."""
        place = resolve(read_place(url, self.inside, hosts), self.inside)
        connection = _Pinned(place, _checking())
        # Socket time-outs begin anew with every byte: a receiver that drips is cut off by the clock.
        late = threading.Timer(SECONDS, connection.cut)
        late.daemon = True
        late.start()
        try:
            sent = {"Content-Type": "application/json", "User-Agent": "Triangle", **headers}
            connection.request("POST", place.path, body, sent)
            response = connection.getresponse()
            said = response.read(MOST_BYTES)
            pause = response.getheader("Retry-After", "")
            answer = Answer(response.status, said, _pause(pause))
        except (OSError, http.client.HTTPException, ValueError) as error:
            why = "it took too long" if connection.is_cut else f"no answer: {type(error).__name__}"
            raise Again(why) from error
        finally:
            late.cancel()
            connection.close()
        return answer


@cache
def _checking() -> ssl.SSLContext:
    # Reading whom this machine trusts takes 40 ms of CPU: at the first post, and not at each.
    return ssl.create_default_context()


class _Pinned(http.client.HTTPConnection):
    """A connection to the IP that was checked, whatever its name says a moment later."""

    def __init__(self, place: Place, context: ssl.SSLContext) -> None:
        super().__init__(place.host, place.port, timeout=SECONDS)
        self._place, self._context, self.is_cut = place, context, False
        self.default_port = 443 if place.scheme == "https" else 80

    def connect(self) -> None:
        """Connect to the one IP."""
        sock = socket.create_connection((self._place.ip, self.port), timeout=SECONDS)
        self.sock = sock
        if self._place.scheme == "https":
            self.sock = self._context.wrap_socket(sock, server_hostname=self._place.host)

    def cut(self) -> None:
        """End it, whatever it waits for."""
        self.is_cut = True
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                self.sock.close()


def refuse_status(answer: Answer) -> None:
    """Raise what the status of an answer means, unless it is a success."""
    status = answer.status
    if 200 <= status < 300:
        return
    why = f"HTTP {status}: {_quoted(answer.body)}"
    if status == 429:
        raise Again(why, after=answer.retry_after or timedelta(minutes=1), limited=True)
    if status in (408, 425) or status >= 500:
        raise Again(why, after=answer.retry_after)
    raise Refused(f"{why} (redirects are not followed)" if 300 <= status < 400 else why)


def _quoted(body: bytes) -> str:
    text = body[:200].decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def _pause(text: str) -> timedelta | None:
    if not text.isascii() or not text.isdigit():
        return None
    return timedelta(seconds=min(int(text[:9]), LONGEST_PAUSE))
