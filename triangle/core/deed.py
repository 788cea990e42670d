"""A deed: one thing that one person does, in one transaction."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from triangle.core.clock import Clock
from triangle.core.errors import Stale, VersionRequired
from triangle.core.policy import not_found
from triangle.core.working_calendar import WorkingCalendar

Row = TypeVar("Row")
Value = TypeVar("Value")
TICK = timedelta(microseconds=1)


@dataclass(slots=True)
class Deed:
    """Who does it, when, and the session in which it is written; handed to every action."""

    session: Session
    actor: Any
    clock: Clock
    calendar: WorkingCalendar
    op_id: str | None = None
    acting_for: int | None = None
    if_match: str | None = None
    must_match: bool = False
    _at: datetime | None = field(default=None)

    @property
    def at(self) -> datetime:
        """The moment of the deed: one for all it writes."""
        if self._at is None:
            self._at = self.clock.now()
        return self._at

    def after(self, moment: datetime | None) -> None:
        """Put the deed after `moment`, even when the clock stepped back: a stream's time never does."""
        if moment is not None and moment >= self.at:
            self._at = moment + TICK

    def get(self, noun: type[Row], ident: Any, *, lock: bool = False) -> Row:
        """Fetch a row by its id, locked until the commit if asked; unknown ids are not found."""
        # Only the row itself, not what is joined to it, and without stopping rows that merely point to it.
        only: Any = {"of": noun, "key_share": True} if lock else None
        row = self.session.get(noun, ident, with_for_update=only, populate_existing=lock)
        if row is None:
            raise not_found()
        return row

    def part(self, column: InstrumentedAttribute[Value], ident: Any) -> Value:
        """Fetch one column of the row with an id, to know what to lock before the row itself is read."""
        found: Value | None = self.session.scalar(_part(column), {"ident": ident})
        if found is None:
            raise not_found()
        return found

    def only(self, noun: type[Row], *where: ColumnElement[bool]) -> Row | None:
        """Fetch the one row that meets the conditions, or None."""
        return self.session.scalars(select(noun).where(*where)).one_or_none()

    def expect(self, thing: Any) -> None:
        """Refuse when the writer saw another version of `thing` than the present one (If-Match)."""
        if self.if_match is None:
            if self.must_match:
                raise VersionRequired("if_match_required", "send If-Match with the version you saw")
            return
        seen = {tag.strip().removeprefix("W/").strip('"') for tag in self.if_match.split(",")}
        if "*" not in seen and str(thing.version) not in seen:
            raise Stale("stale", "it was changed meanwhile", version=thing.version)


@cache
def _part(column: InstrumentedAttribute[Any]) -> Select[Any]:
    noun: Any = column.class_
    return select(column).where(noun.id == bindparam("ident"))
