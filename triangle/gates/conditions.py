"""What a gate is passed on: each condition becomes work with an owner and a day, or a promise."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from triangle.core.deed import Deed
from triangle.core.errors import Invalid, field_error
from triangle.deals.queries import is_member
from triangle.nodes.models import OPEN, ChecklistItem, Node
from triangle.promises.actions import make_without_policy
from triangle.responsibilities.queries import accountable_of

KINDS = ("item", "promise")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition as it was said: what, as which kind of work, whose, and until when."""

    text: str
    kind: str = "item"
    node_id: int | None = None
    owner_id: int | None = None
    role: str = "FR"
    due_on: date | None = None


def impose(deed: Deed, gate: Node, conditions: list[Condition]) -> list[ChecklistItem]:
    """Write the conditions of a gate down where they are worked on; return the new checklist items."""
    today = deed.calendar.today(deed.at)
    made = []
    for place, condition in enumerate(conditions):
        if condition.due_on is not None and condition.due_on < today:
            raise _refused(place, "due_on", "in_the_past")
        if condition.kind == "item":
            made.append(_item(deed, gate, place, condition))
        else:
            _promise(deed, gate, condition)
    deed.session.flush()
    return made


def _item(deed: Deed, gate: Node, place: int, condition: Condition) -> ChecklistItem:
    node = _target(deed, gate, place, condition.node_id)
    owner = condition.owner_id or accountable_of(deed.session, node.id)
    if owner is None or not is_member(deed.session, gate.deal_id, owner):
        raise _refused(place, "owner_id", "not_in_room", id=owner)
    last = deed.session.scalar(
        select(ChecklistItem.position)
        .where(ChecklistItem.node_id == node.id)
        .order_by(ChecklistItem.position.desc())
        .limit(1)
    )
    item = ChecklistItem(
        node=node,
        position=0 if last is None else last + 1,
        text={"zh": condition.text, "en": condition.text},
        required=True,
        evidence=[],
        owner_id=owner,
        due_on=condition.due_on or node.planned_finish_on,
        condition_of=gate.id,
    )
    deed.session.add(item)
    deed.session.flush()
    return item


def _target(deed: Deed, gate: Node, place: int, node_id: int | None) -> Node:
    """Return the node that a condition is worked on in: the next one that is open, unless one is named."""
    query = select(Node).where(Node.deal_id == gate.deal_id, Node.status.in_(OPEN))
    if node_id is None:
        query = query.where(Node.position > gate.position).order_by(Node.position).limit(1)
        return deed.session.scalars(query).first() or gate
    node = deed.session.scalars(query.where(Node.id == node_id)).first()
    if node is None:
        raise _refused(place, "node_id", "unknown", id=node_id)
    return node


def _promise(deed: Deed, gate: Node, condition: Condition) -> None:
    made: dict[str, Any] = {"contact_id": None, "made_on": None, "evidence": []}
    # The gate's own rule was asked: a deputy is no member of the room.
    make_without_policy(
        deed,
        gate.deal,
        node_id=gate.id,
        text=condition.text,
        role=condition.role,
        due_on=condition.due_on,
        **made,
    )


def _refused(place: int, field: str, code: str, **params: Any) -> Invalid:
    line = field_error(f"conditions.{place}.{field}", code, **params)
    return Invalid("invalid_input", f"a condition: {field} {code.replace('_', ' ')}", errors=[line])
