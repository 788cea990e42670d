"""What is in the outbox and helps nobody any more is dropped: neither sent nor counted as failed."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update

from triangle.core.db import Database
from triangle.identity.models import Person
from triangle.notifications.models import Notification
from triangle.notifications.outbox_models import Delivery, Outlet

# Older news is read on the page; what waits for an answer is sent however late it is.
NEWS_LASTS = timedelta(days=3)


def drop_stale(database: Database, now: datetime, *, without_mail: bool) -> None:
    """Drop news that is days late or not for its reader any more, and mail where no mail server is."""
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
    # What counts a team's holes is not for somebody who leads it no more.
    lost = select(Notification.id).join(Person, Person.id == Notification.person_id)
    lost = lost.where(Notification.id == Delivery.notification_id, Notification.team_id.is_not(None))
    lost = lost.where(
        or_(~Person.is_active, Person.role != "leader", Person.team_id.is_distinct_from(Notification.team_id))
    )
    by_mail = select(Outlet.id).where(Outlet.id == Delivery.outlet_id, Outlet.channel == "mail")
    helps_nobody = or_(late, lost.exists())
    return or_(helps_nobody, by_mail.exists()) if without_mail else helps_nobody
