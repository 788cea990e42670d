"""Who of the demo company will be away: one with a deputy, one whom nobody covers yet."""

from datetime import datetime, timedelta

from triangle.absences.actions import plan
from triangle.core.clock import SetClock
from triangle.core.db import Database
from triangle.core.deed import Deed
from triangle.core.working_calendar import WorkingCalendar
from triangle.identity.queries import person_by_email

# Mail address -> (days ahead, days long, deputy, what for).
PLANNED = {
    "sr@demo.example": (4, 3, "fr@demo.example", "年假"),
    "lead@demo.example": (9, 5, None, "出差"),
}


def plan_absences(database: Database, calendar: WorkingCalendar, until: datetime) -> None:
    """Have them plan it today, each for themselves."""
    with database.unit_of_work() as session:
        for email, (ahead, long, deputy, note) in PLANNED.items():
            person = person_by_email(session, email)
            acting = person_by_email(session, deputy) if deputy else None
            assert person is not None
            begins = until + timedelta(days=ahead)
            times = {"from_at": begins, "until_at": begins + timedelta(days=long)}
            deputy_id = acting.id if acting else None
            deed = Deed(session, person, SetClock(until), calendar)
            plan(deed, person.id, role=None, deputy_id=deputy_id, note=note, **times)
