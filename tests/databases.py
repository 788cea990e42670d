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


def _emptied_postgresql() -> str:
    tables = ", ".join(table for table in Base.metadata.tables if table not in KEPT)
    with _prepared_postgresql().writer.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
    return postgresql_url()
