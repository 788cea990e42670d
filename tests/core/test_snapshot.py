"""Snapshots on connections that rest between two questions: only SQLite has those."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from tests.databases import POSTGRESQL
from triangle.core.db import Database
from triangle.core.prepared import Prepared
from triangle.core.readers import MOST_RESTING
from triangle.identity.models import Team

pytestmark = pytest.mark.skipif(bool(POSTGRESQL), reason="about SQLite's connections")
COUNT = Prepared(select(func.count()).select_from(Team.__table__))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/a.db")
    with database.writer.begin() as connection:
        Team.__table__.create(connection)
    yield database
    database.close()


def add_team(database: Database) -> None:
    with database.unit_of_work() as session:
        session.add(Team(name="a"))


def test_each_reading_sees_what_was_committed_before_it(database: Database) -> None:
    for count in range(3):
        with database.reading() as session:
            assert COUNT.column(session) == [count]
            add_team(database)
            assert COUNT.column(session) == [count]


def test_objects_see_the_snapshot_that_statements_began(database: Database) -> None:
    with database.reading() as session:
        COUNT.column(session)
        add_team(database)

        assert session.scalar(select(func.count()).select_from(Team)) == 0
        assert COUNT.column(session) == [0]


def test_what_rests_is_not_in_use_and_is_closed_in_the_end(database: Database) -> None:
    def read(depth: int) -> None:
        if depth:
            with database.reading() as session:
                COUNT.column(session)
                assert database.connections_in_use() == MOST_RESTING + 3 - depth
                read(depth - 1)

    read(MOST_RESTING + 2)
    assert (database.readers.resting, database.connections_in_use()) == (MOST_RESTING, 0)

    database.close()
    assert (database.readers.resting, database.connections_in_use()) == (0, 0)


def test_failed_statement_is_told_as_sessions_tell_it(database: Database) -> None:
    with database.writer.begin() as connection:
        Team.__table__.drop(connection)

    with pytest.raises(OperationalError, match="no such table"), database.reading() as session:
        COUNT.column(session)

    assert (database.readers.resting, database.connections_in_use()) == (0, 0)


def test_connection_that_cannot_be_given_up_is_not_kept_and_takes_no_answer_away(database: Database) -> None:
    with database.reading() as session:
        assert COUNT.column(session) == [0]
        session._bare.dbapi_connection.close()

    assert (database.readers.resting, database.connections_in_use()) == (0, 0)
    with database.reading() as session:
        assert COUNT.column(session) == [0]


def test_objects_are_read_on_what_rests_too(database: Database) -> None:
    with database.reading() as session:
        COUNT.column(session)
    assert database.readers.resting == 1

    with database.reading() as session:
        session.scalar(select(func.count()).select_from(Team))
        assert database.readers.resting == 0


def test_a_connection_with_an_old_snapshot_is_never_read_from(database: Database) -> None:
    with database.reading() as session:
        COUNT.column(session)
    database.readers._resting[0][0].dbapi_connection.execute("BEGIN")

    with database.reading() as session:
        COUNT.column(session)
        assert database.connections_in_use() == 1
