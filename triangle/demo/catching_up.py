"""The end of the demo's past: clocks have struck, old news was read, and nothing of it is sent out."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from triangle.core.clock import SetClock
from triangle.core.db import Database
from triangle.core.deed import Deed
from triangle.core.working_calendar import WorkingCalendar
from triangle.handoffs.chores import Clocks
from triangle.identity.models import Person
from triangle.notifications.actions import mark
from triangle.notifications.outbox_models import Delivery
from triangle.notifications.queries import unread_of

# The bell of a sign-in shows a handful at the most.
READ_AFTER, LEFT_UNREAD = timedelta(days=14), 5
MOST_AT_ONCE = 500


def catch_up(database: Database, calendar: WorkingCalendar, at: datetime) -> None:
    """Leave the company as one finds it on a working day, instead of with a backlog of more than a year."""
    # Else everything overdue is escalated before the eyes of whoever signs in first.
    Clocks(calendar).work(database.unit_of_work, at)
    with database.unit_of_work() as session:
        for person in session.scalars(select(Person).order_by(Person.id)):
            _read(Deed(session, person, SetClock(at), calendar), at - READ_AFTER)
        waits = update(Delivery).where(Delivery.status == "waiting").values(status="dropped")
        session.execute(waits, execution_options={"synchronize_session": False})


def _read(deed: Deed, before: datetime) -> None:
    """Have somebody read what is older, and of the rest all but the newest, a page at a time."""
    while old := [
        n.id
        for place, n in enumerate(unread_of(deed.session, deed.actor, MOST_AT_ONCE))
        if place >= LEFT_UNREAD or n.at < before
    ]:
        mark(deed, old, read=True)
        deed.session.flush()
