"""`triangle ledger verify` names what was tampered with, behind the back of the triggers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from tests.company import Company
from tests.databases import POSTGRESQL
from tests.rooms.play import Play
from triangle.activity.chain import breaks

TABLES = ("entry", "responsibility", "checkpoint")
REPEATED = """
    INSERT INTO entry (stream, seq, epoch, type, version, actor, acting_for, op_id, data, at, prev_hash, hash)
    SELECT stream, 9, epoch, type, version, actor, acting_for, op_id, data, at, prev_hash, hash
    FROM entry WHERE stream = :it AND seq = 8
"""
HEAD_CUT = """
    UPDATE stream SET head_seq = 2,
    head_hash = (SELECT hash FROM entry WHERE entry.stream = stream.name AND seq = 2) WHERE name = :it
"""


@pytest.fixture
def play(company: Company) -> Play:
    """A room with a short history: opened, offered, accepted, a seat changed, an item ticked four times."""
    made = Play(company)
    made.accept("sr", made.offer("ar", "KD1.1", "sr"))
    made.deal_seat("FR", "new")
    made.tick("sr", "KD1.1")
    return made


def tamper(play: Play, *statements: str) -> None:
    """Write to the tables as somebody who owns the database could; `:it` is the deal's stream."""
    database = play.company.service.database
    named = {"it": f"deal:{play.deal.id}"}
    with database.writer.connect() as connection:
        _guard(connection, database.is_sqlite, on=False)
        for statement in statements:
            done = connection.execute(text(statement), named if ":it" in statement else {})
            assert done.rowcount != 0, statement
        _guard(connection, database.is_sqlite, on=True)
        connection.commit()


def _guard(connection: Connection, is_sqlite: bool, *, on: bool) -> None:
    for table in TABLES:
        if not is_sqlite:
            connection.execute(text(f"ALTER TABLE {table} {'ENABLE' if on else 'DISABLE'} TRIGGER USER"))
        elif not on:
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER {table}_refuses_{verb}"))


def verify(company: Company) -> tuple[int, str]:
    """Verify the whole ledger."""
    return run_ledger(company, "verify")


def run_ledger(company: Company, *words: str) -> tuple[int, str]:
    """Run the real command in a process of its own."""
    address = company.service.database.url.render_as_string(hide_password=False)
    done = subprocess.run(
        [Path(sys.executable).with_name("triangle"), "ledger", *words],
        env=os.environ | {"TRIANGLE_DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_untouched_ledger_is_clean(company: Company, play: Play) -> None:
    code, said = verify(company)

    assert code == 0
    assert "Everything is as it was written." in said


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "UPDATE entry SET data = replace(data, '云平台', '云平合') WHERE stream = :it AND seq = 1",
            "entry 1: was changed",
        ),
        ("UPDATE entry SET actor = 1 WHERE stream = :it AND seq = 3", "entry 3: was changed"),
        ("UPDATE entry SET op_id = 'x' WHERE stream = :it AND seq = 2", "entry 2: was changed"),
        ("DELETE FROM entry WHERE stream = :it AND seq = 3", "entry 3: is missing"),
        ("DELETE FROM entry WHERE stream = :it AND seq = 1", "entry 1: is missing"),
        ("DELETE FROM entry WHERE stream = :it AND seq >= 6", "entry 6: is missing: the head says 8"),
        ("UPDATE entry SET prev_hash = hash WHERE stream = :it AND seq = 4", "entry 4: does not follow"),
    ],
)
def test_changed_or_missing_entry_is_named(company: Company, play: Play, statement: str, named: str) -> None:
    stream = f"deal:{play.deal.id}"

    tamper(play, statement)

    code, said = verify(company)
    assert code == 1
    assert f"{stream} {named}" in said


def test_entries_that_changed_places_are_named(company: Company, play: Play) -> None:
    stream = f"deal:{play.deal.id}"
    move = "UPDATE entry SET seq = :to WHERE stream = :it AND seq = :from"

    tamper(
        play,
        *(
            move.replace(":to", new).replace(":from", old)
            for old, new in [("6", "999"), ("7", "6"), ("999", "7")]
        ),
    )

    code, said = verify(company)
    assert code == 1
    assert f"{stream} entry 6: " in said


def test_inserted_entry_is_named(company: Company, play: Play) -> None:
    stream = f"deal:{play.deal.id}"

    tamper(play, REPEATED)

    code, said = verify(company)
    assert code == 1
    assert f"{stream} entry 9: " in said


def test_cut_tail_is_found_although_the_head_was_cut_with_it(company: Company, play: Play) -> None:
    tamper(play, "DELETE FROM entry WHERE stream = :it AND seq > 2", HEAD_CUT)

    code, said = verify(company)
    assert code == 1
    assert "is not what the entries say" in said


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE responsibility SET person_id = 1 WHERE id = 2",
        "UPDATE responsibility SET until_at = '2036-01-01 00:00:00' WHERE id = 2",
        "UPDATE responsibility SET cause = 'handoff' WHERE id = 2",
        "DELETE FROM responsibility WHERE id = 2",
    ],
)
def test_edited_responsibility_is_named(company: Company, play: Play, statement: str) -> None:
    tamper(play, statement)

    code, said = verify(company)
    assert code == 1
    assert "responsibility 2 " in said


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite reads row by row; set TRIANGLE_TEST_DATABASE_URL")
def test_walk_holds_no_whole_ledger(play: Play) -> None:
    at_server = []

    def ask(_connection: object, cursor: object, statement: str, *_: object) -> None:
        if "FROM entry" in statement:
            at_server.append(bool(getattr(cursor, "name", "")))

    with play.company.reading() as session:
        event.listen(session.connection(), "before_cursor_execute", ask)
        assert list(breaks(session)) == []

    assert at_server == [True]
