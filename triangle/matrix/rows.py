"""Pages of the matrix' rows: one for each node, in an order that costs the same at any depth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, literal_column, or_, select, union

from triangle.core.db import Moment
from triangle.core.paging import cursor, read_cursor
from triangle.deals.models import Deal
from triangle.matrix.scope import SHAPES, Scope, Shape, deals_in, in_stage, nodes_in
from triangle.matrix.terms import STAGES
from triangle.nodes.models import Node
from triangle.responsibilities.models import Responsibility

# Which sort keys a group puts before the deal; the newest deal comes first, its nodes in their order.
_KINDS: dict[str, list[type]] = {"deal": [int, int], "account": [int, int, int], "stage": [str, int, int]}
_deal, _node, _held = Deal.__table__.c, Node.__table__.c, Responsibility.__table__.c
_COLUMNS = (
    _node.id,
    _node.deal_id,
    _node.template_id,
    _node.position,
    _node.status,
    _node.planned_finish_on,
    _node.started_at,
    _node.finished_at,
    _deal.account_id,
)


@dataclass(frozen=True, slots=True)
class NodePage:
    """The nodes of one page and the cursor of the next, None at the end."""

    nodes: list[Any]
    next: str | None


def node_page(
    scope: Scope, group: str, after: str | None, limit: int, moved: tuple[datetime, datetime] | None = None
) -> NodePage:
    """Return a page of the nodes in a scope, grouped by deal, account or stage.

    When two moments are given, only those in which a responsibility `moved` between them.
    """
    start = read_cursor(after, _KINDS[group]) if after is not None else None
    asked = dict(zip(("since", "until"), moved, strict=True)) if moved else {}
    if group == "stage":
        return _by_stage(scope, start, limit, asked)
    query = _page(scope.shape, group, start is not None, moved is not None)
    found = scope.quick(query, rows=limit + 1, **asked, **_after(group, start)).all()
    return _cut(found, limit, lambda n: ([n.account_id] if group == "account" else []) + _place(n))


def _by_stage(scope: Scope, start: list[Any] | None, limit: int, asked: dict[str, Any]) -> NodePage:
    # Stage by stage, because no index follows all three keys: at most seven short questions.
    found: list[tuple[str, Any]] = []
    first = start[0] if start else STAGES[0]
    for stage in (scope.wanted.stage,) if scope.wanted.stage else STAGES:
        if stage < first or len(found) > limit:
            continue
        goes_on = start is not None and stage == first
        query = _page(scope.shape, "stage", goes_on, bool(asked))
        given = asked | _after("stage", start if goes_on else None) | {"stage": stage}
        found += [(stage, node) for node in scope.quick(query, rows=limit + 1 - len(found), **given).all()]
    cut = _cut(found, limit, lambda pair: [pair[0], *_place(pair[1])])
    return NodePage([node for _, node in cut.nodes], cut.next)


@lru_cache(SHAPES)
def _page(shape: Shape, group: str, goes_on: bool, moved: bool) -> Select[Any]:
    """Return the statement of a page: after a row or from the start, of all nodes or of those that moved."""
    query = select(*_COLUMNS).join(Deal.__table__, _deal.id == _node.deal_id)
    query = query.where(*deals_in(shape), *nodes_in(shape)).limit(bindparam("rows"))
    if moved:
        query = query.where(_node.id.in_(_MOVED))
    if group == "stage":
        # Every deal has nodes of most stages; begun at an index of templates, all of a stage would be sorted.
        is_narrow = moved or "person" in shape.asked
        template = _node.template_id if is_narrow else _node.template_id + literal_column("0")
        query = query.where(template.in_(in_stage(bindparam("stage"))))
    newest = [_deal.id.desc(), _node.position]
    if group != "account":
        if not moved and not nodes_in(shape) and group == "deal" and shape.asked & {"team", "playbook"}:
            query = query.where(_deal.id.in_(_first_deals(shape, goes_on)))
        return query.order_by(*newest).where(*([_behind()] if goes_on else []))
    query = query.order_by(_deal.account_id, *newest)
    if goes_on:
        account = bindparam("after_account", type_=Integer())
        ahead = or_(_deal.account_id > account, and_(_deal.account_id == account, _behind()))
        query = query.where(_deal.account_id >= account, ahead)
    return query


def _first_deals(shape: Shape, goes_on: bool) -> Select[Any]:
    # Every deal has a node, so a page has no more deals than rows: the nodes of all others need no sorting.
    query = select(_deal.id).where(*deals_in(shape)).order_by(_deal.id.desc()).limit(bindparam("rows"))
    return query.where(_deal.id <= bindparam("after_deal", type_=Integer())) if goes_on else query


def _moved() -> Any:
    # Two ranges of two indexes: the work grows with what changed, not with what there is.
    since, until = bindparam("since", type_=Moment()), bindparam("until", type_=Moment())
    began = select(_held.node_id).where(_held.from_at > since, _held.from_at <= until)
    ended = select(_held.node_id).where(_held.until_at > since, _held.until_at <= until)
    return union(began, ended)


_MOVED = _moved()


def _behind() -> ColumnElement[bool]:
    # The first half alone would do; the second lets the database begin its walk at the right deal.
    deal, position = bindparam("after_deal", type_=Integer()), bindparam("after_position", type_=Integer())
    return and_(or_(_deal.id < deal, _node.position > position), _deal.id <= deal)


def _after(group: str, start: list[Any] | None) -> dict[str, Any]:
    names = {"deal": (), "account": ("after_account",), "stage": ("after_stage",)}[group]
    return dict(zip((*names, "after_deal", "after_position"), start, strict=True)) if start else {}


def _place(node: Any) -> list[Any]:
    return [node.deal_id, node.position]


def _cut(found: Sequence[Any], limit: int, of: Any) -> NodePage:
    rows = list(found[:limit])
    return NodePage(rows, cursor(of(rows[-1])) if len(found) > limit else None)
