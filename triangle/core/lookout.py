"""What a worker knows of when its chores are due, so that it need not ask the database each second."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from triangle.core.chores import Chore, is_bound_to_be_done, is_due, standing, waits
from triangle.core.db import Database
from triangle.core.words import Row


@dataclass(frozen=True, slots=True)
class Idle:
    """A chore was asked and had nothing to do: when, at which mark of the database, and until when."""

    at: datetime
    mark: Hashable
    until: datetime | None


class Lookout:
    """Says which of some chores wait for somebody, and asks only what is not known.

    When a chore is due only moves on: one that was not due when its row was read is not due, whatever other
    workers did since. Who is at it does not: what seems due is read again.
    """

    def __init__(self, database: Database, chores: dict[str, Chore]) -> None:
        self._database, self._chores = database, chores
        self._rows: dict[str, Row] | None = None
        self._idle: dict[str, Idle] = {}

    def due(self, now: datetime) -> list[str]:
        """Return the names of the chores that wait for somebody, those never done before among them."""
        rows = self._rows if self._rows is not None else self._read()
        waiting = [
            name for name, chore in self._chores.items() if name not in rows or is_due(rows[name], chore, now)
        ]
        # Taken before anything is asked: whatever is committed meanwhile makes another one.
        mark = self._database.mark() if any(self._chores[name].next_at for name in waiting) else None
        asked = [name for name in waiting if not self._is_known_to_be_idle(rows.get(name), name, now, mark)]
        if not asked:
            return []
        with self._database.glimpse() as session:
            wanted = [name for name in asked if self._is_worth_it(session, rows.get(name), name, now, mark)]
        if not wanted:
            return []
        # Another worker may have done meanwhile what seems to wait.
        rows = self._read()
        return [name for name in wanted if name not in rows or waits(rows[name], self._chores[name], now)]

    def forget(self) -> None:
        """Forget how chores stand: one of them was begun here."""
        self._rows = None

    def _read(self) -> dict[str, Row]:
        with self._database.glimpse() as session:
            self._rows = standing(session)
        return self._rows

    def _is_known_to_be_idle(self, row: Row | None, name: str, now: datetime, mark: Hashable) -> bool:
        """Say that a chore was asked lately, or that nothing happened since it was asked."""
        chore, said = self._chores[name], self._idle.get(name)
        if row is None or said is None or is_bound_to_be_done(row, now) or now < said.at:
            return False
        if chore.next_at is None:
            return now < said.at + chore.every
        return said.mark == mark and (said.until is None or now < said.until)

    def _is_worth_it(
        self, session: Session, row: Row | None, name: str, now: datetime, mark: Hashable
    ) -> bool:
        chore, until = self._chores[name], None
        if row is None or is_bound_to_be_done(row, now):
            return True
        if chore.next_at is not None:
            until = chore.next_at(session, now)
            is_wanted = until is not None and until <= now
        else:
            is_wanted = chore.is_wanted is None or chore.is_wanted(session, now)
        if not is_wanted:
            self._idle[name] = Idle(now, mark, until)
        return is_wanted
