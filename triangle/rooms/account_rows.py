"""Accounts as a list: beside each, what is open there for this reader.

Statements are built once for each shape of a question, and columns are read instead of whole rows: building
and hydrating took several times what the database takes.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from triangle.accounts.models import TRIANGLE, Account, Seat
from triangle.accounts.queries import seat_where
from triangle.accounts.queries import visible as visible_account
from triangle.core.db import mappings
from triangle.core.paging import LIMIT, Page, cut, page_values, paged
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
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_SEATS = (
    select(
        *(_seat[name] for name in ("account_id", "id", "role", "person_id", "from_at", "until_at", "reason"))
    )
    .where(_seat.account_id.in_(_IDS), _seat.until_at.is_(None))
    .order_by(_seat.id)
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
    found = session.execute(query, asked | seen_by.values | page_values(_KEYS, after, limit))
    shown = cut(mappings(found), limit, of=itemgetter("name", "id"))
    ids = {"ids": [row["id"] for row in shown.rows]}
    seats = _by_account(session.execute(_SEATS, ids))
    sums = _by_account(session.execute(_open_deals(seen_by.kind), ids | seen_by.values))
    return Page([_row(row, seats[row["id"]], sums[row["id"]]) for row in shown.rows], shown.next)


@cache
def _page(kind: str, asked: frozenset[str], goes_on: bool) -> Select[Any]:
    query = select(*(_account[name] for name in _SAID)).where(visible_account(kind))
    for name in sorted(asked):
        query = query.where(_SPECIAL[name] if name in _SPECIAL else _account[name] == bindparam(name))
    return paged(query, _KEYS, goes_on=goes_on)


@cache
def _open_deals(kind: str) -> Select[Any]:
    return (
        select(
            _deal.account_id,
            _deal.currency,
            func.count().label("deals"),
            func.sum(_deal.amount).label("amount"),
            func.min(_deal.closes_on).label("closes_on"),
        )
        .where(_deal.account_id.in_(_IDS), _deal.status == "open", visible_deal(kind))
        .group_by(_deal.account_id, _deal.currency)
        .order_by(_deal.account_id, _deal.currency)
    )


def _by_account(found: Any) -> dict[int, list[dict[str, Any]]]:
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in mappings(found):
        rows[row["account_id"]].append(row)
    return rows


def _row(row: dict[str, Any], seats: Sequence[Any], sums: Sequence[dict[str, Any]]) -> dict[str, Any]:
    days = [each["closes_on"] for each in sums if each["closes_on"] is not None]
    return row | {
        "seats": seats,
        "open_deals": sum(each["deals"] for each in sums),
        "open_amounts": sums,
        "next_close_on": min(days, default=None),
    }
