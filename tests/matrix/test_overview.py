"""The overview tells whoever leads what is so in their teams, and nobody else anything of it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.company import Company
from tests.rooms.play import Play


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
