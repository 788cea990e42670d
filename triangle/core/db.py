"""The database: models' base, engines, and `unit_of_work`, the only commit in the house."""

import logging
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast

from sqlalchemy import DateTime, Dialect, Integer, MetaData, Result
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from triangle.core.direct import Direct, Kept, bare_postgresql
from triangle.core.engines import (
    bare_sqlite,
    begin_at_once_or_again,
    postgresql_engines,
    sqlite_engines,
    write_back,
)
from triangle.core.errors import Unavailable
from triangle.core.flush import Flush
from triangle.core.publish import Waiting
from triangle.core.readers import Readers, WireReaders
from triangle.core.snapshot import Snapshot
from triangle.core.stillness import postgresql_mark, sqlite_mark
from triangle.core.turns import NoTurn, Turn

Answer = TypeVar("Answer")
# Where a session that only reads keeps what was answered in its one snapshot.
_ANSWERS = "answers"
# Each is two or three pages of the log; SQLite itself writes it back at a thousand.
MOST_IN_LOG = 500
log = logging.getLogger(__name__)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; a naive time is refused, because it means something else on every machine."""

    impl = DateTime(timezone=True)
    cache_ok = True
    # The type that reads the same as replies say it.
    as_sent: ClassVar[type[TypeDecorator[Any]] | None] = None

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
        self._direct_writes = 0
        # What was committed direct since the log was written back.
        self._in_log = 0
        # Something that was committed may not be on the disk.
        self._is_unsure = False
        self.readers: Readers
        self._lookers: Readers
        self._turn: Turn | NoTurn = Turn() if self.is_sqlite else NoTurn()
        if isinstance(self._turn, Turn):
            self.writer, self.reader = sqlite_engines(self.url, self._turn.patience)
            self._looker = self.reader
            self._kept = Kept(bare_sqlite(self.url))
            # SQLite follows links, and so does the name of its log.
            self._log = Flush(f"{Path(str(self.url.database)).resolve()}-wal")
            self.readers = self._lookers = Readers(self.reader)
        else:
            self.writer, self.reader, self._looker = postgresql_engines(self.url)
            self.readers = WireReaders(self.reader)
            self._lookers = WireReaders(self.reader, self._looker)
            self._kept = Kept(bare_postgresql(self.url))

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """Give a session whose changes are committed together or not at all, then tell the world."""
        self._turn.take()
        try:
            if self._is_unsure:
                with self._kept.held() as connection:
                    self._make_sure(connection)
            with Session(self.writer, expire_on_commit=False) as session:
                waiting = Waiting(session)
                yield session
                for last in session.info.pop("last", []):
                    last(session)
                session.commit()
        finally:
            self._turn.give_back()
        self.on_commit(waiting.messages)

    def direct(self) -> "_Direct":
        """Give a bare cursor with the promises of a unit of work: all or nothing, then tell the world.

        For what is written so often that a session costs more than the writing. On PostgreSQL it takes one
        statement, which is a transaction by itself and one way to the server and back.
        """
        return _Direct(self)

    def _begin_direct(self, connection: Any) -> Direct:
        if self._is_unsure:
            self._make_sure(connection)
        if isinstance(self._turn, Turn):
            begin_at_once_or_again(connection, self._turn.patience())
        return Direct(self._kept.cursor(), is_sqlite=self.is_sqlite)

    def _end_direct(self, connection: Any, direct: Direct) -> None:
        if self.is_sqlite:
            self._commit(connection)
        self._direct_writes += direct.has_written

    def _commit(self, connection: Any) -> None:
        """Commit on SQLite, and wait for the disk beside the event loop: nobody hears of it before."""
        connection.commit()
        try:
            self._log.do(self._kept.opened)
        except OSError:
            log.exception("the database's log is not on the disk")
            self._is_unsure = True
            self._make_sure(connection)
        self._in_log += 1
        if self._in_log >= MOST_IN_LOG:
            self._in_log = 0
            write_back(connection)

    def _make_sure(self, connection: Any) -> None:
        """Have everything written into the database itself: nothing may be built on a log with a hole.

        What a disk refused once it may take for good the next time, without having it.
        """
        busy, logged, written = connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
        if busy or logged != written:
            raise Unavailable("database_unavailable", "the database cannot be written now")
        self._is_unsure = False

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one snapshot and cannot write."""
        with Snapshot(self.reader, self.readers) as session:
            session.info[_ANSWERS] = {}
            yield session

    @contextmanager
    def glimpse(self) -> Iterator[Session]:
        """Give a session for what is asked each second: on PostgreSQL each statement has its own snapshot.

        So there is no way to the server and back but for the statements themselves.
        """
        with Snapshot(self._looker, self._lookers) as session:
            yield session

    def mark(self) -> Hashable:
        """Return what stays the same while nothing is committed, wherever, but what is done direct here.

        While something is done direct it is another one each time: nobody who asks waits for who types.
        """
        if self._kept.is_in_use:
            return object()
        with self._kept.held() as connection:
            if self.is_sqlite:
                return (self._kept.opened, *sqlite_mark(connection))
            return postgresql_mark(self._kept.cursor(), self._direct_writes)

    def connections_in_use(self) -> int:
        """Return how many connections work at this moment."""
        pools = (self.writer.pool, self.reader.pool)
        resting = sum(readers.resting for readers in {self.readers, self._lookers})
        taken: int = sum(pool.checkedout() for pool in pools)  # type: ignore[attr-defined]
        return self._kept.is_in_use + taken - resting

    def close(self) -> None:
        """Close every connection."""
        self.readers.close()
        self._lookers.close()
        self.writer.dispose()
        self.reader.dispose()
        self._kept.close()
        if self.is_sqlite:
            self._log.close()


def last_before_commit(session: Session, work: Callable[[Session], None]) -> None:
    """Have `work` done as the last thing before the commit of this session."""
    session.info.setdefault("last", []).append(work)


def asked_once(session: Session, question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """Return the answer to what several rules ask: asked once a snapshot, and anew where is written."""
    answers = session.info.get(_ANSWERS)
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    return cast("Answer", answers[question])


def mappings(found: Result[Any]) -> list[dict[str, Any]]:
    """Return the rows of a result as plain dicts: a row's own names are looked up far more slowly."""
    names = tuple(found.keys())
    return [dict(zip(names, row, strict=True)) for row in found.all()]


class _Direct:
    """What is done direct, as a context: said for each keystroke, where a generator would take longer."""

    __slots__ = ("_connection", "_database", "_direct")

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Direct:
        database = self._database
        database._turn.take()
        try:
            self._connection = database._kept.take()
            try:
                self._direct = database._begin_direct(self._connection)
            except BaseException as error:
                database._kept.give_back(error)
                raise
        except BaseException:
            database._turn.give_back()
            raise
        return self._direct

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        database = self._database
        try:
            if error is None:
                try:
                    database._end_direct(self._connection, self._direct)
                except BaseException as failed:
                    database._kept.give_back(failed)
                    raise
            database._kept.give_back(error)
        finally:
            database._turn.give_back()
        if error is None:
            database.on_commit(self._direct.messages)
