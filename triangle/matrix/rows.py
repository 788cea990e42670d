"""Pages of the matrix' rows: one for each node, in an order that costs the same at any depth."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from triangle.core.paging import cursor, read_cursor
from triangle.deals.models import Deal
from triangle.matrix.scope import Scope, in_stage
from triangle.matrix.terms import STAGES
from triangle.nodes.models import Node

# Which sort keys a group puts before the deal; the newest deal comes first, its nodes in their order.
_KINDS: dict[str, list[type]] = {"deal": [int, int], "account": [int, int, int], "stage": [str, int, int]}
_deal, _node = Deal.__table__.c, Node.__table__.c
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
    scope: Scope, group: str, after: str | None, limit: int, *also: ColumnElement[bool]
) -> NodePage:
    """Return a page of the nodes in a scope that meet `also`, grouped by deal, account or stage."""
    start = read_cursor(after, _KINDS[group]) if after is not None else None
    if group == "stage":
        return _by_stage(scope, start, limit, also)
    query = _query(scope, also).limit(limit + 1)
    newest = [_deal.id.desc(), _node.position]
    if group == "account":
        query = query.order_by(_deal.account_id, *newest)
        if start is not None:
            account, *rest = start
            ahead = or_(_deal.account_id > account, and_(_deal.account_id == account, _behind(*rest)))
            query = query.where(_deal.account_id >= account, ahead)
    else:
        query = query.order_by(*newest)
        if start is not None:
            query = query.where(_behind(*start))
    found = list(scope.run(query))
    return _cut(found, limit, lambda n: ([n.account_id] if group == "account" else []) + _place(n))


def _by_stage(
    scope: Scope, start: list[Any] | None, limit: int, also: tuple[ColumnElement[bool], ...]
) -> NodePage:
    # Stage by stage, because no index follows all three keys: at most seven short questions.
    found: list[tuple[str, Any]] = []
    first = start[0] if start else STAGES[0]
    for stage in (scope.wanted.stage,) if scope.wanted.stage else STAGES:
        if stage < first or len(found) > limit:
            continue
        query = _query(scope, also).where(_node.template_id.in_(in_stage(stage)))
        if start is not None and stage == first:
            query = query.where(_behind(*start[1:]))
        query = query.order_by(_deal.id.desc(), _node.position).limit(limit + 1 - len(found))
        found += [(stage, node) for node in scope.run(query)]
    cut = _cut(found, limit, lambda pair: [pair[0], *_place(pair[1])])
    return NodePage([node for _, node in cut.nodes], cut.next)


def _query(scope: Scope, also: tuple[ColumnElement[bool], ...]) -> Any:
    query = select(*_COLUMNS).join(Deal.__table__, _deal.id == _node.deal_id)
    return query.where(*scope.deals(), *scope.nodes(), *also)


def _behind(deal_id: int, position: int) -> ColumnElement[bool]:
    # The first half alone would do; the second lets the database begin its walk at the right deal.
    later = or_(_deal.id < deal_id, _node.position > position)
    return and_(later, _deal.id <= deal_id)


def _place(node: Any) -> list[Any]:
    return [node.deal_id, node.position]


def _cut(found: list[Any], limit: int, of: Any) -> NodePage:
    rows = found[:limit]
    return NodePage(rows, cursor(of(rows[-1])) if len(found) > limit else None)
