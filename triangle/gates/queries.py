"""What still keeps a node from being finished, exactly."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.accounts.models import TRIANGLE
from triangle.core.errors import field_error
from triangle.deals.queries import holders
from triangle.gates.vetoes import override_of
from triangle.handoffs.queries import open_of_node, roles_to_brief
from triangle.nodes.models import PASSED, ChecklistItem, Node
from triangle.nodes.queries import gate_error, gates_before
from triangle.promises.queries import unanswered


def missing(session: Session, node: Node) -> list[dict[str, Any]]:
    """Return everything that a node lacks before it can be finished; nothing means it can."""
    if not node.is_open:
        return []
    overridden = override_of(session, node) is not None
    return [
        *(gate_error(gate) for gate in gates_before(session, node)),
        *_open_items(session, node),
        *_seats_and_briefings(session, node, overridden=overridden),
        *_open_handoffs(session, node),
        *unanswered_promises(session, node),
        *([] if overridden else _decision(node)),
    ]


def unanswered_promises(session: Session, node: Node) -> list[dict[str, Any]]:
    """Return the promises that nobody has taken on, where the contract is decided or explained."""
    if not node.is_about_contract:
        return []
    waiting = unanswered(session, node.deal_id)
    return [field_error("promises", f"promise_{each.status}", promise_id=each.id) for each in waiting]


def _open_items(session: Session, node: Node) -> list[dict[str, Any]]:
    query = select(ChecklistItem.id).where(
        ChecklistItem.node_id == node.id, ChecklistItem.required, ChecklistItem.state == "open"
    )
    ids = session.scalars(query.order_by(ChecklistItem.position))
    return [field_error("checklist", "item_open", item_id=item_id) for item_id in ids]


def _open_handoffs(session: Session, node: Node) -> list[dict[str, Any]]:
    return [field_error("handoffs", "handoff_open", handoff_id=h.id) for h in open_of_node(session, node.id)]


def _seats_and_briefings(session: Session, node: Node, *, overridden: bool) -> list[dict[str, Any]]:
    seated = holders(session, node.deal)
    found = []
    for role in roles_to_brief(session, node, seated):
        if overridden and role == "FR":
            # Delivery was asked and said no; the sponsor answers for that now.
            continue
        # A vacant extension seat has nobody to brief; a corner of the triangle must be named first.
        if seated[role] is not None:
            found.append(field_error("handoffs", "briefing_missing", role=role))
        elif role in TRIANGLE:
            found.append(field_error("seats", "seat_vacant", role=role))
    if (
        node.is_deliverability_review
        and seated["FR"] is None
        and not any(line["code"] == "seat_vacant" for line in found)
    ):
        found.append(field_error("seats", "seat_vacant", role="FR"))
    return found


def _decision(node: Node) -> list[dict[str, Any]]:
    if node.gate is None:
        return []
    gate = node.gate["code"]
    if node.decision is None:
        return [] if node.gate["on_change"] else [field_error("decision", "decision_missing", gate=gate)]
    outcome = node.decision["outcome"]
    return (
        [] if outcome in PASSED else [field_error("decision", "decision_blocks", gate=gate, outcome=outcome)]
    )
