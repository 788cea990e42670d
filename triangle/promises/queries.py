"""Reading promises."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from triangle.core.paging import Page, page
from triangle.core.policy import Actor, verbs
from triangle.deals.models import Deal
from triangle.deals.queries import visible_to
from triangle.identity.models import Person
from triangle.promises.models import FROM, STATUSES, UNANSWERED, Promise


def of_deal(session: Session, deal_id: int) -> Sequence[Promise]:
    """Return every promise of a deal, in the order in which they were made."""
    return session.scalars(select(Promise).where(Promise.deal_id == deal_id).order_by(Promise.id)).all()


def unanswered(session: Session, deal_id: int, role: str | None = None) -> Sequence[Promise]:
    """Return the promises of a deal that nobody has taken on, of one role or of all."""
    query = select(Promise).where(Promise.deal_id == deal_id, Promise.status.in_(UNANSWERED))
    if role is not None:
        query = query.where(Promise.role == role)
    return session.scalars(query.order_by(Promise.id)).all()


def of_account(session: Session, actor: Person, account_id: int, **paging: Any) -> Page:
    """Return a page of what an account was promised in the deals that somebody may see, newest first."""
    query = select(Promise).join(Promise.deal).options(contains_eager(Promise.deal))
    query = query.where(Deal.account_id == account_id, visible_to(session, actor))
    return page(session, query, [Promise.id], of=lambda p: (p.id,), descending=True, **paging)  # type: ignore[list-item]


def counts_of_account(session: Session, actor: Person, account_id: int) -> dict[str, int]:
    """Return how many promises of the same deals are in each state."""
    query = select(Promise.status, func.count()).join(Promise.deal)
    query = query.where(Deal.account_id == account_id, visible_to(session, actor)).group_by(Promise.status)
    return dict.fromkeys(STATUSES, 0) | dict(session.execute(query).all())


def reply(actor: Actor, promise: Promise) -> dict[str, Any]:
    """Return the reply of one promise."""
    can = verbs(actor, promise, [verb for verb in FROM if promise.may_now(verb)])
    return {"data": promise, "can": can, "positions": {}}
