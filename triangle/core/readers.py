"""Connections that rest between two snapshots: begun and given up in the fewest steps."""

import logging
import time
from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection, event

from triangle.core.direct import TRUSTED_SECONDS
from triangle.core.wire_reading import ReadingWire

# So many wait for the next snapshot; when more are needed at once, the pool has the others.
MOST_RESTING = 4
log = logging.getLogger(__name__)


class Readers:
    """Connections of SQLite's driver, each in a snapshot of its own or at rest.

    Those that rest are out of the pool: to take one from it and to give it back costs more than to read a
    short list. One on which anything went wrong is never kept.
    """

    most_resting = MOST_RESTING

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._resting: list[tuple[PoolProxiedConnection, float]] = []

    @property
    def resting(self) -> int:
        """How many connections are out of the pool and do nothing."""
        return len(self._resting)

    def take(self) -> PoolProxiedConnection:
        """Return a connection on which a snapshot begins, now or with the first statement."""
        try:
            taken, _ = self._resting.pop()
        except IndexError:
            taken = self.engine.raw_connection()
        # Said plainly: were an old snapshot still open on it, this fails.
        taken.dbapi_connection.execute("BEGIN")  # type: ignore[union-attr]
        return taken

    def cursor(self, taken: PoolProxiedConnection) -> Any:
        """Return what takes statements in the snapshot of a connection."""
        return taken.cursor()

    def whole(self, taken: PoolProxiedConnection) -> Connection:
        """Return a connection of SQLAlchemy in the snapshot of what was taken, which it gives back."""
        return Connection(self.engine, taken)

    def is_lost_unread(self, taken: PoolProxiedConnection) -> bool:
        """Say whether a connection fell, and nothing was read in its snapshot."""
        return False

    def give_back(self, taken: PoolProxiedConnection) -> None:
        """Give up the snapshot, and keep the connection for the next one."""
        try:
            self._give_up(taken)
        except Exception:
            # Whoever read has their answer, or an error of their own.
            log.exception("a snapshot cannot be given up")
            taken.invalidate()
            return
        except BaseException:
            taken.invalidate()
            raise
        if len(self._resting) < self.most_resting:
            self._resting.append((taken, time.monotonic()))
        else:
            self._let_go(taken)

    def close(self) -> None:
        """Give those that rest back to the pool."""
        while self._resting:
            self._let_go(self._resting.pop()[0])

    def _give_up(self, taken: PoolProxiedConnection) -> None:
        taken.rollback()

    def _let_go(self, taken: PoolProxiedConnection) -> None:
        taken.close()


class WireReaders(Readers):
    """Connections to PostgreSQL that are asked by libpq itself.

    Those of a `looker` take no snapshots: each statement has one of its own, which nobody begins or gives up.
    """

    def __init__(self, reader: Engine, looker: Engine | None = None) -> None:
        super().__init__(looker or reader)
        self._reader, self._takes_snapshots = reader, looker is None
        self.most_resting = MOST_RESTING if self._takes_snapshots else 1
        # Those that have rested since before a connection was lost may be lost too.
        self._doubts_since = 0.0

        @event.listens_for(reader, "invalidate")
        def lost(connection: Any, record: Any, error: Any) -> None:
            self._doubts_since = time.monotonic()

    def take(self) -> PoolProxiedConnection:
        """Return a connection on which a snapshot begins with the first statement."""
        while self._resting:
            taken, since = self._resting.pop()
            is_doubtful = since <= max(self._doubts_since, time.monotonic() - TRUSTED_SECONDS)
            if self._is_sound(taken, asks=is_doubtful):
                return taken
        return self._taken_anew()

    def cursor(self, taken: PoolProxiedConnection) -> Any:
        """Return what takes statements in the snapshot of a connection."""
        return taken.info["wire"]

    def whole(self, taken: PoolProxiedConnection) -> Connection:
        """Return a connection of SQLAlchemy in the snapshot of what was taken, which it gives back."""
        # One that was interrupted takes no settings any more; it is only to be told of.
        return Connection(self.engine if taken.info["wire"].is_at_rest else self._reader, taken)

    def is_lost_unread(self, taken: PoolProxiedConnection) -> bool:
        """Say whether a connection fell, and nothing was read in its snapshot."""
        wire = taken.info["wire"]
        return bool(wire.is_lost and not wire.has_read)

    def close(self) -> None:
        """Close those that rest; one that does not answer is not waited for."""
        while self._resting:
            self._resting.pop()[0].invalidate()

    def _taken_anew(self) -> PoolProxiedConnection:
        try:
            taken = self.engine.raw_connection()
        except self.engine.dialect.loaded_dbapi.Error as error:
            # As a whole connection says it, and without trying to make one: it takes as long again.
            Connection._handle_dbapi_exception_noconnection(error, self.engine.dialect, self.engine)
        wire = taken.info.get("wire")
        if wire is None:
            wire = taken.info["wire"] = ReadingWire(taken.dbapi_connection)
        wire.begins, wire.has_read = self._takes_snapshots, False
        return taken

    def _is_sound(self, taken: PoolProxiedConnection, *, asks: bool = False) -> bool:
        """Say whether the last snapshot was given up, as nobody waited for, and whether it still answers."""
        try:
            taken.info["wire"].settle(asks=asks)
        except BaseException as error:
            taken.invalidate()
            if isinstance(error, self.engine.dialect.loaded_dbapi.Error):
                return False
            raise
        return True

    def _give_up(self, taken: PoolProxiedConnection) -> None:
        taken.info["wire"].give_up()

    def _let_go(self, taken: PoolProxiedConnection) -> None:
        if self._is_sound(taken):
            taken.close()
