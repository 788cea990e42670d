"""The veto of delivery: whether one stands, and what the sponsor said to it."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from triangle.core.prepared import Prepared
from triangle.core.schema import moment_text
from triangle.gates.models import Override
from triangle.handoffs.models import Handoff, Receipt
from triangle.nodes.models import PASSED, Node

# A return for any other reason asks for a better package; this one says that it cannot be done.
UNDELIVERABLE = "undeliverable"
_override = Override.__table__.c
_OVERRIDES = Prepared(
    select(Override.__table__).where(_override.deal_id == bindparam("deal")).order_by(_override.id)
)


def veto_of(session: Session, node: Node) -> dict[str, Any] | None:
    """Return what delivery has said against a deliverability review, or None where nothing stands."""
    if not node.is_deliverability_review:
        return None
    if node.decision is not None:
        return None if node.decision["outcome"] in PASSED else _decided(node.decision)
    return _returned(session, node)


def override_of(session: Session, node: Node) -> Override | None:
    """Return the override of the veto that stands now; an older one is of an older veto."""
    veto = veto_of(session, node)
    if veto is None:
        return None
    query = select(Override).where(Override.node_id == node.id).order_by(Override.id.desc())
    newest = session.scalars(query.limit(1)).first()
    return newest if newest is not None and newest.veto == veto else None


def overrides_of(session: Session, deal_id: int) -> list[dict[str, Any]]:
    """Return every override of a deal as plain rows, oldest first."""
    return _OVERRIDES.rows(session, {"deal": deal_id})


def veto_shown(session: Session, node: Node) -> dict[str, Any] | None:
    """Return the veto that stands, and whether it was overridden, for the reply of a node."""
    veto = veto_of(session, node)
    if veto is None:
        return None
    return veto | {"is_overridden": override_of(session, node) is not None}


def _decided(decision: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": "decision",
        "by": decision["decided_by"],
        "at": decision["decided_at"],
        "outcome": decision["outcome"],
        "reason": decision["reason"],
    }


def _returned(session: Session, node: Node) -> dict[str, Any] | None:
    query = (
        select(Receipt)
        .join(Handoff, Handoff.id == Receipt.handoff_id)
        .where(Handoff.node_id == node.id, Handoff.kind == "briefing", Receipt.role == "FR")
        .order_by(Receipt.id.desc())
    )
    newest = session.scalars(query.limit(1)).first()
    if newest is None or newest.status != "returned" or newest.reason_code != UNDELIVERABLE:
        return None
    assert newest.answered_at is not None
    return {
        "kind": "return",
        "by": newest.receiver_id,
        "at": moment_text(newest.answered_at),
        "outcome": None,
        "reason": newest.reason,
    }
