"""Presence in one process: who is in a room and at which node, told as what changed."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.company import Company
from tests.databases import POSTGRESQL
from tests.tabs import Tab
from triangle.core.clock import SetClock
from triangle.deals.models import Deal
from triangle.deals.presence import Presence
from triangle.deals.presence_rows import People, PresenceRows


@pytest.fixture
def company(app: Flask, clock: SetClock) -> Company:
    """A company of each test alone: its app keeps who is where."""
    made = Company(app, clock)
    made.move_in()
    return made


@pytest.fixture
def deal(company: Company) -> Deal:
    """A deal room."""
    return company.deal()


@pytest.fixture
def presence(app: Flask) -> Presence:
    """What the app under test knows of who is where."""
    return app.extensions["presence"]


@pytest.fixture
def tabs(company: Company, deal: Deal) -> Iterator[list[Tab]]:
    """A tab of the AR and one of the SR, both reading the room."""
    opened = [Tab(company, name) for name in ("ar", "sr")]
    for tab in opened:
        tab.read(f"deal:{deal.id}")
    yield opened
    for tab in opened:
        if tab.socket.is_connected():
            tab.close()


def come(tab: Tab, deal: Deal, node: int | None = None) -> Any:
    """Say where a tab's person is."""
    return tab.call("presence", {"deal": deal.id, "state": {"node": node}})


def state(company: Company, name: str, node: int | None = None) -> dict[str, Any]:
    """Return how somebody who came when the clock stood where it stands is shown."""
    return {"id": company.id(name), "node": node, "since": "2026-03-02T02:00:00.000000Z"}


def test_whoever_comes_learns_who_is_there(company: Company, deal: Deal, tabs: list[Tab]) -> None:
    node = company.node(deal, "KD1.1").id

    first, second = come(tabs[0], deal, node), come(tabs[1], deal)

    assert first == {"status": "ok", "deal": deal.id, "people": [state(company, "ar", node)]}
    assert second["people"] == [state(company, "ar", node), state(company, "sr")]


def test_others_hear_only_what_changed(
    company: Company, deal: Deal, tabs: list[Tab], presence: Presence
) -> None:
    come(tabs[0], deal)
    presence.flush()
    tabs[1].heard()
    node = company.node(deal, "KD1.1").id

    come(tabs[1], deal, node)
    presence.flush()
    presence.flush()

    changed = {"deal": deal.id, "changed": [state(company, "sr", node)], "gone": []}
    assert tabs[0].heard()[-1:] == [("presence", changed)]
    assert tabs[1].heard() == [("presence", changed)]


@pytest.mark.skipif(not POSTGRESQL, reason="needs several processes; set TRIANGLE_TEST_DATABASE_URL")
def test_who_is_elsewhere_goes_also_for_whoever_came_while_the_room_was_told(
    company: Company, deal: Deal, tabs: list[Tab], presence: Presence, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = PresenceRows(company.service.database, "there")
    there.write({deal.id: {company.id("sr"): state(company, "sr")}})
    read = PresenceRows.read

    def read_slowly(self: PresenceRows, deals: list[int]) -> dict[int, People]:
        presence.flush()
        return read(self, deals)

    monkeypatch.setattr(PresenceRows, "read", read_slowly)
    answer = come(tabs[0], deal)
    monkeypatch.undo()
    presence.flush()
    assert answer["people"] == [state(company, "ar"), state(company, "sr")]
    tabs[0].heard()

    there.write({deal.id: {}})
    presence._look()
    presence.flush()

    gone = {"deal": deal.id, "changed": [], "gone": [company.id("sr")]}
    assert tabs[0].heard() == [("presence", gone)]


@pytest.mark.parametrize("how", ["says so", "stops reading", "closes"])
def test_whoever_goes_is_gone(
    company: Company, deal: Deal, tabs: list[Tab], presence: Presence, how: str
) -> None:
    for tab in tabs:
        come(tab, deal)
    presence.flush()
    tabs[0].heard()

    if how == "says so":
        tabs[1].call("presence", {"deal": deal.id, "state": None})
    elif how == "stops reading":
        tabs[1].call("unsubscribe", {"stream": f"deal:{deal.id}"})
    else:
        tabs[1].close()
    presence.flush()

    gone = {"deal": deal.id, "changed": [], "gone": [company.id("sr")]}
    assert tabs[0].heard() == [("presence", gone)]


def test_several_tabs_count_once_and_the_last_word_holds(
    company: Company, deal: Deal, tabs: list[Tab], presence: Presence
) -> None:
    other_tab, node = Tab(company, "ar"), company.node(deal, "KD1.1").id
    other_tab.read(f"deal:{deal.id}")

    come(tabs[0], deal)
    assert come(other_tab, deal, node)["people"] == [state(company, "ar", node)]
    presence.flush()
    tabs[1].heard()
    other_tab.close()
    presence.flush()

    back = {"deal": deal.id, "changed": [state(company, "ar")], "gone": []}
    assert tabs[1].heard() == [("presence", back)]


def test_node_of_another_room_is_unknown(company: Company, deal: Deal, tabs: list[Tab]) -> None:
    elsewhere = company.node(company.deal(), "KD1.1").id

    assert come(tabs[0], deal, elsewhere) == {"status": "error", "code": "not_found"}


def test_only_readers_of_the_room_are_in_it(company: Company, deal: Deal, tabs: list[Tab]) -> None:
    stranger, idle = Tab(company, "other"), Tab(company, "fr")

    assert come(stranger, deal) == {"status": "error", "code": "not_found"}
    assert come(idle, deal) == {"status": "error", "code": "not_subscribed"}
    assert come(tabs[0], deal)["people"] == [state(company, "ar")]
    stranger.close()
    idle.close()


@pytest.mark.parametrize(
    "wish",
    [
        None,
        {},
        {"deal": 1},
        {"deal": True, "state": None},
        {"deal": "1", "state": None},
        {"deal": 1, "state": 5},
        {"deal": 1, "state": {}},
        {"deal": 1, "state": {"node": "1"}},
        {"deal": 1, "state": {"node": -1}},
        {"deal": 1, "state": {"node": None, "name": "x"}},
    ],
)
def test_malformed_presence_is_an_answer(tabs: list[Tab], wish: Any) -> None:
    assert tabs[0].call("presence", wish) == {"status": "error", "code": "malformed"}
