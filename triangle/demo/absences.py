"""Who of the demo company is or will be away: with a deputy, in one seat only, or with nobody to act."""

from datetime import datetime, timedelta

from triangle.absences.actions import plan
from triangle.core.clock import SetClock
from triangle.core.db import Database
from triangle.core.deed import Deed
from triangle.core.working_calendar import WorkingCalendar
from triangle.demo.cast import Cast
from triangle.identity.queries import person_by_email

# Mail address, days ahead, days long, role (None is all work), deputy, what for. The SR's deputy is away
# himself for a part of the time, which the calendar finds in advance.
PLANNED = (
    ("sr@demo.example", 4, 3, None, "fr@demo.example", "年假"),
    ("fr@demo.example", 6, 2, None, "ar@demo.example", "项目管理培训"),
    ("lead@demo.example", 9, 5, None, None, "出差"),
    ("ar@demo.example", 16, 4, "AR", "sr@demo.example", "封闭投标"),
)


def plan_absences(database: Database, calendar: WorkingCalendar, company: Cast, until: datetime) -> None:
    """Have them plan it today, each for themselves; one leaves at once, so that today shows somebody away."""
    manager, colleague = company.by_profession["CM"][0], company.by_profession["AR"][-1]
    today = (manager.email, 0, 3, None, colleague.email, "渠道大会")
    with database.unit_of_work() as session:
        for email, ahead, long, role, deputy, note in (today, *PLANNED):
            person = person_by_email(session, email)
            acting = person_by_email(session, deputy) if deputy else None
            assert person is not None
            begins = until + timedelta(days=ahead)
            times = {"from_at": begins, "until_at": begins + timedelta(days=long)}
            deputy_id = acting.id if acting else None
            deed = Deed(session, person, SetClock(until), calendar)
            plan(deed, person.id, role=role, deputy_id=deputy_id, note=note, **times)
