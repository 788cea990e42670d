"""Accounts as a list: beside each, what is open there for this reader."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from triangle.accounts import queries as account_queries
from triangle.accounts.models import Account
from triangle.core.paging import Page
from triangle.deals.models import Deal
from triangle.deals.queries import visible_to
from triangle.identity.models import Person


def account_rows(session: Session, actor: Person, **query: Any) -> Page:
    """Return a page of the accounts somebody may see, with the open deals that this person may see."""
    found = account_queries.accounts(session, actor, **query)
    open_there = _open_deals(session, actor, [account.id for account in found.rows])
    return Page([_row(account, open_there[account.id]) for account in found.rows], found.next)


def _row(account: Account, sums: Sequence[Any]) -> dict[str, Any]:
    names = ("id", "name", "type", "channel", "industry", "region", "team_id", "seats", "version")
    days = [row.closes_on for row in sums if row.closes_on is not None]
    return {name: getattr(account, name) for name in names} | {
        "open_deals": sum(row.count for row in sums),
        "open_amounts": [{"currency": row.currency, "amount": row.amount} for row in sums],
        "next_close_on": min(days, default=None),
    }


def _open_deals(session: Session, actor: Person, ids: list[int]) -> dict[int, list[Any]]:
    query = (
        select(
            Deal.account_id,
            Deal.currency,
            func.count().label("count"),
            func.sum(Deal.amount).label("amount"),
            func.min(Deal.closes_on).label("closes_on"),
        )
        .where(Deal.account_id.in_(ids), Deal.status == "open", visible_to(session, actor))
        .group_by(Deal.account_id, Deal.currency)
        .order_by(Deal.account_id, Deal.currency)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        found[row.account_id].append(row)
    return found
