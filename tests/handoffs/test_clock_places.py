"""The right working minute, by hand: changed clocks, holidays, make-up days; nothing a minute before."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.company import Company
from tests.databases import fresh_url
from tests.handoffs.clock_play import ClockPlay
from triangle.app import create_app
from triangle.config import Config
from triangle.core.clock import SetClock

CHINA: dict[str, Any] = {}
# People who work from midnight to six, also on the Sundays on which the clocks are changed.
NIGHT: dict[str, Any] = {
    "calendar": "DE",
    "time_zone": "Europe/Berlin",
    "working_hours": (time(0), time(6)),
    "days_on": frozenset({date(2026, 3, 29), date(2026, 10, 25)}),
}


@pytest.mark.parametrize(
    ("place", "offered", "reminded", "due", "next_asked"),
    [
        # The night has five hours: two on Friday, two until three o'clock on Sunday, where two is missing.
        (NIGHT, "2026-03-27T04:00", "2026-03-29T03:00", "2026-03-30T01:00", "2026-03-30T05:00"),
        # The night has seven hours: the hour between two and three is worked twice.
        (NIGHT, "2026-10-23T04:00", "2026-10-25T02:00", "2026-10-25T05:00", "2026-10-26T03:00"),
        # Friday, the Saturday worked for Spring Festival, nine days off.
        (CHINA, "2026-02-13T16:00", "2026-02-14T11:00", "2026-02-14T15:00", "2026-02-24T10:00"),
        # Over the National Day week, and the Saturday after it that is worked.
        (CHINA, "2026-09-30T17:00", "2026-10-08T12:00", "2026-10-08T16:00", "2026-10-09T11:00"),
        (CHINA, "2026-10-09T16:00", "2026-10-10T11:00", "2026-10-10T15:00", "2026-10-12T10:00"),
    ],
)
def test_each_is_asked_in_the_right_working_minute(
    tmp_path: Path, place: dict[str, Any], offered: str, reminded: str, due: str, next_asked: str
) -> None:
    company = company_in(tmp_path, place)
    zone = company.service.calendar.time_zone
    company.clock.at = datetime.fromisoformat(offered).replace(tzinfo=zone).astimezone(UTC)
    play = ClockPlay(company)
    play.offer()

    for number, moment in enumerate((reminded, due, next_asked)):
        at = datetime.fromisoformat(moment).replace(tzinfo=zone).astimezone(UTC)
        company.clock.at = at - timedelta(seconds=1)
        play.look()
        assert len(play.said()) == number, moment
        company.clock.at = at + timedelta(seconds=1)
        play.look()

    steps = [(step, to) for _, step, to, _ in play.said()]
    assert steps == [("receiver", ["sr"]), ("leader", ["lead"]), ("sponsor", ["sp"])]
    company.service.database.close()


def company_in(folder: Path, place: dict[str, Any]) -> Company:
    """Return a company somewhere."""
    clock = SetClock(datetime(2026, 1, 5, 12, tzinfo=UTC))
    config = Config(database_url=fresh_url(folder), origin="http://localhost", **place)
    company = Company(create_app(config, clock=clock), clock)
    company.move_in()
    return company
