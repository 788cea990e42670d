"""Deals as a list and as a board: where each stands, since when, and who answers for it.

Statements are built once for each shape of a question, and columns are read instead of whole rows: building
and hydrating took several times what the database takes.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Integer, Select, bindparam, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from triangle.accounts.models import Account, Seat
from triangle.core.hot import among
from triangle.core.paging import LIMIT, Page, cut, page_values, paged
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal, DealSeat, Member
from triangle.deals.queries import visible
from triangle.identity.eyes import eyes
from triangle.identity.models import Person
from triangle.identity.queries import pattern
from triangle.nodes.models import IS_OPEN, Node
from triangle.playbooks.models import NodeTemplate, Playbook, Stage

LAST = "S7"
_deal, _account, _book = Deal.__table__.c, Account.__table__.c, Playbook.__table__.c
_node, _template = Node.__table__.c, NodeTemplate.__table__.c
_KEYS: list[Any] = [_deal.id]
DEAL_NAMES = (
    *("id", "account_id", "title", "amount", "currency", "opens_on", "closes_on", "status", "lost_reason"),
    *("opened_at", "closed_at", "version"),
)


def deal_rows(
    session: Session, actor: Person, *, after: str | None = None, limit: int = LIMIT, **filters: Any
) -> Page:
    """Return a page of the deals somebody may see, the last opened first."""
    kind, asked = _asked(session, actor, filters)
    query = _page(kind, frozenset(filters), after is not None)
    found = query.tuples(session, asked | page_values(_KEYS, after, limit))
    shown = cut(found, limit, of=tuple)
    return Page(_rows(session, [row[0] for row in shown.rows]), shown.next)


def board(session: Session, actor: Person, *, limit: int, **filters: Any) -> list[dict[str, Any]]:
    """Return a column for each stage: how many deals stand there, worth how much, and the next to close."""
    kind, asked = _asked(session, actor, filters)
    stages: dict[str, Any] = dict(_STAGE_NAMES.tuples(session))
    sums: dict[str, list[Any]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    ids = []
    for row in _columns(kind, frozenset(filters)).rows(session, asked | {"rows": limit}):
        if row["id"] is None:
            counts[row["stage"]] += row["deals"]
            sums[row["stage"]].append({"currency": row["currency"], "amount": row["amount"]})
        else:
            ids.append(row["id"])
    cards: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for card in _rows(session, ids):
        cards[card["stage"]].append(card)
    return [
        {
            "code": code,
            "name": name,
            "count": counts[code],
            "amounts": sorted(sums[code], key=itemgetter("currency")),
            "deals": cards[code],
        }
        for code, name in stages.items()
    ]


# The seven stages by code, as the newest playbook names them.
_STAGE_NAMES = Prepared(
    select(Stage.__table__.c.code, Stage.__table__.c.name).order_by(
        Stage.__table__.c.code, Stage.__table__.c.id
    )
)


def _asked(session: Session, actor: Person, filters: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the kind of eyes and the values with which the statements are run."""
    seen_by = eyes(session, actor)
    like = {"q": pattern(filters["q"])} if "q" in filters else {}
    return seen_by.kind, filters | like | seen_by.values


@cache
def _page(kind: str, asked: frozenset[str], goes_on: bool) -> Prepared:
    return Prepared(paged(_filtered(select(_deal.id), kind, asked), _KEYS, goes_on=goes_on, descending=True))


def stage_of_deal() -> Any:
    """Return the column of the stage of a deal's first open node; a deal without one is at the end."""
    first_open = (
        select(_template.stage_code)
        .join(Node.__table__, _node.template_id == _template.id)
        .where(_node.deal_id == _deal.id, IS_OPEN)
        .order_by(_node.position)
        .limit(1)
        .correlate(Deal.__table__)
        .scalar_subquery()
    )
    return func.coalesce(first_open, LAST)


