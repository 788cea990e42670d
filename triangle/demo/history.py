"""Lets many stories happen at once, in the order of their moments, through deeds."""

import math
from collections.abc import Callable, Generator
from datetime import datetime, timedelta
from heapq import heappop, heappush

from sqlalchemy import event
from sqlalchemy.orm import Session

from triangle.core.clock import SetClock
from triangle.core.db import Database
from triangle.core.deed import Deed
from triangle.demo.timeline import Timeline
from triangle.identity.models import Person

# A story yields the working-day number at which it goes on; between two yields it does at most one deed.
Story = Generator[float, None, float]
Tell = Callable[[datetime, int], None]
# A session and a sync to disk for every deed would take most of the time. Hashes and moments stay those of
# single commits: a commit's entries are numbered in the order of its deeds, and the clock never stands still.
DEEDS_A_COMMIT = 60
INSTANT = timedelta(milliseconds=1)


class History:
    """The clock, the open transaction, and the stories that wait for their turn."""

    def __init__(self, database: Database, timeline: Timeline) -> None:
        self.database = database
        self.timeline = timeline
        self.clock = SetClock(timeline.moment(0))
        self.deeds = 0
        self._session: Session | None = None
        self._waiting: list[tuple[float, int, Story]] = []
        self._told = 0

    @property
    def session(self) -> Session:
        """The session of the transaction that is open now."""
        assert self._session is not None, "only a story whose turn it is may look or act"
        return self._session

    def add(self, story: Story) -> None:
        """Let a story wait for its first moment."""
        self._go_on(story)

    def deed(self, person_id: int) -> Deed:
        """Begin a deed of a person, now."""
        self.deeds += 1
        return Deed(self.session, self.session.get_one(Person, person_id), self.clock, self.timeline.calendar)

    def run(self, tell: Tell, before: float = math.inf) -> None:
        """Let every story happen up to now, or to a day; `tell` hears the moment and the deeds so far."""
        while self._comes(before):
            with self.database.unit_of_work() as session:
                self._session = session
                kept = _keep_what_is_loaded(session)
                last = self.deeds + DEEDS_A_COMMIT
                while self._comes(before) and self.deeds < last:
                    self._next()
            self._session = None
            kept.clear()
            tell(self.clock.at, self.deeds)

    def passes(self, number: float) -> datetime:
        """Let the clock come to a working day, at which no story goes on, and return the moment."""
        self.clock.at = max(self.timeline.moment(number), self.clock.at + INSTANT)
        return self.clock.at

    def _comes(self, before: float) -> bool:
        return bool(self._waiting) and self._waiting[0][0] < before

    def _next(self) -> None:
        number, _, story = heappop(self._waiting)
        self.passes(number)
        self._go_on(story)

    def _go_on(self, story: Story) -> None:
        try:
            number = next(story)
        except StopIteration:
            return
        # What would happen after now has not happened yet.
        if number <= self.timeline.now:
            self._told += 1
            heappush(self._waiting, (number, self._told, story))


def _keep_what_is_loaded(session: Session) -> list[object]:
    """Hold on to rows for the length of a transaction: a session alone forgets them."""
    kept: list[object] = []

    @event.listens_for(session, "loaded_as_persistent")
    def loaded(_: Session, row: object) -> None:
        kept.append(row)

    return kept
