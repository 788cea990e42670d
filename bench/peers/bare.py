"""The floor: no protocol beyond the bytes a client waits for, and one send() of a ready frame a socket."""

import select
import socket
import sys
from base64 import b64encode
from hashlib import sha1

from bench.live.wire import UPGRADE_KEY, text_frame
from triangle.config import Config
from triangle.serve import BACKLOG, listener

OPEN = text_frame(b'0{"sid":"0","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}')
JOINED = text_frame(b'40{"sid":"0"}')
# RFC 6455 wants this string behind the client's key, and the key is always the same here.
ACCEPT = b64encode(
    sha1(UPGRADE_KEY + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11", usedforsecurity=False).digest()
)
UPGRADED = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Accept: " + ACCEPT + b"\r\n\r\n" + OPEN
)


class Bare:
    """All sockets, and the one frame they may hear."""

    def __init__(self, event: bytes) -> None:
        self._frame = text_frame(b'42["entry",' + event + b"]")
        self._sockets: dict[int, socket.socket] = {}
        self._poll = select.epoll()
        self._bound = listener(Config(port=0))
        self._bound.listen(BACKLOG)
        self._bound.setblocking(False)
        self._poll.register(self._bound, select.EPOLLIN)
        print(f"http://127.0.0.1:{self._bound.getsockname()[1]}", flush=True)

    def serve_forever(self) -> None:
        """Let in, answer and shout until a signal ends the process."""
        while True:
            for number, _ in self._poll.poll():
                if number == self._bound.fileno():
                    self._let_in()
                else:
                    self._answer(self._sockets[number])

    def _let_in(self) -> None:
        # One at a time: the poll comes back while more wait.
        client, _ = self._bound.accept()
        client.setblocking(False)
        self._sockets[client.fileno()] = client
        self._poll.register(client, select.EPOLLIN)

    def _answer(self, client: socket.socket) -> None:
        heard = client.recv(4096)
        if not heard:
            del self._sockets[client.fileno()]
            client.close()
        elif heard.startswith(b"GET "):
            client.send(UPGRADED)
        elif heard.endswith(b"40"):
            client.send(JOINED)
        elif heard.endswith(b'42["shout"]'):
            self._shout()

    def _shout(self) -> None:
        frame = self._frame
        for client in self._sockets.values():
            client.send(frame)


if __name__ == "__main__":
    Bare(sys.stdin.buffer.read()).serve_forever()
