"""PostgreSQL asked by libpq itself: prepared statements in text, for what is said many times a second."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from gevent import get_hub
from gevent.socket import wait_readwrite
from psycopg import DataError, OperationalError
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

_VALUE = re.compile(r"%(?:%|(?:\((\w+)\))?s)")
# How values of these kinds are known to PostgreSQL; of others it finds out itself, by where they stand.
_KINDS: dict[type, int] = {datetime: 1184, int: 20}
_READ: dict[int, Callable[[bytes], Any]] = {20: int, 21: int, 23: int}
_GOOD = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)


class Answer:
    """What a statement found, and how many rows it touched."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, result: Any) -> None:
        self.rowcount: int = result.command_tuples or 0
        reads = [_READ.get(result.ftype(column), bytes.decode) for column in range(result.nfields)]
        self._rows = [
            tuple(
                None if (value := result.get_value(row, column)) is None else read(value)
                for column, read in enumerate(reads)
            )
            for row in range(result.ntuples)
        ]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._rows)

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return every row."""
        return self._rows

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the first row, if there is one."""
        return self._rows[0] if self._rows else None


class Wire:
    """One connection of psycopg past its cursors (docs/adr/0049): how statements are said and waited for.

    A cursor finds out anew for each statement how its values are written and its answer is read, and gevent
    makes a poll of several objects for each wait: between two keystrokes, with everything grown cold, that is
    four times what the statement itself takes.
    """

    def __init__(self, connection: Any) -> None:
        self._pg = connection.pgconn
        self._prepared: dict[str, tuple[bytes, list[str | None]]] = {}
        self._names = count()
        self._hub: Any = None
        self._watcher: Any = None

    def _prepare(self, statement: str, values: Any) -> tuple[bytes, list[str | None]]:
        """Have PostgreSQL know a statement; return its name and those of its values, in order."""
        names: list[str | None] = []

        def place(found: re.Match[str]) -> str:
            if found[0] == "%%":
                return "%"
            if found[1] is None or found[1] not in names:
                names.append(found[1])
            return f"${len(names) if found[1] is None else names.index(found[1]) + 1}"

        text = _VALUE.sub(place, statement)
        kinds = [_KINDS.get(type(value), 0) for value in in_order(names, values)]
        name = b"wire%d" % next(self._names)
        self._pg.send_prepare(name, text.encode(), kinds)
        self._result()
        return name, names

    def _result(self) -> Any:
        """Wait for the answer to what was sent, and let everybody else go on meanwhile."""
        self._send_all()
        results = []
        while (result := self._next()) is not None:
            results.append(result)
        # What is refused at the commit comes after the answer.
        see_that_all_are_good(results)
        return results[0]

    def _send_all(self) -> None:
        while self._pg.flush():
            # It is long: PostgreSQL may have to be read before it takes more.
            wait_readwrite(self._pg.socket)
            self._pg.consume_input()

    def _next(self) -> Any:
        pg = self._pg
        while pg.is_busy():
            self._wait()
            pg.consume_input()
        return pg.get_result()

    def _wait(self) -> None:
        hub = get_hub()
        if hub is not self._hub:
            self._hub, self._watcher = hub, hub.loop.io(self._pg.socket, 1)
        hub.wait(self._watcher)

    def _said(self, value: Any) -> bytes | None:
        match value:
            case None:
                return None
            case str():
                if "\0" in value:
                    # As text it would end there, and something else would be asked.
                    raise DataError("a text cannot hold the character NUL")
                return value.encode()
            case bool():
                pass
            case int():
                return b"%d" % value
            case datetime() if value.tzinfo is not None:
                return str(value).encode()
        raise TypeError(f"a text, a number or a moment with its zone can be said, not {value!r}")


class DirectWire(Wire):
    """A connection for statements of numbers, texts and moments, each a transaction by itself."""

    def execute(self, statement: str, values: Any = ()) -> Answer:
        """Return what a statement finds with values in their order, or by their names."""
        known = self._prepared.get(statement)
        if known is None:
            known = self._prepared[statement] = self._prepare(statement, values)
        name, names = known
        self._pg.send_query_prepared(name, [self._said(value) for value in in_order(names, values)])
        return Answer(self._result())


def in_order(names: Sequence[str | None], values: Any) -> Sequence[Any]:
    """Return values in the order of their names, or those that are in order already."""
    return [values[name] for name in names] if isinstance(values, Mapping) else values


def see_that_all_are_good(results: Sequence[Any]) -> None:
    """Raise the error of the first result that is one; no result at all is one too."""
    if not results:
        raise OperationalError("no answer")
    for result in results:
        if result.status not in _GOOD:
            raise error_from_result(result)
