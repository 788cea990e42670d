"""Whatever happens: asked at the right working minute, nothing after an answer, nothing twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.company import Company
from tests.databases import fresh_url
from tests.handoffs.clock_play import ClockPlay
from triangle.app import create_app
from triangle.config import Config
from triangle.core.clock import SetClock
from triangle.core.errors import Forbidden, NotFound
from triangle.core.working_calendar import WorkingCalendar

MINUTE = timedelta(minutes=1)
PLACES = {
    # Spring Festival and the National Day week, with the Saturdays that are worked for them.
    "China": ({}, ["2026-02-12T09:00", "2026-02-13T16:30", "2026-02-28T11:10", "2026-09-30T15:00"]),
    # Nights in which the hour between two and three is missing, or comes twice.
    "night shift": (
        {"calendar": "DE", "time_zone": "Europe/Berlin", "working_hours": (time(0), time(6))},
        ["2026-03-27T04:00", "2026-03-26T23:00", "2026-10-23T05:00", "2026-10-26T01:00"],
    ),
}
# Sundays are worked by the night shift, or the changed nights would not count.
SUNDAYS = frozenset({datetime(2026, 3, 29).date(), datetime(2026, 10, 25).date()})  # noqa: DTZ001 - days


@pytest.fixture(params=PLACES, scope="module")
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple]:
    """A company somewhere, and the moments worth beginning at."""
    given_config, begins = PLACES[request.param]
    folder: Path = tmp_path_factory.mktemp("place")
    clock = SetClock(datetime(2026, 1, 5, 12, tzinfo=UTC))
    days_on = {"days_on": SUNDAYS} if request.param == "night shift" else {}
    config = Config(database_url=fresh_url(folder), origin="http://localhost", **given_config, **days_on)
    company = Company(create_app(config, clock=clock), clock)
    company.move_in()
    yield company, begins
    company.service.database.close()


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["look", "look", "look", "twice", "back", "away", "plan", "answer", "deputy", "downtime"]
        ),
        st.integers(min_value=1, max_value=400),
    ),
    min_size=4,
    max_size=14,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(data=st.data(), events=EVENTS)
def test_every_hand_off_is_asked_for_at_the_right_working_minute(
    place: tuple[Company, list[str]], data: st.DataObject, events: list[tuple[str, int]]
) -> None:
    company, begins = place
    calendar = company.service.calendar
    begin = datetime.fromisoformat(data.draw(st.sampled_from(begins))).replace(tzinfo=calendar.time_zone)
    company.clock.at = begin.astimezone(UTC)
    play = ClockPlay(company)
    play.offer()
    model = Model(calendar, play.handoff.offered_at, play.handoff.due_at)

    for name, minutes in events:
        happen(play, model, name, minutes)
        assert len(play.said()) == len(model.said), (model.said, play.said(), company.clock.now())
    end_of_absences(play)

    told = [(step, to) for _, step, to, _ in play.said()]
    assert told == model.told
    assert len(told) == len({step for step, _ in told})


def happen(play: ClockPlay, model: "Model", name: str, minutes: int) -> None:
    """Let something happen after some minutes, in the product and in the model."""
    clock = play.company.clock
    # No look within a second of a due moment: deeds of one moment lie microseconds apart.
    clock.move(timedelta(days=14) if name == "downtime" else minutes * MINUTE)
    clock.at = clock.at.replace(second=30)
    match name:
        case "back":
            clock.move(timedelta(hours=-1))
        case "away" | "plan" if model.away is None:
            begins = timedelta(minutes=minutes * 2 if name == "plan" else 0)
            play.away("sr", "new", begins, timedelta(minutes=minutes * 5))
            model.away = (clock.now() + begins, clock.now() + begins + timedelta(minutes=minutes * 5))
        case "answer" if not model.is_answered:
            play.accept("sr")
            model.is_answered = True
        case "deputy" if not model.is_answered:
            # Who may answer follows the worker, and the worker looks first.
            play.look()
            model.look(clock.now(), play)
            if model.is_away:
                play.accept("new")
                model.is_answered = True
            else:
                with pytest.raises((NotFound, Forbidden)):
                    play.accept("new")
    for _ in range(2 if name == "twice" else 1):
        play.look()
    model.look(clock.now(), play)


def end_of_absences(play: ClockPlay) -> None:
    """Let every absence end and the hand-off be answered, so that the next example begins afresh."""
    play.company.clock.move(timedelta(days=10))
    with play.company.reading() as session:
        is_open = session.get_one(type(play.handoff), play.handoff.id).is_open
    if is_open:
        play.accept("sr")
    play.look()


class Model:
    """What the clock has to say, counted minute by minute."""

    def __init__(self, calendar: WorkingCalendar, offered_at: datetime, due_at: datetime) -> None:
        self.calendar, self.due_at = calendar, due_at
        # A transfer is due after eight hours: half of it are 240 working minutes.
        self.next: tuple[str, datetime] | None = ("receiver", self.after(offered_at, 240))
        self.said: list[tuple[str, datetime]] = []
        self.told: list[tuple[str, list[str]]] = []
        self.is_answered, self.is_away = False, False
        self.away: tuple[datetime, datetime] | None = None

    def after(self, at: datetime, minutes: int) -> datetime:
        """Return the moment after so many minutes in which people work, counted in halves of them."""
        left = 2 * minutes
        while left > 0:
            left -= self.is_working(at)
            at += MINUTE / 2
        return at

    def is_working(self, at: datetime) -> bool:
        """Say whether people work in the half minute that begins now."""
        local = at.astimezone(ZoneInfo(self.calendar.time_zone.key))
        opens, closes = self.calendar.hours
        return self.calendar.is_working(local.date()) and opens <= local.time() < closes

    def look(self, now: datetime, play: ClockPlay) -> None:
        """Say what is due now, at most one thing."""
        self._turn(now)
        if self.is_answered or self.next is None or now < self.next[1]:
            return
        step = self.next[0]
        if step == "receiver" and now < self.due_at:
            self.said.append((step, now))
            self.told.append((step, ["sr", "new"] if self.is_away else ["sr"]))
            self.next = ("deputy", self.due_at)
            return
        order = ["deputy", "leader", "sponsor"]
        left = order[order.index(step) if step in order else 0 :]
        step = next(each for each in left if each != "deputy" or self.is_away)
        # The next one's time begins when this one was really asked.
        said_at = play.said()[-1][3]
        self.said.append((step, said_at))
        self.told.append((step, [{"deputy": "new", "leader": "lead", "sponsor": "sp"}[step]]))
        later = order[order.index(step) + 1 :]
        self.next = (later[0], self.after(said_at, 240)) if later else None

    def _turn(self, now: datetime) -> None:
        """Begin or end the absence; what has begun or ended stays so, even when the clock steps back."""
        if self.away is None:
            return
        if self.away[1] <= now:
            self.is_away, self.away = False, (self.away[1], self.away[1])
        elif self.away[0] <= now and self.away[0] < self.away[1]:
            self.is_away = True
