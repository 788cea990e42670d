"""What came of a message, written down: sent, to be tried again, or given up where the admin sees it."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.channels.catalog import GAPS
from triangle.channels.message import Again, Failed
from triangle.notifications.outbox_models import Delivery, Outlet

MOST_TRIES = 10
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=20), timedelta(hours=4)
LONGEST_ERROR = 500


def note_sent(
    session: Session, outlet_id: int, ids: Sequence[int], until: datetime, now: datetime, _: Failed | None
) -> None:
    """Write down that a message was taken."""
    outlet = _release(session, outlet_id, until, now + GAPS.get(_channel(session, outlet_id), timedelta(0)))
    for delivery in _batch(session, ids):
        delivery.status, delivery.sent_at, delivery.last_error = "sent", now, ""
    if outlet is not None:
        outlet.failures, outlet.last_error, outlet.last_sent_at = 0, "", now


def note_failed(
    session: Session,
    outlet_id: int,
    ids: Sequence[int],
    until: datetime,
    now: datetime,
    failure: Failed | None,
) -> None:
    """Write down why a message was not taken, and when it is tried again, if it is."""
    why = str(failure)[:LONGEST_ERROR]
    batch = _batch(session, ids)
    if isinstance(failure, Again) and failure.limited:
        # The receiver asked for a pause; nothing is wrong with the message.
        for delivery in batch:
            delivery.tries -= 1
    tries = max((delivery.tries for delivery in batch), default=0)
    given_up = not isinstance(failure, Again) or tries >= MOST_TRIES
    for delivery in batch:
        delivery.status, delivery.last_error = ("failed" if given_up else "waiting"), why
    wait = min((failure.after if isinstance(failure, Again) else None) or pause(tries), LONGEST_PAUSE)
    outlet = _release(session, outlet_id, until, now + (timedelta(0) if given_up else wait))
    if outlet is not None:
        outlet.failures, outlet.last_error, outlet.last_error_at = outlet.failures + 1, why, now


def pause(tries: int) -> timedelta:
    """Return how long to wait after so many tries: twice as long each time, by chance up to half less."""
    longest = min(FIRST_PAUSE * (1 << min(max(tries - 1, 0), 20)), LONGEST_PAUSE)
    return longest / 2 + longest / 2 * (secrets.randbelow(1000) / 1000)


def _release(session: Session, outlet_id: int, until: datetime, free_at: datetime) -> Outlet | None:
    query = select(Outlet).where(Outlet.id == outlet_id).with_for_update(of=Outlet)
    outlet = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    # Whoever comes back after the lease ended finds another at work and leaves the outlet to them.
    if outlet is not None and outlet.leased_until == until:
        outlet.leased_until, outlet.free_at = None, free_at
    return outlet


def _channel(session: Session, outlet_id: int) -> str:
    return session.scalar(select(Outlet.channel).where(Outlet.id == outlet_id)) or ""


def _batch(session: Session, ids: Sequence[int]) -> Sequence[Delivery]:
    query = select(Delivery).where(Delivery.id.in_(ids), Delivery.status == "sending").order_by(Delivery.id)
    return session.scalars(query.with_for_update(of=Delivery)).all()
