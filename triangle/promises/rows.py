"""Promises as plain rows, for lists and rooms: statements built once, columns instead of whole rows."""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from triangle.core.paging import Page, cut, page_values, paged
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal
from triangle.deals.queries import visible
from triangle.identity.eyes import eyes
from triangle.identity.models import Person
from triangle.promises.models import STATUSES, Promise
from triangle.promises.schemas import PromiseOut

_promise, _deal = Promise.__table__.c, Deal.__table__.c
_KEYS: list[Any] = [_promise.id]
_COLUMNS = [_promise[name] for name in PromiseOut().fields]
_OF_DEAL = Prepared(
    select(*_COLUMNS).where(_promise.deal_id == bindparam("deal")).order_by(_promise.id), sent=True
)


def rows_of_deal(session: Session, deal_id: int) -> list[dict[str, Any]]:
    """Return every promise of a deal, in the order in which they were made."""
    return _OF_DEAL.rows(session, {"deal": deal_id})


def rows_of_account(
    session: Session, actor: Person, account_id: int, *, after: str | None = None, limit: int
) -> tuple[Page, dict[str, int]]:
    """Return a page of what an account was promised in the deals that somebody may see, newest first.

    With it comes how many promises of the same deals are in each state.
    """
    seen_by = eyes(session, actor)
    values = seen_by.values | {"account": account_id}
    query = _page(seen_by.kind, after is not None)
    found = query.rows(session, values | page_values(_KEYS, after, limit))
    shown = cut(found, limit, of=lambda row: (row["id"],))
    counts = dict.fromkeys(STATUSES, 0) | dict(_counts(seen_by.kind).tuples(session, values))
    return Page([_said(row) for row in shown.rows], shown.next), counts


@cache
def _page(kind: str, goes_on: bool) -> Prepared:
    deal = (_deal.title, _deal.status.label("deal_status"))
    query = _of_account(select(*_COLUMNS, *deal), kind)
    return Prepared(paged(query, _KEYS, goes_on=goes_on, descending=True), sent=True)


@cache
def _counts(kind: str) -> Prepared:
    query = select(_promise.status, func.count()).select_from(Promise.__table__)
    return Prepared(_of_account(query, kind).group_by(_promise.status))


def _of_account(query: Select[Any], kind: str) -> Select[Any]:
    query = query.join(Deal.__table__, _deal.id == _promise.deal_id)
    return query.where(_deal.account_id == bindparam("account"), visible(kind))


def _said(row: dict[str, Any]) -> dict[str, Any]:
    deal = {"id": row["deal_id"], "title": row.pop("title"), "status": row.pop("deal_status")}
    return row | {"deal": deal}
