"""Pristine copies of one prepared database: every peer begins from the same rows."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from bench.report import tell

LOCAL = "postgresql://127.0.0.1:5432/postgres"


class Databases(Protocol):
    """One kind of database: an original that is filled and closed first, and copies of it."""

    name: str
    original: str

    def copy(self, name: str) -> str:
        """Return the address of a fresh copy of the original."""
        ...


class SqliteFiles:
    """Copies are copied files."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.original = self._url("original")

    def copy(self, name: str) -> str:
        """Return the address of a fresh copy of the original."""
        shutil.copy(self._folder / "original.db", self._folder / f"{name}.db")
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"sqlite:///{self._folder / name}.db"


class PostgresqlDatabases:
    """Copies are databases made from a template."""

    name = "PostgreSQL"

    def __init__(self, address: str) -> None:
        self._address = address
        self._made: list[str] = []
        self.original = self._create("original", template="template0")

    def copy(self, name: str) -> str:
        """Return the address of a fresh copy of the original."""
        return self._create(name, template=self._full("original"))

    def drop_all(self) -> None:
        """Drop every database that was made."""
        for name in self._made:
            self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _create(self, name: str, template: str) -> str:
        made = self._full(name)
        self._do("CREATE DATABASE {} TEMPLATE {}", made, template)
        self._made.append(made)
        url = make_url(self._address).set(drivername="postgresql+psycopg", database=made)
        return url.render_as_string(hide_password=False)

    def _full(self, name: str) -> str:
        return f"triangle_bench_{os.getpid()}_{name}"

    def _do(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def all_kinds() -> Iterator[Databases]:
    """Yield SQLite and, when one answers, PostgreSQL; their copies are gone when the next is asked for."""
    with sqlite() as kind:
        yield kind
    address = postgresql_address()
    if address is None:
        tell("no PostgreSQL answers; TRIANGLE_TEST_DATABASE_URL names one")
        return
    with postgresql(address) as kind:
        yield kind


@contextmanager
def sqlite() -> Iterator[SqliteFiles]:
    """Give SQLite copies in a folder that is removed afterwards."""
    with TemporaryDirectory(prefix="triangle-bench-") as folder:
        yield SqliteFiles(Path(folder))


@contextmanager
def postgresql(address: str) -> Iterator[PostgresqlDatabases]:
    """Give PostgreSQL copies that are dropped afterwards."""
    databases = PostgresqlDatabases(address)
    try:
        yield databases
    finally:
        databases.drop_all()


def postgresql_address() -> str | None:
    """Return the PostgreSQL server to measure with: the one that is named, or a local one that answers."""
    address = os.environ.get("TRIANGLE_TEST_DATABASE_URL", LOCAL).replace("+psycopg", "", 1)
    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return None
    return address
