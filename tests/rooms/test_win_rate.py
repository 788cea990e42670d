"""The win rate: what became of comparable deals, and nothing of a handful."""

from datetime import timedelta
from typing import Any

from tests.company import Company
from triangle.deals.actions import lose_deal, win_deal
from triangle.deals.models import Deal
from triangle.nodes.queries import nodes_of


def rate(company: Company, deal: Deal, who: str = "ar") -> tuple[Any, ...]:
    """Return the stage, how many ended, and how many of them were won."""
    answer = company.client(who).get(f"/api/deals/{deal.id}/win-rate")
    assert answer.status_code == 200, answer.text
    return tuple(answer.json["data"][name] for name in ("stage", "ended", "won"))


def end(company: Company, won: int, lost: int, playbook: str = "KD", passed: str = "") -> None:
    """Have some deals won and some lost, the stages before one of them passed."""
    for place in range(won + lost):
        deal = company.deal(playbook=playbook)
        pass_before(company, deal, passed)
        with company.deed("ar") as deed:
            if place < won:
                win_deal(deed, deal.id)
            else:
                lose_deal(deed, deal.id, reason="价格")


def pass_before(company: Company, deal: Deal, stage: str) -> None:
    """Leave every node before a stage out."""
    with company.service.database.unit_of_work() as session:
        for node in nodes_of(session, deal.id):
            if node.stage < stage:
                node.skip("x", company.clock.now())


def test_rate_counts_what_ended_with_the_same_playbook(company: Company) -> None:
    deal = company.deal()
    end(company, won=2, lost=3)
    end(company, won=1, lost=0, playbook="SD")

    assert rate(company, deal) == ("S1", 5, 2)


def test_of_fewer_than_five_nothing_is_said(company: Company) -> None:
    deal = company.deal()
    end(company, won=4, lost=0)

    assert rate(company, deal) == ("S1", None, None)


def test_a_deal_that_was_lost_earlier_does_not_count_for_one_that_has_come_further(company: Company) -> None:
    deal = company.deal()
    pass_before(company, deal, "S3")
    end(company, won=3, lost=2, passed="S3")
    end(company, won=0, lost=4)

    assert rate(company, deal) == ("S3", 5, 3)


def test_what_ended_long_ago_is_forgotten(company: Company) -> None:
    end(company, won=5, lost=0)
    company.clock.move(timedelta(days=731))

    assert rate(company, company.deal()) == ("S1", None, None)
