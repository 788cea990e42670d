"""Deals as a list and as a board: where each stands, since when, and who answers for it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from triangle.accounts.models import Account
from triangle.core.paging import Page, page
from triangle.deals.models import Deal, Member
from triangle.deals.queries import visible_to
from triangle.identity.models import Person
from triangle.identity.queries import matches
from triangle.nodes.models import IS_OPEN, Node
from triangle.playbooks.models import NodeTemplate, Playbook, Stage
from triangle.responsibilities.held import holders_of

LAST = "S7"


def deal_rows(
    session: Session, actor: Person, *, after: str | None = None, limit: int = 50, **filters: Any
) -> Page:
    """Return a page of the deals somebody may see, the last opened first."""
    query = _filtered(session, actor, select(Deal), **filters).options(joinedload(Deal.account), _BOOK)
    keys: Any = [Deal.id]
    found = page(session, query, keys, of=lambda d: (d.id,), after=after, limit=limit, descending=True)
    return Page(_rows(session, found.rows), found.next)


def board(session: Session, actor: Person, *, limit: int, **filters: Any) -> list[dict[str, Any]]:
    """Return a column for each stage: how many deals stand there, worth how much, and the next to close."""
    stages = _stage_names(session)
    columns = {code: _Column() for code in stages}
    # Where a deal stands is asked once for all: counting and summing here is cheaper than asking it twice.
    query = select(Deal.id, Deal.amount, Deal.currency, _stage().label("stage"))
    order = (Deal.closes_on.asc().nulls_last(), Deal.id)
    for deal_id, amount, currency, stage in session.execute(
        _filtered(session, actor, query, **filters).order_by(*order)
    ):
        columns[stage].add(deal_id, amount, currency)
    shown = [deal_id for column in columns.values() for deal_id in column.ids[:limit]]
    cards: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(session, _in_order(session, shown)):
        cards[row["stage"]].append(row)
    return [
        {
            "code": code,
            "name": stages[code],
            "count": len(column.ids),
            "amounts": [{"currency": name, "amount": sums} for name, sums in sorted(column.amounts.items())],
            "deals": cards[code],
        }
        for code, column in columns.items()
    ]


@dataclass(slots=True)
class _Column:
    """The deals of one stage in their order, and their worth by currency."""

    ids: list[int] = field(default_factory=list)
    amounts: dict[str, Decimal] = field(default_factory=dict)

    def add(self, deal_id: int, amount: Decimal, currency: str) -> None:
        self.ids.append(deal_id)
        self.amounts[currency] = self.amounts.get(currency, Decimal(0)) + amount


_BOOK = selectinload(Deal.playbook)


def _stage() -> ColumnElement[str]:
    """The stage of the first open node; a deal without one is at the end."""
    first_open = (
        select(NodeTemplate.stage_code)
        .join(Node, Node.template_id == NodeTemplate.id)
        .where(Node.deal_id == Deal.id, IS_OPEN)
        .order_by(Node.position)
        .limit(1)
        .correlate(Deal)
        .scalar_subquery()
    )
    return func.coalesce(first_open, LAST)


def _filtered(
    session: Session,
    actor: Person,
    query: Select[*tuple[Any, ...]],
    *,
    q: str | None = None,
    stage: str | None = None,
    playbook: str | None = None,
    person_id: int | None = None,
    closes_before: Any = None,
    **where: Any,
) -> Select[*tuple[Any, ...]]:
    query = query.where(visible_to(session, actor))
    if q:
        query = query.join(Deal.account).where(or_(matches(Deal.title, q), matches(Account.name, q)))
    if stage:
        query = query.where(_stage() == stage)
    if playbook:
        query = query.where(Deal.playbook_id.in_(select(Playbook.id).where(Playbook.code == playbook)))
    if person_id:
        rooms = select(Member.deal_id).where(Member.person_id == person_id, Member.until_at.is_(None))
        query = query.where(Deal.id.in_(rooms))
    if closes_before:
        query = query.where(Deal.closes_on < closes_before)
    return query.where(*(getattr(Deal, name) == value for name, value in where.items()))


def _in_order(session: Session, ids: Sequence[int]) -> list[Deal]:
    query = select(Deal).where(Deal.id.in_(ids)).options(joinedload(Deal.account), _BOOK)
    found = {deal.id: deal for deal in session.scalars(query)}
    return [found[ident] for ident in ids]


def _rows(session: Session, deals: Sequence[Deal]) -> list[dict[str, Any]]:
    standing = _standing(session, deals)
    seated = holders_of(session, {deal.id: deal.account_id for deal in deals})
    return [
        {name: getattr(deal, name) for name in _SAID}
        | {"stage": standing[deal.id][0], "stage_since": standing[deal.id][1], "ar_id": seated[deal.id]["AR"]}
        for deal in deals
    ]


_SAID = (
    *("id", "account_id", "title", "playbook", "amount", "currency", "opens_on", "closes_on", "status"),
    *("lost_reason", "opened_at", "closed_at", "version", "account"),
)


def _standing(session: Session, deals: Sequence[Deal]) -> dict[int, tuple[str, Any]]:
    """Return the stage of each deal and since when: since the last node before that stage was closed."""
    ids = [deal.id for deal in deals]
    staged = select(Deal.id, Deal.opened_at, _stage().label("stage")).where(Deal.id.in_(ids)).subquery()
    entered = (
        select(func.max(Node.finished_at))
        .join(NodeTemplate, NodeTemplate.id == Node.template_id)
        .where(Node.deal_id == staged.c.id, NodeTemplate.stage_code < staged.c.stage)
        .correlate(staged)
        .scalar_subquery()
    )
    query = select(staged.c.id, staged.c.stage, func.coalesce(entered, staged.c.opened_at))
    return {deal_id: (stage, since) for deal_id, stage, since in session.execute(query)}


def _stage_names(session: Session) -> dict[str, dict[str, str]]:
    """Return the seven stages by code, as the newest playbook names them."""
    query = select(Stage.code, Stage.name).order_by(Stage.code, Stage.id)
    return {row.code: row.name for row in session.execute(query)}
