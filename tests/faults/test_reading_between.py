"""Entries committed while somebody reads, between any two of their questions: none is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from tests.company import Company
from tests.replay import replay
from tests.rooms.play import Play
from tests.tabs import Tab
from triangle.core.db import Database
from triangle.nodes.actions import change_item


class Between:
    """Does something once, right after a reader's statement of a certain number has run."""

    def __init__(self, number: int, deed: Callable[[], None]) -> None:
        self._left, self._deed = number, deed
        self.is_done = False

    def ran(self, connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        """Count a statement of a reader; the deed's own are not counted."""
        self._left -= 1
        if self._left == 0:
            self.is_done, self._left = True, -1
            self._deed()


@contextmanager
def between(database: Database, number: int, deed: Callable[[], None]) -> Iterator[Between]:
    """Let a deed be committed after the reader's statement of a number."""
    made = Between(number, deed)
    event.listen(database.reader, "after_cursor_execute", made.ran)
    yield made
    event.remove(database.reader, "after_cursor_execute", made.ran)


def note(play: Play) -> None:
    """Write something into the room."""
    item = play.node("KD1.1").checklist[0]
    with play.company.deed("ar") as deed:
        change_item(deed, item.id, note=f"{item.note}+")


def read(company: Company, path: str) -> dict[str, Any]:
    """Read as the AR."""
    answer = company.client("ar").get(f"/api{path}")
    assert answer.status_code == 200
    return dict(answer.json)


@pytest.fixture
def play(company: Company) -> Play:
    """A deal room."""
    return Play(company)


def test_state_and_the_entries_after_its_position_are_the_newest_state(company: Company, play: Play) -> None:
    stream, number, is_done = f"deal:{play.deal.id}", 0, True
    while is_done:
        number += 1
        with between(company.service.database, number, lambda: note(play)) as deed:
            reply = read(company, f"/deals/{play.deal.id}")
        is_done = deed.is_done
        after = reply["positions"][stream]["seq"]
        entries = read(company, f"/streams/{stream}/entries?after={after}")["data"]

        fresh = read(company, f"/deals/{play.deal.id}")["data"]
        assert replay("room", reply["data"], entries) == fresh, f"committed after statement {number}"

    # Who asks, how far the stream is, and the room itself: there is something between.
    assert number > 5


def test_subscriber_hears_or_is_told_what_is_committed_while_they_subscribe(
    company: Company, play: Play
) -> None:
    stream, number, is_done = f"deal:{play.deal.id}", 0, True
    while is_done:
        number += 1
        tab = Tab(company, "sr")
        with between(company.service.database, number, lambda: note(play)) as deed:
            answer = tab.read(stream, number)
        is_done = deed.is_done

        told = [entry["seq"] for entry in answer["entries"]]
        heard = [said["seq"] for name, said in tab.heard() if name == "entry"]
        assert sorted({*told, *heard}) == ([number + 1] if is_done else [])
        tab.close()

    assert number > 5
