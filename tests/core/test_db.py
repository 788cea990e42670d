"""What the databases promise: durable, checked, one writer, one server."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from tests.databases import POSTGRESQL, fresh_url
from triangle.core.db import Database
from triangle.core.file_lock import InUse, only_server
from triangle.core.idempotency import StoredAnswer
from triangle.identity.models import Team

only_sqlite = pytest.mark.skipif(bool(POSTGRESQL), reason="about SQLite's file")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database."""
    made = Database(fresh_url(tmp_path))
    yield made
    made.close()


def pragma(engine: Engine, name: str) -> object:
    """Return what a connection of an engine has set."""
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@only_sqlite
@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
def test_every_connection_is_durable_and_checked(database: Database, name: str, value: object) -> None:
    assert pragma(database.writer, name) == value
    assert pragma(database.reader, name) == value


@only_sqlite
def test_what_is_direct_leaves_the_disk_to_the_flush_of_the_log(database: Database) -> None:
    with database.direct() as direct:
        found = [
            direct.do(f"PRAGMA {name}", ()).fetchone()[0] for name in ("synchronous", "wal_autocheckpoint")
        ]

    assert found == [1, 0]


@only_sqlite
def test_only_the_writer_writes(database: Database) -> None:
    assert (pragma(database.writer, "query_only"), pragma(database.reader, "query_only")) == (0, 1)


@only_sqlite
def test_writer_takes_the_lock_when_it_begins(database: Database) -> None:
    with database.writer.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        other = sqlite3.connect(str(database.url.database), timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


@only_sqlite
def test_write_after_a_failed_commit_succeeds(database: Database) -> None:
    with suppress(IntegrityError), database.unit_of_work() as session:
        session.execute(text("PRAGMA defer_foreign_keys=ON"))
        session.add(Team(name="lost", parent_id=4711))

    with database.unit_of_work() as session:
        session.add(Team(name="east"))

    with database.reading() as session:
        assert list(session.scalars(select(Team.name))) == ["east"]


@only_sqlite
def test_second_server_on_the_same_file_is_refused(database: Database) -> None:
    other = Database(database.url.render_as_string())

    with (
        only_server(database),
        pytest.raises(InUse, match="is served by another process"),
        only_server(other),
    ):
        pass

    with only_server(other):
        assert Path(f"{other.url.database}.lock").exists()


@only_sqlite
def test_second_serve_command_says_so_and_stops(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "triangle.cli", "serve", "--port", "0", "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as first:
        assert first.stdout is not None
        said = first.stdout.readline()
        second = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        first.terminate()
        first.communicate(timeout=30)

    assert re.fullmatch(r"Triangle listens on http://127\.0\.0\.1:\d+\n", said)
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.endswith("triangle.db is served by another process; stop it first\n")
    assert first.returncode == 0


def test_moment_comes_back_in_utc(database: Database) -> None:
    at = datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=timezone(timedelta(hours=8)))

    with database.unit_of_work() as session:
        session.add(StoredAnswer(actor_id=1, key="k", fingerprint="", status=200, etag=None, body=b"", at=at))

    with database.reading() as session:
        kept = session.scalars(select(StoredAnswer.at)).one()
    assert (kept, kept.tzinfo) == (at, UTC)


def test_moment_without_a_zone_is_refused(database: Database) -> None:
    at = datetime(2026, 3, 2)  # noqa: DTZ001 - that is the point
    with pytest.raises(StatementError, match="time zone"), database.unit_of_work() as session:
        session.add(StoredAnswer(actor_id=1, key="k", fingerprint="", status=200, etag=None, body=b"", at=at))


@pytest.mark.skipif(not POSTGRESQL, reason="about PostgreSQL's settings")
def test_postgresql_stops_statements_that_take_too_long(database: Database) -> None:
    with database.reading() as session:
        assert session.scalar(text("SHOW statement_timeout")) == "15s"
        assert session.scalar(text("SHOW transaction_isolation")) == "repeatable read"
        assert session.scalar(text("SHOW TimeZone")) == "UTC"
    with database.unit_of_work() as session:
        assert session.scalar(text("SHOW transaction_isolation")) == "read committed"
