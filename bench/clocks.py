"""The `clocks` part: what the worker's look costs, beside a look at everything that waits."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import insert, select, text, update

from bench import company, databases
from bench.report import Report, tell
from bench.table import Row, Table, number
from triangle.config import Config
from triangle.core.clock import SystemClock
from triangle.core.db import Database
from triangle.core.working_calendar import calendar_of
from triangle.handoffs.chores import Clocks, due_receipts
from triangle.handoffs.models import Handoff, Receipt

HEAD = ("database", "open", "answered", "due", "look ms", "whole look ms", "x", "ms each")
CHUNK, LOOKS = 5_000, 20


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many hand-offs there are, in steps of (open, answered), and how many are due."""

    steps: tuple[tuple[int, int], ...]
    due: int


FULL = Sizes(((1_000, 10_000), (100_000, 1_000_000)), due=200)
QUICK = Sizes(((100, 1_000), (1_000, 10_000)), due=10)

MEANING = """\
look: the worker's question which clocks are due, p50 of twenty. whole look: the same answer from reading
every hand-off that is open, which is what a worker would do whose clocks did not stand in an indexed column;
x: how many times that is the look. ms each: what one due clock takes when it strikes, with its lock, its
entry in every stream and its commit."""

LIMITS = """\
What these figures do not show. All hand-offs lie in one deal and wait for one person; nobody else writes
meanwhile; a strike tells a deal and four people. Leases and absences are not in the look: a few small
queries more."""


def measure(*, quick: bool) -> Report:
    """Measure on SQLite and PostgreSQL."""
    sizes = QUICK if quick else FULL
    return Report(MEANING, Table(HEAD, list(_rows(sizes)), texts=1), LIMITS)


def _rows(sizes: Sizes) -> Iterator[Row]:
    for kind in databases.all_kinds():
        company.found(kind.original, rooms=1)
        for step, (waiting, answered) in enumerate(sizes.steps):
            tell(f"{kind.name}: {waiting:,} open and {answered:,} answered hand-offs")
            database = Database(kind.copy(f"clocks{step}"))
            _fill(database, waiting, answered)
            yield (kind.name, f"{waiting:,}", f"{answered:,}", *_figures(database, sizes.due))
            database.close()


def _figures(database: Database, count: int) -> Row:
    now = SystemClock().now()
    _make_due(database, count, now)
    with database.reading() as session:
        look = _p50(lambda: due_receipts(session, now))
        whole = _p50(lambda: _whole_look(session, now))
    began = time.perf_counter()
    Clocks(calendar_of(Config())).work(database.unit_of_work, now)
    each = (time.perf_counter() - began) * 1000 / count
    return (f"{count:,}", number(look), number(whole), f"{whole / look:.1f}", number(each))


def _p50(do: Callable[[], object]) -> float:
    times = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        do()
        times.append((time.perf_counter() - began) * 1000)
    return median(times)


def _whole_look(session: object, now: datetime) -> list[int]:
    waiting = select(Receipt.id, Receipt.clock_at).where(Receipt.status == "offered")
    found = session.execute(waiting)  # type: ignore[attr-defined]
    return [receipt for receipt, at in found if at is not None and at <= now]


def _fill(database: Database, waiting: int, answered: int) -> None:
    """Copy one hand-off many times: those that wait have clocks in the days to come, the others none."""
    with database.reading() as session:
        model = session.scalars(select(Handoff).order_by(Handoff.id).limit(1)).one()
        first = (session.scalar(select(Handoff.id).order_by(Handoff.id.desc()).limit(1)) or 0) + 1
        first_receipt = (session.scalar(select(Receipt.id).order_by(Receipt.id.desc()).limit(1)) or 0) + 1
        columns = [c.name for c in Handoff.__table__.columns]
        base = {name: getattr(model, name) for name in columns}
        receiver = model.receipts[0].receiver_id
    at = SystemClock().now()
    for start in range(0, waiting + answered, CHUNK):
        numbers = range(start, min(start + CHUNK, waiting + answered))
        handoffs, receipts = [], []
        for each in numbers:
            status = "offered" if each < waiting else "accepted"
            closed = None if status == "offered" else at
            handoffs.append(base | {"id": first + each, "status": status, "closed_at": closed})
            clock = at + timedelta(days=1, minutes=each) if status == "offered" else None
            receipts.append(
                {"id": first_receipt + each, "handoff_id": first + each, "receiver_id": receiver}
                | {"status": status, "reason": "", "open_items": [], "answered_at": closed}
                | {"clock_step": "remind" if clock else None, "clock_at": clock}
            )
        with database.unit_of_work() as session:
            session.execute(insert(Handoff), handoffs)
            session.execute(insert(Receipt), receipts)
    with database.writer.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()


def _make_due(database: Database, count: int, now: datetime) -> None:
    with database.unit_of_work() as session:
        ids = session.scalars(select(Receipt.id).where(Receipt.status == "offered").limit(count)).all()
        late = update(Receipt).where(Receipt.id.in_(ids))
        session.execute(late.values(clock_at=now - timedelta(minutes=1)))
