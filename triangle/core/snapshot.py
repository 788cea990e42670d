"""A session that only reads, in one snapshot of the database."""

from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection
from sqlalchemy.orm import Session

from triangle.core.readers import Readers


class Snapshot(Session):
    """A session on a connection of its own, which most questions ask without it.

    What a session does to take a connection and to give it back costs more than a short list; here it does
    so only for questions that load objects, and a whole connection of SQLAlchemy is made as late.
    """

    def __init__(self, engine: Engine, readers: Readers) -> None:
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
            self._taken = self._engine.connect() if bare is None else self._readers.whole(bare)
            self._taken.begin()
        return self._taken

    def lost_before_it_read(self) -> bool:
        """Say whether the connection was lost before anything was read: then another one sees no less."""
        if self._bare is None or not self._readers.is_lost_unread(self._bare):
            return False
        self._bare.invalidate()
        self._bare = None
        return True

    def cursor(self) -> Any:
        """Return a cursor of the driver in the same snapshot; None when `connection` has to give one.

        It has to when it was taken already, or when somebody listens to statements.
        """
        if self._bare is None:
            self._take_bare()
        return None if self._bare is None else self._readers.cursor(self._bare)

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
            elif bare is not None:
                self._readers.give_back(bare)

    def _is_heard(self) -> bool:
        heard = self._engine.dispatch
        return bool(heard.before_cursor_execute) or bool(heard.after_cursor_execute)

    def _take_bare(self) -> None:
        if self._taken is not None or self._is_heard():
            return
        try:
            self._bare = self._readers.take()
        except self._engine.dialect.loaded_dbapi.Error:
            # Said by the whole connection, as sessions say it.
            return
