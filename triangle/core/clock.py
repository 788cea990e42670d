"""The only place that reads the time."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Something that knows what time it is."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


class SetClock:
    """A clock that stands where it was put: history, demo data and tests are written by it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the moment the clock was put to."""
        return self.at

    def move(self, step: timedelta) -> datetime:
        """Move the clock by `step` and return the new moment."""
        self.at += step
        return self.at
