"""The overview tells whoever leads what is so in their teams, and nobody else anything of it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.company import Company
from tests.promises.making import answer, promise
from tests.rooms.play import Play
from triangle.gates.actions import decide, override
from triangle.gates.conditions import Condition
from triangle.nodes.actions import change_item
from triangle.promises.actions import break_

REVIEW = "KD4.3"


def seen(company: Company, who: str = "lead") -> dict[str, Any]:
    """Return the overview of somebody."""
    answer = company.client(who).get("/api/overview")
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json())


def visit(company: Company) -> None:
    """Have the leader look at the overview."""
    assert company.client("lead").post("/api/overview/visit").status_code == 204


def test_coverage_counts_the_corners_that_deals_lack(company: Company) -> None:
    Play(company)
    Play(company, FR="")

    (row,) = seen(company)["coverage"]

    assert (row["team_id"], row["deals"], row["covered"]) == (company.teams["east"].id, 2, 1)
    assert row["missing"] == {"AR": 0, "SR": 0, "FR": 1}


def test_waiting_hand_off_is_shown_with_who_owes_the_answer_until_it_is_given(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    handoff = play.offer("ar", "KD1.1", "sr")
    company.clock.move(timedelta(days=3))

    waits = seen(company)

    (row,) = waits["handoffs"]
    assert (row["id"], row["giver_id"], row["receiver_ids"]) == (
        handoff.id,
        company.id("ar"),
        [company.id("sr")],
    )
    assert waits["handoff_counts"] == {"waiting": 1, "overdue": 1}
    assert [(risk["deal_id"], risk["late_handoffs"]) for risk in waits["risks"]] == [(play.deal.id, 1)]
    assert {count["rule"] for count in waits["counts"]} == {"handoff_overdue"}
    play.accept("sr", handoff)
    assert seen(company)["handoff_counts"] == {"waiting": 0, "overdue": 0}


def test_late_node_puts_a_deal_at_risk_and_a_lost_deal_is_none(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    company.clock.move(timedelta(weeks=5))
    late = seen(company)

    play.lose("ar")

    assert [(risk["deal_id"], risk["late_nodes"]) for risk in late["risks"]] == [(play.deal.id, 1)]
    assert late["risk_count"] == 1
    assert seen(company)["risks"] == []


def test_news_are_what_happened_since_the_visit_before(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    company.clock.move(timedelta(minutes=1))
    visit(company)
    company.clock.move(timedelta(hours=2))
    play.accept("sr", play.offer("ar", "KD1.1", "sr"))

    new = seen(company)["news"]
    company.clock.move(timedelta(minutes=1))
    visit(company)
    reloaded = seen(company)["news"]
    company.clock.move(timedelta(hours=2))
    later = seen(company)["news"]

    assert (new["accepted"], new["moved"], new["opened"]) == (1, 1, 0)
    assert reloaded == new
    assert set(later.values()) == {0}


def told(company: Company, who: str = "lead", limit: int = 8) -> dict[str, Any]:
    """Return what somebody is told to be new."""
    answer = company.client(who).get(f"/api/overview/news?limit={limit}")
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json())


def test_news_are_listed_with_who_did_what_in_which_deal_the_last_first(company: Company) -> None:
    play = Play(company)
    visit(company)
    company.clock.move(timedelta(hours=2))
    play.start("ar", "KD1.1")
    handoff = play.offer("ar", "KD1.1", "sr")
    company.clock.move(timedelta(minutes=1))
    play.accept("sr", handoff)

    new = told(company)
    first = told(company, limit=1)

    accepted = new["data"][0]
    assert (accepted["type"], accepted["actor"]) == ("handoff.accepted", company.id("sr"))
    assert {entry["deal_id"] for entry in new["data"]} == {play.deal.id}
    assert [deal["id"] for deal in new["deals"]] == [play.deal.id]
    assert "node.started" not in {entry["type"] for entry in new["data"]}
    assert [entry["at"] for entry in new["data"]] == sorted((e["at"] for e in new["data"]), reverse=True)
    assert (first["data"], first["has_more"], new["has_more"]) == ([accepted], len(new["data"]) > 1, False)
    assert all(entry["at"] > new["since"] for entry in new["data"])


@pytest.mark.parametrize("who", ["other", "other_lead", "new", "admin"])
def test_who_is_outside_is_told_no_news(company: Company, who: str) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    play.accept("sr", play.offer("ar", "KD1.1", "sr"))

    assert told(company)["data"] != []
    assert (told(company, who)["data"], told(company, who)["deals"]) == ([], [])


@pytest.mark.parametrize("who", ["other", "other_lead", "new", "admin"])
def test_who_is_outside_is_told_no_number(company: Company, who: str) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    play.offer("ar", "KD1.1", "sr")
    company.clock.move(timedelta(days=200))

    told = seen(company, who)

    assert [told[name] for name in ("coverage", "counts", "handoffs", "risks", "people")] == [[]] * 5
    assert (told["risk_count"], told["handoff_counts"]) == (0, {"waiting": 0, "overdue": 0})
    assert set(told["news"].values()) == {0}


def test_number_of_queries_does_not_grow_with_deals(company: Company, count_queries: Any) -> None:
    play = Play(company)
    client = company.client("lead")

    before = count_queries(lambda: client.get("/api/overview"))
    for _ in range(3):
        company.deal(play.account)

    assert count_queries(lambda: client.get("/api/overview")) <= before


def reasons(company: Company) -> dict[str, int]:
    """Return what puts the one deal at risk that the leader is shown."""
    (risk,) = seen(company)["risks"]
    plain = ("deal_id", "amount", "currency", "closes_on")
    return {name: count for name, count in risk.items() if name not in plain and count}


def reviewed(company: Company) -> Play:
    """Return a room whose deliverability review is at work."""
    play = Play(company)
    play.skip_before(REVIEW)
    play.start("sr", REVIEW)
    play.tick("sr", REVIEW)
    return play


def test_gate_that_is_not_passed_puts_a_deal_at_risk_and_an_overridden_veto_keeps_it_there(
    company: Company,
) -> None:
    play = reviewed(company)
    play.decide("fr", REVIEW, "no_go", "现场无法割接")
    stopped = reasons(company)

    with company.deed("sp") as deed:
        override(deed, play.node(REVIEW).id, risk="自担延期违约金")

    assert stopped == {"stopped_gates": 1}
    assert reasons(company) == {"overridden_vetoes": 1}


def test_review_returned_as_undeliverable_puts_a_deal_at_risk_until_delivery_takes_it_back(
    company: Company,
) -> None:
    play = reviewed(company)
    play.return_("fr", play.offer("sr", REVIEW), "incomplete_package")
    assert seen(company)["risks"] == []
    play.return_("fr", play.offer("sr", REVIEW), "undeliverable")
    stands = reasons(company)

    play.accept("fr", play.offer("sr", REVIEW))

    assert stands == {"standing_vetoes": 1}
    assert seen(company)["risks"] == []


def test_condition_past_its_day_puts_a_deal_at_risk_until_it_is_met(company: Company) -> None:
    play = reviewed(company)
    today = company.clock.now().date()
    with company.deed("fr") as deed:
        target = play.node("KD4.4").id
        said = Condition(text="首付到账", node_id=target, due_on=today + timedelta(days=1))
        decide(deed, play.node(REVIEW).id, outcome="go_with_conditions", reason="可控", conditions=[said])
    assert seen(company)["risks"] == []
    company.clock.move(timedelta(days=2))

    late = reasons(company)
    (item,) = [item for item in play.node("KD4.4").checklist if item.condition_of is not None]
    with company.deed("sp") as deed:
        change_item(deed, item.id, state="done")

    assert late["late_conditions"] == 1
    assert "late_conditions" not in (reasons(company) if seen(company)["risks"] else {})


def test_promise_past_its_day_and_one_that_was_broken_put_a_deal_at_risk(company: Company) -> None:
    play = Play(company)
    today = company.clock.now().date()
    late, broken = (
        promise(company, play.deal, text=text, due_on=today + timedelta(days=1))
        for text in ("三月底上线", "驻场两人")
    )
    answer(company, "fr", late, "accept")
    answer(company, "fr", broken, "accept")
    assert seen(company)["risks"] == []
    company.clock.move(timedelta(days=2))

    with company.deed("fr") as deed:
        break_(deed, broken.id, reason="到货晚")

    assert reasons(company) == {"broken_promises": 1, "late_promises": 1}
