"""Working days of China's real years, an installation's own days, and hours that run in them only."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triangle.core.working_calendar import WorkingCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
CHINA = WorkingCalendar("CN", SHANGHAI, (time(9), time(18)))
PLAIN = WorkingCalendar("none", SHANGHAI, (time(9), time(18)))

# As the State Council announced them: weekdays off, and weekend days that make up for them.
OFF = {
    2025: "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 "
    "10-01 10-02 10-03 10-06 10-07 10-08",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 "
    "10-01 10-02 10-05 10-06 10-07",
}
MADE_UP = {
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


def days(year: int, text: str) -> set[date]:
    """Read a list of days."""
    return {date.fromisoformat(f"{year}-{day}") for day in text.split()}


def in_shanghai(text: str) -> datetime:
    """Read a moment as a clock in Shanghai shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize("year", OFF)
def test_china_works_when_the_state_council_says_so(year: int) -> None:
    whole = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]

    assert {day for day in whole if day.weekday() < 5 and not CHINA.is_working(day)} == days(year, OFF[year])
    assert {d for d in whole if d.weekday() >= 5 and CHINA.is_working(d)} == days(year, MADE_UP[year])


def test_without_a_country_only_weekends_are_free() -> None:
    assert PLAIN.is_working(date(2026, 2, 17))
    assert not PLAIN.is_working(date(2026, 2, 14))


def test_own_days_win_over_the_country() -> None:
    own = WorkingCalendar(
        "CN", SHANGHAI, (time(9), time(18)), frozenset({date(2026, 3, 2)}), frozenset({date(2026, 2, 17)})
    )

    assert not own.is_working(date(2026, 3, 2))
    assert own.is_working(date(2026, 2, 17))


def test_a_day_that_is_both_on_and_off_is_worked() -> None:
    both = frozenset({date(2026, 3, 7)})

    assert WorkingCalendar("CN", SHANGHAI, (time(9), time(18)), both, both).is_working(date(2026, 3, 7))


def test_today_is_the_day_of_the_installation() -> None:
    assert CHINA.today(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == date(2026, 3, 2)
    assert CHINA.today(datetime(2026, 3, 1, 15, 59, tzinfo=UTC)) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-02T10:00", 8, "2026-03-02T18:00"),  # Monday, to the very end of the day
        ("2026-03-02T10:00", 9, "2026-03-03T10:00"),  # over the evening
        ("2026-03-02T07:00", 1, "2026-03-02T10:00"),  # before work: counted from nine
        ("2026-03-02T20:00", 1, "2026-03-03T10:00"),  # after work: counted from the next morning
        ("2026-03-06T17:00", 2, "2026-03-09T10:00"),  # Friday over the weekend
        ("2026-03-07T12:00", 1, "2026-03-09T10:00"),  # asked on a Saturday
        ("2026-02-13T17:00", 2, "2026-02-14T10:00"),  # the Saturday before Spring Festival is worked
        ("2026-02-14T17:00", 2, "2026-02-24T10:00"),  # then nine days off
        ("2026-09-30T17:00", 10, "2026-10-08T18:00"),  # over the National Day week
        ("2026-03-02T10:00", 0, "2026-03-02T10:00"),
        ("2026-03-02T10:00", 0.5, "2026-03-02T10:30"),
    ],
)
def test_hours_run_in_working_time_only(start: str, hours: float, end: str) -> None:
    assert CHINA.add_hours(in_shanghai(start), hours) == in_shanghai(end)


def test_a_microsecond_after_closing_time_is_not_the_next_morning() -> None:
    offered = in_shanghai("2026-03-02T10:00") + timedelta(microseconds=3)

    assert CHINA.add_hours(offered, 8) == in_shanghai("2026-03-02T18:00")
    assert CHINA.add_hours(offered + timedelta(seconds=30), 8) > in_shanghai("2026-03-03T09:00")


def test_days_from_begins_with_the_day_itself() -> None:
    assert list(islice(CHINA.days_from(date(2026, 2, 13)), 4)) == [
        date(2026, 2, 13),
        date(2026, 2, 14),
        date(2026, 2, 24),
        date(2026, 2, 25),
    ]


minutes = st.integers(0, 3 * 365 * 24 * 60)
moments = minutes.map(lambda minute: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute))
spans = st.floats(0, 80).map(lambda hours: round(hours, 3))


@settings(deadline=None, max_examples=50)
@given(at=moments, hours=spans)
def test_hours_end_in_working_time_and_never_early(at: datetime, hours: float) -> None:
    end = CHINA.add_hours(at, hours).astimezone(SHANGHAI)

    assert end - at >= timedelta(hours=hours)
    assert CHINA.is_working(end.date())
    assert time(9) <= end.time() <= time(18)


@settings(deadline=None, max_examples=50)
@given(at=moments, first=spans, second=spans)
def test_hours_add_up(at: datetime, first: float, second: float) -> None:
    at_once = CHINA.add_hours(at, first + second)
    in_two_steps = CHINA.add_hours(CHINA.add_hours(at, first), second)

    # The end of one day and the beginning of the next are the same working moment.
    assert worked_until(at_once) == pytest.approx(worked_until(in_two_steps), abs=1e-3)


@settings(deadline=None, max_examples=50)
@given(at=moments, hours=spans, later=st.timedeltas(timedelta(0), timedelta(days=20)))
def test_who_begins_later_ends_no_sooner(at: datetime, hours: float, later: timedelta) -> None:
    assert CHINA.add_hours(at + later, hours) >= CHINA.add_hours(at, hours)


def worked_until(moment: datetime) -> float:
    """Return the working hours from the beginning of 2024 to a moment."""
    here = moment.astimezone(SHANGHAI)
    first = date(2024, 1, 1)
    passed = [first + timedelta(days=n) for n in range((here.date() - first).days)]
    today = (here - here.replace(hour=9, minute=0, second=0, microsecond=0)).total_seconds() / 3600
    return 9 * sum(map(CHINA.is_working, passed)) + CHINA.is_working(here.date()) * max(0.0, min(9.0, today))
