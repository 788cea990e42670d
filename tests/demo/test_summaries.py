"""The leader of the demo company was told of the last two weeks, on the first morning of each."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.demo.conftest import UNTIL
from triangle.core.working_calendar import WorkingCalendar
from triangle.demo.timeline import Timeline
from triangle.identity.models import Person
from triangle.matrix.weekly import WEEKLY, waiting_leaders
from triangle.notifications.models import Notification


def test_leader_compares_two_weeks(session: Session, calendar: WorkingCalendar) -> None:
    query = select(Notification).join(Person, Person.id == Notification.person_id)
    lead = query.where(Person.email == "lead@demo.example", Notification.type == WEEKLY)
    before, last = session.scalars(lead.order_by(Notification.id))

    assert (before.about["compared"], last.about["compared"]) == (False, True)
    assert last.about["week"] == "2026-03-02"
    assert last.about["teams"] != []
    assert timedelta() <= last.at - datetime(2026, 3, 2, 1, 0, tzinfo=UTC) < timedelta(minutes=1)
    assert last.read_at is None


def test_nobody_is_told_of_the_same_week_again(session: Session, calendar: WorkingCalendar) -> None:
    assert waiting_leaders(session, calendar, UNTIL) == []


def test_week_begins_on_its_first_working_day(calendar: WorkingCalendar) -> None:
    # The week before had its Monday off: new year's holidays, and a Saturday to make up for them.
    timeline = Timeline(calendar, datetime(2026, 2, 26, 7, 30, tzinfo=UTC))

    begins = [timeline.moment(number).date().isoformat() for number in timeline.last_weeks(2)]

    assert begins == ["2026-02-09", "2026-02-24"]
