"""What is due for one person: the nodes they answer for, conditions, promises and hand-offs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, contains_eager

from triangle.deals.models import Deal
from triangle.deals.queries import visible_to
from triangle.feeds.models import Feed
from triangle.handoffs.models import Handoff, Receipt
from triangle.identity.models import Person
from triangle.identity.queries import token_hash
from triangle.nodes.models import IS_OPEN, ChecklistItem, Node
from triangle.promises.models import Promise
from triangle.responsibilities.held import holders_of
from triangle.responsibilities.models import Responsibility

# A calendar of more days than this helps nobody; the nearest come first.
MOST = 500
UNKEPT = ("open", "returned", "accepted")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due: what kind, its id, when (a day or a moment), its words and where it is."""

    kind: str
    id: int
    when: date | datetime
    title: dict[str, str]
    account: str
    deal: str
    path: str


def feed_of(session: Session, secret: str) -> Feed | None:
    """Return the feed of a secret whose person still works here."""
    feed = session.scalars(select(Feed).where(Feed.secret_hash == token_hash(secret))).first()
    return feed if feed is not None and feed.person.is_active and not feed.person.is_guest else None


def due_of(session: Session, person: Person) -> list[Due]:
    """Return what is due for somebody in the rooms they may see now, whatever day it was due."""
    return [
        *_nodes(session, person),
        *_conditions(session, person),
        *_promises(session, person),
        *_handoffs(session, person),
    ]


def _live(session: Session, person: Person) -> list[ColumnElement[bool]]:
    return [visible_to(session, person), Deal.status != "lost"]


def _nodes(session: Session, person: Person) -> Iterator[Due]:
    query = (
        select(Node)
        .join(Node.deal)
        .join(Responsibility, Responsibility.node_id == Node.id)
        .options(contains_eager(Node.deal).joinedload(Deal.account))
        .where(Responsibility.person_id == person.id, Responsibility.until_at.is_(None))
        .where(Responsibility.duty == "A", IS_OPEN, *_live(session, person))
        .order_by(Node.planned_finish_on, Node.id)
    )
    for node in session.scalars(query.limit(MOST)).unique():
        yield _due("node", node.id, node.planned_finish_on, node.name, node.deal, f"node={node.id}")


def _conditions(session: Session, person: Person) -> Iterator[Due]:
    query = (
        select(ChecklistItem)
        .join(Node, Node.id == ChecklistItem.node_id)
        .join(Node.deal)
        .options(contains_eager(ChecklistItem.node).contains_eager(Node.deal).joinedload(Deal.account))
        .where(ChecklistItem.owner_id == person.id, ChecklistItem.state == "open")
        .where(ChecklistItem.due_on.is_not(None), IS_OPEN, *_live(session, person))
        .order_by(ChecklistItem.due_on, ChecklistItem.id)
    )
    for item in session.scalars(query.limit(MOST)):
        assert item.due_on is not None
        yield _due("condition", item.id, item.due_on, item.text, item.node.deal, f"node={item.node_id}")


def _promises(session: Session, person: Person) -> Iterator[Due]:
    query = (
        select(Promise)
        .join(Promise.deal)
        .options(contains_eager(Promise.deal).joinedload(Deal.account))
        .where(Promise.status.in_(UNKEPT), Promise.due_on.is_not(None), *_live(session, person))
        .order_by(Promise.due_on, Promise.id)
    )
    # The seat says whose it is, and seats are asked once for all of their deals.
    found = list(session.scalars(query.limit(MOST)))
    seated = holders_of(session, {promise.deal_id: promise.deal.account_id for promise in found})
    for promise in found:
        if person.id in (promise.made_by, seated[promise.deal_id][promise.role]):
            assert promise.due_on is not None
            words = {"zh": promise.text, "en": promise.text}
            where = f"tab=promises&promise={promise.id}"
            yield _due("promise", promise.id, promise.due_on, words, promise.deal, where)


def _handoffs(session: Session, person: Person) -> Iterator[Due]:
    mine = select(Receipt.handoff_id).where(Receipt.receiver_id == person.id, Receipt.status == "offered")
    query = (
        select(Handoff)
        .join(Handoff.node)
        .join(Node.deal)
        .options(contains_eager(Handoff.node).contains_eager(Node.deal).joinedload(Deal.account))
        .where(Handoff.id.in_(mine), *_live(session, person))
        .order_by(Handoff.due_at, Handoff.id)
    )
    for handoff in session.scalars(query.limit(MOST)):
        node = handoff.node
        yield _due("handoff", handoff.id, handoff.due_at, node.name, node.deal, f"node={node.id}")


def _due(kind: str, ident: int, when: date, title: dict[str, str], deal: Deal, where: str) -> Due:
    return Due(kind, ident, when, title, deal.account.name, deal.title, f"/deals/{deal.id}?{where}")
