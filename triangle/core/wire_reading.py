"""Snapshots of PostgreSQL read by libpq itself: fewer ways to the server, and fewer steps for each."""

from collections.abc import Sequence
from typing import Any

from psycopg import OperationalError
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus

from triangle.core.wire import Wire, in_order, see_that_all_are_good

BEGIN = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# More statements than there are; those that somebody makes of what is asked fall out again.
MOST_PREPARED = 300


class ReadingWire(Wire):
    """One connection of psycopg as a cursor of its own, for values of every kind that psycopg knows.

    A snapshot begins together with its first statement, and nobody waits for its end: `settle` does, before
    the connection is used again.
    """

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self._kinds = Transformer.from_context(connection)
        self._found: Any = None
        self._is_ending = False
        # Whether a statement begins a snapshot, when none is begun.
        self.begins = True
        # Whether anything was read in this snapshot; what is no snapshot may be asked again anywhere.
        self.has_read = False

    @property
    def description(self) -> Sequence[tuple[str, int]]:
        """The name and the kind of each column that was found."""
        columns = range(self._found.nfields)
        return [(self._found.fname(place).decode(), self._found.ftype(place)) for place in columns]

    @property
    def is_lost(self) -> bool:
        """Whether the connection fell."""
        return bool(self._pg.status == ConnStatus.BAD)

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing was begun on it and nothing is waited for."""
        return bool(self._pg.transaction_status == TransactionStatus.IDLE)

    def execute(self, statement: str, values: Any = ()) -> "ReadingWire":
        """Ask a statement with values in their order, or by their names."""
        self._found = None
        known = self._prepared.get(statement)
        is_first = self.begins and self.is_at_rest
        if known is None:
            if is_first:
                self._pg.send_query(BEGIN)
                self._result()
                is_first = False
            self._forget_one()
            known = self._prepared[statement] = self._prepare(statement, values)
        name, names = known
        said = [self._said(value) for value in in_order(names, values)]
        self._found = self._first(name, said) if is_first else self._next_one(name, said)
        self.has_read = self.begins
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return every row that was found."""
        self._kinds.set_pgresult(self._found)
        return self._kinds.load_rows(0, self._found.ntuples, tuple)

    def give_up(self) -> None:
        """Ask for the end of the snapshot, without waiting for it."""
        self._found, self.has_read = None, False
        if not self.is_at_rest:
            self._pg.send_query(b"ROLLBACK")
            self._is_ending = True
            self._pg.flush()

    def settle(self, *, asks: bool = False) -> None:
        """Wait for the end of the snapshot that was given up; and ask whether anybody is there still."""
        if self._is_ending:
            self._is_ending = False
            self._result()
        if asks:
            self._pg.send_query(b"SELECT 1")
            self._result()

    def close(self) -> None:
        """Have done what a cursor does: nothing is left to be closed."""

    def _next_one(self, name: bytes, said: Sequence[Any]) -> Any:
        self._pg.send_query_prepared(name, said)
        return self._result()

    def _first(self, name: bytes, said: Sequence[Any]) -> Any:
        """Begin a snapshot and ask its first statement on one way to the server and back."""
        pg = self._pg
        pg.enter_pipeline_mode()
        pg.send_query_params(BEGIN, None)
        pg.send_query_prepared(name, said)
        pg.pipeline_sync()
        self._send_all()
        results = []
        while (result := self._next()) is None or result.status != ExecStatus.PIPELINE_SYNC:
            if result is not None:
                results.append(result)
            elif pg.status != ConnStatus.OK:
                raise OperationalError("the connection is lost")
        pg.exit_pipeline_mode()
        see_that_all_are_good(results)
        return results[-1]

    def _said(self, value: Any) -> bytes | None:
        if value is None or type(value) in (str, int):
            return super()._said(value)
        (said,) = self._kinds.dump_sequence([value], [PyFormat.TEXT])
        return None if said is None else bytes(said)

    def _forget_one(self) -> None:
        if len(self._prepared) >= MOST_PREPARED:
            name, _ = self._prepared.pop(next(iter(self._prepared)))
            self._pg.send_query(b"DEALLOCATE " + name)
            self._result()
