"""Bringing a database to the newest form, and back; one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from triangle.core.db import Database

_HERE = Path(__file__).resolve().parents[1]
# The name of the lock that processes starting at once wait for; any number that nothing else takes.
STARTING = 0x7472696E676C6501


def migrations_folder() -> Path:
    """Return where the migrations lie: inside an installed package, or beside it in a checkout."""
    inside = _HERE / "migrations"
    return inside if inside.is_dir() else _HERE.parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring a database up to a revision, in one transaction."""
    with database.writer.begin() as connection:
        wait_for_turn(connection)
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Bring a database down to a revision, in one transaction."""
    with database.writer.begin() as connection:
        wait_for_turn(connection)
        command.downgrade(_config(connection), revision)


def wait_for_turn(connection: Connection) -> None:
    """Wait until no other process prepares this database; the turn ends with the transaction."""
    if connection.dialect.name == "postgresql":
        # Neither the wait for another's migration nor a migration itself is a query that hangs.
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:name)"), {"name": STARTING})


def newest_revision() -> str:
    """Return the revision that this code needs."""
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