@cache
def _columns(kind: str, asked: frozenset[str]) -> Prepared:
    """Sums and the first cards of every stage: where a deal stands is the dear part, and is asked once."""
    deals = _filtered(
        select(_deal.id, _deal.amount, _deal.currency, _deal.closes_on, stage_of_deal().label("stage")),
        kind,
        asked,
    ).cte("standing")
    order = (deals.c.closes_on.asc().nulls_last(), deals.c.id)
    place = func.row_number().over(partition_by=deals.c.stage, order_by=order).label("place")
    placed = select(deals.c.id, deals.c.stage, place).subquery()
    sums = select(
        null().label("id"),
        deals.c.stage,
        deals.c.currency,
        func.count().label("deals"),
        func.sum(deals.c.amount, type_=_deal.amount.type).label("amount"),
        literal(0).label("place"),
    ).group_by(deals.c.stage, deals.c.currency)
    first = select(placed.c.id, placed.c.stage, null(), null(), null(), placed.c.place)
    both = union_all(sums, first.where(placed.c.place <= bindparam("rows", type_=Integer()))).subquery()
    return Prepared(select(both).order_by(both.c.stage, both.c.place), sent=True)


def _filtered(query: Select[Any], kind: str, asked: frozenset[str]) -> Select[Any]:
    query = query.where(visible(kind))
    if "q" in asked:
        query = query.join(Account.__table__, _account.id == _deal.account_id)
    return query.where(*(_narrows(name) for name in sorted(asked)))


def _narrows(name: str) -> Any:
    value: BindParameter[Any] = bindparam(name)
    match name:
        case "q":
            return or_(_deal.title.ilike(value, escape="\\"), _account.name.ilike(value, escape="\\"))
        case "stage":
            return stage_of_deal() == value
        case "playbook":
            return _deal.playbook_id.in_(select(_book.id).where(_book.code == value))
        case "person_id":
            member = Member.__table__.c
            inside = select(member.deal_id).where(member.person_id == value, member.until_at.is_(None))
            return _deal.id.in_(inside)
        case "closes_before":
            return _deal.closes_on < value
    return _deal[name] == value


def _rows(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Return these deals, in this order."""
    found = {row["id"]: row for row in _ROWS.rows(session, {"ids": ids})}
    return [with_parts(found[ident]) for ident in ids]


def with_parts(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of `deal_columns` with account and playbook as parts of their own."""
    take = row.pop
    account = {name: take(f"account_{name}") for name in ("name", "type", "channel")}
    row["account"] = {"id": row["account_id"]} | account
    name = {"zh": take("book_zh"), "en": take("book_en")}
    row["playbook"] = {"code": take("book"), "version": take("book_version"), "name": name}
    return row


def _seat_holder(seat: Any, condition: Any) -> Any:
    return (
        select(seat.person_id).where(condition, seat.role == "AR", seat.until_at.is_(None)).scalar_subquery()
    )


def deal_columns() -> Iterator[Any]:
    """Yield what a deal says of itself, its account and its playbook, which are joined."""
    yield from (_deal[name] for name in DEAL_NAMES)
    yield from (_account[name].label(f"account_{name}") for name in ("name", "type", "channel"))
    yield from (_book.code.label("book"), _book.version.label("book_version"))
    yield from (_book.name_zh.label("book_zh"), _book.name_en.label("book_en"))


def _known() -> Iterator[Any]:
    yield from deal_columns()
    own, inherited = DealSeat.__table__.c, Seat.__table__.c
    holder = func.coalesce(
        _seat_holder(own, own.deal_id == _deal.id),
        _seat_holder(inherited, inherited.account_id == _deal.account_id),
    )
    yield from (holder.label("ar_id"), stage_of_deal().label("stage"))


def _whole_rows() -> Select[Any]:
    """Deals with all that a row says; in a stage since the last node of an earlier one was closed."""
    known = (
        select(*_known())
        .join(Account.__table__, _account.id == _deal.account_id)
        .join(Playbook.__table__, _book.id == _deal.playbook_id)
        .where(among(_deal.id, "ids"))
        .cte("known")
        # Else both databases put the stage in twice, and ask for it twice.
        .prefix_with("MATERIALIZED")
    )
    entered = (
        select(func.max(_node.finished_at))
        .join(NodeTemplate.__table__, _template.id == _node.template_id)
        .where(_node.deal_id == known.c.id, _template.stage_code < known.c.stage)
        .correlate(known)
        .scalar_subquery()
    )
    return select(known, func.coalesce(entered, known.c.opened_at).label("stage_since"))


_ROWS = Prepared(_whole_rows(), sent=True)
