"""The `http` part: deeds and reads over HTTP, beside their floor and the same SQL through the bare driver."""

from collections.abc import Iterator

from bench import databases
from bench.company import found
from bench.databases import Databases
from bench.http import entries, side_by_side, told
from bench.report import Report, tell
from bench.table import HEAD, Row, Table

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


def measure(*, quick: bool) -> Report:
    """Measure on SQLite and, when one answers, on PostgreSQL."""
    rows = [row for kind in databases.all_kinds() for row in _rows(kind, quick=quick)]
    return Report(MEANING, Table(HEAD, rows), LIMITS)


def _rows(kind: Databases, *, quick: bool) -> Iterator[Row]:
    tell(f"{kind.name}: filling")
    company = found(kind.original)
    for case in side_by_side.cases(company, counted=20 if quick else 300):
        tell(f"{kind.name}: {case.name}")
        yield from side_by_side.compare(case, kind)
    lengths = entries.LENGTHS[:2] if quick else entries.LENGTHS
    tell(f"{kind.name}: streams of {lengths[-1]:,} entries")
    yield from entries.flat(company, kind, lengths)
    if kind.name == "SQLite":
        tell(f"{kind.name}: {told.READERS} live readers")
        yield from told.deliver(company, kind)
