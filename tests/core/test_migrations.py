"""Migrations go both ways on a filled database and end in what the models say."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, func, inspect, select, text

from tests.company import Company, moved_in
from tests.databases import POSTGRESQL, postgresql_url
from triangle.background import prepare
from triangle.core.db import Base, Database
from triangle.core.migrate import downgrade, migrations_folder, revision_of, upgrade
from triangle.handoffs.actions import accept, offer
from triangle.handoffs.models import Handoff
from triangle.ledger import verify

# Nobody can read back SQLite's index over lower(email); tests of identity try what it is for.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Skipped unsupported reflection of expression-based index",
    "ignore:autogenerate skipping metadata-specified expression-based index 'uq_person_email'",
)

REVISIONS = [script.revision for script in ScriptDirectory(migrations_folder()).walk_revisions()]
HEAD = REVISIONS[0]


@pytest.fixture(scope="module")
def own_postgresql() -> Iterator[str]:
    """A PostgreSQL database of this module: going down would take the shared one from the other tests."""
    url, name = f"{postgresql_url()}_migrations", f"{postgresql_url()}_migrations".rpartition("/")[2]
    server = create_engine(postgresql_url(), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
        yield url
        connection.execute(text(f'DROP DATABASE "{name}"'))
    server.dispose()


@pytest.fixture
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database."""
    if POSTGRESQL:
        made = Database(request.getfixturevalue("own_postgresql"))
        with made.writer.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    else:
        made = Database(f"sqlite:///{tmp_path}/triangle.db")
    yield made
    made.close()


# What was told before these tables were there was told to nobody.
BEGAN_LATER = {"notification", "outlet", "delivery"}


@pytest.fixture
def filled(database: Database) -> Database:
    """A database in which a deal was opened and a node handed over."""
    prepare(database)
    with moved_in(database.url.render_as_string(hide_password=False)) as company:
        fill(company)
    return database


def fill(company: Company) -> None:
    """Open a deal and hand one node over."""
    node = company.node(company.deal(), "KD1.1")
    given = {"message": "", "kind": None, "due_at": None, "questions": []}
    with company.deed("ar") as deed:
        handoff = offer(deed, node.id, receiver_ids=[company.id("sr")], **given)
    with company.deed("sr") as deed:
        accept(deed, handoff.id, open_items=[])


def counts(database: Database) -> dict[str, int]:
    """Return how many rows each table has."""
    with database.reading() as session:
        tables = Base.metadata.tables.values()
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Say whether a table or index is for the models to describe: each database has its own search index."""
    return not (name or "").startswith(("search_index", "ix_search_text_words"))


def differences(database: Database) -> list[object]:
    """Return what the models say and the database does not, or the other way round."""
    with database.writer.connect() as connection:
        return compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours}),
            Base.metadata,
        )


def tables(database: Database) -> set[str]:
    """Return the names of the tables that are there."""
    return set(inspect(database.writer).get_table_names())


def test_migrated_database_is_what_the_models_say(database: Database) -> None:
    upgrade(database)

    assert revision_of(database) == HEAD
    assert differences(database) == []


def test_history_is_one_line() -> None:
    scripts = ScriptDirectory(migrations_folder())

    assert scripts.get_heads() == [HEAD]
    assert scripts.get_bases() == [REVISIONS[-1]]
    assert sorted(REVISIONS, reverse=True) == REVISIONS


@pytest.mark.parametrize("revision", REVISIONS)
def test_filled_database_goes_down_and_up_again(filled: Database, revision: str) -> None:
    before = counts(filled)

    downgrade(filled, revision)
    assert revision_of(filled) == revision
    upgrade(filled)

    after = counts(filled)
    assert {table: n for table, n in after.items() if table not in BEGAN_LATER} == {
        table: n for table, n in before.items() if table not in BEGAN_LATER
    }
    assert before["responsibility"] > 0
    assert before["handoff"] == 1
    assert differences(filled) == []
    with filled.reading() as session:
        assert verify(session).wrong == []


def test_handoffs_from_before_promises_say_that_they_came_without(filled: Database) -> None:
    downgrade(filled, "0005")
    with filled.reading() as session:
        assert "promises" not in session.scalars(select(Handoff.package)).one()

    upgrade(filled)

    with filled.reading() as session:
        assert session.scalars(select(Handoff.package)).one()["promises"] == []


def test_filled_database_goes_down_to_nothing_and_up_again(filled: Database) -> None:
    downgrade(filled, "base")
    assert tables(filled) <= {"alembic_version"}
    upgrade(filled)

    assert set(counts(filled).values()) == {0}
    assert differences(filled) == []


def test_second_upgrade_changes_nothing(filled: Database) -> None:
    before = counts(filled)

    prepare(filled)

    assert counts(filled) == before


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite has one server process only")
def test_servers_that_start_at_once_prepare_an_empty_database_together(database: Database) -> None:
    address = database.url.render_as_string(hide_password=False)
    command = [Path(sys.executable).with_name("triangle"), "migrate"]

    started = [
        subprocess.Popen(command, env=os.environ | {"TRIANGLE_DATABASE_URL": address}, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [process.communicate()[1].decode() for process in started]

    assert [process.returncode for process in started] == [0, 0, 0], said
    assert revision_of(database) == HEAD
