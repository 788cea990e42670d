"""When something is sent: in the reader's own time, never in their quiet hours."""

from datetime import UTC, datetime, timedelta

import pytest

from triangle.notifications.models import Wish
from triangle.notifications.moments import ASKED_WINDOW, TOLD_WINDOW, due

SHANGHAI, BERLIN = "Asia/Shanghai", "Europe/Berlin"
NIGHT = {"quiet_from": "22:00", "quiet_until": "07:30"}


def utc(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_without_a_wish_a_question_goes_before_news() -> None:
    at = utc(4, 3)

    assert due(at, asks=True, wish=None, zone=SHANGHAI) == at + ASKED_WINDOW
    assert due(at, asks=False, wish=None, zone=SHANGHAI) == at + TOLD_WINDOW


@pytest.mark.parametrize("asks", [True, False])
@pytest.mark.parametrize("at", [utc(4, 15), utc(4, 20)])
def test_quiet_hours_over_midnight_hold_everything_until_they_end(at: datetime, asks: bool) -> None:
    found = due(at, asks=asks, wish=Wish(**NIGHT), zone=SHANGHAI)

    assert found == utc(4, 23, 30)


def test_quiet_hours_begin_for_what_would_be_sent_in_them() -> None:
    just_before = utc(4, 14) - timedelta(seconds=5)

    assert due(just_before, asks=True, wish=Wish(**NIGHT), zone=SHANGHAI) == utc(4, 23, 30)


def test_outside_of_the_quiet_hours_nothing_is_held() -> None:
    at = utc(4, 4)

    assert due(at, asks=True, wish=Wish(**NIGHT), zone=SHANGHAI) == at + ASKED_WINDOW


def test_quiet_hours_within_a_day_hold_within_it_only() -> None:
    noon = Wish(quiet_from="12:00", quiet_until="14:00")

    assert due(utc(4, 5), asks=True, wish=noon, zone=SHANGHAI) == utc(4, 6)
    assert due(utc(4, 7), asks=True, wish=noon, zone=SHANGHAI) == utc(4, 7) + ASKED_WINDOW


def test_news_waits_for_the_digest_and_a_question_does_not() -> None:
    wish, at = Wish(digest_at="18:00"), utc(4, 3)

    assert due(at, asks=False, wish=wish, zone=SHANGHAI) == utc(4, 10)
    assert due(at, asks=True, wish=wish, zone=SHANGHAI) == at + ASKED_WINDOW


def test_after_todays_digest_comes_tomorrows() -> None:
    assert due(utc(4, 10), asks=False, wish=Wish(digest_at="18:00"), zone=SHANGHAI) == utc(5, 10)


def test_a_digest_in_the_quiet_hours_comes_when_they_end() -> None:
    wish = Wish(digest_at="23:00", **NIGHT)

    assert due(utc(4, 3), asks=False, wish=wish, zone=SHANGHAI) == utc(4, 23, 30)


def test_the_clocks_of_the_reader_hold_also_on_the_day_they_change() -> None:
    # Berlin goes from UTC+1 to UTC+2 in the night to the 29th of March.
    at = utc(28, 22)

    assert due(at, asks=True, wish=Wish(**NIGHT), zone=BERLIN) == utc(29, 5, 30)
