"""What is written without a session: bare cursors, for statements that are said many times a second."""

import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from triangle.core.wire import DirectWire

# How each connection to PostgreSQL is made.
POSTGRESQL: dict[str, Any] = {
    "options": "-c statement_timeout=15000 -c timezone=UTC -c jit=off",
    # A server that is gone without a word is noticed, as soon as a statement that takes too long; of one that
    # went after it had heard the statement only the last three tell.
    "connect_timeout": 5,
    "tcp_user_timeout": 20_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}
# A connection that rested for longer is asked first whether it still stands.
TRUSTED_SECONDS = 5


def in_both(statement: str) -> dict[bool, str]:
    """Return a statement with `:names` as SQLite takes it (true) and as PostgreSQL's driver does (false)."""
    return {True: statement, False: re.sub(r"(?<!:):(\w+)", r"%(\1)s", statement)}


class Direct:
    """The statements of one transaction, and what is said to the world once it is committed."""

    __slots__ = ("_cursor", "_is_sqlite", "_statements", "has_written", "messages")

    def __init__(self, cursor: Any, *, is_sqlite: bool) -> None:
        self._cursor, self._is_sqlite, self._statements = cursor, is_sqlite, 0
        # Said by whoever knows it: then this was a transaction with a number.
        self.has_written = False
        self.messages: list[Any] = []

    def say(self, message: Any) -> None:
        """Say `message` to the world when, and only when, this is committed."""
        self.messages.append(message)

    def do(self, statement: str, values: Any) -> Any:
        """Execute a statement in the words of this kind of database, and return the cursor."""
        self._count()
        return self._cursor.execute(statement, values)

    def do_many(self, statement: str, rows: Sequence[Any]) -> None:
        """Execute a statement for each of some rows."""
        self._count()
        self._cursor.executemany(statement, rows)

    def moment(self, at: datetime) -> Any:
        """Return a moment as this kind of database keeps it."""
        in_utc = at.astimezone(UTC)
        return in_utc.replace(tzinfo=None).isoformat(" ", "microseconds") if self._is_sqlite else in_utc

    def _count(self) -> None:
        self._statements += 1
        if self._statements > 1 and not self._is_sqlite:
            # The first one is committed already.
            raise RuntimeError("what is direct is one statement on PostgreSQL")


class Kept:
    """One connection outside every pool, for one at a time; after an error there is another one."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._turn = engine, threading.Lock()
        self._connection: Any = None
        self._wire: DirectWire | None = None
        self._used_at = 0.0
        self.is_in_use = False
        # How many connections there have been.
        self.opened = 0

    @contextmanager
    def held(self) -> Iterator[Any]:
        """Give the driver's connection; its errors come out as those that sessions raise."""
        connection = self.take()
        try:
            yield connection
        except BaseException as error:
            self.give_back(error)
            raise
        self.give_back()

    def take(self) -> Any:
        """Return the driver's connection, which is to be given back."""
        self._turn.acquire()
        self.is_in_use = True
        try:
            return self._standing()
        except BaseException as error:
            self.give_back(error)
            raise

    def give_back(self, error: BaseException | None = None) -> None:
        """Let the next one have the connection; after an error it is another one.

        An error of the driver is raised as sessions raise it.
        """
        try:
            if error is None:
                return
            # It may be in a transaction, or wait for an answer still.
            self.close()
            driver = self._engine.dialect.loaded_dbapi
            if isinstance(error, driver.Error):
                raise DBAPIError.instance("direct", None, error, driver.Error) from error
        finally:
            self.is_in_use = False
            self._turn.release()

    def cursor(self) -> Any:
        """Return what takes statements on the connection that is held."""
        return self._wire or self._connection.cursor()

    def close(self) -> None:
        """Close the connection; the next one who asks opens another."""
        connection, self._connection, self._wire = self._connection, None, None
        if connection is not None:
            with suppress(self._engine.dialect.loaded_dbapi.Error):
                connection.close()

    def _standing(self) -> Any:
        now = time.monotonic()
        if self._connection is not None and now - self._used_at > TRUSTED_SECONDS:
            try:
                self._connection.execute("SELECT 1")
            except self._engine.dialect.loaded_dbapi.Error:
                self.close()
        if self._connection is None:
            taken = self._engine.raw_connection()
            taken.detach()
            self.opened += 1
            self._connection = taken.dbapi_connection
            if self._engine.dialect.name == "postgresql":
                self._wire = DirectWire(self._connection)
        self._used_at = now
        return self._connection


def bare_postgresql(url: Any) -> Engine:
    """Return an engine whose connections commit each statement by itself."""
    return create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=POSTGRESQL)
