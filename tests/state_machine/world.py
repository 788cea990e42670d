"""A company on a fresh database in which every deed is watched: what it changed, what it told the world."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.company import Company
from tests.conftest import MONDAY
from tests.databases import fresh_url
from triangle.activity.actions import as_message
from triangle.activity.models import Entry, Stream
from triangle.app import create_app
from triangle.config import Config
from triangle.core.clock import SetClock
from triangle.core.db import Database
from triangle.core.deed import Deed
from triangle.core.errors import Problem

PEOPLE = ("ar", "sr", "fr", "sp", "new", "other", "guest")


@cache
def _app() -> Flask:
    """Return one app for all histories; each history puts its own database and clock into it."""
    config = Config(database_url=f"sqlite:///{mkdtemp()}/unused.db", origin="http://localhost")
    return create_app(config, clock=SetClock(MONDAY))


class World:
    """Does deeds and keeps what was pushed, what is committed, and the last refusal."""

    def __init__(self) -> None:
        self._folder = Path(mkdtemp())
        self.clock = SetClock(MONDAY)
        self.company = Company(_app(), self.clock)
        self.database = Database(fresh_url(self._folder))
        service = self.company.service
        service.database, service.clock = self.database, self.clock
        self.company.move_in()
        self.pushed: list[dict[str, Any]] = []
        self.database.on_commit = self._keep_entries
        self.refusal: Problem | None = None
        self._heads: dict[str, int] = {}
        self._commits: list[object] = []
        event.listen(self.database.writer, "commit", self._commits.append)

    def close(self) -> None:
        """Leave nothing behind."""
        self.database.close()
        rmtree(self._folder)

    def do(self, actor: str, deed: Callable[[Deed], Any], step: timedelta) -> Any:
        """Let somebody do something at a moment `step` after the last; return None when it is refused.

        A refusal commits nothing and says nothing; a deed commits once and says exactly its entries.
        """
        self.clock.move(step)
        self.pushed.clear()
        self._commits.clear()
        self.refusal = None
        try:
            with self.company.deed(actor) as given:
                done = deed(given)
        except Problem as refusal:
            self.refusal = refusal
            done = None
        assert len(self._commits) == (self.refusal is None)
        self._check_what_was_said()
        return done

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session to look with."""
        with self.database.reading() as session:
            yield session

    def name_of(self, person_id: int) -> str:
        """Return a person's name in the cast."""
        return next(name for name, person in self.company.people.items() if person.id == person_id)

    def look(self, name: str, path: str) -> dict[str, Any]:
        """Ask the server for something by HTTP, as a person who signed in just now."""
        answer = self.company.client(name).get(f"/api{path}")
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json())

    def _keep_entries(self, messages: list[Any]) -> None:
        # Beside entries, sockets are told of sessions and rights that ended.
        self.pushed += [message for message in messages if isinstance(message, dict)]

    def _check_what_was_said(self) -> None:
        said = [(message["stream"], message["seq"]) for message in self.pushed]
        if self.refusal is not None:
            assert self.refusal.status < 500, self.refusal
            assert not said, "the world heard of a deed that was refused"
        with self.reading() as session:
            heads: dict[str, int] = dict(session.execute(select(Stream.name, Stream.head_seq)).all())
            new = [
                (name, seq)
                for name, head in heads.items()
                for seq in range(self._heads.get(name, 0) + 1, head + 1)
            ]
            assert sorted(said) == sorted(new), "what was said is not what was committed"
            for stream, seq in said:
                row = session.execute(
                    select(Entry.__table__).where(Entry.stream == stream, Entry.seq == seq)
                ).mappings()
                assert as_message(row.one()) in self.pushed
        for name in heads:
            numbers = [seq for stream, seq in said if stream == name]
            assert numbers == sorted(numbers), f"{name} was told out of order"
        self._heads = heads
