"""Says the same to a database again through the bare driver: what is left when the service is taken away."""

import sqlite3
from typing import Any

import orjson
import psycopg
from psycopg.types.json import set_json_loads
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bench.http.recording import Said, Transcript
from triangle.core.db import Database

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")


class Bare:
    """A writing and a reading connection without SQLAlchemy, set as the service sets its own."""

    def __init__(self, url: str) -> None:
        open_one = _sqlite if url.startswith("sqlite") else _postgresql
        self._writer, self._reader = open_one(url, reads=False), open_one(url, reads=True)

    def say(self, transcript: Transcript, *, named: bool = False) -> list[Any]:
        """Say everything of a transcript and return every row that came back, `named` with its columns."""
        rows: list[Any] = []
        for said in transcript:
            connection = self._writer if said.by_writer else self._reader
            match said.verb:
                case "begin":
                    self._begin(connection)
                case "commit" | "rollback" as ends:
                    # Outside a transaction each statement would pay for a commit of its own.
                    assert _in_transaction(connection)
                    getattr(connection, ends)()
                case _:
                    rows += _rows(connection, said, named=named)
        return rows

    def _begin(self, connection: Any) -> None:
        # psycopg begins by itself, with the first statement.
        if isinstance(connection, sqlite3.Connection):
            connection.execute("BEGIN IMMEDIATE" if connection is self._writer else "BEGIN")

    def close(self) -> None:
        """Close both connections."""
        self._writer.close()
        self._reader.close()


def _rows(connection: Any, said: Said, *, named: bool) -> list[Any]:
    cursor = connection.cursor()
    getattr(cursor, said.verb)(said.statement, said.values)
    rows = cursor.fetchall() if cursor.description is not None else []
    if named and rows:
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in rows]
    cursor.close()
    return rows


def _in_transaction(connection: Any) -> bool:
    if isinstance(connection, sqlite3.Connection):
        return connection.in_transaction
    return connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE


def _sqlite(url: str, *, reads: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(make_url(url).database, isolation_level=None)
    for pragma in (*PRAGMAS, *(("query_only=ON",) if reads else ())):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _postgresql(url: str, *, reads: bool) -> Any:
    connection = psycopg.connect(
        url.replace("postgresql+psycopg:", "postgresql:"),
        options="-c statement_timeout=15000 -c timezone=UTC -c jit=off",
    )
    set_json_loads(orjson.loads, connection)
    if reads:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
    return connection


def heads_of(url: str) -> list[Any]:
    """Return the heads of all streams: equal chains mean that the same was written."""
    database = Database(url)
    with database.reading() as session:
        found = session.execute(text("SELECT name, head_seq, head_hash FROM stream ORDER BY name")).all()
    database.close()
    return list(found)
