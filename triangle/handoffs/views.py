"""Doors of hand-offs and the inbox."""

from datetime import datetime
from typing import Any

from marshmallow import fields

from triangle.activity.queries import positions
from triangle.core.deed import Deed
from triangle.core.policy import require, verbs
from triangle.core.schema import Schema
from triangle.core.web.door import Door
from triangle.core.web.replies import Position, list_of, page_of, reply_of
from triangle.core.web.service import Ask
from triangle.handoffs import actions, queries, waiting
from triangle.handoffs.models import Handoff
from triangle.handoffs.schemas import (
    AcceptBody,
    Card,
    HandoffOffer,
    HandoffOut,
    InboxQuery,
    ReturnBody,
    SnoozeBody,
)
from triangle.nodes.models import Node

door = Door("handoffs", __name__, url_prefix="/api", description="Hand-offs and the inbox.")

HandoffReply = reply_of(HandoffOut)
_positions = fields.Dict(keys=fields.String(), values=fields.Nested(Position), required=True)


@door.reads("/nodes/<int:node_id>/handoffs", out=list_of(HandoffOut))
def list_handoffs(ask: Ask, node_id: int) -> Any:
    """List every hand-off of a node."""
    node = ask.get(Node, node_id)
    require(ask.actor, "see", node)
    return {"data": queries.of_node(ask.session, node_id)}


@door.writes("POST", "/nodes/<int:node_id>/handoffs", body=HandoffOffer, out=HandoffReply, status=201)
def offer(deed: Deed, node_id: int, **offered: Any) -> Any:
    """Offer a node to its receivers."""
    return _reply(deed.actor, actions.offer(deed, node_id, **offered))


@door.reads("/handoffs/<int:handoff_id>", out=HandoffReply)
def get_handoff(ask: Ask, handoff_id: int) -> Any:
    """Show a hand-off."""
    handoff = ask.get(Handoff, handoff_id)
    require(ask.actor, "see", handoff)
    return _reply(ask.actor, handoff)


@door.writes("POST", "/handoffs/<int:handoff_id>/accept", body=AcceptBody, out=HandoffReply)
def accept(deed: Deed, handoff_id: int, **answer: Any) -> Any:
    """Accept a hand-off."""
    return _reply(deed.actor, actions.accept(deed, handoff_id, **answer))


@door.writes("POST", "/handoffs/<int:handoff_id>/return", body=ReturnBody, out=HandoffReply)
def return_(deed: Deed, handoff_id: int, **why: Any) -> Any:
    """Return a hand-off to its giver."""
    return _reply(deed.actor, actions.return_(deed, handoff_id, **why))


@door.writes("POST", "/handoffs/<int:handoff_id>/withdraw", body=Schema, out=HandoffReply)
def withdraw(deed: Deed, handoff_id: int) -> Any:
    """Withdraw a hand-off that is not answered."""
    return _reply(deed.actor, actions.withdraw(deed, handoff_id))


@door.writes("POST", "/handoffs/<int:handoff_id>/see", body=Schema, out=HandoffReply)
def see(deed: Deed, handoff_id: int) -> Any:
    """Say that I have seen a hand-off that waits for me."""
    return _reply(deed.actor, waiting.see(deed, handoff_id))


@door.writes("POST", "/handoffs/<int:handoff_id>/snooze", body=SnoozeBody, out=HandoffReply)
def snooze(deed: Deed, handoff_id: int, until: datetime | None) -> Any:
    """Put a hand-off off until later, or take it up again."""
    return _reply(deed.actor, waiting.snooze(deed, handoff_id, until=until))


@door.writes("POST", "/handoffs/<int:handoff_id>/nudge", body=Schema, out=HandoffReply)
def nudge(deed: Deed, handoff_id: int) -> Any:
    """Nudge everybody who has not answered."""
    return _reply(deed.actor, waiting.nudge(deed, handoff_id))


@door.reads("/inbox", out=page_of(Card, positions=_positions), query=InboxQuery)
def inbox(ask: Ask, box: str, after: str | None = None, limit: int = 50) -> Any:
    """List the hand-offs that wait for my answer, or that I sent."""
    here = positions(ask.session, f"user:{ask.actor.id}")
    found = queries.inbox(ask.session, ask.actor, box, after=after, limit=limit)
    return {"data": found.rows, "next": found.next, "positions": here}


def _reply(actor: Any, handoff: Handoff) -> dict[str, Any]:
    can = verbs(actor, handoff, ["withdraw", "nudge"] if handoff.is_open else [])
    offered = [receipt for receipt in handoff.receipts if receipt.status == "offered"]
    if any(receipt.receiver_id == actor.id for receipt in offered):
        can = ["snooze", *can]
    if any(receipt.may_be_answered_by(actor.id) for receipt in offered):
        can = ["accept", "return", *can]
    return {"data": handoff, "can": can, "positions": {}}
