"""Reading promises."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.core.policy import Actor, verbs
from triangle.promises.models import FROM, UNANSWERED, Promise


def of_deal(session: Session, deal_id: int) -> Sequence[Promise]:
    """Return every promise of a deal, in the order in which they were made."""
    return session.scalars(select(Promise).where(Promise.deal_id == deal_id).order_by(Promise.id)).all()


def unanswered(session: Session, deal_id: int, role: str | None = None) -> Sequence[Promise]:
    """Return the promises of a deal that nobody has taken on, of one role or of all."""
    query = select(Promise).where(Promise.deal_id == deal_id, Promise.status.in_(UNANSWERED))
    if role is not None:
        query = query.where(Promise.role == role)
    return session.scalars(query.order_by(Promise.id)).all()


def waiting_for_seat(session: Session, deal_id: int, role: str) -> Sequence[Promise]:
    """Return the promises of a deal that wait for the answer of whoever sits in a role."""
    query = select(Promise).where(Promise.deal_id == deal_id, Promise.status == "open", Promise.role == role)
    return session.scalars(query.order_by(Promise.id)).all()


def reply(actor: Actor, promise: Promise) -> dict[str, Any]:
    """Return the reply of one promise."""
    can = verbs(actor, promise, [verb for verb in FROM if promise.may_now(verb)])
    return {"data": promise, "can": can, "positions": {}}
