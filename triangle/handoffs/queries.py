"""Reading hand-offs and inboxes."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, false, or_, select
from sqlalchemy.orm import Session

from triangle.absences.queries import deputies_now
from triangle.core.prepared import Prepared
from triangle.core.working_calendar import WorkingCalendar
from triangle.deals.models import Deal
from triangle.deals.queries import also_visible, holders, visible
from triangle.deals.schemas import DealOut
from triangle.handoffs.models import Handoff, Receipt, StandIn
from triangle.identity.eyes import ME, Me
from triangle.identity.models import Person
from triangle.nodes.models import Node
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.queries import has_duty, stood_in_for

TRANSFER_HOURS = 8
_OPEN_OF_NODE = (
    select(Handoff)
    .where(Handoff.node_id == bindparam("node"), Handoff.status == "offered")
    .order_by(Handoff.id)
)
_OTHER_OPEN = (
    select(Handoff.id)
    .where(Handoff.node_id == bindparam("node"), Handoff.id != bindparam("but"), Handoff.status == "offered")
    .limit(1)
)


def deals_of(session: Session, receiver_id: int, handoff_ids: Sequence[int]) -> dict[int, int]:
    """Return in which deal each hand-off is, of those that were offered to somebody."""
    query = select(Handoff.id, Handoff.deal_id).join(Handoff.receipts)
    mine = query.where(Handoff.id.in_(handoff_ids), Receipt.receiver_id == receiver_id)
    return dict(iter(session.execute(mine)))


def open_in_deal(session: Session, deal_id: int) -> Sequence[Handoff]:
    """Return the hand-offs of a deal that wait for an answer."""
    query = select(Handoff).where(Handoff.deal_id == deal_id, Handoff.status == "offered")
    return session.scalars(query.order_by(Handoff.id)).all()


def open_of_node(session: Session, node_id: int) -> Sequence[Handoff]:
    """Return the hand-offs of a node that wait for an answer, oldest first."""
    return session.scalars(_OPEN_OF_NODE, {"node": node_id}).all()


def others_open(session: Session, handoff: Handoff) -> bool:
    """Say whether another hand-off of the same node waits for an answer."""
    return session.scalar(_OTHER_OPEN, {"node": handoff.node_id, "but": handoff.id}) is not None


def briefed(session: Session, node_id: int) -> tuple[set[str], set[int]]:
    """Return the roles and the people that have accepted a briefing of a node."""
    query = (
        select(Receipt.role, Receipt.receiver_id)
        .join(Handoff, Handoff.id == Receipt.handoff_id)
        .where(Handoff.node_id == node_id, Handoff.kind == "briefing", Receipt.status == "accepted")
    )
    accepted = session.execute(query).all()
    return {role for role, _ in accepted if role is not None}, {person_id for _, person_id in accepted}


def roles_to_brief(session: Session, node: Node, seated: dict[str, int | None]) -> list[str]:
    """Return the roles that still have to accept a briefing; who sits on both sides knows it already."""
    if node.briefing is None:
        return []
    roles, people = briefed(session, node.id)
    # Whoever sits in two roles is told once.
    informed = people | {seated[role] for role in node.briefing["from"]} - {None}
    return [role for role in node.briefing["to"] if role not in roles and seated[role] not in informed]


@also_visible
def asked_in(me: Me) -> ColumnElement[bool]:
    """Return the condition for the deals in which somebody is asked to take a node."""
    handoff, receipt = Handoff.__table__.c, Receipt.__table__.c
    asked = select(handoff.deal_id).join(Receipt.__table__, receipt.handoff_id == handoff.id)
    return Deal.__table__.c.id.in_(asked.where(answerable_by(me)))


def answerable_by(me: Me) -> ColumnElement[bool]:
    """Return the condition for the receipts that wait for somebody, for themselves or in another's place."""
    receipt, stand_in = Receipt.__table__.c, StandIn.__table__.c
    instead = select(stand_in.receipt_id).where(stand_in.person_id == me)
    return and_(receipt.status == "offered", or_(receipt.receiver_id == me, receipt.id.in_(instead)))


