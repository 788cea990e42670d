"""The matrix itself: nodes by people, as of any moment, in a constant number of queries."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from triangle.accounts.models import Account
from triangle.core.db import Moment
from triangle.core.hot import among
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal
from triangle.identity.models import Person
from triangle.matrix.rows import NodePage, node_page
from triangle.matrix.scope import Scope, alive
from triangle.nodes.models import Node
from triangle.playbooks.models import NodeTemplate
from triangle.responsibilities.models import Responsibility

_deal, _account, _person = Deal.__table__.c, Account.__table__.c, Person.__table__.c
_node, _template, _held = Node.__table__.c, NodeTemplate.__table__.c, Responsibility.__table__.c
_DEALS = Prepared(
    select(
        _deal.id,
        _deal.title,
        _deal.status,
        _deal.account_id,
        _account.name.label("account"),
        _account.team_id,
    )
    .join(Account.__table__, _account.id == _deal.account_id)
    .where(among(_deal.id, "ids"))
    .order_by(_deal.id)
)
_TEMPLATES = Prepared(
    select(_template.id, _template.code, _template.name, _template.stage_code.label("stage"))
    .where(among(_template.id, "ids"))
    .order_by(_template.id)
)
_PEOPLE = Prepared(
    select(_person.id, _person.name, _person.is_active, _person.team_id)
    .where(among(_person.id, "ids"))
    .order_by(_person.name, _person.id)
)
_PLACES = Prepared(select(_node.id, _node.template_id).where(among(_node.id, "ids")).order_by(_node.id))


def _cells(at: Any) -> Prepared:
    columns = (_held.node_id, _held.person_id, _held.duty, _held.role, _held.from_at)
    query = select(*columns).where(among(_held.node_id, "ids"), alive(at))
    return Prepared(query.order_by(_held.node_id, _held.id), sent=True)


_CELLS_NOW, _CELLS_THEN = _cells(None), _cells(bindparam("at", type_=Moment()))


def matrix(scope: Scope, *, group: str, after: str | None, limit: int) -> dict[str, Any]:
    """Return a page of the matrix: its rows, and the deals, node names and people that they speak of."""
    found = node_page(scope, group, after, limit)
    held = cells(scope, found)
    rows = [row(node, scope.at) for node in found.nodes]
    for each in rows:
        each["cells"] = held[each["node_id"]]
    people = {cell["person_id"] for theirs in held.values() for cell in theirs}
    return {"data": rows, "next": found.next, **beside_rows(scope.session, rows, people)}


def cells(scope: Scope, found: NodePage) -> dict[int, list[dict[str, Any]]]:
    """Return who has which duty in the nodes of a page at the moment of the scope, ready to be sent."""
    nodes = [node.id for node in found.nodes]
    asked = {"ids": nodes} if scope.at is None else {"ids": nodes, "at": scope.at}
    held: dict[int, list[dict[str, Any]]] = defaultdict(list)
    query = _CELLS_NOW if scope.at is None else _CELLS_THEN
    for node_id, person_id, duty, role, since in query.tuples(scope.session, asked):
        held[node_id].append({"person_id": person_id, "duty": duty, "role": role, "from_at": since})
    return held


def row(node: Any, at: datetime | None) -> dict[str, Any]:
    """Return a node as a row of the matrix."""
    return {
        "node_id": node.id,
        "deal_id": node.deal_id,
        "template_id": node.template_id,
        "status": node.status if at is None else status_at(node, at),
        "planned_finish_on": node.planned_finish_on,
    }


def status_at(node: Any, at: datetime) -> str:
    """Return how far a node was: from its own dates, so a reopened node counts as active since it began."""
    if node.finished_at is not None and node.finished_at <= at:
        return str(node.status)
    return "active" if node.started_at is not None and node.started_at <= at else "waiting"


def beside(session: Session, deals: set[int], templates: set[int], people: set[int]) -> dict[str, Any]:
    """Return what rows name by id: deals with their accounts, node templates, and people."""
    return {
        "deals": _of(session, _DEALS, deals),
        "templates": _of(session, _TEMPLATES, templates),
        "people": named(session, people),
    }


def beside_rows(session: Session, rows: list[dict[str, Any]], people: set[int]) -> dict[str, Any]:
    """Return what rows of the matrix name by id, with some people."""
    deals = {each["deal_id"] for each in rows}
    return beside(session, deals, {each["template_id"] for each in rows}, people)


def beside_nodes(session: Session, deals: set[int], nodes: set[int], people: set[int]) -> dict[str, Any]:
    """Return what findings name by id: as `beside`, with each node's template."""
    placed = _of(session, _PLACES, nodes)
    return {
        "deals": _of(session, _DEALS, deals),
        "nodes": placed,
        "templates": _of(session, _TEMPLATES, {node["template_id"] for node in placed}),
        "people": named(session, people),
    }


def named(session: Session, people: set[int]) -> list[dict[str, Any]]:
    """Return people by their ids, in the order of their names."""
    return _of(session, _PEOPLE, people)


def _of(session: Session, query: Prepared, ids: set[int]) -> list[dict[str, Any]]:
    return query.rows(session, {"ids": sorted(ids)}) if ids else []
