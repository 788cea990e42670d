"""The `outbox` part: ten thousand deliveries at once, with and without receivers that are slow or silent."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from subprocess import Popen

from sqlalchemy import event, insert

from bench import company, databases
from bench.cores import cores, cpu_seconds, on_core
from bench.figures import percentile
from bench.receivers import Taken, answering, silent
from bench.report import Report, tell
from bench.table import Row, Table, number
from triangle.channels.catalog import Channels
from triangle.channels.posting import Poster
from triangle.core.chores import states
from triangle.core.clock import SystemClock
from triangle.core.db import Database
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.notifications.rounds import Post

HEAD = (
    "database", "receivers", "deliveries", "messages", "a second", "p50 s", "p99 s", "CPU ms each",
    "queries a look", "a message",
)  # fmt: skip
SECRET, SLOW_SECONDS, QUICK_HOSTS = "correct horse battery", 2.0, 8
PATIENCE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many outlets there are, and how many deliveries wait in each; each fifth is slow or silent."""

    outlets: int
    each: int


FULL, QUICK = Sizes(500, 20), Sizes(60, 5)

MEANING = """\
Everything becomes due in one commit while `triangle worker` runs. quick: eight receivers that answer at once.
with slow: a quarter as many outlets more, half of them at a receiver that takes two seconds an answer, half
at one that accepts connections and never answers. deliveries, messages: what the quick receivers took (those
of one outlet become one message). a second: deliveries by the time the last of them came. p50, p99:
how long after the commit a delivery came to its quick receiver. CPU ms each: of the worker's process, a
delivery. queries a look: what the post asks when nothing is due; a message: what one more costs, from lease
to note."""

LIMITS = """\
What these figures do not show. Receivers share the clients' core and speak plain HTTP: TLS costs the worker
more. The worker looks once a second, so half a second of each delay is chance. The pauses that chat services
and mailboxes want after each message are left out: only programs (webhooks) are told here."""


def measure(*, quick: bool) -> Report:
    """Measure on SQLite and PostgreSQL."""
    return Report(MEANING, Table(HEAD, list(_rows(QUICK if quick else FULL)), texts=2), LIMITS)


def _rows(sizes: Sizes) -> Iterator[Row]:
    for kind in databases.all_kinds():
        company.found(kind.original, rooms=1)
        for name, is_slow in (("quick", False), ("with slow", True)):
            tell(f"{kind.name}: outbox, {name}")
            yield (kind.name, name, *_figures(kind.copy(f"outbox{int(is_slow)}"), sizes, is_slow=is_slow))


def _figures(url: str, sizes: Sizes, *, is_slow: bool) -> Row:
    database, taken = Database(url), Taken()
    with ExitStack() as stack:
        quick = [stack.enter_context(answering(taken)) for _ in range(QUICK_HOSTS)]
        hindered = [stack.enter_context(answering(Taken(), SLOW_SECONDS)), stack.enter_context(silent())]
        worker = stack.enter_context(_working(url, [*quick, *hindered]))
        _until(lambda: _has_looked(database))
        taken.expected = sizes.outlets * sizes.each
        rows = _fill(database, sizes, quick, hindered if is_slow else [])
        before, began = cpu_seconds(worker.pid), time.monotonic()
        with database.unit_of_work() as session:
            session.execute(insert(Delivery), rows)
        _until(lambda: len(taken.at) >= taken.expected)
        used = cpu_seconds(worker.pid) - before
    waits = [at - began for at in taken.at]
    queries = _queries(url, is_slow=is_slow)
    database.close()
    return (
        f"{len(waits):,}",
        f"{taken.messages:,}",
        number(len(waits) / max(waits)),
        number(percentile(waits, 50)),
        number(percentile(waits, 99)),
        number(1000 * used / len(waits)),
        *queries,
    )


@contextmanager
def _working(url: str, places: list[str]) -> Iterator[Popen[bytes]]:
    """Run `triangle worker` on the servers' core."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("TRIANGLE_")}
    told = {"TRIANGLE_DATABASE_URL": url, "TRIANGLE_RECEIVERS_INSIDE": ",".join(places)}
    with on_core(cores()[0]):
        process = Popen([sys.executable, "-m", "triangle.cli", "worker"], env=ours | told)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _has_looked(database: Database) -> bool:
    with database.reading() as session:
        return any(state.name == "notifications.post" and state.finished_at for state in states(session))


def _fill(database: Database, sizes: Sizes, quick: list[str], hindered: list[str]) -> list[dict[str, object]]:
    """Add the outlets, quick and hindered ones mixed; return the deliveries that will wait in them."""
    places = []
    for count in range(sizes.outlets):
        places.append(quick[count % len(quick)])
        if hindered and count % 4 == 0:
            places.append(hindered[count // 4 % len(hindered)])
    at = SystemClock().now()
    with database.unit_of_work() as session:
        outlets = [
            Outlet(channel="webhook", url=f"http://{place}/hook", secret=SECRET, lane=place)
            for place in places
        ]
        session.add_all(outlets)
        session.flush()
        ids = [outlet.id for outlet in outlets]
    row = {
        "event": "deal.won",
        "status": "waiting",
        "tries": 0,
        "made_at": at,
        "due_at": at,
        "last_error": "",
    }
    return [row | {"outlet_id": ident, "payload": {"n": n}} for ident in ids for n in range(sizes.each)]


def _queries(url: str, *, is_slow: bool) -> Row:
    """Count what the post asks of the database when nothing is due, and for one message more."""
    database, taken = Database(url), Taken()
    with answering(taken) as place:
        office = Post(database, Channels(Poster(frozenset({place}))), SystemClock(), "http://localhost")
        with database.unit_of_work() as session:
            session.query(Delivery).update({"due_at": SystemClock().now() + timedelta(days=1)})
        idle = _counted(database, office)
        with database.unit_of_work() as session:
            at = SystemClock().now()
            outlet = Outlet(channel="webhook", url=f"http://{place}/hook", secret=SECRET, lane="one")
            session.add(Delivery(outlet=outlet, event="deal.won", payload={}, made_at=at, due_at=at))
        told = _counted(database, office)
        office.close()
    database.close()
    return (str(idle), str(told - idle))


def _counted(database: Database, office: Post) -> int:
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    engines = {database.writer, database.reader}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    office.round(patience=5)
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def _until(condition: object) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():  # type: ignore[operator]
        if time.monotonic() > end:
            raise SystemExit("waited in vain for the outbox")
        time.sleep(0.05)
