"""Each second a process looks only where something can have changed."""

from collections.abc import Iterator

import pytest

from tests.company import Company
from tests.tabs import Tab
from triangle.activity.live import LONGEST_STILL_SECONDS, Live


@pytest.fixture
def live(company: Company) -> Live:
    """The live part of the company's app."""
    return company.app.extensions["live"]


@pytest.fixture
def looks(live: Live, company: Company) -> Iterator[list[str]]:
    """What is looked at, on a database that nobody else writes in."""
    if not company.service.database.is_sqlite:
        pytest.skip("PostgreSQL numbers transactions for all its databases together")
    made: list[str] = []
    live.on_look.append(lambda: made.append("look"))
    live.on_second.append(lambda: made.append("second"))
    live.glance(must_look=True)
    assert made == ["look", "second"]
    made.clear()
    yield made
    live.on_look.pop()
    live.on_second.pop()


def test_nothing_is_asked_where_nothing_was_committed(live: Live, looks: list[str]) -> None:
    live.glance()
    live.glance()

    assert looks == ["second", "second"]


def test_a_commit_and_whoever_comes_are_looked_after(live: Live, company: Company, looks: list[str]) -> None:
    company.deal()
    live.glance()
    assert looks == ["look", "second"]

    tab = Tab(company, "ar")
    live.glance()
    live.glance()
    tab.close()
    assert looks == ["look", "second"] * 2 + ["second"]


def test_time_ends_rights_that_nobody_commits(live: Live, looks: list[str]) -> None:
    live._looked_at -= LONGEST_STILL_SECONDS

    live.glance()

    assert looks == ["look", "second"]


def test_what_was_asked_for_is_done_and_what_failed_is_done_again(live: Live, looks: list[str]) -> None:
    live.glance(must_look=True)
    assert looks == ["look", "second"]

    broken = [1]
    live.on_look.append(lambda: broken.pop() and 1 // 0)
    live.glance(must_look=True)
    live.on_look.pop()
    live.glance()
    live.glance()

    assert looks == ["look", "second"] * 3 + ["second"]


def test_what_came_while_a_reader_was_told_how_far_it_is_is_looked_for(live: Live, looks: list[str]) -> None:
    live.dispatcher.open("deal:1")
    live.glance()
    live.dispatcher.begin("deal:1", 10)
    live.glance()
    live.glance()

    assert looks == ["second", "look", "second", "second"]


def test_nobody_waits_for_who_types(company: Company) -> None:
    database = company.service.database
    with database.direct():
        assert database.mark() != database.mark()
