"""Receivers of messages: quick, slow and silent ones, in threads of the clients' process."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson


@dataclass
class Taken:
    """When each delivery came, and in how many messages."""

    at: list[float] = field(default_factory=list)
    messages: int = 0
    expected: int = 0
    guard: threading.Lock = field(default_factory=threading.Lock)

    def take(self, count: int) -> None:
        """Count a message with so many deliveries."""
        now = time.monotonic()
        with self.guard:
            self.at += [now] * count
            self.messages += 1


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True
    block_on_close = False


@contextmanager
def answering(taken: Taken, seconds: float = 0) -> Iterator[str]:
    """Run a receiver that answers after so many seconds; give its host and port."""

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = orjson.loads(self.rfile.read(int(self.headers["Content-Length"])))
            taken.take(len(body["events"]))
            time.sleep(seconds)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = _Server(("127.0.0.1", 0), Taking)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def silent() -> Iterator[str]:
    """Run a receiver that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"
