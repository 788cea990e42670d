"""What a process allows its people, and how it sends them away when it stops."""

import pytest
from flask import Flask

from tests.company import Company
from tests.tabs import Tab
from triangle.activity.audience import MOST_SOCKETS_A_PERSON, MOST_STREAMS_A_SOCKET
from triangle.activity.live import BETWEEN_WAVES_SECONDS, WAVE, Live
from triangle.core.clock import SetClock


@pytest.fixture
def company(app: Flask, clock: SetClock) -> Company:
    """A company of each test alone."""
    made = Company(app, clock)
    made.move_in()
    return made


@pytest.fixture
def live(app: Flask) -> Live:
    """The live part of the app under test."""
    return app.extensions["live"]


@pytest.fixture
def tabs(company: Company) -> list[Tab]:
    """More tabs than one wave closes."""
    return [Tab(company, ("ar", "sr", "fr")[number % 3]) for number in range(WAVE + 10)]


def test_sockets_are_sent_away_in_waves(live: Live, tabs: list[Tab]) -> None:
    live.say_goodbye(within=3)

    said = [tab.heard() for tab in tabs]
    assert {event for heard in said for event, _ in heard} == {"restart"}
    step = round(BETWEEN_WAVES_SECONDS * 1000)
    assert sorted(heard[0][1]["in_ms"] for heard in said) == [step] * WAVE + [2 * step] * 10


def test_many_waves_fit_into_the_time_that_is_left(live: Live, tabs: list[Tab]) -> None:
    live.say_goodbye(within=0.02)

    assert {tab.heard()[0][1]["in_ms"] for tab in tabs} == {10, 20}


def test_nobody_is_left_behind_and_nobody_comes_back(company: Company, live: Live, tabs: list[Tab]) -> None:
    live.leave(within=0.02)

    assert live.audience.readers == {}
    assert not any(tab.socket.is_connected() for tab in tabs)
    with pytest.raises(RuntimeError, match="not connected"):
        Tab(company, "ar")


def test_person_has_enough_sockets_and_no_more(company: Company) -> None:
    tabs = [Tab(company, "ar") for _ in range(MOST_SOCKETS_A_PERSON)]

    with pytest.raises(RuntimeError, match="not connected"):
        Tab(company, "ar")

    Tab(company, "sr").close()
    tabs.pop().close()
    tabs.append(Tab(company, "ar"))
    for tab in tabs:
        tab.close()


def test_socket_reads_enough_streams_and_no_more(company: Company, live: Live) -> None:
    tab, account = Tab(company, "ar"), company.account()
    (sid,) = live.audience.readers
    for number in range(MOST_STREAMS_A_SOCKET):
        live.audience.join(sid, f"account:{number + 1000}")

    refused = tab.read(f"account:{account.id}")

    assert refused == {"status": "error", "code": "too_many_streams"}
    tab.close()
    assert live.audience.streams == {}
