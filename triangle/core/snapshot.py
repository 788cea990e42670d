"""A session that only reads, in one snapshot of the database."""

import logging
from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection
from sqlalchemy.orm import Session

# So many wait for the next snapshot; when more are needed at once, the pool has the others.
MOST_RESTING = 4
log = logging.getLogger(__name__)


class Readers:
    """Connections of SQLite's driver on which a snapshot is begun and given up in the fewest steps.

    Those that rest are out of the pool: to take one from it and to give it back costs more than to read a
    short list. One on which anything went wrong is never kept.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._resting: list[PoolProxiedConnection] = []

    @property
    def resting(self) -> int:
        """How many connections are out of the pool and do nothing."""
        return len(self._resting)

    def take(self) -> PoolProxiedConnection:
        """Return a connection with a snapshot begun on it."""
        try:
            taken = self._resting.pop()
        except IndexError:
            taken = self._engine.raw_connection()
        # Said plainly: were an old snapshot still open on it, this fails.
        taken.dbapi_connection.execute("BEGIN")  # type: ignore[union-attr]
        return taken

    def give_back(self, taken: PoolProxiedConnection) -> None:
        """Give up the snapshot, and keep the connection for the next one."""
        try:
            taken.rollback()
        except Exception:
            # Whoever read has their answer, or an error of their own.
            log.exception("a snapshot cannot be given up")
            taken.invalidate()
            return
        except BaseException:
            taken.invalidate()
            raise
        if len(self._resting) < MOST_RESTING:
            self._resting.append(taken)
        else:
            taken.close()

    def close(self) -> None:
        """Give those that rest back to the pool."""
        while self._resting:
            self._resting.pop().close()


class Snapshot(Session):
    """A session on a connection of its own, which most questions ask without it.

    What a session does to take a connection and to give it back costs more than a short list; here it does
    so only for questions that load objects. Where there are `readers`, a whole connection of SQLAlchemy is
    made as late.
    """

    def __init__(self, engine: Engine, readers: Readers | None = None) -> None:
        super().__init__(engine, expire_on_commit=False, autoflush=False)
        self._engine, self._readers = engine, readers
        self._taken: Connection | None = None
        self._bare: PoolProxiedConnection | None = None

    def connection(self, *options: Any, **more: Any) -> Connection:
        """Return the one connection, on which the snapshot was begun."""
        if self._taken is None:
            if self._bare is None:
                self._take_bare()
            bare, self._bare = self._bare, None
            self._taken = self._engine.connect() if bare is None else Connection(self._engine, bare)
            self._taken.begin()
        return self._taken

    def cursor(self) -> Any:
        """Return a cursor of the driver in the same snapshot; None when `connection` has to give one.

        It has to when it was taken already, or when somebody listens to statements.
        """
        if self._bare is None:
            self._take_bare()
        return None if self._bare is None or self._is_heard() else self._bare.cursor()

    def get_bind(self, *mappers: Any, **more: Any) -> Connection:
        """Have everything that is asked of objects see the same snapshot."""
        return self.connection()

    def close(self) -> None:
        """Give the connection back."""
        try:
            if self.in_transaction():
                super().close()
        finally:
            taken, bare = self._taken, self._bare
            self._taken = self._bare = None
            if taken is not None:
                taken.close()
            elif bare is not None and self._readers is not None:
                self._readers.give_back(bare)

    def _is_heard(self) -> bool:
        heard = self._engine.dispatch
        return bool(heard.before_cursor_execute) or bool(heard.after_cursor_execute)

    def _take_bare(self) -> None:
        if self._readers is None or self._taken is not None:
            return
        try:
            self._bare = self._readers.take()
        except self._engine.dialect.loaded_dbapi.Error:
            # Said by the whole connection, as sessions say it.
            return
