"""The database: models' base, engines, and `unit_of_work`, the only commit in the house."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import DateTime, Dialect, Engine, Integer, MetaData, Result, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from triangle.core.errors import Unavailable
from triangle.core.publish import Waiting

# The turn and the file together: a browser gives up soon after, and must get its answer before.
WRITER_WAIT_SECONDS = 10
OTHERS_WAIT_SECONDS = 5


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; a naive time is refused, because it means something else on every machine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment into what the database keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Return how what the database keeps becomes a moment in UTC."""
        return _of_text if dialect.name == "sqlite" else _in_utc


# A list says the same few moments again and again; taking one apart costs more than finding it again.
@lru_cache(8192)
def _of_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every row, with names for constraints so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment}


class Versioned:
    """A row whose `version` goes up by one with each change: its ETag."""

    version: Mapped[int] = mapped_column(Integer, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy hands in the class
        """Let SQLAlchemy count the versions and refuse a write on an old one."""
        return {"version_id_col": cls.version}


class Database:
    """One database: SQLite with one writer, or PostgreSQL with a pool."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.on_commit: Callable[[list[Any]], None] = lambda messages: None
        self._turn: _Turn | _NoTurn = _Turn() if self.is_sqlite else _NoTurn()
        if isinstance(self._turn, _Turn):
            self.writer, self.reader = _sqlite_engines(self.url, self._turn)
        else:
            self.writer, self.reader = _postgresql_engines(self.url)

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """Give a session whose changes are committed together or not at all, then tell the world."""
        self._turn.take()
        try:
            with Session(self.writer, expire_on_commit=False) as session:
                waiting = Waiting(session)
                yield session
                for last in session.info.pop("last", []):
                    last(session)
                session.commit()
        finally:
            self._turn.give_back()
        self.on_commit(waiting.messages)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one snapshot and cannot write."""
        with Session(self.reader, expire_on_commit=False, autoflush=False) as session:
            yield session

    def connections_in_use(self) -> int:
        """Return how many connections work at this moment."""
        # On PostgreSQL both engines share one pool.
        return sum(pool.checkedout() for pool in {self.writer.pool, self.reader.pool})  # type: ignore[attr-defined]

    def close(self) -> None:
        """Close every connection."""
        self.writer.dispose()
        self.reader.dispose()


def last_before_commit(session: Session, work: Callable[[Session], None]) -> None:
    """Have `work` done as the last thing before the commit of this session."""
    session.info.setdefault("last", []).append(work)


def mappings(found: Result[Any]) -> list[dict[str, Any]]:
    """Return the rows of a result as plain dicts: a row's own names are looked up far more slowly."""
    names = tuple(found.keys())
    return [dict(zip(names, row, strict=True)) for row in found.all()]


# JSON columns are read on every room: orjson takes a third of the standard library's time.
_JSON: dict[str, Any] = {
    "json_serializer": lambda value: orjson.dumps(value).decode(),
    "json_deserializer": orjson.loads,
}


class _Turn:
    """One writer at a time, waited for outside SQLite: its own busy wait would freeze the event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until: float | None = None

    def take(self) -> None:
        until = time.monotonic() + WRITER_WAIT_SECONDS
        if not self._lock.acquire(timeout=WRITER_WAIT_SECONDS):
            raise Unavailable("database_busy", "another write takes too long")
        self._until = until

    def give_back(self) -> None:
        self._until = None
        self._lock.release()

    def patience(self) -> float:
        """Return until when the holder may wait for other processes, of the monotonic clock."""
        others = time.monotonic() + OTHERS_WAIT_SECONDS
        return others if self._until is None else min(others, self._until)


class _NoTurn:
    def take(self) -> None:
        pass

    def give_back(self) -> None:
        pass


def _sqlite_engines(url: Any, turn: _Turn) -> tuple[Engine, Engine]:
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
        _begin_patiently(connection.connection.dbapi_connection, turn.patience())

    @event.listens_for(reader, "begin")
    def read(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return writer, reader


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


def _begin_patiently(connection: sqlite3.Connection, patience: float) -> None:
    # SQLite's own wait for another process would stop the event loop, and with it every reader.
    connection.execute("PRAGMA busy_timeout=0")
    while not connection.in_transaction and time.monotonic() < patience:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            time.sleep(0.02)
    connection.execute("PRAGMA busy_timeout=5000")
    if not connection.in_transaction:
        raise Unavailable("database_unavailable", "the database cannot be written now")


def _postgresql_engines(url: Any) -> tuple[Engine, Engine]:
    engine = create_engine(
        url,
        pool_size=20,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        **_JSON,
        connect_args={
            "options": "-c statement_timeout=15000 -c timezone=UTC -c jit=off",
            # A server that is gone without a word is noticed, as soon as a statement that takes too long.
            "connect_timeout": 5,
            "tcp_user_timeout": 20_000,
        },
    )
    # One snapshot for all the reads of a reply, so that positions and state belong together.
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine, reader
