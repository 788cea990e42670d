"""The matrix itself: nodes by people, as of any moment, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from triangle.accounts.models import Account
from triangle.deals.models import Deal
from triangle.identity.models import Person
from triangle.matrix.rows import NodePage, node_page
from triangle.matrix.scope import Scope, alive
from triangle.nodes.models import Node
from triangle.playbooks.models import NodeTemplate
from triangle.responsibilities.models import Responsibility


def matrix(scope: Scope, *, group: str, after: str | None, limit: int) -> dict[str, Any]:
    """Return a page of the matrix: its rows, and the deals, node names and people that they speak of."""
    found = node_page(scope, group, after, limit)
    held = cells(scope, found)
    rows = [row(node, scope.at) | {"cells": held[node.id]} for node in found.nodes]
    people = {cell["person_id"] for row in rows for cell in row["cells"]}
    return {"data": rows, "next": found.next, **beside(scope.session, found.nodes, people)}


def cells(scope: Scope, found: NodePage) -> dict[int, list[dict[str, Any]]]:
    """Return who has which duty in the nodes of a page at the moment of the scope."""
    query = (
        select(
            Responsibility.node_id,
            Responsibility.person_id,
            Responsibility.duty,
            Responsibility.role,
            Responsibility.from_at,
        )
        .where(Responsibility.node_id.in_([node.id for node in found.nodes]), alive(scope.at))
        .order_by(Responsibility.node_id, Responsibility.id)
    )
    held: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for node_id, person_id, duty, role, from_at in scope.session.execute(query):
        held[node_id].append({"person_id": person_id, "duty": duty, "role": role, "from_at": from_at})
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


def beside(session: Session, nodes: Sequence[Any], people: set[int]) -> dict[str, Any]:
    """Return what rows name by id: deals with their accounts, node templates, and people."""
    deals = _deals(session, {node.deal_id for node in nodes})
    templates = _templates(session, NodeTemplate.id.in_({node.template_id for node in nodes}))
    return {"deals": deals, "templates": templates, "people": named(session, people)}


def beside_nodes(session: Session, deals: set[int], nodes: set[int], people: set[int]) -> dict[str, Any]:
    """Return what findings name by id: as `beside`, with each node's template."""
    query = select(Node.id, Node.template_id).where(Node.id.in_(nodes)).order_by(Node.id)
    placed = _mapped(session, query)
    templates = _templates(session, NodeTemplate.id.in_({node["template_id"] for node in placed}))
    return {
        "deals": _deals(session, deals),
        "nodes": placed,
        "templates": templates,
        "people": named(session, people),
    }


def _deals(session: Session, ids: set[int]) -> list[dict[str, Any]]:
    query = (
        select(
            Deal.id, Deal.title, Deal.status, Deal.account_id, Account.name.label("account"), Account.team_id
        )
        .join(Account, Account.id == Deal.account_id)
        .where(Deal.id.in_(ids))
    )
    return _mapped(session, query.order_by(Deal.id))


def _templates(session: Session, condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    query = select(
        NodeTemplate.id, NodeTemplate.code, NodeTemplate.name, NodeTemplate.stage_code.label("stage")
    )
    return _mapped(session, query.where(condition).order_by(NodeTemplate.id))


def named(session: Session, people: set[int]) -> list[dict[str, Any]]:
    """Return people by their ids, in the order of their names."""
    query = select(Person.id, Person.name, Person.is_active, Person.team_id).where(Person.id.in_(people))
    return _mapped(session, query.order_by(Person.name, Person.id))


def _mapped(session: Session, query: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(query).mappings()]
