"""How connections to SQLite and PostgreSQL are made, and what each of them is told first."""

import logging
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Engine, NullPool, create_engine, event
from sqlalchemy.exc import DisconnectionError

from triangle.core.direct import POSTGRESQL, TRUSTED_SECONDS
from triangle.core.errors import Unavailable

# Of one process to PostgreSQL, half of them to write; and one more for what is done direct.
MOST_CONNECTIONS = 24
log = logging.getLogger(__name__)
# JSON columns are read on every room: orjson takes a third of the standard library's time.
_JSON: dict[str, Any] = {
    "json_serializer": lambda value: orjson.dumps(value).decode(),
    "json_deserializer": orjson.loads,
}


def sqlite_engines(url: Any, patience: Callable[[], float]) -> tuple[Engine, Engine]:
    """Return the one writer, who waits as long as `patience` says for other processes, and the readers."""
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    writer = create_engine(
        url, pool_size=1, max_overflow=0, connect_args={"check_same_thread": False}, **_JSON
    )
    reader = create_engine(
        url, pool_size=8, max_overflow=32, connect_args={"check_same_thread": False}, **_JSON
    )
    _prepare_sqlite(writer)
    _prepare_sqlite(reader, "query_only=ON")

    @event.listens_for(writer, "begin")
    def write(connection: Any) -> None:
        begin_patiently(connection.connection.dbapi_connection, patience())

    @event.listens_for(reader, "begin")
    def read(connection: Any) -> None:
        begin_to_read(connection.connection.dbapi_connection)

    return writer, reader


def begin_to_read(connection: sqlite3.Connection) -> None:
    """Begin a snapshot, unless one was begun on this connection."""
    # Said with every request: the driver takes it ten times sooner without what surrounds a statement.
    if not connection.in_transaction:
        connection.execute("BEGIN")


def bare_sqlite(url: Any) -> Engine:
    """Return an engine that keeps no connection; those that it makes never wait by themselves.

    Neither for other processes nor for the disk: a commit is on it once the log was flushed, and the log is
    written back into the database by `write_back`, or by whoever commits otherwise.
    """
    engine = create_engine(url, poolclass=NullPool, connect_args={"check_same_thread": False})
    _prepare_sqlite(engine, "busy_timeout=0", "synchronous=NORMAL", "wal_autocheckpoint=0")
    return engine


def write_back(connection: sqlite3.Connection) -> None:
    """Write the log back into the database, as far as nobody reads in it; the rest is done the next time."""
    try:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    except sqlite3.Error:
        # What was committed is in the log, on the disk.
        log.warning("the log is not written back", exc_info=True)


def _prepare_sqlite(engine: Engine, *extra: str) -> None:
    # FULL: an acknowledged hand-off must survive a power cut. The busy wait only meets other processes.
    pragmas = ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", *extra)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "checkin")
    def returned(connection: Any, record: Any) -> None:
        # A COMMIT that failed leaves the connection in its transaction, and the next BEGIN would fail too.
        if connection is not None and connection.in_transaction:
            connection.rollback()


def begin_patiently(connection: sqlite3.Connection, patience: float) -> None:
    """Begin to write, and wait for other processes until `patience`, of the monotonic clock."""
    # SQLite's own wait for another process would stop the event loop, and with it every reader.
    connection.execute("PRAGMA busy_timeout=0")
    try:
        begin_at_once_or_again(connection, patience)
    finally:
        connection.execute("PRAGMA busy_timeout=5000")


def begin_at_once_or_again(connection: sqlite3.Connection, patience: float) -> None:
    """Begin to write on a connection that does not wait by itself; try again until `patience`."""
    while time.monotonic() < patience:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            time.sleep(0.02)
        else:
            return
    raise Unavailable("database_unavailable", "the database cannot be written now")


def postgresql_engines(url: Any) -> tuple[Engine, Engine, Engine]:
    """Return the writer, and the reader and the looker of one pool of their own.

    A transaction that is given up has psycopg forget what is prepared on its connection: one that only reads
    must not do so to those who write, nor one who writes to what `WireReaders` prepared.
    """
    writer = _postgresql(url)
    # One snapshot for all the reads of a reply, so that positions and state belong together.
    reader = _postgresql(url, isolation_level="REPEATABLE READ", prepare_threshold=None)

    @event.listens_for(reader, "connect")
    def connected(connection: Any, record: Any) -> None:
        connection.read_only = True

    # What is asked each second is asked in one statement, which is a snapshot by itself.
    looker = reader.execution_options(isolation_level="AUTOCOMMIT")
    return writer, reader, looker


def _postgresql(url: Any, *, isolation_level: Any = None, **connect: Any) -> Engine:
    engine = create_engine(
        url,
        pool_size=MOST_CONNECTIONS // 2,
        max_overflow=0,
        pool_timeout=10,
        # Who was used last has its statements prepared, and need not be asked whether it still stands.
        pool_use_lifo=True,
        **_JSON,
        **({"isolation_level": isolation_level} if isolation_level else {}),
        connect_args=POSTGRESQL | connect,
    )
    _ask_those_that_rested(engine)
    return engine


def _ask_those_that_rested(engine: Engine) -> None:
    """Ask a connection whether it still stands, but only after a rest: it is one more way to the server.

    Or after another one was lost: whatever took that may have taken all.
    """
    lost_at = 0.0

    @event.listens_for(engine, "invalidate")
    def lost(connection: Any, record: Any, error: Any) -> None:
        nonlocal lost_at
        lost_at = time.monotonic()

    @event.listens_for(engine, "checkin")
    def returned(connection: Any, record: Any) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def taken(connection: Any, record: Any, proxy: Any) -> None:
        since = record.info.get("rests_since")
        if since is None or since > max(lost_at, time.monotonic() - TRUSTED_SECONDS):
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            # The pool takes another one.
            raise DisconnectionError("it fell while it rested") from error
