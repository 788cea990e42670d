"""A lost deal keeps who answered, while its room follows the seats."""

import pytest

from tests.company import Company
from triangle.core.errors import NotFound
from triangle.core.policy import may, require
from triangle.deals.actions import lose_deal
from triangle.deals.models import Deal
from triangle.deals.queries import member_ids
from triangle.handoffs.leaving import deactivate
from triangle.responsibilities.actions import assign_deal_seat, assign_seat, reopen_deal
from triangle.responsibilities.queries import current


def lose(company: Company, deal: Deal) -> None:
    with company.deed("ar") as deed:
        lose_deal(deed, deal.id, reason="预算取消")


def give_seat(company: Company, account_id: int, role: str, name: str) -> None:
    with company.deed("ar", if_match="*") as deed:
        assign_seat(deed, account_id, role, person_id=company.id(name), reason="调岗")


def test_new_account_owner_reopens_a_deal_that_was_lost_before_them(company: Company) -> None:
    deal = company.deal(company.account(SP=""))
    lose(company, deal)
    give_seat(company, deal.account_id, "AR", "new")

    with company.deed("new") as deed:
        reopened = reopen_deal(deed, deal.id, reason="预算恢复")
        rows = current(deed.session, deal.id)

    assert reopened.status == "open"
    assert company.id("ar") not in {row.person_id for row in rows}


def test_former_owner_of_a_lost_deal_reads_no_further(company: Company) -> None:
    deal = company.deal()
    lose(company, deal)

    give_seat(company, deal.account_id, "SR", "other")

    with company.reading() as session, pytest.raises(NotFound):
        require(company.people["sr"], "see", session.get_one(Deal, deal.id))
    with company.reading() as session:
        assert company.id("other") in member_ids(session, deal.id)


def test_reopened_deal_is_not_answered_for_by_somebody_who_left(company: Company) -> None:
    deal = company.deal()
    with company.deed("ar", if_match="*") as deed:
        assign_deal_seat(deed, deal.id, "SR", person_id=company.id("new"), reason="专家")
    lose(company, deal)
    with company.deed("admin", if_match="*") as deed:
        deactivate(deed, company.id("new"))

    with company.deed("ar") as deed:
        reopen_deal(deed, deal.id, reason="再来")
        rows = current(deed.session, deal.id)

    assert company.id("new") not in {row.person_id for row in rows}
    with company.reading() as session:
        assert may(company.people["sr"], "see", session.get_one(Deal, deal.id))
