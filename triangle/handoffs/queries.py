"""Reading hand-offs and inboxes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from triangle.core.paging import Page, page
from triangle.core.working_calendar import WorkingCalendar
from triangle.deals.models import Deal
from triangle.deals.queries import also_visible, holders, member_of
from triangle.deals.schemas import DealOut
from triangle.handoffs.models import Handoff, Receipt, StandIn
from triangle.identity.eyes import Me
from triangle.identity.models import Person
from triangle.nodes.models import Node
from triangle.responsibilities.queries import has_duty

TRANSFER_HOURS = 8


def open_in_deal(session: Session, deal_id: int) -> Sequence[Handoff]:
    """Return the hand-offs of a deal that wait for an answer."""
    query = select(Handoff).where(Handoff.deal_id == deal_id, Handoff.status == "offered")
    return session.scalars(query.order_by(Handoff.id)).all()


def of_node(session: Session, node_id: int) -> Sequence[Handoff]:
    """Return every hand-off of a node, oldest first."""
    return session.scalars(select(Handoff).where(Handoff.node_id == node_id).order_by(Handoff.id)).all()


def open_of_node(session: Session, node_id: int) -> list[Handoff]:
    """Return the hand-offs of a node that wait for an answer."""
    return [handoff for handoff in of_node(session, node_id) if handoff.is_open]


def others_open(session: Session, handoff: Handoff) -> bool:
    """Say whether another hand-off of the same node waits for an answer."""
    other = exists().where(
        Handoff.node_id == handoff.node_id, Handoff.id != handoff.id, Handoff.status == "offered"
    )
    return bool(session.scalar(select(other)))


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


def waits_for(session: Session, person_id: int, **where: int) -> bool:
    """Say whether a hand-off of a node or deal waits for somebody's answer."""
    query = select(Receipt.id).join(Handoff, Handoff.id == Receipt.handoff_id)
    query = query.where(answerable_by(person_id))
    for name, value in where.items():
        query = query.where(getattr(Handoff, name) == value)
    return session.scalar(query.limit(1)) is not None


def defaults(
    session: Session, node: Node, actor: Person, calendar: WorkingCalendar, at: datetime
) -> dict[str, Any]:
    """Return what a hand-off of a node is prefilled with: kind, receivers and due time."""
    seated = holders(session, node.deal)
    roles = roles_to_brief(session, node, seated)
    people = {seated[role] for role in roles} - {None, actor.id}
    kind = "briefing" if roles else "transfer"
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


def inbox(session: Session, actor: Person, box: str, *, after: str | None, limit: int) -> Page:
    """Return a page of the cards that wait for somebody's answer, or that they sent, oldest first."""
    # Inner joins: of an outer one around several SQLite makes a table of all nodes and deals first.
    there = joinedload(Handoff.node, innerjoin=True).joinedload(Node.deal, innerjoin=True)
    query = select(Handoff).options(there)
    if box == "to_answer":
        query = query.where(Handoff.id.in_(select(Receipt.handoff_id).where(answerable_by(actor.id))))
    else:
        query = query.where(Handoff.giver_id == actor.id)
    keys: Any = [Handoff.id]
    newest_first = box == "sent"
    found = page(
        session, query, keys, of=lambda h: (h.id,), after=after, limit=limit, descending=newest_first
    )
    inside = set() if actor.is_guest else member_of(session, actor.id, [h.deal_id for h in found.rows])
    cards = [card(handoff) for handoff in found.rows]
    return Page(
        [
            each if each["deal"].id in inside else each | {"deal": without_amount(each["deal"])}
            for each in cards
        ],
        found.next,
    )


def may_give(session: Session, node: Node, kind: str, person_id: int) -> bool:
    """Say whether somebody has the part in a node that a kind of hand-off gives away."""
    if has_duty(session, node.id, person_id, "RA"):
        return True
    seated = holders(session, node.deal)
    briefing = node.briefing if kind == "briefing" else None
    return briefing is not None and person_id in [seated[role] for role in briefing["from"]]
