"""A redis-server of one test: stopped, frozen, flushed and started again."""

import shutil
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

import redis

from tests.journeys.installation import until


class RedisServer:
    """Redis on a free port of this machine, with nothing on disk."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"redis://127.0.0.1:{self._port}/3"
        self.channel = "triangle:3"

    def client(self) -> "redis.Redis":
        """Return a client of its own."""
        return redis.Redis.from_url(self.url, socket_timeout=30)

    def start(self) -> None:
        """Start it and wait until it answers."""
        program = shutil.which("redis-server")
        assert program is not None
        self._process = subprocess.Popen(
            [program, "--port", str(self._port), "--save", "", "--bind", "127.0.0.1"],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
        )
        until(self._answers)

    def _answers(self) -> bool:
        with suppress(redis.exceptions.RedisError), self.client() as client:
            return bool(client.ping())
        return False

    def listeners(self) -> int:
        """Return how many processes listen to hints."""
        with self.client() as client:
            return int(client.pubsub_numsub(self.channel)[0][1])

    def freeze(self) -> None:
        """Leave every connection open and answer no more: half open."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Answer again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
            self._process.kill()
            self._process.wait()
            self._process = None
