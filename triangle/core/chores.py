"""Chores: what has to be done again and again, each by one process at a time, whoever has the time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from triangle.core.db import Base, Database
from triangle.core.direct import in_both
from triangle.core.prepared import Prepared
from triangle.core.words import Row

# Renewed three times in this time; whoever is killed is waited for no longer.
LEASE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
# How often a chore that finds nothing to do says so: taking it and giving it back is written to the disk.
SELDOM = timedelta(seconds=30)

UnitOfWork = Callable[[], AbstractContextManager[Session]]
Work = Callable[[UnitOfWork, datetime], None]
IsWanted = Callable[[Session, datetime], bool]
NextAt = Callable[[Session, datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class Chore:
    """Work with a name and a period; the work may be begun twice, and does nothing twice."""

    name: str
    every: timedelta
    work: Work
    # Says that there is something to do; where there is not, the work is begun now and then all the same.
    is_wanted: IsWanted | None = None
    # Instead of that: from when on there is something to do, as long as nothing is committed.
    next_at: NextAt | None = None


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


_STANDING = Prepared(
    select(
        ChoreState.name,
        ChoreState.due_at,
        ChoreState.leased_until,
        ChoreState.finished_at,
        ChoreState.failures,
    )
)


# What lies too far ahead was written by a clock that has stepped back since.
_TAKE = in_both("""\
UPDATE chore SET worker = :worker, leased_until = :until
WHERE name = :name AND (due_at <= :now OR due_at > :ahead)
  AND (leased_until IS NULL OR leased_until <= :now OR leased_until > :until)""")
_BEGIN = in_both("""\
INSERT INTO chore (name, due_at, failures) VALUES (:name, :now, 0) ON CONFLICT DO NOTHING""")
# Whoever lost the chore meanwhile has nothing to say about it.
_RENEW = in_both("UPDATE chore SET leased_until = :until WHERE name = :name AND worker = :worker")
_FINISH = in_both("""\
UPDATE chore SET due_at = :due, finished_at = :now, failures = 0, problem = NULL,
  worker = NULL, leased_until = NULL
WHERE name = :name AND worker = :worker""")
_GIVE_UP = in_both("""\
UPDATE chore SET due_at = :due, failures = :failures, problem = :problem, worker = NULL, leased_until = NULL
WHERE name = :name AND worker = :worker""")


def states(session: Session) -> list[ChoreState]:
    """Return how every chore stands."""
    return list(session.scalars(select(ChoreState).order_by(ChoreState.name)))


def lease(database: Database, chore: Chore, worker: str, now: datetime) -> bool:
    """Take a chore for a worker; say whether it is theirs now."""
    asked: dict[str, Any] = {"name": chore.name, "worker": worker, "now": now}
    asked |= {"until": now + LEASE, "ahead": now + chore.every}
    if _write(database, _TAKE, asked):
        return True
    # Another worker has it; or it was never done, and whoever is the first to write its row may try again.
    is_new = _write(database, _BEGIN, {"name": chore.name, "now": now})
    return is_new and _write(database, _TAKE, asked)


def renew(database: Database, name: str, worker: str, now: datetime) -> None:
    """Keep a chore that is still being done."""
    _write(database, _RENEW, {"name": name, "worker": worker, "until": now + LEASE})


def finish(database: Database, chore: Chore, worker: str, now: datetime) -> None:
    """Give a chore back that is done for this time."""
    done = {"due": now + chore.every, "now": now}
    _write(database, _FINISH, {"name": chore.name, "worker": worker, **done})


def give_up(database: Database, chore: Chore, worker: str, now: datetime, problem: str) -> None:
    """Give a chore back that failed; it is tried again soon, and more seldom each time."""
    with database.reading() as session:
        failures = (session.scalar(select(ChoreState.failures).where(ChoreState.name == chore.name)) or 0) + 1
    pause = min(chore.every, LONGEST_PAUSE, timedelta(seconds=15) * 2 ** min(failures, 10))
    failed = {"due": now + pause, "failures": failures, "problem": problem}
    _write(database, _GIVE_UP, {"name": chore.name, "worker": worker, **failed})


def _write(database: Database, said: dict[bool, str], values: dict[str, Any]) -> bool:
    """Say whether a statement changed a row.

    Done direct: it is of interest to workers only, and nobody else has to look at the database for it.
    """
    with database.direct() as direct:
        known = {name: direct.moment(v) if isinstance(v, datetime) else v for name, v in values.items()}
        direct.has_written = bool(direct.do(said[database.is_sqlite], known).rowcount)
    return direct.has_written


def standing(session: Session) -> dict[str, Row]:
    """Return the rows of all chores by their names."""
    return {row["name"]: row for row in _STANDING.rows(session)}


def is_due(row: Row, chore: Chore, now: datetime) -> bool:
    """Say whether the time of a chore has come, whoever may be at it."""
    return bool(row["due_at"] <= now or row["due_at"] > now + chore.every)


def waits(row: Row, chore: Chore, now: datetime) -> bool:
    """Say of a row what `_TAKE` says in SQL."""
    lease = row["leased_until"]
    return is_due(row, chore, now) and (lease is None or lease <= now or lease > now + LEASE)


def is_bound_to_be_done(row: Row, now: datetime) -> bool:
    """Say whether a chore that waits is to be begun even when it may have nothing to do."""
    finished_at = row["finished_at"]
    return bool(row["failures"]) or finished_at is None or not finished_at <= now < finished_at + SELDOM
