"""Servers in processes of their own, each on the servers' core."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import orjson

from bench.cores import cores, cpu_seconds, on_core

STOP_SECONDS = 20
# Whoever uses less than a fiftieth of a core for two seconds has nothing left to catch up with.
LOOK_SECONDS, RESTING_SHARE, REST_WITHIN_SECONDS = 2.0, 0.02, 180.0


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
def floor(answers: dict[str, bytes]) -> Iterator[Server]:
    """Serve ready bytes by their path, or those of the empty one, through the same Flask and WSGI server."""
    given = orjson.dumps({path: answer.decode() for path, answer in answers.items()})
    with served(python("bench.http.floor"), given=given) as server:
        yield server


def rest(server: Server) -> None:
    """Wait until a server has done what its worker found to do in rows that a loader wrote."""
    deadline = time.monotonic() + REST_WITHIN_SECONDS
    while time.monotonic() < deadline:
        before = cpu_seconds(server.pid)
        time.sleep(LOOK_SECONDS)
        if cpu_seconds(server.pid) - before < RESTING_SHARE * LOOK_SECONDS:
            return
    raise SystemExit(f"the server was still busy after {REST_WITHIN_SECONDS:.0f} s")


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
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            # It is in the middle of something long; why it is stopped is worth more than how.
            process.kill()
            process.wait()
        process.stdout.close()
