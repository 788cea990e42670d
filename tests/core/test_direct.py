"""What is written without a session keeps the promises of a unit of work."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.databases import POSTGRESQL, fresh_url
from triangle.core import db
from triangle.core.db import Database
from triangle.core.direct import Direct
from triangle.core.errors import Unavailable
from triangle.core.flush import Flush
from triangle.identity.models import Team

only_sqlite = pytest.mark.skipif(bool(POSTGRESQL), reason="about several statements")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database."""
    made = Database(fresh_url(tmp_path))
    yield made
    made.close()


def names(database: Database) -> list[str]:
    """Return the names of all teams."""
    with database.reading() as session:
        return list(session.scalars(select(Team.name)))


def say_team(direct: Direct, name: str) -> None:
    """Write a team in one statement."""
    statement = "INSERT INTO team (name, version) VALUES (?, 1)"
    direct.do(statement.replace("?", "%s") if POSTGRESQL else statement, (name,))


def say_and_fail(database: Database) -> None:
    """Say something, and fail before the commit."""
    with database.direct() as direct:
        direct.say("new")
        direct.do("INSERT INTO nowhere VALUES (1)", ())


def test_what_is_direct_is_told_after_its_commit(database: Database) -> None:
    heard: list[tuple[list[object], int]] = []
    database.on_commit = lambda messages: heard.append((list(messages), len(names(database))))

    with database.direct() as direct:
        say_team(direct, "east")
        direct.say("new")

    assert heard == [(["new"], 1)]


def test_what_is_direct_and_fails_is_neither_kept_nor_told(database: Database) -> None:
    heard: list[object] = []
    database.on_commit = heard.append

    with pytest.raises(DBAPIError):
        say_and_fail(database)
    with database.direct() as direct:
        say_team(direct, "east")

    assert (names(database), heard) == (["east"], [[]])


@only_sqlite
def test_what_is_direct_is_put_on_the_disk_after_its_commit_and_before_anybody_hears_of_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    put = Flush.do

    def tell(self: Flush, opened: int) -> None:
        done.append(names(database))
        put(self, opened)
        done.append("flushed")

    monkeypatch.setattr(Flush, "do", tell)
    database.on_commit = lambda messages: done.append("heard")

    with database.direct() as direct:
        say_team(direct, "east")

    assert done == [["east"], "flushed", "heard"]


def refuse(self: Flush, opened: int) -> None:
    """Be a disk that fails."""
    raise OSError("broken")


@only_sqlite
def test_what_the_log_cannot_keep_is_kept_by_the_database(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Flush, "do", refuse)

    with database.direct() as direct:
        say_team(direct, "east")

    file = Path(str(database.url.database))
    with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as without_log:
        assert without_log.execute("SELECT name FROM team").fetchall() == [("east",)]


@only_sqlite
@pytest.mark.parametrize("way", ["direct", "unit_of_work"])
def test_nothing_is_built_on_what_may_not_be_on_the_disk(
    database: Database, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    heard: list[object] = []
    database.on_commit = heard.append

    def write(name: str) -> None:
        if way == "direct":
            with database.direct() as direct:
                say_team(direct, name)
        else:
            with database.unit_of_work() as session:
                session.add(Team(name=name))

    monkeypatch.setattr(Flush, "do", refuse)
    # Somebody reads what was before, so that not all of the log can be written into the database.
    with database.reading() as session:
        session.execute(text("SELECT count(*) FROM team"))
        with pytest.raises(Unavailable), database.direct() as direct:
            say_team(direct, "east")
        monkeypatch.undo()
        with pytest.raises(Unavailable):
            write("too early")
    assert heard == []

    write("west")
    assert (heard, names(database)) == ([[]], ["east", "west"])


@only_sqlite
def test_the_log_of_a_database_behind_a_link_is_found(database: Database, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(str(database.url.database))
    linked = Database(f"sqlite:///{link}")

    with linked.direct() as direct:
        say_team(direct, "east")
    linked.close()

    assert names(database) == ["east"]


@only_sqlite
def test_statements_that_are_direct_are_kept_together_or_not_at_all(database: Database) -> None:
    with suppress(InterruptedError), database.direct() as direct:
        say_team(direct, "east")
        raise InterruptedError

    assert names(database) == []


@pytest.mark.skipif(not POSTGRESQL, reason="about PostgreSQL's single statements")
def test_on_postgresql_what_is_direct_is_one_statement(database: Database) -> None:
    with database.direct() as direct:
        say_team(direct, "east")
        with pytest.raises(RuntimeError):
            say_team(direct, "west")


def test_direct_and_unit_of_work_take_turns(database: Database) -> None:
    def write(number: int) -> None:
        if number % 2:
            with database.direct() as direct:
                say_team(direct, f"{number}")
        else:
            with database.unit_of_work() as session:
                session.add(Team(name=f"{number}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))

    assert len(names(database)) == 40


@pytest.mark.skipif(not POSTGRESQL, reason="about PostgreSQL's connections")
def test_connection_that_was_lost_is_replaced(database: Database) -> None:
    with database.direct() as direct:
        say_team(direct, "east")
    with database.direct() as direct:
        pid = direct.do("SELECT pg_backend_pid()", {}).fetchone()[0]
    # Only this one: with all of them whoever tidies up for the next test would lose its own.
    with database.unit_of_work() as session:
        session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})

    with pytest.raises(DBAPIError), database.direct() as direct:
        say_team(direct, "lost")
    with database.direct() as direct:
        say_team(direct, "west")

    assert names(database) == ["east", "west"]


@only_sqlite
def test_the_log_does_not_grow_with_what_is_direct(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "MOST_IN_LOG", 5)
    sizes = []
    for number in range(20):
        with database.direct() as direct:
            say_team(direct, f"{number}")
        [log] = tmp_path.rglob("*-wal")
        sizes.append(log.stat().st_size)

    assert len(names(database)) == 20
    assert sizes[-1] == sizes[5]
