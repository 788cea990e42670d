"""Bringing a database to the newest form, and back; one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from triangle.core.db import Database

PREPARING, FILLING = 1, 2
# Our own corner of PostgreSQL's advisory locks.
_SPACE = 0x7417
_HERE = Path(__file__).resolve().parents[1]


def migrations_folder() -> Path:
    """Return where the migrations lie: inside an installed package, or beside it in a checkout."""
    inside = _HERE / "migrations"
    return inside if inside.is_dir() else _HERE.parent / "migrations"


@contextmanager
def alone(database: Database, purpose: int) -> Iterator[None]:
    """Hold an installation for one purpose, so that processes which start at once wait for each other.

    SQLite needs no lock: a second server on the same file is refused. Purposes lock apart from each other.
    """
    if database.is_sqlite:
        yield
        return
    with database.writer.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(
            text("SELECT pg_advisory_lock(:space, :purpose)"), {"space": _SPACE, "purpose": purpose}
        )
        try:
            yield
        finally:
            # Ends the session, and the lock with it: the connection has other settings than the pool's.
            connection.invalidate()


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring a database up to a revision, in one transaction."""
    with database.writer.begin() as connection:
        _take_time(connection)
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Bring a database down to a revision, in one transaction."""
    with database.writer.begin() as connection:
        _take_time(connection)
        command.downgrade(_config(connection), revision)


def _take_time(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # A migration is no query that hangs.
        connection.execute(text("SET LOCAL statement_timeout = 0"))


@cache
def newest_revision() -> str:
    """Return the revision that this code needs; the folder is read once in a process."""
    return str(ScriptDirectory(str(migrations_folder())).get_current_head())


def revision_of(database: Database) -> str | None:
    """Return the revision that a database has, None when it is empty."""
    with database.reader.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(migrations_folder()))
    config.attributes["connection"] = connection
    return config
