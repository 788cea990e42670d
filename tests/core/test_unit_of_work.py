"""One transaction, all or nothing; the world hears of it after the commit or never."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from tests.company import Company
from tests.databases import fresh_url
from tests.tabs import Tab
from triangle.accounts.actions import add_account
from triangle.accounts.models import Account
from triangle.core import turns
from triangle.core.db import Database, last_before_commit
from triangle.core.errors import Unavailable
from triangle.core.publish import publish
from triangle.identity.models import Team
from triangle.responsibilities.actions import assign_deal_seat


class Undone(Exception):
    """Ends a savepoint or a transaction."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database whose committed messages end in `heard`."""
    made = Database(fresh_url(tmp_path))
    yield made
    made.close()


@pytest.fixture
def heard(database: Database) -> list[Any]:
    """What the world has heard."""
    messages: list[Any] = []
    database.on_commit = messages.extend
    return messages


def teams(database: Database) -> list[str]:
    """Return the names of all teams."""
    with database.reading() as session:
        return list(session.scalars(select(Team.name).order_by(Team.id)))


def write(session: Session, name: str) -> None:
    """Write a team and say so."""
    session.add(Team(name=name))
    session.flush()
    publish(session, name)


def test_messages_are_heard_after_the_commit_in_order(database: Database, heard: list[Any]) -> None:
    with database.unit_of_work() as session:
        write(session, "east")
        write(session, "west")
        assert heard == []
        assert teams(database) == []

    assert heard == teams(database) == ["east", "west"]


def test_rollback_drops_rows_and_messages(database: Database, heard: list[Any]) -> None:
    with suppress(Undone), database.unit_of_work() as session:
        write(session, "east")
        raise Undone

    assert heard == teams(database) == []


def test_undone_savepoint_drops_its_own_messages_only(database: Database, heard: list[Any]) -> None:
    with database.unit_of_work() as session:
        write(session, "before")
        with suppress(Undone), session.begin_nested():
            write(session, "inside")
            raise Undone
        write(session, "after")

    assert heard == teams(database) == ["before", "after"]


def test_released_savepoint_keeps_its_messages_until_the_commit(database: Database, heard: list[Any]) -> None:
    with database.unit_of_work() as session:
        with session.begin_nested():
            write(session, "inside")
        assert heard == []

    assert heard == teams(database) == ["inside"]


def test_undone_outer_savepoint_takes_a_released_inner_one_with_it(
    database: Database, heard: list[Any]
) -> None:
    with database.unit_of_work() as session:
        write(session, "before")
        with suppress(Undone), session.begin_nested():
            write(session, "outer")
            with session.begin_nested():
                write(session, "inner")
            raise Undone

    assert heard == teams(database) == ["before"]


def test_inner_savepoint_may_be_undone_alone(database: Database, heard: list[Any]) -> None:
    with database.unit_of_work() as session, session.begin_nested():
        write(session, "outer")
        with suppress(Undone), session.begin_nested():
            write(session, "inner")
            raise Undone

    assert heard == teams(database) == ["outer"]


def test_last_work_is_done_before_the_commit_and_can_stop_it(database: Database, heard: list[Any]) -> None:
    def refuse(session: Session) -> None:
        assert session.scalar(select(Team.name)) == "east"
        raise Undone

    with suppress(Undone), database.unit_of_work() as session:
        write(session, "east")
        last_before_commit(session, refuse)

    assert heard == teams(database) == []


def test_broken_constraint_leaves_nothing_behind(database: Database, heard: list[Any]) -> None:
    with suppress(IntegrityError), database.unit_of_work() as session:
        write(session, "east")
        session.add(Team(name="lost", parent_id=4711))

    assert heard == teams(database) == []


@contextmanager
def sql_after_commit(database: Database) -> Iterator[list[tuple[str, str]]]:
    """Give a list of the statements that run after a commit, each with the engine that runs it."""
    after: list[tuple[str, str]] = []
    names = {database.writer: "writer", database.reader: "reader"}

    def committed(connection: Any) -> None:
        after.append((names[connection.engine], "COMMIT"))

    def ran(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        if after:
            after.append((names[connection.engine], statement))

    engines = (database.writer, database.reader)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", ran)
    event.listen(database.writer, "commit", committed)
    yield after
    for engine in engines:
        event.remove(engine, "before_cursor_execute", ran)
    event.remove(database.writer, "commit", committed)


def add_one(company: Company) -> Account:
    """Add an account, whose seat says who may read it: somebody's rights change."""
    with company.deed("ar") as deed:
        return add_account(
            deed, name="x", type="sme", channel="direct", industry="", region="", team_id=None, seats={}
        )


def test_no_sql_runs_after_the_commit(company: Company) -> None:
    with sql_after_commit(company.service.database) as after:
        account = add_one(company)
        said = (account.name, account.version, [seat.role for seat in account.seats])

    assert said == ("x", 1, ["AR"])
    assert after == [("writer", "COMMIT")]


def test_readers_are_asked_after_the_commit_in_a_session_that_only_reads(company: Company) -> None:
    deal, tab = company.deal(), Tab(company, "sr")
    assert tab.read(f"deal:{deal.id}")["status"] == "ok"

    with sql_after_commit(company.service.database) as after, company.deed("ar") as deed:
        assign_deal_seat(deed, deal.id, "SR", person_id=company.id("new"), reason="调岗")

    # Nobody who asks earlier sees what the deed changed; the session that committed it says nothing more.
    assert [engine for engine, _ in after].index("reader") == 1
    assert [statement for engine, statement in after if engine == "writer"] == ["COMMIT"]
    assert [said for event, said in tab.heard() if event == "revoked"] == [{"stream": f"deal:{deal.id}"}]
    tab.close()


def test_reading_sees_one_snapshot_and_cannot_write(database: Database) -> None:
    with database.reading() as reading:
        assert reading.scalars(select(Team)).all() == []
        with database.unit_of_work() as session:
            session.add(Team(name="east"))

        assert reading.scalars(select(Team)).all() == []
        reading.add(Team(name="west"))
        with pytest.raises(DBAPIError, match=r"read-?only"):
            reading.flush()

    assert teams(database) == ["east"]


def test_second_writer_waits_its_turn_and_gives_up_in_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL lets writers run side by side")
    monkeypatch.setattr(turns, "WRITER_WAIT_SECONDS", 0.05)
    refused = []

    def second() -> None:
        try:
            with database.unit_of_work():
                pass
        except Unavailable as error:
            refused.append(error.code)

    with database.unit_of_work():
        other = threading.Thread(target=second)
        other.start()
        other.join()

    assert refused == ["database_busy"]
    with database.unit_of_work() as session:
        session.add(Team(name="east"))
    assert teams(database) == ["east"]
