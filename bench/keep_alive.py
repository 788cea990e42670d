"""The cheapest honest HTTP client: one connection that stays, and no more parsing than it takes."""

import re
import socket

_STATUS = re.compile(rb"HTTP/1\.1 (\d+)")
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


class KeepAlive:
    """One connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> bytes:
        """Send a request and return the body of its answer."""
        self.send(request)
        return self.answer()

    def send(self, request: bytes) -> None:
        """Send a request; its answer is for later."""
        self._socket.sendall(request)

    def answer(self) -> bytes:
        """Return the body of the answer that is due; anything but a 2xx ends the benchmark."""
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        head, parts = received[:end], [received[end + 4 :]]
        missing = int(_LENGTH.search(head)[1]) - len(parts[0])
        while missing > 0:
            parts.append(self._more())
            missing -= len(parts[-1])
        body = b"".join(parts)
        if _STATUS.match(head)[1][:1] != b"2":
            raise SystemExit(f"refused: {head.decode()}\n\n{body.decode()}")
        return body

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def _more(self) -> bytes:
        received = self._socket.recv(262_144)
        if not received:
            raise ConnectionError("the server closed the connection in the middle of an answer")
        return received
