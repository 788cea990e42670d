"""Reading notifications."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from triangle.core.paging import Page, page
from triangle.deals.models import Deal
from triangle.deals.queries import visible_to
from triangle.identity.models import Person
from triangle.notifications.models import TOPIC_NAMES, Mute, Notification, Wish

# What waits for an answer is worth a mail by itself; the rest is looked up here.
BY_DEFAULT = {
    name: ["browser", "mail"] if name.endswith("_asked") or name == "mention" else ["browser"]
    for name in TOPIC_NAMES
}


def in_box(box: str) -> ColumnElement[bool]:
    """Return the condition for the notifications of a box."""
    is_done = Notification.done_at.is_not(None)
    if box == "done":
        return is_done
    kind = {"answer": "answer", "mentions": "mention", "information": "information"}[box]
    return and_(~is_done, Notification.kind == kind)


def _readable(session: Session, actor: Person) -> ColumnElement[bool]:
    """Return the condition for what somebody may still read: they may have left the room since."""
    visible = exists().where(Deal.id == Notification.deal_id, visible_to(session, actor))
    own = Notification.person_id == actor.id
    # A partner sees no room, but hears of the hand-offs addressed to them.
    return and_(own, or_(visible, Notification.handoff_id.is_not(None)) if actor.is_guest else visible)


def _whole() -> Select[Notification]:
    deal = joinedload(Notification.deal).joinedload(Deal.account)
    return select(Notification).options(deal, joinedload(Notification.node))


def page_of_box(session: Session, actor: Person, box: str, *, after: str | None, limit: int) -> Page:
    """Return a page of a person's box, newest first."""
    query = _whole().where(_readable(session, actor), in_box(box))
    keys: Any = [Notification.id]
    return page(session, query, keys, of=lambda n: (n.id,), after=after, limit=limit, descending=True)


def counts(session: Session, actor: Person) -> dict[str, int]:
    """Return how many notifications wait for somebody's answer and how many others they have not read."""
    waits = and_(Notification.kind == "answer", Notification.done_at.is_(None))
    unread = and_(
        Notification.kind != "answer", Notification.read_at.is_(None), Notification.done_at.is_(None)
    )
    query = select(func.count().filter(waits), func.count().filter(unread)).select_from(Notification)
    found = session.execute(query.where(_readable(session, actor), or_(waits, unread))).one()
    return {"answer": found[0], "unread": found[1]}


def own_of(session: Session, actor: Person, ids: list[int]) -> Sequence[Notification]:
    """Return those of some notifications that somebody may read, in order."""
    query = _whole().where(Notification.id.in_(ids), _readable(session, actor)).order_by(Notification.id)
    return session.scalars(query).unique().all()


def unread_of(session: Session, actor: Person, most: int) -> Sequence[Notification]:
    """Return what somebody has not read and need not answer, newest first."""
    query = _whole().where(_readable(session, actor), Notification.read_at.is_(None))
    query = query.where(Notification.kind != "answer").order_by(Notification.id.desc()).limit(most)
    return session.scalars(query).unique().all()


def waiting_about(session: Session, **where: int) -> Sequence[Notification]:
    """Return what waits for somebody's answer about one hand-off or promise."""
    query = select(Notification).where(Notification.kind == "answer", Notification.done_at.is_(None))
    for name, value in where.items():
        query = query.where(getattr(Notification, name) == value)
    return session.scalars(query.order_by(Notification.id)).all()


def wishes_of(session: Session, people: Iterable[int]) -> dict[int, Wish]:
    """Return how some people want to hear; whoever never said so is not among them."""
    found = session.scalars(select(Wish).where(Wish.person_id.in_(list(people))))
    return {wish.person_id: wish for wish in found}


def muted_by(session: Session, deal_id: int, people: Iterable[int]) -> set[int]:
    """Return those of some people who muted a deal."""
    query = select(Mute.person_id).where(Mute.deal_id == deal_id, Mute.person_id.in_(list(people)))
    return set(session.scalars(query))


def wish_of(session: Session, actor: Person, usable: list[str]) -> dict[str, Any]:
    """Return how somebody wants to hear, with what holds until they say so."""
    wish = session.get(Wish, actor.id)
    muted = select(Deal).join(Mute, Mute.deal_id == Deal.id)
    muted = muted.where(Mute.person_id == actor.id, visible_to(session, actor)).order_by(Deal.id)
    return {
        "channels": BY_DEFAULT | (wish.channels if wish else {}),
        "quiet_from": wish.quiet_from if wish else None,
        "quiet_until": wish.quiet_until if wish else None,
        "digest_at": wish.digest_at if wish else None,
        "muted": session.scalars(muted).all(),
        "usable": usable,
        "version": wish.version if wish else 0,
    }
