"""The `live` part: real time beside Node's Socket.IO, stock Flask-SocketIO and a bare loop of send()."""

import resource
from collections.abc import Iterator
from dataclasses import dataclass

from bench import databases
from bench.live.broadcast import broadcast
from bench.live.connections import connections
from bench.live.lines import HEAD, TEXTS, Line, failures, rows
from bench.live.product import Product, redis_url
from bench.live.rivals import rivals
from bench.report import Report, tell
from bench.table import Table


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured."""

    shouts: int
    crowds: tuple[int, ...]
    idle: tuple[int, ...]
    settle_seconds: float
    deeds: int


# Idle for longer than one heartbeat of 25 s: connections that were never pinged hold less.
FULL = Sizes(shouts=100, crowds=(500, 2_000), idle=(1_000, 5_000), settle_seconds=28, deeds=100)
QUICK = Sizes(shouts=20, crowds=(50, 100), idle=(100, 300), settle_seconds=1, deeds=10)
# Beside the sockets: files, libraries, pipes.
OTHER_FILES = 200

MEANING = """\
CPU µs: what the server used for one message, one connection, one deed or one resume, all its threads, user
and system; several processes are added up. KiB: resident memory that one idle connection adds. p50, p99: of
the time to the last receipt of an event, of one client's time to be connected, of one deed until the last
reader has it, of one resume. per s and all s: clients let in per second, and until all were in. failed:
clients that were refused, cut off or not in within three minutes. x: the same row's CPU, its KiB where there
is no CPU, or for "reconnect" the time until all were in, against Node's and against the floor's. The floor
is a Python loop on epoll that knows four messages by how they begin or end, and writes one ready frame with
one non-blocking send() a socket."""

LIMITS = """\
What these figures do not show. Everything is on one machine and over loopback: no network, no loss, no TLS,
no proxy. One client process plays all clients: it masks with zeros, opens no message, and while it reads,
frames queue in its kernel, so its own work is in the time to the last receipt, most visibly at the floor.
The event is ASCII and always the same; nobody is slow, nobody leaves meanwhile. No client offers
compression, which browsers do and stock Flask-SocketIO accepts, at more than twice the memory. Node runs as
its documentation begins it, without native add-ons; its garbage collector decides when memory is given
back, as Python's allocator does for the others. Memory is the process's own: the kernel's socket buffers
are not in it. Servers that are compared stand side by side and take turns; those that wait answer nothing
but heartbeats. The product's readers all read one room of a small company. PostgreSQL's and Redis's own CPU
is in the waiting times and not in the CPU column, and both run on whichever core is free; two processes
share the servers' core. Clients that come back are let off in one moment; the real ones wait a random time
first. On a busy machine all times move: believe them when two runs agree."""


def measure(*, quick: bool) -> Report:
    """Measure the rivals in turns, then the product on SQLite and PostgreSQL."""
    sizes = QUICK if quick else FULL
    compared, missing = rivals()
    allow_sockets(max(len(compared) * max(sizes.crowds), *sizes.idle))
    lines: list[Line] = []
    for size in sizes.crowds:
        tell(f"one event to {size:,} sockets")
        lines += broadcast(compared, size, sizes.shouts)
    for rival in compared:
        tell(f"{sizes.idle[-1]:,} connections: {rival.name}")
        lines += connections(rival, sizes.idle, sizes.settle_seconds)
    lines += _product(sizes, missing)
    remarks = [*missing, *failures(lines)]
    return Report(MEANING, Table(HEAD, list(rows(_by_work(lines))), TEXTS), "\n".join([LIMITS, "", *remarks]))


def _product(sizes: Sizes, missing: list[str]) -> Iterator[Line]:
    redis = redis_url()
    if redis is None:
        missing.append("Two processes are left out: no Redis answers, or this version does not use one.")
    for kind in databases.all_kinds():
        tell(f"{kind.name}: filling")
        product = Product(kind, sizes.deeds, reunion=sizes.idle[-1])
        yield from product.of_one_process()
        if redis and kind.name == "PostgreSQL":
            yield from product.of_two_processes(redis)


def _by_work(lines: list[Line]) -> list[Line]:
    order = list(dict.fromkeys(line.work for line in lines))
    return sorted(lines, key=lambda line: order.index(line.work))


def allow_sockets(count: int) -> None:
    """Let this process and those it begins have so many sockets open at once."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + OTHER_FILES
    if hard != resource.RLIM_INFINITY and hard < wanted:
        raise SystemExit(f"{wanted:,} open files are needed and {hard:,} allowed: raise `ulimit -Hn`.")
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
