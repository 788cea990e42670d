"""What is in the outbox and helps nobody any more is dropped: neither sent nor counted as failed."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update

from triangle.core.db import Database
from triangle.notifications.models import Notification
from triangle.notifications.outbox_models import Delivery, Outlet

# Older news is read on the page; what waits for an answer is sent however late it is.
NEWS_LASTS = timedelta(days=3)


def drop_stale(database: Database, now: datetime, *, without_mail: bool) -> None:
    """Drop news that is days late, and every mail of an installation that has no mail server."""
    hopeless = _hopeless(now, without_mail=without_mail)
    waits = and_(Delivery.status == "waiting", Delivery.due_at <= now)
    with database.reading() as session:
        if session.scalar(select(Delivery.id).where(waits, hopeless).limit(1)) is None:
            return
    with database.unit_of_work() as session:
        gone = update(Delivery).where(waits, hopeless).values(status="dropped")
        session.execute(gone, execution_options={"synchronize_session": False})


def _hopeless(now: datetime, *, without_mail: bool) -> ColumnElement[bool]:
    news = select(Notification.id).where(
        Notification.id == Delivery.notification_id, Notification.kind == "information"
    )
    late = and_(Delivery.due_at < now - NEWS_LASTS, news.exists())
    by_mail = select(Outlet.id).where(Outlet.id == Delivery.outlet_id, Outlet.channel == "mail")
    return or_(late, by_mail.exists()) if without_mail else late
