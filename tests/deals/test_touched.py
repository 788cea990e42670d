"""`touched`: everybody who may see a deal or account learns that it moved, and nobody else does."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.company import CAST, Company
from tests.tabs import Tab
from triangle.accounts.policy import stream_readers as account_readers
from triangle.activity.live import Live
from triangle.core.clock import SetClock
from triangle.deals.policy import stream_readers as deal_readers
from triangle.handoffs.actions import offer
from triangle.identity.models import Person
from triangle.nodes.actions import change_item


@pytest.fixture
def company(app: Flask, clock: SetClock) -> Company:
    """A company of each test alone."""
    made = Company(app, clock)
    made.move_in()
    return made


@pytest.fixture
def tabs(company: Company) -> Iterator[dict[str, Tab]]:
    """A tab of everybody."""
    opened = {name: Tab(company, name) for name in CAST}
    yield opened
    for tab in opened.values():
        tab.close()


@pytest.fixture
def live(app: Flask) -> Live:
    """The live part of the app under test."""
    return app.extensions["live"]


def told(tabs: dict[str, Tab]) -> dict[tuple[str, int], set[str]]:
    """Return who was told of what."""
    heard: dict[tuple[str, int], set[str]] = {}
    for name, tab in tabs.items():
        for event, said in tab.heard():
            if event == "touched":
                for number in said["ids"]:
                    heard.setdefault((said["kind"], number), set()).add(name)
    return heard


def test_exactly_those_who_may_see_it_are_told(company: Company, tabs: dict[str, Tab], live: Live) -> None:
    deal, foreign = company.deal(), company.account(AR="other", SR="", FR="", SP="")
    given = {"message": "", "kind": None, "due_at": None, "questions": []}
    with company.deed("ar") as deed:
        offer(deed, company.node(deal, "KD1.1").id, receiver_ids=[company.id("new")], **given)

    live.look()

    heard = told(tabs)
    with company.reading() as session:
        people = {name: session.get_one(Person, company.id(name)) for name in CAST}
        see_deal = {name for name, person in people.items() if deal_readers(session, person, deal.id)}
        accounts = {
            number: {name for name, person in people.items() if account_readers(session, person, number)}
            for number in (deal.account_id, foreign.id)
        }
    assert heard[("deals", deal.id)] == see_deal
    assert {"lead", "new", "ar"} <= see_deal
    assert not see_deal & {"other", "other_lead", "guest"}
    assert {number: heard[("accounts", number)] for number in accounts} == accounts


def test_many_changes_are_told_once(company: Company, tabs: dict[str, Tab], live: Live) -> None:
    deal = company.deal()
    live.look()
    told(tabs)
    item = company.node(deal, "KD1.1").checklist[0].id
    for number in range(5):
        with company.deed("ar") as deed:
            change_item(deed, item, note=str(number))

    live.look()
    live.look()

    said = [said for event, said in tabs["lead"].heard() if event == "touched"]
    assert said == [{"kind": "deals", "ids": [deal.id]}]
