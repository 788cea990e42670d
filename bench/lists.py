"""The `lists` part: the first page of every list, beside the bare SQL of the same rows written as JSON."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bench import databases, servers
from bench.asked import Asked
from bench.databases import Databases
from bench.http.peers import Peer, by_bare_driver, over_http
from bench.http.recording import record_all
from bench.http.replay import Bare
from bench.http.side_by_side import WARM_UP, take_turns
from bench.list_rows import ACCOUNT_ID, ADMIN, DEAL_ID, add
from bench.matrix_fill import fill
from bench.matrix_rows import BUSY, LEADER
from bench.report import Report, tell
from bench.table import HEAD, Row, Table, row
from triangle.core.db import Database
from triangle.identity.actions import open_session
from triangle.identity.queries import person_by_email

_TODAY = datetime.now(UTC).date()
_YEAR = f"from_at={_TODAY}T00:00:00Z&until_at={_TODAY + timedelta(days=365)}T00:00:00Z"
# The list that is empty for everybody here: what a request costs before it asks for anything.
EMPTY = ("nothing, signed in", LEADER, "/api/views?screen=accounts")
LISTS = [
    ("accounts", LEADER, "/api/accounts"),
    ("deals", LEADER, "/api/deals"),
    ("deals of a member", BUSY, "/api/deals"),
    ("deals as a board", LEADER, "/api/deals/board"),
    ("inbox", BUSY, "/api/inbox"),
    ("sent hand-offs", BUSY, "/api/inbox?box=sent"),
    ("mentions", BUSY, "/api/notifications?box=mentions"),
    ("notifications", BUSY, "/api/notifications"),
    ("activity of a deal", LEADER, f"/api/streams/deal:{DEAL_ID}/entries?after=0"),
    ("people", LEADER, "/api/people"),
    ("teams", LEADER, "/api/teams"),
    ("saved views", BUSY, "/api/views?screen=deals"),
    ("sessions", BUSY, "/api/sessions"),
    ("tokens", BUSY, "/api/tokens"),
    ("tokens of everybody", ADMIN, "/api/tokens/everybody"),
    ("search", LEADER, "/api/search?q=000120"),
    ("notes of a deal", LEADER, f"/api/deals/{DEAL_ID}/notes"),
    ("promises of an account", LEADER, f"/api/accounts/{ACCOUNT_ID}/promises"),
    ("absences of a year", LEADER, f"/api/absences?{_YEAR}"),
    ("outbox", ADMIN, "/api/deliveries"),
    ("playbooks", LEADER, "/api/playbooks"),
    # No list, and read as often as one.
    ("a deal room", LEADER, f"/api/deals/{DEAL_ID}"),
]

MEANING = """\
CPU ms: what the server process used for one page, user and system; for the bare driver, the replaying one.
x: against the sum of the floor, which is the cheapest Flask endpoint that sends the same bytes, and of the
bare driver with the same SQL, whose rows are written as JSON objects with their columns' names."""

LIMITS = """\
What these figures do not show. One client asks for the same first page again and again on one connection: the
database is warm. The bare driver repeats SQL that somebody else thought of, the session's own among it, and
makes neither a page nor a cursor. PostgreSQL's own CPU is in the waiting times, not in the CPU column. The
rows are made by a loader: their texts are short, and all accounts have seven seats."""


def measure(*, quick: bool) -> Report:
    """Measure on SQLite and, when one answers, on PostgreSQL."""
    rows = [row for kind in databases.all_kinds() for row in _rows(kind, quick=quick)]
    return Report(MEANING, Table(HEAD, rows), LIMITS)


def _rows(kind: Databases, *, quick: bool) -> Iterator[Row]:
    tell(f"{kind.name}: filling")
    fill(kind.original, 500 if quick else 10_000)
    add(kind.original)
    tokens = _tokens(kind.original)
    asked = {name: Asked("GET", path, tokens[who]) for name, who, path in [EMPTY, *LISTS]}
    runs = WARM_UP + (20 if quick else 100)
    with ExitStack() as stack:
        bare = stack.enter_context(closing(Bare(kind.original)))
        transcripts, answers = record_all(kind.original, list(asked.values()))
        server = stack.enter_context(servers.triangle(kind.original))
        # The floor's own paths: its route does not tell queries apart.
        ready = {f"api/{number}": answer for number, answer in enumerate(answers)}
        cheapest = stack.enter_context(servers.floor(ready))
        servers.rest(server)
        for (name, each), path, transcript in zip(asked.items(), ready, transcripts, strict=True):
            tell(f"{kind.name}: {name}")
            replay = by_bare_driver(bare, [transcript] * runs, dumps=True)
            ours = over_http(server, [each.raw()] * runs)
            floor = over_http(cheapest, [replace(each, path=f"/{path}").raw()] * runs)
            take_turns([ours, replay, floor], runs)
            yield from _compared(kind.name, name, ours, replay, floor)


def _tokens(url: str) -> dict[str, str]:
    database = Database(url)
    with database.unit_of_work() as session:
        people = {email: person_by_email(session, email) for email in (LEADER, BUSY, ADMIN)}
        tokens = {
            email: open_session(session, person, at=datetime.now(UTC), address="", user_agent="bench")
            for email, person in people.items()
        }
    database.close()
    return tokens


def _compared(database: str, name: str, ours: Peer, replay: Peer, floor: Peer) -> Iterator[Row]:
    yield row(database, name, "triangle over HTTP", ours.figures, against=[floor.figures, replay.figures])
    yield row("", "", "  HTTP floor, no database", floor.figures)
    yield row("", "", "  same SQL, bare driver + orjson", replay.figures)
