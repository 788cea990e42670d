"""One socket of a crowd: it connects, says its part and answers pings."""

import socket
from time import monotonic_ns

from bench.live.wire import PONG, WIRE_PING, WIRE_PONG, Caller, messages

# An answer of a hundred entries fits into a few of these, and a short message does not pay for much.
CHUNK = 16_384
_PONGS = {b"2": PONG, WIRE_PING: WIRE_PONG}
_REFUSALS = (b"44", b"43")


class Failed(Exception):
    """The server did not let this client in, or threw it out; says how."""


class Member:
    """A client that is small enough for thousands of them."""

    __slots__ = ("_caller", "_step", "_upgraded", "begun", "raw", "rest")

    def __init__(self, caller: Caller) -> None:
        self._caller, self._step, self._upgraded = caller, 0, False
        self.rest, self.begun = b"", monotonic_ns()
        self.raw = socket.socket()
        self.raw.setblocking(False)
        self.raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.raw.connect_ex(("127.0.0.1", caller.port))

    @property
    def is_in(self) -> bool:
        """Say whether the server has answered everything that the client had to say."""
        return self._step == len(self._caller.talk)

    @property
    def is_gone(self) -> bool:
        """Say whether the socket is closed."""
        return self.raw.fileno() < 0

    def greet(self) -> None:
        """Ask for the WebSocket, as soon as the connection stands."""
        self._say(self._caller.request)

    def hear(self) -> list[bytes]:
        """Take what came, say what is due, and return the messages that were for the reader."""
        try:
            chunk = self.raw.recv(CHUNK)
        except OSError as error:
            raise Failed(error.strerror) from error
        return self.read(chunk)

    def read(self, chunk: bytes) -> list[bytes]:
        """Read bytes that came already, in the same way."""
        if not chunk:
            raise Failed("closed by the server")
        self.rest += chunk
        if not self._upgraded and not self._is_upgraded():
            return []
        try:
            found, self.rest = messages(self.rest)
        except ConnectionError as error:
            raise Failed(str(error)) from error
        return [message for message in found if not self._answers(message)]

    def _is_upgraded(self) -> bool:
        head, end, rest = self.rest.partition(b"\r\n\r\n")
        if not end:
            return False
        if not head.startswith(b"HTTP/1.1 101 "):
            raise Failed(head.partition(b"\r\n")[0].decode())
        self._upgraded, self.rest = True, rest
        return True

    def _answers(self, message: bytes) -> bool:
        if message in _PONGS:
            self._say(_PONGS[message])
            return True
        if self.is_in:
            return False
        awaited, answer = self._caller.talk[self._step]
        if message.startswith(awaited):
            self._step += 1
            self._say(answer)
            return True
        if message.startswith(_REFUSALS):
            raise Failed(message.decode())
        return False

    def _say(self, what: bytes) -> None:
        try:
            self.raw.send(what)
        except OSError as error:
            raise Failed(error.strerror) from error
