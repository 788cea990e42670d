"""Reading nodes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import null, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from triangle.core.errors import field_error
from triangle.nodes.models import CLOSED, Node
from triangle.playbooks.models import NodeTemplate


def nodes_of(session: Session, deal_id: int, *, with_checklist: bool = False) -> Sequence[Node]:
    """Return the nodes of a deal in the order of its playbook."""
    query = select(Node).where(Node.deal_id == deal_id).order_by(Node.position)
    if with_checklist:
        query = query.options(selectinload(Node.checklist))
    return session.scalars(query).all()


def open_nodes(session: Session, deal_id: int) -> list[Node]:
    """Return the nodes of a deal that somebody still answers for."""
    return [node for node in nodes_of(session, deal_id) if node.is_open]


def gates_before(session: Session, node: Node) -> list[Node]:
    """Return the earlier gates of the deal that are not passed yet: nothing behind them may begin."""
    query = (
        select(Node)
        .join(Node.template)
        .options(contains_eager(Node.template))
        .where(Node.deal_id == node.deal_id, Node.position < node.position, Node.status.not_in(CLOSED))
        .where(NodeTemplate.gate.is_not(null()))
    )
    return [earlier for earlier in session.scalars(query.order_by(Node.position)) if earlier.blocks_later]


def gate_error(gate: Node) -> dict[str, Any]:
    """Return the line that names a gate which is not passed."""
    assert gate.gate is not None
    return field_error("node", "gate_before", node_id=gate.id, code=gate.code, gate=gate.gate["code"])


def is_node_of(session: Session, node_id: int, deal_id: int) -> bool:
    """Say whether a node belongs to a deal."""
    return session.scalar(select(Node.id).where(Node.id == node_id, Node.deal_id == deal_id)) is not None
