"""The demo company's time."""

from datetime import UTC, datetime

import pytest

from triangle.core.working_calendar import WorkingCalendar
from triangle.demo.timeline import Timeline


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("2026-03-04T07:30+00:00", "2026-03-04T07:26+00:00"),  # in the afternoon: minutes ago
        ("2026-03-04T15:00+00:00", "2026-03-04T09:59+00:00"),  # at night: the end of the same working day
        ("2026-03-04T00:30+00:00", "2026-03-03T09:59+00:00"),  # before nine: yesterday
        (
            "2026-02-20T04:00+00:00",
            "2026-02-14T09:59+00:00",
        ),  # Spring Festival: the make-up Saturday before it
    ],
)
def test_the_past_ends_in_the_last_working_hour(calendar: WorkingCalendar, until: str, last: str) -> None:
    timeline = Timeline(calendar, datetime.fromisoformat(until))

    ends = timeline.moment(timeline.now)

    assert ends.replace(second=0) == datetime.fromisoformat(last)
    assert ends.tzinfo is UTC
