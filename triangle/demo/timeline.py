"""Time as the demo company lives it: in working days, so that nobody works at night or on a holiday."""

from datetime import UTC, date, datetime, timedelta

from triangle.core.working_calendar import WorkingCalendar

SPAN_DAYS = 900
LAST_MINUTES = timedelta(minutes=4)


class Timeline:
    """Working days as numbers: 12.5 is the middle of the thirteenth working day, `now` is the end."""

    def __init__(self, calendar: WorkingCalendar, until: datetime) -> None:
        self.calendar = calendar
        self.until = until - LAST_MINUTES
        today = calendar.today(self.until)
        first = today - timedelta(days=SPAN_DAYS)
        self.days = [
            day
            for day in (first + timedelta(days=n) for n in range(SPAN_DAYS + 1))
            if calendar.is_working(day)
        ]
        if self._edge(self.days[-1], 0) > self.until:
            self.days.pop()
        self.now = self._number(self.until)

    def moment(self, number: float) -> datetime:
        """Return the moment, to the second, that a number of working days stands for."""
        day = self.days[min(int(number), len(self.days) - 1)]
        opens, closes = self._edge(day, 0), self._edge(day, 1)
        return (opens + (closes - opens) * (number % 1)).replace(microsecond=0)

    def last_weeks(self, count: int) -> list[int]:
        """Return the numbers of the first working days of the last weeks, the present one among them."""
        weeks = [day.isocalendar()[:2] for day in self.days]
        begins = [n for n, week in enumerate(weeks) if n == 0 or week != weeks[n - 1]]
        return begins[-count:]

    def _number(self, moment: datetime) -> float:
        opens, closes = self._edge(self.days[-1], 0), self._edge(self.days[-1], 1)
        return len(self.days) - 1 + min((moment - opens) / (closes - opens), 0.999)

    def _edge(self, day: date, which: int) -> datetime:
        edge = self.calendar.hours[which]
        return datetime.combine(day, edge, self.calendar.time_zone).astimezone(UTC)
