"""Chores: what has to be done again and again, each by one process at a time, whoever has the time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from triangle.core.db import Base, Database

# Renewed three times in this time; whoever is killed is waited for no longer.
LEASE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)

UnitOfWork = Callable[[], AbstractContextManager[Session]]
Work = Callable[[UnitOfWork, datetime], None]


@dataclass(frozen=True, slots=True)
class Chore:
    """Work with a name and a period; the work may be begun twice, and does nothing twice."""

    name: str
    every: timedelta
    work: Work


class ChoreState(Base):
    """When a chore is due, who does it now, and how it went: all that a worker has to remember."""

    __tablename__ = "chore"

    name: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    worker: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]


def due(session: Session, chores: dict[str, Chore], now: datetime) -> list[str]:
    """Return the names of the chores that wait for somebody, those never done before among them."""
    known = set(session.scalars(select(ChoreState.name)))
    waiting = [name for name, chore in chores.items() if name in known and _waits(session, chore, now)]
    return [*(name for name in chores if name not in known), *waiting]


def states(session: Session) -> list[ChoreState]:
    """Return how every chore stands."""
    return list(session.scalars(select(ChoreState).order_by(ChoreState.name)))


def lease(database: Database, chore: Chore, worker: str, now: datetime) -> bool:
    """Take a chore for a worker; say whether it is theirs now."""
    try:
        with database.unit_of_work() as session:
            if session.get(ChoreState, chore.name) is None:
                row = {"name": chore.name, "due_at": now, "failures": 0}
                session.execute(insert(ChoreState).values(row))
            taken = session.execute(
                update(ChoreState)
                .where(_free(chore, now))
                .values(worker=worker, leased_until=now + LEASE)
                .execution_options(synchronize_session=False)
            )
            return bool(taken.rowcount)  # type: ignore[attr-defined]
    except IntegrityError:
        # Another worker began it for the first time at this very moment.
        return False


def renew(database: Database, name: str, worker: str, now: datetime) -> None:
    """Keep a chore that is still being done."""
    _settle(database, name, worker, {"leased_until": now + LEASE})


def finish(database: Database, chore: Chore, worker: str, now: datetime) -> None:
    """Give a chore back that is done for this time."""
    done = {"due_at": now + chore.every, "finished_at": now, "failures": 0, "problem": None}
    _settle(database, chore.name, worker, {**done, "worker": None, "leased_until": None})


def give_up(database: Database, chore: Chore, worker: str, now: datetime, problem: str) -> None:
    """Give a chore back that failed; it is tried again soon, and more seldom each time."""
    with database.reading() as session:
        failures = (session.scalar(select(ChoreState.failures).where(ChoreState.name == chore.name)) or 0) + 1
    pause = min(chore.every, LONGEST_PAUSE, timedelta(seconds=15) * 2 ** min(failures, 10))
    failed = {"due_at": now + pause, "failures": failures, "problem": problem}
    _settle(database, chore.name, worker, {**failed, "worker": None, "leased_until": None})


def _settle(database: Database, name: str, worker: str, values: dict[str, object]) -> None:
    with database.unit_of_work() as session:
        # Whoever lost the chore meanwhile has nothing to say about it.
        theirs = and_(ChoreState.name == name, ChoreState.worker == worker)
        session.execute(
            update(ChoreState).where(theirs).values(values).execution_options(synchronize_session=False)
        )


def _waits(session: Session, chore: Chore, now: datetime) -> bool:
    return session.scalar(select(ChoreState.name).where(_free(chore, now))) is not None


def _free(chore: Chore, now: datetime) -> ColumnElement[bool]:
    # What lies too far ahead was written by a clock that has stepped back since.
    is_due = or_(ChoreState.due_at <= now, ChoreState.due_at > now + chore.every)
    lapsed = or_(
        ChoreState.leased_until.is_(None),
        ChoreState.leased_until <= now,
        ChoreState.leased_until > now + LEASE,
    )
    return and_(ChoreState.name == chore.name, is_due, lapsed)
