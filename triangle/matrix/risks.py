"""Which open deals are at risk, and why: each reason is one question about a deal, asked in both places."""

from typing import Any

from sqlalchemy import ColumnElement, Date, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from triangle.deals.models import Deal
from triangle.gates.models import Override
from triangle.gates.vetoes import UNDELIVERABLE
from triangle.handoffs.models import Handoff, Receipt
from triangle.matrix.promise_rules import UNKEPT
from triangle.matrix.rules import AT_WORK, Limits
from triangle.matrix.scope import Scope
from triangle.nodes.models import OPEN, PASSED, ChecklistItem, Node
from triangle.playbooks.models import NodeTemplate
from triangle.promises.models import Promise

# Of which row each reason counts the rows.
COUNTED = {
    "late_nodes": Node.id,
    "late_handoffs": Handoff.id,
    "standing_vetoes": Node.id,
    "stopped_gates": Node.id,
    "overridden_vetoes": Override.id,
    "late_conditions": ChecklistItem.id,
    "broken_promises": Promise.id,
    "late_promises": Promise.id,
}


def at_risk(scope: Scope, limits: Limits, shown: int) -> list[dict[str, Any]]:
    """Return the open deals at risk, the largest first, each with how often every reason is there."""
    reasons = _reasons(limits)
    counts = [
        select(func.count(COUNTED[name])).where(reason).scalar_subquery().label(name)
        for name, reason in reasons.items()
    ]
    query = (
        select(Deal.id.label("deal_id"), Deal.amount, Deal.currency, Deal.closes_on, *counts)
        .where(*_risky(scope, limits))
        .order_by(Deal.amount.desc(), Deal.id)
        .limit(shown)
    )
    return [dict(row) for row in scope.run(query).mappings()]


def risk_count(scope: Scope, limits: Limits) -> int:
    """Return how many open deals are at risk."""
    return scope.run(select(func.count(Deal.id)).where(*_risky(scope, limits))).scalar() or 0


def _risky(scope: Scope, limits: Limits) -> list[ColumnElement[bool]]:
    past_its_day = Deal.closes_on < literal(limits.today, Date)
    # `exists` alone would look through every row of a reason's table: each names the deal that it is of.
    reasons = [exists().where(reason) for reason in _reasons(limits).values()]
    return [*scope.deals(), Deal.status == "open", or_(*reasons, past_its_day)]


def _reasons(limits: Limits) -> dict[str, ColumnElement[bool]]:
    ours = Node.deal_id == Deal.id
    # What the sponsor went past is told as the risk that they took, and stops nothing any more.
    overridden = exists().where(Override.node_id == Node.id)
    outcome = Node.decision["outcome"].as_string()
    condition = ChecklistItem.condition_of.is_not(None) & (ChecklistItem.state == "open")
    promised = Promise.deal_id == Deal.id
    return {
        "late_nodes": and_(ours, Node.status.in_(AT_WORK), Node.planned_finish_on < limits.today),
        "late_handoffs": and_(
            Handoff.deal_id == Deal.id, Handoff.status == "offered", Handoff.due_at < limits.now
        ),
        "standing_vetoes": and_(
            ours, Node.status.in_(OPEN), Node.decision.is_(None), *_returned(), ~overridden
        ),
        "stopped_gates": and_(ours, Node.status.in_(OPEN), outcome.not_in(PASSED), ~overridden),
        "overridden_vetoes": Override.deal_id == Deal.id,
        "late_conditions": and_(
            ours, ChecklistItem.node_id == Node.id, condition, ChecklistItem.due_on < limits.today
        ),
        "broken_promises": and_(promised, Promise.status == "broken"),
        "late_promises": and_(promised, Promise.status.in_(UNKEPT), Promise.due_on < limits.today),
    }


def _returned() -> list[ColumnElement[bool]]:
    """Return that delivery's newest answer to a review's briefing is that it cannot be done."""
    later, its_handoff = aliased(Receipt), aliased(Handoff)
    answered_since = exists().where(
        its_handoff.node_id == Node.id,
        its_handoff.kind == "briefing",
        later.handoff_id == its_handoff.id,
        later.role == "FR",
        later.id > Receipt.id,
    )
    return [
        NodeTemplate.id == Node.template_id,
        NodeTemplate.gate["code"].as_string() == "DELIVERABILITY",
        Handoff.deal_id == Deal.id,
        Handoff.node_id == Node.id,
        Handoff.kind == "briefing",
        Receipt.handoff_id == Handoff.id,
        Receipt.role == "FR",
        Receipt.status == "returned",
        Receipt.reason_code == UNDELIVERABLE,
        ~answered_since,
    ]
