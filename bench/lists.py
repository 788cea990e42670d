"""The `lists` part: the first page of every list, beside the bare SQL of the same rows written as JSON."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime

from bench import databases, servers
from bench.asked import Asked
from bench.databases import Databases
from bench.figures import Figures
from bench.http.peers import Peer, by_bare_driver, over_http
from bench.http.recording import record_all
from bench.http.replay import Bare
from bench.http.side_by_side import WARM_UP, take_turns
from bench.matrix_fill import fill
from bench.matrix_rows import BUSY, LEADER
from bench.report import Report, tell
from bench.table import HEAD, Row, Table, number, row
from triangle.core.db import Database
from triangle.identity.actions import open_session
from triangle.identity.queries import person_by_email

# The list that is empty for everybody here: what a request costs before it asks for anything.
EMPTY = ("nothing, signed in", LEADER, "/api/views?screen=accounts")
LISTS = [
    ("accounts", LEADER, "/api/accounts"),
    ("deals", LEADER, "/api/deals"),
    ("deals of a member", BUSY, "/api/deals"),
    ("deals as a board", LEADER, "/api/deals/board"),
    ("inbox", BUSY, "/api/inbox"),
    ("activity of a deal", LEADER, "/api/streams/deal:20/entries?after=0"),
    ("people", LEADER, "/api/people"),
    ("search", LEADER, "/api/search?q=000120"),
    ("notes of a deal", LEADER, "/api/deals/20/notes"),
]

MEANING = """\
CPU ms: what the server process used for one page, user and system; for the bare driver, the replaying one.
x: against the bare driver with the same SQL and JSON. The second row of a list is the first without what the
empty list takes, which is the same for every request: HTTP, Flask, the session, the headers, the log."""

LIMITS = """\
What these figures do not show. One client asks for the same first page again and again on one connection: the
database is warm. The bare driver repeats SQL that somebody else thought of, the session's own among it, and
makes neither a page, nor a cursor, nor names of fields. PostgreSQL's own CPU is in the waiting times, not in
the CPU column. The rows are made by a loader: their texts are short, and all accounts have seven seats."""


def measure(*, quick: bool) -> Report:
    """Measure on SQLite and, when one answers, on PostgreSQL."""
    rows = [row for kind in databases.all_kinds() for row in _rows(kind, quick=quick)]
    return Report(MEANING, Table(HEAD, rows), LIMITS)


def _rows(kind: Databases, *, quick: bool) -> Iterator[Row]:
    tell(f"{kind.name}: filling")
    fill(kind.original, 500 if quick else 10_000)
    tokens = _tokens(kind.original)
    asked = {name: Asked("GET", path, tokens[who]) for name, who, path in [EMPTY, *LISTS]}
    runs = WARM_UP + (20 if quick else 100)
    with ExitStack() as stack:
        peers = {
            name: by_bare_driver(*_replay(stack, kind, each, runs), dumps=True)
            for name, each in asked.items()
        }
        server = stack.enter_context(servers.triangle(kind.original))
        served = {name: over_http(server, [each.raw()] * runs) for name, each in asked.items()}
        floor = None
        for name in asked:
            tell(f"{kind.name}: {name}")
            take_turns([served[name], peers[name]], runs)
            floor = floor or served[name].figures
            yield from _compared(kind.name, name, served[name], peers[name], floor)


def _tokens(url: str) -> dict[str, str]:
    database = Database(url)
    with database.unit_of_work() as session:
        people = {email: person_by_email(session, email) for email in (LEADER, BUSY)}
        tokens = {
            email: open_session(session, person, at=datetime.now(UTC), address="", user_agent="bench")
            for email, person in people.items()
        }
    database.close()
    return tokens


def _replay(stack: ExitStack, kind: Databases, asked: Asked, runs: int) -> tuple[Bare, list]:
    transcripts, _ = record_all(kind.original, [asked])
    return stack.enter_context(closing(Bare(kind.original))), transcripts * runs


def _compared(database: str, name: str, ours: Peer, bare: Peer, floor: Figures) -> Iterator[Row]:
    own, others = ours.figures, bare.figures
    yield row(database, name, "triangle over HTTP", own, against=[others])
    if own is not floor:
        cpu, half = own.cpu_ms - floor.cpu_ms, own.wait_ms(50) - floor.wait_ms(50)
        ratios = (f"{cpu / others.cpu_ms:.2f}", f"{half / others.wait_ms(50):.2f}")
        yield ("", "", "  less the empty list", number(cpu), number(half), "", "", "", *ratios)
    yield row("", "", "  same SQL, bare driver + orjson", others)
