"""Real receivers: HTTP servers that answer as a service does, and a mail server."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson
from aiosmtpd.controller import Controller

Answer = tuple[int, bytes, dict[str, str]]


@dataclass
class Receiver:
    """A server that keeps what it was sent; `answers` are given in turn, the last one for ever."""

    answers: list[Answer]
    slow: threading.Event | None = None
    taken: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def inside(self) -> frozenset[str]:
        """Its name as the setting of receivers inside says it."""
        return frozenset({f"127.0.0.1:{self.port}"})

    def bodies(self) -> list[Any]:
        """Return what it was sent."""
        return [orjson.loads(body) for _, _, body in self.taken]

    def next_answer(self) -> Answer:
        """Return the answer of the present request."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def said(body: Any, status: int = 200, **headers: str) -> Answer:
    """Return an answer with a JSON body, or plain bytes."""
    return status, body if isinstance(body, bytes) else orjson.dumps(body), headers


@contextmanager
def receiving(*answers: Answer, slow: threading.Event | None = None) -> Iterator[Receiver]:
    """Run a receiver; a slow one answers once its event is set."""
    receiver = Receiver(list(answers) or [said({"code": 0})], slow)

    class Taking(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length)
            if len(body) < length:
                # Whoever sent it was killed between its head and its end: nobody takes half a message.
                self.close_connection = True
                return
            receiver.taken.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            status, text, headers = receiver.next_answer()
            if receiver.slow is not None:
                receiver.slow.wait(60)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    receiver.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Mailbox:
    """What a mail server took; it says `reply` to each mail, once `held` is set."""

    reply: str = "250 OK"
    held: threading.Event | None = None
    mails: list[bytes] = field(default_factory=list)
    url: str = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail, or refuse it."""
        if self.reply.startswith("250"):
            self.mails.append(envelope.content)
        if self.held is not None:
            await asyncio.to_thread(self.held.wait, 60)
        return self.reply


@contextmanager
def mailbox(
    reply: str = "250 OK", *, held: threading.Event | None = None, scheme: str = "smtp", **settings: Any
) -> Iterator[Mailbox]:
    """Run a mail server; `settings` are those of aiosmtpd; one that is held takes mails in silence."""
    box = Mailbox(reply, held)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **settings)
    controller.start()
    box.url = f"{scheme}://127.0.0.1:{port}"
    try:
        yield box
    finally:
        controller.stop()
