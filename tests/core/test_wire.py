"""What PostgreSQL is asked past psycopg's cursors says the same, and others go on meanwhile."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import gevent
import psycopg
import pytest

from tests.databases import POSTGRESQL, fresh_url
from triangle.core.db import Database
from triangle.core.wire import DirectWire

pytestmark = pytest.mark.skipif(not POSTGRESQL, reason="about PostgreSQL's driver")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Any]:
    """A connection of the driver that commits each statement by itself."""
    made = Database(fresh_url(tmp_path))
    with made._kept.held() as held:
        yield held
    made.close()


def test_values_come_back_as_they_were_said(connection: Any) -> None:
    wire, at = DirectWire(connection), datetime(2026, 3, 1, 12, 30, 0, 123456, UTC)
    said = {"text": "it's “字”\n\\x", "number": -(2**40), "nothing": None, "at": at}
    question = (
        "SELECT %(text)s::text, %(number)s, %(nothing)s::int,"
        " %(at)s = timestamptz '2026-03-01 13:30:00.123456+01', %(text)s::text"
    )

    for _ in range(2):
        assert wire.execute(question, said).fetchall() == [
            (said["text"], said["number"], None, "t", said["text"])
        ]
    assert wire.execute("SELECT 1 WHERE %s::text = 'no'", ("yes",)).fetchone() is None


def test_rows_that_were_touched_are_counted(connection: Any) -> None:
    wire = DirectWire(connection)
    add = "INSERT INTO team (name, version) VALUES (%s, 1)"

    assert [wire.execute(add, (name,)).rowcount for name in ("east", "west")] == [1, 1]
    assert wire.execute("UPDATE team SET version = 2", ()).rowcount == 2
    found = list(wire.execute("SELECT name, version FROM team ORDER BY name", {}))
    assert found == [("east", 2), ("west", 2)]


def test_what_is_longer_than_the_kernel_takes_at_once_arrives(connection: Any) -> None:
    long = "x" * 20_000_000

    assert DirectWire(connection).execute("SELECT length(%s::text), %s::text", (long, long)).fetchone() == (
        len(long),
        long,
    )


def test_an_error_is_the_driver_s_and_the_next_statement_is_answered(connection: Any) -> None:
    wire = DirectWire(connection)

    with pytest.raises(psycopg.errors.UndefinedTable, match="nowhere"):
        wire.execute("INSERT INTO nowhere VALUES (%s)", (1,))
    with pytest.raises(psycopg.errors.DivisionByZero):
        wire.execute("SELECT 1 / %s", (0,))
    assert wire.execute("SELECT 1 / %s", (1,)).fetchone() == (1,)


def test_what_is_refused_at_the_commit_is_refused(connection: Any) -> None:
    wire = DirectWire(connection)
    wire.execute("CREATE TEMP TABLE above (id int PRIMARY KEY)")
    wire.execute("CREATE TEMP TABLE below (id int REFERENCES above DEFERRABLE INITIALLY DEFERRED)")

    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        wire.execute("INSERT INTO below VALUES (%s)", (1,))
    assert wire.execute("SELECT count(*) FROM below").fetchone() == (0,)


@pytest.mark.parametrize(
    "value", [True, b"bytes", [1], 1.5, datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None)]
)
def test_what_it_does_not_know_it_does_not_say(connection: Any, value: Any) -> None:
    with pytest.raises(TypeError, match="can be said"):
        DirectWire(connection).execute("SELECT %s::text", (value,))


def test_everybody_else_goes_on_while_the_answer_is_waited_for(connection: Any) -> None:
    wire, done = DirectWire(connection), list[str]()

    def ask() -> None:
        wire.execute("SELECT pg_sleep(0.2)", ())
        done.append("answered")

    asks = gevent.spawn(ask)
    gevent.sleep(0.05)
    done.append("others")
    asks.join()

    assert done == ["others", "answered"]
