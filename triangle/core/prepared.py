"""Statements of hot reads: put into words once for each kind of database, and asked of its driver."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import SelectBase
from sqlalchemy.orm import Session

from triangle.core.words import Row, Words, dialect_of

NOTHING: Row = {}


class Prepared:
    """A statement of tables' columns that is run as the driver itself would run it (docs/adr/0040).

    It takes named values, of which none is a list that becomes several: `hot.among` takes those. What is
    `sent` comes as replies say it, to be written as JSON without another look.
    """

    __slots__ = ("_is_sent", "_query", "_worded")

    def __init__(self, query: SelectBase, *, sent: bool = False) -> None:
        self._query, self._is_sent = query, sent
        self._worded: dict[str, Words] = {}

    def rows(self, session: Session, values: Row = NOTHING) -> list[Row]:
        """Return what is found as plain dicts by the columns' names."""
        names, found = self._ask(session, values)
        return [dict(zip(names, row, strict=True)) for row in found]

    def tuples(self, session: Session, values: Row = NOTHING) -> Sequence[Any]:
        """Return what is found as plain rows."""
        return self._ask(session, values)[1]

    def column(self, session: Session, values: Row = NOTHING) -> list[Any]:
        """Return the first column of what is found."""
        return [row[0] for row in self.tuples(session, values)]

    def by_last(self, session: Session, values: Row) -> dict[Any, list[Row]]:
        """Return what is found as plain dicts by the last column, which is not in them."""
        *_, last = self._query.selected_columns.keys()
        groups: dict[Any, list[Row]] = defaultdict(list)
        for row in self.rows(session, values):
            groups[row.pop(last)].append(row)
        return groups

    def _ask(self, session: Session, values: Row) -> tuple[tuple[str, ...], Sequence[Any]]:
        if session.autoflush:
            session.flush()
        dialect = dialect_of(session)
        words = self._worded.get(dialect.name)
        if words is None:
            words = self._worded[dialect.name] = Words(self._query, dialect, is_sent=self._is_sent)
        found = words.ask(session, values)
        if not words.processes or not found:
            return words.names, found
        # Column by column: what goes through each value of a page is then no Python of ours.
        columns: list[Any] = list(zip(*found, strict=True))
        for place, process in words.processes:
            columns[place] = map(process, columns[place])
        return words.names, list(zip(*columns, strict=True))
