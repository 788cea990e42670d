"""The outbox as admins see it, and what they have sent again."""

import logging
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from triangle.core.deed import Deed
from triangle.core.errors import Conflict
from triangle.core.paging import Page, page
from triangle.core.policy import require
from triangle.notifications.outbox_models import Delivery

log = logging.getLogger(__name__)


def deliveries(session: Session, *, status: str | None, after: str | None, limit: int) -> Page:
    """Return a page of the outbox, newest first."""
    query = select(Delivery).options(joinedload(Delivery.outlet))
    if status is not None:
        query = query.where(Delivery.status == status)
    keys: Any = [Delivery.id]
    return page(session, query, keys, of=lambda d: (d.id,), after=after, limit=limit, descending=True)


def delivery_counts(session: Session) -> dict[str, int]:
    """Return how many deliveries are under way or given up."""
    states = ("waiting", "sending", "failed")
    query = select(Delivery.status, func.count()).where(Delivery.status.in_(states))
    return dict.fromkeys(states, 0) | dict(session.execute(query.group_by(Delivery.status)).all())


def retry(deed: Deed, delivery_id: int) -> Delivery:
    """Have a delivery that was given up sent again, at once, with its message whole."""
    delivery = deed.get(Delivery, delivery_id, lock=True)
    require(deed.actor, "retry", delivery)
    if delivery.status != "failed":
        raise Conflict("not_failed", "only what was given up is sent again", status=delivery.status)
    same = select(Delivery).where(Delivery.outlet_id == delivery.outlet_id, Delivery.status == "failed")
    for each in deed.session.scalars(same.where(Delivery.message == delivery.message)):
        each.status, each.tries, each.due_at = "waiting", 0, deed.at
    delivery.outlet.free_at = None
    log.info("a delivery is tried again", extra={"delivery": delivery_id, "person": deed.actor.id})
    return delivery
