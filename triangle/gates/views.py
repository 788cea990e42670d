"""Doors of nodes: what they lack, and what moves them."""

from typing import Any

from sqlalchemy.orm import Session

from triangle.activity.queries import positions
from triangle.core.clock import Clock
from triangle.core.deed import Deed
from triangle.core.policy import in_whose_place, require, verbs
from triangle.core.schema import Schema
from triangle.core.web.door import Door
from triangle.core.web.service import Ask
from triangle.core.working_calendar import WorkingCalendar
from triangle.deals.models import deal_stream
from triangle.deals.schemas import Reason
from triangle.gates import actions
from triangle.gates.queries import missing
from triangle.gates.schemas import DecideBody, NodeReply, OverrideBody
from triangle.gates.vetoes import veto_shown
from triangle.handoffs.queries import defaults
from triangle.nodes.models import Node

door = Door("gates", __name__, url_prefix="/api", description="Nodes: what they lack and what moves them.")

VERBS = ("start", "finish", "skip", "reopen", "decide", "tick", "offer")


@door.reads("/nodes/<int:node_id>", out=NodeReply)
def get_node(ask: Ask, node_id: int) -> Any:
    """Show a node with its checklist, what it lacks and what I may do."""
    node = ask.get(Node, node_id)
    require(ask.actor, "see", node)
    return _reply(ask.session, ask.actor, node, ask.service.calendar, ask.service.clock)


@door.writes("POST", "/nodes/<int:node_id>/start", body=Schema, out=NodeReply)
def start(deed: Deed, node_id: int) -> Any:
    """Begin a node."""
    return _done(deed, actions.start(deed, node_id))


@door.writes("POST", "/nodes/<int:node_id>/finish", body=Schema, out=NodeReply)
def finish(deed: Deed, node_id: int) -> Any:
    """Finish a node; a refusal lists everything that is missing."""
    return _done(deed, actions.finish(deed, node_id))


@door.writes("POST", "/nodes/<int:node_id>/skip", body=Reason, out=NodeReply)
def skip(deed: Deed, node_id: int, reason: str) -> Any:
    """Leave a node out."""
    return _done(deed, actions.skip(deed, node_id, reason=reason))


@door.writes("POST", "/nodes/<int:node_id>/reopen", body=Reason, out=NodeReply)
def reopen(deed: Deed, node_id: int, reason: str) -> Any:
    """Take a node up again."""
    return _done(deed, actions.reopen(deed, node_id, reason=reason))


@door.writes("POST", "/nodes/<int:node_id>/decide", body=DecideBody, out=NodeReply)
def decide(deed: Deed, node_id: int, **decision: Any) -> Any:
    """Take the decision of a gate."""
    return _done(deed, actions.decide(deed, node_id, **decision))


@door.writes("POST", "/nodes/<int:node_id>/override", body=OverrideBody, out=NodeReply)
def override(deed: Deed, node_id: int, risk: str) -> Any:
    """Override delivery's veto as the sponsor in person, with the risk in writing."""
    return _done(deed, actions.override(deed, node_id, risk=risk))


def _done(deed: Deed, node: Node) -> dict[str, Any]:
    return _reply(deed.session, deed.actor, node, deed.calendar, deed.clock)


def _reply(
    session: Session, actor: Any, node: Node, calendar: WorkingCalendar, clock: Clock
) -> dict[str, Any]:
    here = positions(session, deal_stream(node.deal_id))
    possible = [verb for verb in VERBS if node.deal.is_live and node.may_now(verb)]
    veto = veto_shown(session, node)
    if veto is not None and node.is_open and node.deal.is_live:
        possible = [verb for verb in possible if verb != "skip"]
        if not veto["is_overridden"]:
            possible.append("override")
    can = verbs(actor, node, possible)
    places = (in_whose_place(actor, verb, node) for verb in can)
    return {
        "data": node,
        "can": can,
        "acting_for": next((away for away in places if away is not None), None),
        "veto": veto,
        "missing": missing(session, node),
        "handoff_defaults": defaults(session, node, actor, calendar, clock.now()),
        "positions": here,
    }
