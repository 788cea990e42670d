"""What the loader of the benchmark writes is a company like any other: its ledger verifies."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bench.matrix_fill import fill
from triangle.background import prepare
from triangle.core.db import Database
from triangle.ledger import verify
from triangle.responsibilities.retelling import DEALS_AT_ONCE

DEALS = DEALS_AT_ONCE + 1
MOVED = "UPDATE responsibility SET deal_id = 2 WHERE id = 1"
UNREADABLE = "UPDATE entry SET data = '{' WHERE stream = 'deal:101' AND seq = 1"
STRANGE = "INSERT INTO stream (name, epoch, head_seq, head_hash, min_seq) VALUES ('deal:x', 1, 0, '', 1)"


def indexes(database: Database) -> list[tuple[str, str]]:
    """Return every index by its name and its words."""
    named = text("SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name")
    with database.reader.connect() as connection:
        return [(name, " ".join((sql or "").split())) for name, sql in connection.execute(named)]


@pytest.fixture
def loaded(tmp_path: Path) -> Iterator[Database]:
    """A company of more deals than are compared at a time."""
    url = f"sqlite:///{tmp_path}/loaded.db"
    fill(url, DEALS, people=8)
    database = Database(url)
    yield database
    database.close()


def test_loaded_ledger_is_clean(loaded: Database) -> None:
    with loaded.reading() as session:
        report = verify(session)

    assert report.wrong == []
    assert report.streams == DEALS


def test_indexes_are_there_again(loaded: Database, tmp_path: Path) -> None:
    fresh = Database(f"sqlite:///{tmp_path}/fresh.db")
    prepare(fresh)

    assert indexes(loaded) == indexes(fresh)
    fresh.close()


def test_interval_is_right_only_in_the_deal_that_tells_it(loaded: Database) -> None:
    with loaded.writer.begin() as connection:
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS responsibility_refuses_{verb}"))
        connection.execute(text(MOVED))

    with loaded.reading() as session:
        wrong = verify(session).wrong

    assert [line.partition(" of ")[0] for line in wrong] == ["responsibility 1", "responsibility 1"]
    assert "deal:2 is not what the entries say" in wrong[0]
    assert "is in the entries but not in the table" in wrong[1]


def test_unreadable_entry_and_a_stream_without_entries_are_named(loaded: Database) -> None:
    with loaded.writer.begin() as connection:
        connection.execute(text("DROP TRIGGER entry_refuses_update"))
        connection.execute(text(UNREADABLE))
        connection.execute(text(STRANGE))

    with loaded.reading() as session:
        wrong = verify(session).wrong

    assert "deal:101 entry 1: was changed after it was written" in wrong
    assert "deal:x entry 0: is not the entry that the head names" in wrong
    assert any(line.endswith("of deal:101 is not what the entries say") for line in wrong)