@cache
def node_visible(kind: str) -> ColumnElement[bool]:
    """Return the condition for the nodes somebody sees; the same rules as policy.py, as SQL.

    A node is seen with its deal, and by whoever has a duty in it or is asked to take it.
    """
    if kind == "nobody":
        return false()
    node, held = Node.__table__.c, Responsibility.__table__.c
    handoff, receipt = Handoff.__table__.c, Receipt.__table__.c
    with_deal = node.deal_id.in_(select(Deal.__table__.c.id).where(visible(kind)))
    duty = select(held.node_id).where(held.person_id == ME, held.until_at.is_(None))
    asked = select(handoff.node_id).join(Receipt.__table__, receipt.handoff_id == handoff.id)
    return or_(with_deal, node.id.in_(duty), node.id.in_(asked.where(answerable_by(ME))))


def stands_in_for(session: Session, person_id: int, deal_id: int, receiver_id: int, role: str) -> bool:
    """Say whether somebody may answer now, in a deal, what waits for a receiver in a role."""
    query = select(Receipt.id).join(Handoff, Handoff.id == Receipt.handoff_id)
    query = query.join(StandIn, StandIn.receipt_id == Receipt.id).where(
        Handoff.deal_id == deal_id,
        Receipt.status == "offered",
        Receipt.receiver_id == receiver_id,
        or_(Receipt.role.is_(None), Receipt.role == role),
        StandIn.person_id == person_id,
    )
    return session.scalar(query.limit(1)) is not None


def waits_for(session: Session, person_id: int, **where: int) -> bool:
    """Say whether a hand-off of a node or deal waits for somebody's answer."""
    return bool(_waiting(frozenset(where)).tuples(session, where | {"me": person_id}))


@cache
def _waiting(names: frozenset[str]) -> Prepared:
    handoff, receipt = Handoff.__table__.c, Receipt.__table__.c
    query = select(receipt.id).join(Handoff.__table__, handoff.id == receipt.handoff_id)
    asked = (handoff[name] == bindparam(name) for name in sorted(names))
    return Prepared(query.where(answerable_by(ME), *asked).limit(1))


def defaults(
    session: Session, node: Node, actor: Person, calendar: WorkingCalendar, at: datetime
) -> dict[str, Any]:
    """Return what a hand-off of a node is prefilled with: kind, receivers and due time."""
    seated = holders(session, node.deal)
    roles = roles_to_brief(session, node, seated)
    kind = "briefing" if roles else "transfer"
    people = {seated[role] for role in roles} - {None, given_by(session, node, kind, actor.id) or actor.id}
    return {"kind": kind, "receiver_ids": sorted(people), "due_at": due(node, kind, calendar, at)}


def due(node: Node, kind: str, calendar: WorkingCalendar, at: datetime) -> datetime:
    """Return until when an answer is expected, in the working hours of the playbook."""
    hours = node.briefing["ack_working_hours"] if kind == "briefing" and node.briefing else TRANSFER_HOURS
    return calendar.add_hours(at, hours)


def card(handoff: Handoff) -> dict[str, Any]:
    """Return a hand-off with the node, deal and account that its reader needs to decide."""
    deal = handoff.node.deal
    return {"handoff": handoff, "node": handoff.node, "deal": deal, "account": deal.account}


def without_amount(deal: Deal) -> dict[str, Any]:
    """Return a deal as partners, and people outside its room, see it on a card: not what it is worth."""
    return {name: getattr(deal, name) for name in DealOut().fields} | {"amount": None}


def given_by(session: Session, node: Node, kind: str, person_id: int) -> int | None:
    """Return whose part somebody may give away: their own, or that of whoever they are deputy for."""
    if may_give(session, node, kind, person_id):
        return person_id
    away = stood_in_for(session, node.id, person_id, "RA")
    if away is not None or kind != "briefing" or node.briefing is None:
        return away
    seated = holders(session, node.deal)
    sits = ((seated[role], role) for role in node.briefing["from"])
    theirs = (who for who, role in sits if who and person_id in deputies_now(session, who, role))
    return next(theirs, None)


def may_give(session: Session, node: Node, kind: str, person_id: int) -> bool:
    """Say whether somebody has the part in a node that a kind of hand-off gives away."""
    if has_duty(session, node.id, person_id, "RA"):
        return True
    seated = holders(session, node.deal)
    briefing = node.briefing if kind == "briefing" else None
    return briefing is not None and person_id in [seated[role] for role in briefing["from"]]
