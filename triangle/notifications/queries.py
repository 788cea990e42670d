"""Reading notifications."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import Session, joinedload

from triangle.deals.models import Deal
from triangle.deals.queries import visible_to
from triangle.identity.eyes import Eyes, eyes
from triangle.identity.models import Person
from triangle.notifications.models import TOPIC_NAMES, Mute, Notification, Wish
from triangle.notifications.readable import readable

# What waits for an answer is worth a mail by itself, and so is what comes once a week.
_MAILED = ("mention", "deputy", "weekly")
BY_DEFAULT = {
    name: ["browser", "mail"] if name.endswith("_asked") or name in _MAILED else ["browser"]
    for name in TOPIC_NAMES
}


def _read_by(seen_by: Eyes) -> Select[Notification]:
    deal = joinedload(Notification.deal).joinedload(Deal.account)
    query = select(Notification).options(deal, joinedload(Notification.node))
    return query.outerjoin(Deal, Deal.id == Notification.deal_id).where(readable(seen_by.kind))


def own_of(session: Session, actor: Person, ids: list[int]) -> Sequence[Notification]:
    """Return those of some notifications that somebody may read, in order."""
    seen_by = eyes(session, actor)
    query = _read_by(seen_by).where(Notification.id.in_(ids)).order_by(Notification.id)
    return session.scalars(query, seen_by.values).unique().all()


def unread_of(session: Session, actor: Person, most: int) -> Sequence[Notification]:
    """Return what somebody has not read and need not answer, newest first."""
    seen_by = eyes(session, actor)
    query = _read_by(seen_by).where(Notification.read_at.is_(None), Notification.kind != "answer")
    return session.scalars(query.order_by(Notification.id.desc()).limit(most), seen_by.values).unique().all()


def waiting_about(session: Session, **where: int) -> Sequence[Notification]:
    """Return what waits for somebody's answer about one hand-off or promise."""
    return session.scalars(_waiting(frozenset(where)), where).all()


@cache
def _waiting(names: frozenset[str]) -> Select[Notification]:
    query = select(Notification).where(Notification.kind == "answer", Notification.done_at.is_(None))
    return query.where(*(getattr(Notification, n) == bindparam(n) for n in names)).order_by(Notification.id)


@dataclass(frozen=True, slots=True)
class Hearer:
    """Somebody who may be told of a deal: their time zone, their wishes, whether they muted it."""

    id: int
    zone: str
    wish: Wish | None
    has_muted: bool


_HEARERS = (
    select(Person.id, Person.time_zone, Wish, Mute.person_id)
    .outerjoin(Wish, Wish.person_id == Person.id)
    .outerjoin(Mute, and_(Mute.person_id == Person.id, Mute.deal_id == bindparam("deal")))
    .where(Person.id.in_(bindparam("people", expanding=True)), Person.is_active)
    .order_by(Person.id)
)


def hearers(session: Session, deal_id: int | None, people: Iterable[int]) -> list[Hearer]:
    """Return those of some people who are here still, in order."""
    found = session.execute(_HEARERS, {"deal": deal_id, "people": list(people)})
    return [Hearer(ident, zone, wish, muted is not None) for ident, zone, wish, muted in found]


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
