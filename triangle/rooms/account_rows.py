"""Accounts as a list: beside each, what is open there for this reader.

Statements are built once for each shape of a question, and columns are read instead of whole rows: building
and hydrating took several times what the database takes.
"""

from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import Session

from triangle.accounts.models import TRIANGLE, Account, Seat
from triangle.accounts.queries import seat_where
from triangle.accounts.queries import visible as visible_account
from triangle.accounts.schemas import SeatOut
from triangle.core.hot import among
from triangle.core.paging import LIMIT, Page, cut, page_values, paged
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal
from triangle.deals.queries import visible as visible_deal
from triangle.identity.eyes import ME, eyes
from triangle.identity.models import Person
from triangle.identity.queries import pattern

_account, _seat, _deal = Account.__table__.c, Seat.__table__.c, Deal.__table__.c
_KEYS: list[Any] = [_account.name, _account.id]
_SAID = ("id", "name", "type", "channel", "industry", "region", "team_id", "version")
_LIKE: BindParameter[str] = bindparam("q")
# Those that a flag asks for; every other filter names a column.
_SPECIAL: dict[str, ColumnElement[bool]] = {
    "q": or_(*(column.ilike(_LIKE, escape="\\") for column in (_account.name, _account.industry))),
    "mine": seat_where(_seat.person_id == ME),
    "gap": or_(*(~seat_where(_seat.role == role) for role in TRIANGLE)),
}
_SEATS = Prepared(
    select(*(_seat[name] for name in SeatOut().fields), _seat.account_id)
    .where(among(_seat.account_id, "ids"), _seat.until_at.is_(None))
    .order_by(_seat.id),
    sent=True,
)


def account_rows(
    session: Session, actor: Person, *, after: str | None = None, limit: int = LIMIT, **filters: Any
) -> Page:
    """Return a page of the accounts somebody may see, with the open deals that this person may see."""
    seen_by = eyes(session, actor)
    # A flag that is off asks for nothing.
    asked = {name: value for name, value in filters.items() if value not in (False, None)}
    if "q" in asked:
        asked["q"] = pattern(asked["q"])
    query = _page(seen_by.kind, frozenset(asked), after is not None)
    found = query.rows(session, asked | seen_by.values | page_values(_KEYS, after, limit))
    shown = cut(found, limit, of=itemgetter("name", "id"))
    ids = {"ids": [row["id"] for row in shown.rows]}
    seats = _SEATS.by_last(session, ids)
    sums = _open_deals(seen_by.kind).by_last(session, ids | seen_by.values)
    return Page([_row(row, seats[row["id"]], sums[row["id"]]) for row in shown.rows], shown.next)


@cache
def _page(kind: str, asked: frozenset[str], goes_on: bool) -> Prepared:
    query = select(*(_account[name] for name in _SAID)).where(visible_account(kind))
    for name in sorted(asked):
        query = query.where(_SPECIAL[name] if name in _SPECIAL else _account[name] == bindparam(name))
    return Prepared(paged(query, _KEYS, goes_on=goes_on))


@cache
def _open_deals(kind: str) -> Prepared:
    return Prepared(
        select(
            _deal.currency,
            func.count().label("deals"),
            func.sum(_deal.amount).label("amount"),
            func.min(_deal.closes_on).label("closes_on"),
            _deal.account_id,
        )
        .where(among(_deal.account_id, "ids"), _deal.status == "open", visible_deal(kind))
        .group_by(_deal.account_id, _deal.currency)
        .order_by(_deal.account_id, _deal.currency),
        sent=True,
    )


def _row(row: dict[str, Any], seats: Sequence[Any], sums: Sequence[dict[str, Any]]) -> dict[str, Any]:
    days = [each["closes_on"] for each in sums if each["closes_on"] is not None]
    return row | {
        "seats": seats,
        "open_deals": sum(each["deals"] for each in sums),
        "open_amounts": [{"currency": each["currency"], "amount": each["amount"]} for each in sums],
        "next_close_on": min(days, default=None),
    }
