"""The dispatcher: whatever order commits and hints come in, readers hear each entry once and in order."""

import random
from typing import Any

import pytest
from flask import Flask

from tests.company import Company
from tests.tabs import Tab
from triangle.activity.live import Live
from triangle.core.clock import SetClock
from triangle.deals.models import Deal
from triangle.handoffs.actions import offer, return_
from triangle.nodes.actions import change_item


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


def write(company: Company, deal: Deal, times: int) -> list[Any]:
    """Note something again and again, and return what would have been sent."""
    kept: list[Any] = []
    company.service.database.on_commit = kept.extend
    item = company.node(deal, "KD1.1").checklist[0].id
    for number in range(times):
        with company.deed("ar") as deed:
            change_item(deed, item, note=str(number))
    return kept


def seqs(tab: Tab) -> list[int]:
    """Return the numbers of the entries that a tab heard."""
    return [said["seq"] for event, said in tab.heard() if event == "entry"]


@pytest.mark.parametrize("seed", range(5))
def test_commits_and_hints_in_any_order_are_heard_in_order(company: Company, live: Live, seed: int) -> None:
    deal = company.deal()
    stream, tab, chance = f"deal:{deal.id}", Tab(company, "sr"), random.Random(seed)
    tab.read(stream)
    entries = write(company, deal, 8)
    steps = [
        *[("commit", entry) for entry in entries],
        *[("hint", entry) for entry in entries],
        *[("look", None)] * 3,
    ]
    chance.shuffle(steps)

    for kind, entry in steps:
        if kind == "commit":
            live.send([entry])
        elif kind == "hint":
            live.hear("entry", stream, entry["seq"])
        else:
            live.look()
    live.look()

    assert seqs(tab) == list(range(2, 10))
    tab.close()


def test_more_than_one_page_of_missing_entries_is_read(company: Company, live: Live) -> None:
    deal, tab = company.deal(), Tab(company, "sr")
    tab.read(f"deal:{deal.id}")
    kept: list[Any] = []
    company.service.database.on_commit = kept.extend
    item = company.node(deal, "KD1.1").checklist[0].id
    with company.deed("ar") as deed:
        for number in range(650):
            change_item(deed, item, note=str(number))

    live.look()

    assert seqs(tab) == list(range(2, 652))
    tab.close()


def test_hint_of_what_is_not_there_sends_nothing(company: Company, live: Live) -> None:
    deal, tab = company.deal(), Tab(company, "sr")
    tab.read(f"deal:{deal.id}")

    live.hear("entry", f"deal:{deal.id}", 10**14)
    live.hear("entry", "deal:999999", 5)
    live.hear("nonsense", "", 0)
    live.look()

    assert seqs(tab) == []
    tab.close()


def test_whoever_was_only_asked_is_out_before_the_entry_of_their_answer(company: Company, live: Live) -> None:
    deal = company.deal()
    node = company.node(deal, "KD1.1").id
    given = {"message": "", "kind": None, "due_at": None, "questions": []}
    with company.deed("ar") as deed:
        handoff = offer(deed, node, receiver_ids=[company.id("other")], **given)
    tab, stream = Tab(company, "other"), f"deal:{deal.id}"
    assert tab.read(stream, 2)["status"] == "ok"

    with company.deed("other") as deed:
        return_(deed, handoff.id, reason_code="unclear_need", reason="?")

    heard = [(event, said) for event, said in tab.heard() if event in ("entry", "revoked")]
    assert [(event, said["stream"]) for event, said in heard] == [("revoked", stream)]
    tab.close()


def test_whoever_is_addressed_hears_before_the_room(company: Company) -> None:
    deal = company.deal()
    node = company.node(deal, "KD1.1").id
    given = {"message": "", "kind": None, "due_at": None, "questions": []}
    tab, room, own = Tab(company, "sr"), f"deal:{deal.id}", f"user:{company.id('sr')}"
    for stream in (room, own):
        assert tab.read(stream, 2)["status"] in {"ok", "reset"}
    tab.heard()

    with company.deed("ar") as deed:
        offer(deed, node, receiver_ids=[company.id("sr")], **given)

    entries = [said for event, said in tab.heard() if event == "entry"]
    assert [said["stream"] for said in entries if said["type"] == "handoff.offered"] == [own, room]
    tab.close()
