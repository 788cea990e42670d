"""Fresh databases for tests: a copied SQLite file, or an emptied PostgreSQL."""

import os
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from triangle.background import prepare
from triangle.core.db import Base, Database

POSTGRESQL = os.environ.get("TRIANGLE_TEST_DATABASE_URL", "").replace(
    "postgresql://", "postgresql+psycopg://"
)
KEPT = {"playbook", "stage", "node_template"}


def fresh_url(folder: Path) -> str:
    """Return the address of a database that is migrated, holds the standard playbooks and nothing else."""
    return _emptied_postgresql() if POSTGRESQL else copied_sqlite(folder)


@cache
def _sqlite_template() -> Path:
    file = Path(mkdtemp()) / "template.db"
    database = Database(f"sqlite:///{file}")
    prepare(database)
    with database.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.close()
    return file


def copied_sqlite(folder: Path) -> str:
    """Return the address of an SQLite file that is migrated and holds the standard playbooks."""
    copy = folder / "triangle.db"
    shutil.copy(_sqlite_template(), copy)
    return f"sqlite:///{copy}"


@cache
def postgresql_url() -> str:
    """Return the address of this worker's own PostgreSQL database, which is made when it is not there."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        return POSTGRESQL
    url = make_url(f"{POSTGRESQL}_{worker}")
    server = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        known = connection.scalar(
            text("SELECT count(*) FROM pg_database WHERE datname = :name"), {"name": url.database}
        )
        if not known:
            connection.execute(text(f"CREATE DATABASE \"{url.database}\" TEMPLATE template0 ENCODING 'UTF8'"))
    server.dispose()
    return url.render_as_string(hide_password=False)


@cache
def _prepared_postgresql() -> Database:
    database = Database(postgresql_url())
    with database.writer.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    prepare(database)
    return database


# Deleting a few rows takes a tenth of the time of TRUNCATE, which makes new files of all tables; but it is
# refused by the triggers that guard the records, and leaves the counters of ids where they are.
GUARDED = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
COUNTED = """
    SELECT pg_get_serial_sequence(attrelid::regclass::text, attname) FROM pg_attribute
    WHERE attrelid = ANY(CAST(:tables AS regclass[])) AND (attidentity <> '' OR atthasdef) AND attnum > 0
"""


@cache
def _emptying() -> str:
    tables = [table.name for table in reversed(Base.metadata.sorted_tables) if table.name not in KEPT]
    with _prepared_postgresql().writer.connect() as connection:
        guarded = set(connection.scalars(text(GUARDED))).intersection(tables)
        counters = [name for name in connection.scalars(text(COUNTED), {"tables": tables}) if name]
    steps = [
        *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in guarded),
        *(f"DELETE FROM {table}" for table in tables),  # noqa: S608 - names of our own tables
        *(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in guarded),
        *(f"SELECT setval('{counter}', 1, false)" for counter in counters),
    ]
    return ";".join(steps)


def _emptied_postgresql() -> str:
    with _prepared_postgresql().writer.begin() as connection:
        connection.exec_driver_sql(_emptying())
    return postgresql_url()
