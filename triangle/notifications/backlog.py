"""What waits, counted for whoever watches over the service: hand-offs, their clocks, and the outbox."""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from triangle.core.clock import Clock
from triangle.core.db import Database, Moment
from triangle.handoffs.models import Handoff, Receipt
from triangle.notifications.outbox import UNSENT
from triangle.notifications.outbox_models import Delivery, Outlet

_NOW = bindparam("now", type_=Moment())
_WAITING = select(func.count()).select_from(Receipt).where(Receipt.status == "offered")
_OVERDUE = _WAITING.join(Handoff, Handoff.id == Receipt.handoff_id).where(Handoff.due_at < _NOW)
_CLOCK = select(func.min(Receipt.clock_at)).where(Receipt.clock_at.is_not(None))
# What was sent is not counted: it only grows.
_DELIVERIES = (
    select(Delivery.status, func.count())
    .where(Delivery.status.in_((*UNSENT, "failed")))
    .group_by(Delivery.status)
)
# No worker is late with what an outlet that is off keeps, or one that pauses after a failure.
_FROM = case((Outlet.free_at > Delivery.due_at, Outlet.free_at), else_=Delivery.due_at)
_OLDEST = (
    select(func.min(_FROM, type_=Moment()))
    .join_from(Delivery, Outlet, Outlet.id == Delivery.outlet_id)
    .where(Delivery.status.in_(UNSENT), Delivery.due_at <= _NOW, Outlet.is_on)
)


def backlog(database: Database, clock: Clock) -> list[Metric]:
    """Return how much waits now, and how late the worker is with it."""
    now = clock.now()
    with database.reading() as session:
        return [*_handoffs(session, now), *_outbox(session, now)]


def _handoffs(session: Session, now: datetime) -> Iterator[Metric]:
    waiting = session.scalar(_WAITING) or 0
    overdue = session.scalar(_OVERDUE, {"now": now}) or 0
    yield GaugeMetricFamily("triangle_handoffs_waiting", "Receivers who have not answered.", waiting)
    yield GaugeMetricFamily("triangle_handoffs_overdue", "Those of them whose time is over.", overdue)
    yield GaugeMetricFamily(
        "triangle_clock_late_seconds",
        "How long a clock should have struck: more than a minute means that no worker is at it.",
        _late(session.scalar(_CLOCK), now),
    )


def _outbox(session: Session, now: datetime) -> Iterator[Metric]:
    found = {row[0]: row[1] for row in session.execute(_DELIVERIES)}
    counted = GaugeMetricFamily("triangle_deliveries", "What is in the outbox.", labels=["status"])
    for status in (*UNSENT, "failed"):
        counted.add_metric([status], found.get(status, 0))
    yield counted
    yield GaugeMetricFamily(
        "triangle_delivery_late_seconds",
        "How long the oldest delivery should have been sent.",
        _late(session.scalar(_OLDEST, {"now": now}), now),
    )


def _late(due_at: datetime | None, now: datetime) -> float:
    return 0.0 if due_at is None else max(0.0, (now - due_at).total_seconds())
