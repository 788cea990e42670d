"""`make bench`: every case on every database that answers, and one table."""

import sys
from collections.abc import Iterator

from bench import databases, entries, live, side_by_side
from bench.company import found
from bench.cores import cores, on_core, refuse_other_systems
from bench.databases import Databases
from bench.table import Row, table

MEANING = """\
CPU ms: what the server process used for one run, user and system; for the bare driver, the replaying process.
x: against the sum of the floor and the bare driver; for entries, against the shortest stream."""

LIMITS = """\
What these figures do not show. One client sends one request at a time on one connection: nothing waits in a
queue, so runs/s is a latency turned around and not a capacity. Everything is on one machine: no network, no
TLS, no proxy; this disk alone decides what a commit waits for. The database is small and warm. PostgreSQL's
own CPU is in the waiting times, not in the CPU column, and it runs on whichever core is free. The bare driver
repeats SQL that somebody else thought of: it signs nobody in, checks no right, no body and no version, and
makes no reply, so a ratio of 1.00 is not to be had. The live readers only note bytes, which no browser does.
Other machines give other milliseconds. Ratios travel better, but on a busy machine those of p50 move too:
believe them when two runs agree."""


def measure(kind: Databases) -> Iterator[Row]:
    """Yield the rows of one kind of database."""
    _tell(f"{kind.name}: filling")
    company = found(kind.original)
    for case in side_by_side.cases(company):
        _tell(f"{kind.name}: {case.name}")
        yield from side_by_side.compare(case, kind)
    _tell(f"{kind.name}: streams of {entries.LENGTHS[-1]:,} entries")
    yield from entries.flat(company, kind)
    if kind.name == "SQLite":
        _tell(f"{kind.name}: {live.READERS} live readers")
        yield from live.deliver(company, kind)


def everything() -> Iterator[Row]:
    """Yield the rows of SQLite and, when one answers, of PostgreSQL."""
    with databases.sqlite() as kind:
        yield from measure(kind)
    address = databases.postgresql_address()
    if address is None:
        _tell("no PostgreSQL answers; TRIANGLE_TEST_DATABASE_URL names one")
        return
    with databases.postgresql(address) as kind:
        yield from measure(kind)


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def main() -> None:
    """Measure on the clients' core, then print."""
    refuse_other_systems()
    with on_core(cores()[1]):
        rows = list(everything())
    print(table(rows), MEANING, LIMITS, sep="\n\n")


if __name__ == "__main__":
    main()
