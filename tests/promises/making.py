"""Promises as the tests make and answer them."""

from typing import Any

from tests.company import Company
from triangle.deals.models import Deal
from triangle.promises import actions
from triangle.promises.models import Promise


def promise(company: Company, deal: Deal, who: str = "ar", **changed: Any) -> Promise:
    """Write a promise down."""
    fields = {
        "text": "三月底上线",
        "node_id": None,
        "contact_id": None,
        "role": "FR",
        "made_on": None,
        "due_on": None,
        "evidence": [],
    } | changed
    with company.deed(who) as deed:
        return actions.make(deed, deal.id, **fields)


def answer(company: Company, who: str, made: Promise, verb: str) -> Promise:
    """Accept or return a promise."""
    with company.deed(who) as deed:
        if verb == "return":
            return actions.return_(deed, made.id, reason_code="too_soon", reason="产能不足")
        return actions.accept(deed, made.id)
