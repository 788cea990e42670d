"""Servers in processes of their own, each on the servers' core."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bench.cores import cores, on_core

STOP_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens."""

    pid: int
    port: int


@contextmanager
def triangle(database_url: str, redis_url: str | None = None) -> Iterator[Server]:
    """Serve a database with `triangle serve`, as an installation does."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("TRIANGLE_")}
    environ = ours | {"TRIANGLE_DATABASE_URL": database_url}
    if redis_url:
        environ["TRIANGLE_REDIS_URL"] = redis_url
    with served(python("triangle.cli", "serve", "--port", "0"), environ=environ) as server:
        yield server


@contextmanager
def floor(answer: bytes) -> Iterator[Server]:
    """Serve always the same bytes, through the same Flask and the same WSGI server."""
    with served(python("bench.http.floor"), given=answer) as server:
        yield server


def python(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module with this Python."""
    return [sys.executable, "-m", module, *arguments]


@contextmanager
def served(
    command: Sequence[str], *, given: bytes = b"", environ: dict[str, str] | None = None
) -> Iterator[Server]:
    """Run a command that reads stdin to its end and then says an address that ends with its port."""
    with on_core(cores()[0]):
        process = subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        process.stdin.write(given)
        process.stdin.close()
        said = process.stdout.readline().decode().strip()
        if not said:
            raise SystemExit(f"{' '.join(command)} did not start")
        yield Server(process.pid, int(said.rpartition(":")[2]))
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)
        process.stdout.close()
