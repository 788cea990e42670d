"""Snapshots of PostgreSQL read past psycopg's cursors: same rows, same errors, nothing left behind."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import gevent
import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DataError, OperationalError, ProgrammingError

from tests.databases import POSTGRESQL, fresh_url
from triangle.core.db import Database
from triangle.core.prepared import Prepared
from triangle.core.readers import MOST_RESTING
from triangle.core.wire_reading import MOST_PREPARED, ReadingWire
from triangle.identity.models import Team

pytestmark = pytest.mark.skipif(not POSTGRESQL, reason="about PostgreSQL's driver")
COUNT = Prepared(select(func.count()).select_from(Team.__table__))
TEAM = Team.__table__


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(fresh_url(tmp_path))
    yield made
    made.close()
    assert made.connections_in_use() == 0


@pytest.fixture
def wire(database: Database) -> Iterator[ReadingWire]:
    taken = database.readers.take()
    yield database.readers.cursor(taken)
    database.readers.give_back(taken)


def end(connection: Any) -> None:
    """Have PostgreSQL end a connection, as when it begins anew."""
    with psycopg.connect(POSTGRESQL.replace("+psycopg", ""), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (connection.info.backend_pid,))


def count(database: Database) -> int:
    with database.reading() as session:
        (found,) = COUNT.column(session)
    return int(found)


def add_team(database: Database) -> None:
    with database.unit_of_work() as session:
        session.add(Team(name=f"team {count(database)}"))


def test_each_reading_sees_what_was_committed_before_it(database: Database) -> None:
    before = count(database)
    for number in range(3):
        with database.reading() as session:
            assert COUNT.column(session) == [before + number]
            add_team(database)
            assert COUNT.column(session) == [before + number]
            # Objects are read in the snapshot that the statement began.
            assert session.scalar(select(func.count()).select_from(Team)) == before + number


def test_nothing_can_be_written(wire: ReadingWire) -> None:
    for _ in range(2):
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            wire.execute("INSERT INTO team (name, version) VALUES ('x', 1)")
        wire.give_up()
        wire.settle()


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, False, 7, -(2**40), 1.5, "it's “字”\n\\x", "", b"\x00\xff", [1, 2], ["a", "字"], []),
        *(date(2026, 3, 1), datetime(2026, 3, 1, 12, 30, 0, 123456, UTC)),
    ],
)
def test_values_come_back_as_psycopg_reads_them(wire: ReadingWire, database: Database, value: Any) -> None:
    statement = "SELECT %(value)s::{kind} AS value, 3 AS three WHERE 10 %% 4 = 2"
    kinds = {bool: "bool", int: "bigint", float: "float8", str: "text", bytes: "bytea", date: "date"}
    kinds |= {datetime: "timestamptz", type(None): "text"}
    if isinstance(value, list):
        statement = statement.replace("{kind}", "int[]" if value == [1, 2] else "text[]")
    else:
        statement = statement.replace("{kind}", kinds[type(value)])
    with database.writer.connect() as aloud:
        cursor = aloud.connection.cursor()
        expected = cursor.execute(statement, {"value": value}).fetchall()
        kinds_of_columns = [column.type_code for column in cursor.description]

    for _ in range(2):
        assert wire.execute(statement, {"value": value}).fetchall() == expected == [(value, 3)]
    assert wire.description == list(zip(("value", "three"), kinds_of_columns, strict=True))


def test_a_failed_statement_is_told_as_sessions_tell_it(database: Database) -> None:
    wrong = Prepared(select(func.nobody_knows(1)))
    for _ in range(2):
        with database.reading() as session:
            COUNT.column(session)
            with pytest.raises(ProgrammingError, match="nobody_knows"):
                wrong.column(session)
        count(database)


def test_a_text_with_nul_is_refused_and_not_cut(database: Database) -> None:
    named = Prepared(select(TEAM.c.id).where(TEAM.c.name == "x\0y"))

    with pytest.raises(DataError, match="NUL"), database.reading() as session:
        named.column(session)


def test_connections_rest_and_are_closed_in_the_end(database: Database) -> None:
    def read(depth: int) -> None:
        if depth:
            with database.reading() as session:
                COUNT.column(session)
                read(depth - 1)

    read(MOST_RESTING + 2)
    assert (database.readers.resting, database.connections_in_use()) == (MOST_RESTING, 0)
    database.readers.close()
    assert (database.readers.resting, database.connections_in_use()) == (0, 0)


def test_connections_that_were_lost_at_rest_fail_nobody(database: Database) -> None:
    def read_all(depth: int) -> None:
        with database.reading() as session:
            COUNT.column(session)
            if depth:
                read_all(depth - 1)

    read_all(MOST_RESTING)
    with database.glimpse() as session:
        COUNT.column(session)
    resting = [*database.readers._resting, *database._lookers._resting]
    assert len(resting) == MOST_RESTING + 1
    for taken, _ in resting:
        end(taken.dbapi_connection)

    read_all(MOST_RESTING)
    # One that read and then loaded objects went back to the pool, and is the next to be taken from it.
    database.readers.close()
    with database.reading() as session:
        COUNT.column(session)
        session.scalar(select(func.count()).select_from(Team))
        lost = session.connection().connection.dbapi_connection
    end(lost)
    read_all(0)
    with database.glimpse() as session:
        assert COUNT.column(session) == [count(database)]


def test_a_connection_that_is_lost_in_a_snapshot_fails_it(database: Database) -> None:
    with database.reading() as session:
        COUNT.column(session)
        end(session._bare.dbapi_connection)
        # Another connection would see another moment.
        with pytest.raises(OperationalError):
            COUNT.column(session)
    assert count(database) >= 0


@pytest.mark.parametrize("how", ["reading", "glimpse"])
def test_one_who_is_interrupted_leaves_no_answer_to_the_next(database: Database, how: str) -> None:
    slow = Prepared(select(func.pg_sleep(5), func.count()).select_from(TEAM))

    def ask() -> None:
        with getattr(database, how)() as session:
            slow.tuples(session)

    for _ in range(2):
        asks = gevent.spawn(ask)
        gevent.sleep(0.1)
        asks.kill()
        with getattr(database, how)() as session:
            assert COUNT.column(session)[0] >= 0
        assert database.connections_in_use() == 0


def test_statements_that_are_never_asked_again_are_forgotten(wire: ReadingWire) -> None:
    for number in range(MOST_PREPARED + 5):
        assert wire.execute(f"SELECT {number}").fetchall() == [(number,)]

    known = wire.execute("SELECT count(*) FROM pg_prepared_statements").fetchall()[0][0]
    assert known == MOST_PREPARED


def test_what_is_asked_each_second_sees_each_time_what_is_there(database: Database) -> None:
    with database.glimpse() as session:
        before = COUNT.column(session)[0]
        add_team(database)
        assert COUNT.column(session) == [before + 1]
    assert database.connections_in_use() == 0
