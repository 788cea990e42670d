"""Doors of hand-offs and the inbox."""

from datetime import UTC, datetime
from typing import Any

from marshmallow import fields

from triangle.activity.queries import positions
from triangle.core.deed import Deed
from triangle.core.errors import invalid
from triangle.core.policy import require, verbs
from triangle.core.schema import Schema
from triangle.core.web.door import Door
from triangle.core.web.replies import Position, list_of, page_of, reply_of
from triangle.core.web.service import Ask
from triangle.core.working_calendar import LONGEST_COUNT
from triangle.handoffs import actions, leaving, rows, waiting
from triangle.handoffs.leaving_schemas import LeavingOut, LeavingPlan
from triangle.handoffs.models import Handoff
from triangle.handoffs.schemas import (
    AcceptBody,
    Card,
    HandoffOffer,
    HandoffOut,
    InboxQuery,
    ReturnBody,
    SnoozeBody,
    WorkingHoursQuery,
    WorkingSpan,
)
from triangle.handoffs.seen_schemas import SeenHandoffs, SeenReply
from triangle.identity import queries as person_queries
from triangle.identity.models import Person
from triangle.identity.schemas import PersonReply
from triangle.nodes.models import Node
from triangle.responsibilities import held

# Calendars of countries reach no further, and moments beside the end of time overflow.
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

door = Door("handoffs", __name__, url_prefix="/api", description="Hand-offs and the inbox.")

HandoffReply = reply_of(HandoffOut)
_positions = fields.Dict(keys=fields.String(), values=fields.Nested(Position), required=True)


@door.reads("/nodes/<int:node_id>/handoffs", out=list_of(HandoffOut, ready=True))
def list_handoffs(ask: Ask, node_id: int) -> Any:
    """List every hand-off of a node."""
    node = ask.get(Node, node_id)
    require(ask.actor, "see", node)
    return {"data": rows.rows_of_node(ask.session, node_id)}


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


@door.writes("POST", "/handoffs/see", body=SeenHandoffs, out=SeenReply)
def see_all(deed: Deed, handoff_ids: list[int]) -> Any:
    """Say that I have seen several hand-offs; those that do not wait for me are left as they are."""
    return {"data": waiting.see_all(deed, handoff_ids)}


@door.writes("POST", "/handoffs/<int:handoff_id>/snooze", body=SnoozeBody, out=HandoffReply)
def snooze(deed: Deed, handoff_id: int, until: datetime | None) -> Any:
    """Put a hand-off off until later, or take it up again."""
    return _reply(deed.actor, waiting.snooze(deed, handoff_id, until=until))


@door.writes("POST", "/handoffs/<int:handoff_id>/nudge", body=Schema, out=HandoffReply)
def nudge(deed: Deed, handoff_id: int) -> Any:
    """Nudge everybody who has not answered."""
    return _reply(deed.actor, waiting.nudge(deed, handoff_id))


@door.reads("/working-hours", out=list_of(WorkingSpan), query=WorkingHoursQuery)
def working_hours(ask: Ask, from_at: datetime, until_at: datetime) -> Any:
    """List when people work here within a time: what is left until a due time is counted in it."""
    if min(from_at, until_at) < EARLIEST or max(from_at, until_at) > LATEST:
        raise invalid("from_at", "out_of_range")
    if until_at - from_at > LONGEST_COUNT:
        raise invalid("until_at", "too_far", days=LONGEST_COUNT.days)
    spans = ask.service.calendar.hours_between(from_at, until_at)
    return {"data": [{"from_at": opens, "until_at": closes} for opens, closes in spans]}


@door.reads("/inbox", out=page_of(Card, ready=True, positions=_positions), query=InboxQuery)
def inbox(ask: Ask, box: str, after: str | None = None, limit: int = 50) -> Any:
    """List the hand-offs that wait for my answer, or that I sent."""
    here = positions(ask.session, f"user:{ask.actor.id}")
    found = rows.inbox(ask.session, ask.actor, box, after=after, limit=limit)
    return {"data": found.rows, "next": found.next, "positions": here}


@door.reads("/people/<int:person_id>/leaving", out=reply_of(LeavingOut))
def plan_leaving(ask: Ask, person_id: int) -> Any:
    """Tell what a person holds, and who could take each seat and node when they leave."""
    person = ask.get(Person, person_id)
    require(ask.actor, "deactivate", person)
    seats = held.suggested(ask.session, person, held.held_seats(ask.session, person))
    plan = {"seats": seats, "nodes": held.held_nodes(ask.session, person)}
    plan["handoffs"] = leaving.held_handoffs(ask.session, person)
    return {"data": plan, "can": ["deactivate"], "positions": {}}


@door.writes("POST", "/people/<int:person_id>/deactivate", body=LeavingPlan, out=PersonReply)
def deactivate(deed: Deed, person_id: int, **plan: Any) -> Any:
    """End a person's access and give what they hold to others; a refusal lists what is still to be taken."""
    return person_queries.reply(deed.actor, leaving.deactivate(deed, person_id, **plan))


@door.writes("POST", "/people/<int:person_id>/activate", body=Schema, out=PersonReply)
def activate(deed: Deed, person_id: int) -> Any:
    """Let a person in again."""
    return person_queries.reply(deed.actor, leaving.activate(deed, person_id))


def _reply(actor: Any, handoff: Handoff) -> dict[str, Any]:
    can = verbs(actor, handoff, ["withdraw", "nudge"] if handoff.is_open else [])
    offered = [receipt for receipt in handoff.receipts if receipt.status == "offered"]
    if any(receipt.receiver_id == actor.id for receipt in offered):
        can = ["snooze", *can]
    if any(receipt.may_be_answered_by(actor.id) for receipt in offered):
        can = ["accept", "return", *can]
    return {"data": handoff, "can": can, "positions": {}}
