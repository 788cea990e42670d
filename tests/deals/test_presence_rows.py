"""What processes on one PostgreSQL see of each other's people, and when they stop believing it."""

import pytest
from flask import Flask

from tests.databases import POSTGRESQL
from triangle.deals.presence_rows import BEAT_EVERY_SECONDS, DEAD_AFTER_SECONDS, PresenceRows

pytestmark = pytest.mark.skipif(not POSTGRESQL, reason="needs PostgreSQL; set TRIANGLE_TEST_DATABASE_URL")

AR = {"id": 2, "node": None, "since": "2026-03-02T02:00:00.000000Z"}
AR_LATER = {"id": 2, "node": 7, "since": "2026-03-02T02:00:01.000000Z"}
SR = {"id": 3, "node": 7, "since": "2026-03-02T02:00:00.000000Z"}


class Stopwatch:
    """Shows what a test sets it to."""

    def __init__(self) -> None:
        self.shows = 100.0

    def __call__(self) -> float:
        """Return the seconds that it shows."""
        return self.shows


@pytest.fixture
def stopwatch() -> Stopwatch:
    """One stopwatch for both processes."""
    return Stopwatch()


@pytest.fixture
def here(app: Flask, stopwatch: Stopwatch) -> PresenceRows:
    """The process that looks."""
    return PresenceRows(app.extensions["triangle"].database, "here", stopwatch)


@pytest.fixture
def there(app: Flask, stopwatch: Stopwatch) -> PresenceRows:
    """Another process."""
    return PresenceRows(app.extensions["triangle"].database, "there", stopwatch)


def test_people_of_other_processes_are_seen_and_own_ones_not(here: PresenceRows, there: PresenceRows) -> None:
    there.write({42: {2: AR, 3: SR}, 43: {3: SR}})
    here.write({42: {4: {"id": 4}}})

    assert here.read([42]) == {42: {2: AR, 3: SR}}
    there.write({42: {}})
    assert here.read([42, 43]) == {43: {3: SR}}


def test_of_two_processes_the_last_word_of_a_person_holds(
    app: Flask, here: PresenceRows, there: PresenceRows
) -> None:
    third = PresenceRows(app.extensions["triangle"].database, "third")
    there.write({42: {2: AR_LATER}})
    third.write({42: {2: AR}})

    assert here.read([42]) == {42: {2: AR_LATER}}


def test_process_that_beats_lives_and_one_that_stands_still_is_swept(
    here: PresenceRows, there: PresenceRows, stopwatch: Stopwatch
) -> None:
    there.write({42: {2: AR}})
    for _ in range(5):
        stopwatch.shows += BEAT_EVERY_SECONDS
        assert there.beat() == 1
        assert here.read([42]) == {42: {2: AR}}

    stopwatch.shows += DEAD_AFTER_SECONDS

    assert here.read([42]) == {}
    here.beat()
    stopwatch.shows += BEAT_EVERY_SECONDS
    # It lives after all, and learns that its rows are gone.
    assert there.beat() == 0


def test_process_that_stops_takes_its_people_along(here: PresenceRows, there: PresenceRows) -> None:
    there.write({42: {2: AR}})

    there.clear()

    assert here.read([42]) == {}
