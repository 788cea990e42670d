"""Working days and working hours of one installation, with public holidays and make-up days."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from triangle.config import Config, ConfigError

LONGEST_COUNT = timedelta(days=366)
SECOND = timedelta(seconds=1)


@cache
def _country_days(country: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return the days off and the worked weekend days of a country's year."""
    if country == "none":
        return frozenset(), frozenset()
    known = holidays.country_holidays(country, years=year)
    off = frozenset(day for day in known if day.year == year)
    return off, frozenset(day for day in known.weekend_workdays if day.year == year)


@dataclass(frozen=True)
class WorkingCalendar:
    """Answers whether a day is worked, and counts in working days and hours."""

    country: str
    time_zone: ZoneInfo
    hours: tuple[time, time]
    days_off: frozenset[date] = field(default_factory=frozenset)
    days_on: frozenset[date] = field(default_factory=frozenset)

    def is_working(self, day: date) -> bool:
        """Say whether people work on `day`: the installation's own days win over the country's."""
        if day in self.days_on or day in self.days_off:
            return day in self.days_on
        off, made_up = _country_days(self.country, day.year)
        return day in made_up or (day.weekday() < 5 and day not in off)

    def today(self, at: datetime) -> date:
        """Return the calendar day of a moment where the installation is."""
        return at.astimezone(self.time_zone).date()

    def days_from(self, day: date) -> Iterator[date]:
        """Yield the working days from `day` on, `day` itself included when it is worked."""
        while True:
            if self.is_working(day):
                yield day
            day += timedelta(days=1)

    def add_hours(self, at: datetime, hours: float) -> datetime:
        """Return the moment at which `hours` working hours have passed since `at`.

        What would end less than a second after closing time ends with the day: nobody is given the next
        morning for the microsecond by which one deed comes after another.
        """
        left = timedelta(hours=hours)
        for day in self.days_from(self.today(at)):
            opens, closes = (self._moment(day, edge) for edge in self.hours)
            start = max(at, opens)
            if start <= closes and start + left < closes + SECOND:
                return min(start + left, closes)
            left -= max(closes - start, timedelta())
        raise AssertionError("the working days never end")

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two moments, not counted beyond a year and a day."""
        spans = self.hours_between(start, end)
        return sum((closes - opens for opens, closes in spans), timedelta())

    def hours_between(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield from when until when people work between two moments, not beyond a year and a day."""
        last = min(self.today(end), self.today(start) + LONGEST_COUNT)
        for day in self.days_from(self.today(start)):
            if day > last:
                return
            opens, closes = (self._moment(day, edge) for edge in self.hours)
            if max(start, opens) < min(end, closes):
                yield max(start, opens), min(end, closes)

    def _moment(self, day: date, clock_time: time) -> datetime:
        return datetime.combine(day, clock_time, self.time_zone).astimezone(UTC)


def calendar_of(config: Config) -> WorkingCalendar:
    """Build the installation's calendar; an unknown country is refused by name."""
    if config.calendar != "none" and config.calendar not in holidays.list_supported_countries():
        raise ConfigError(
            "TRIANGLE_CALENDAR", config.calendar, "a country the holidays library knows, or none"
        )
    return WorkingCalendar(
        config.calendar, ZoneInfo(config.time_zone), config.working_hours, config.days_off, config.days_on
    )
