"""The outbox as admins see it, and what they have sent again."""

import logging
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from triangle.core.deed import Deed
from triangle.core.errors import Conflict
from triangle.core.paging import Page, cut, page_values, paged
from triangle.core.policy import require
from triangle.core.prepared import Prepared
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.notifications.outbox_schemas import DeliveryOut, OutletOut

log = logging.getLogger(__name__)
_delivery, _outlet = Delivery.__table__.c, Outlet.__table__.c
_KEYS: list[Any] = [_delivery.id]
_DELIVERY = {name: _delivery[name] for name in DeliveryOut().fields if name != "outlet"}
_OUTLET = {
    # A secret is kept, and never shown again.
    name: _outlet.secret != "" if name == "has_secret" else _outlet[name]
    for name in OutletOut().fields
}
_COUNTED = ("waiting", "sending", "failed")
_COUNTS = Prepared(
    select(_delivery.status, func.count()).where(_delivery.status.in_(_COUNTED)).group_by(_delivery.status)
)


def deliveries(
    session: Session, *, status: str | None, after: str | None, limit: int
) -> tuple[Page, dict[str, int]]:
    """Return a page of the outbox, newest first, and how many are under way or given up."""
    asked = {} if status is None else {"status": status}
    query = _page(status is not None, after is not None)
    found = query.tuples(session, asked | page_values(_KEYS, after, limit))
    # The delivery's id comes first in its row.
    shown = cut(found, limit, of=lambda row: row[:1])
    counts = dict.fromkeys(_COUNTED, 0) | dict(_COUNTS.tuples(session))
    return Page([_said(row) for row in shown.rows], shown.next), counts


@cache
def _page(is_narrowed: bool, goes_on: bool) -> Prepared:
    columns = [column.label(None) for column in (*_DELIVERY.values(), *_OUTLET.values())]
    query = select(*columns).join(Outlet.__table__, _outlet.id == _delivery.outlet_id)
    if is_narrowed:
        query = query.where(_delivery.status == bindparam("status"))
    return Prepared(paged(query, _KEYS, goes_on=goes_on, descending=True), sent=True)


def _said(row: Any) -> dict[str, Any]:
    # The delivery's own columns come first, and are as many as it has names.
    said = dict(zip(_DELIVERY, row, strict=False))
    said["outlet"] = dict(zip(_OUTLET, row[len(_DELIVERY) :], strict=True))
    return said


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
