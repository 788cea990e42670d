"""What a session that only reads promises: one snapshot, asked once, on a connection that stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.databases import POSTGRESQL, fresh_url
from triangle.core import engines
from triangle.core.db import Database, asked_once
from triangle.identity.models import Team

only_postgresql = pytest.mark.skipif(not POSTGRESQL, reason="needs PostgreSQL")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database."""
    made = Database(fresh_url(tmp_path))
    yield made
    made.close()


def teams(session: Session) -> int:
    """Return how many teams there are, as a rule would ask it."""

    def count() -> int:
        return session.scalar(select(func.count()).select_from(Team)) or 0

    return asked_once(session, "teams", count)


def test_what_several_rules_ask_is_asked_once_a_snapshot(database: Database) -> None:
    with database.reading() as session:
        before = teams(session)
        with database.unit_of_work() as writing:
            writing.add(Team(name="new"))

        assert teams(session) == before
    with database.reading() as session:
        assert teams(session) == before + 1


def test_whoever_writes_is_asked_anew(database: Database) -> None:
    with database.unit_of_work() as session:
        before = teams(session)
        session.add(Team(name="new"))

        assert teams(session) == before + 1


@only_postgresql
def test_connection_that_fell_while_it_rested_is_replaced(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "TRUSTED_SECONDS", 0)
    with database.reading() as session:
        mine = session.scalar(text("SELECT pg_backend_pid()"))
    other = Database(database.url.render_as_string(hide_password=False))
    with other.unit_of_work() as session:
        session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
    other.close()

    with database.reading() as session:
        assert session.scalar(text("SELECT pg_backend_pid()")) != mine
