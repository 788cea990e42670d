"""Writes many rows at once, past SQLAlchemy: COPY on PostgreSQL, the bare driver on SQLite."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import JSON, Column, Connection, Date, Dialect, Table

from triangle.core.db import Base, Database, Moment

# What a power cut takes is loaded again; a cache of a gigabyte holds the inner pages of every tree.
_HASTY = ("synchronous=OFF", "cache_size=-1000000", "wal_autocheckpoint=20000")
Rows = list[dict[str, Any]]
Convert = Callable[[Any], Any]


@contextmanager
def without_indexes(database: Database) -> Iterator[None]:
    """Take away every index that is not a key while rows are written, and make them anew in the end.

    An index in the order of time has each row written somewhere else: with millions of rows loading would
    wait for pages. Sorted once, they take a small part of that.
    """
    indexes = [index for table in Base.metadata.sorted_tables for index in table.indexes]
    if database.is_sqlite:
        bare = database.writer.raw_connection()
        for pragma in _HASTY:
            bare.cursor().execute(f"PRAGMA {pragma}")
        bare.close()
    with database.writer.begin() as connection:
        for index in indexes:
            index.drop(connection)
    yield
    with database.writer.begin() as connection:
        for index in indexes:
            index.create(connection)


def write_rows(connection: Connection, table: Table, rows: Rows) -> None:
    """Write rows that name the same columns; what they do not name is as the model says."""
    is_sqlite = connection.dialect.name == "sqlite"
    columns = [column for column in table.columns if column.name in rows[0] or _default(column) is not None]
    names = [column.name for column in columns]
    rest = {
        name: _default(column) for name, column in zip(names, columns, strict=True) if name not in rows[0]
    }
    found = (_convert(column, connection.dialect) for column in columns)
    converts = [(place, to) for place, to in enumerate(found) if to is not None]
    made = _made(rows, names, rest, converts)
    cursor = connection.connection.cursor()
    quoted = ", ".join(f'"{name}"' for name in names)
    if is_sqlite:
        marks = ", ".join("?" * len(names))
        cursor.executemany(f"INSERT INTO {table.name} ({quoted}) VALUES ({marks})", made)  # noqa: S608
        return
    with cursor.copy(f"COPY {table.name} ({quoted}) FROM STDIN") as copy:
        for row in made:
            copy.write_row(row)


def _made(
    rows: Rows, names: list[str], rest: dict[str, Any], converts: list[tuple[int, Convert]]
) -> Iterable[list[Any]]:
    get = itemgetter(*names)
    for row in rows:
        values = list(get(row | rest))
        for place, convert in converts:
            if values[place] is not None:
                values[place] = convert(values[place])
        yield values


def _default(column: Column[Any]) -> Any:
    known = column.default
    if known is None or column.primary_key:
        return None
    # What is made for each row anew, a list or a dict, is empty.
    return known.arg if known.is_scalar else known.arg(None)


def _convert(column: Column[Any], dialect: Dialect) -> Convert | None:
    if isinstance(column.type, JSON):
        return _json
    if dialect.name == "sqlite" and isinstance(column.type, Moment):
        return _moment
    if dialect.name == "sqlite" and isinstance(column.type, Date):
        return date.isoformat
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


@lru_cache(4096)
def _moment(value: datetime) -> str:
    return value.replace(tzinfo=None).isoformat(" ", "microseconds")
