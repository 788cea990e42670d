"""Whoever watches over the service sees what waits, what is late, and what was given up."""

from datetime import timedelta

from sqlalchemy import update

from tests.channels.receivers import receiving, said
from tests.company import Company
from tests.core.test_health import read
from tests.notifications.test_rounds import hook, post, send
from tests.rooms.play import Play
from triangle.notifications.outbox_models import Outlet

NAMES = ("triangle_handoffs_waiting", "triangle_handoffs_overdue", "triangle_clock_late_seconds")


def handoffs(company: Company) -> list[float]:
    """Return how many hand-offs wait, how many are late, and how late the oldest clock is."""
    found = read(company.app)
    return [found[name, frozenset()] for name in NAMES]


def late_seconds(company: Company) -> float:
    """Return how long the oldest delivery should have been sent."""
    return read(company.app)["triangle_delivery_late_seconds", frozenset()]


def deliveries(company: Company) -> dict[str, float]:
    """Return what is in the outbox, by status."""
    found = read(company.app)
    return {
        dict(labels)["status"]: value
        for (name, labels), value in found.items()
        if name == "triangle_deliveries"
    }


def test_hand_offs_are_counted_until_they_are_answered(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")
    # Eight working hours from Monday morning: the half of them struck that afternoon.
    fresh = handoffs(company)

    company.clock.move(timedelta(days=2))
    late = handoffs(company)
    play.accept("sr", handoff)

    assert fresh == [1, 0, 0]
    assert late[:2] == [1, 1]
    assert late[2] > timedelta(days=1).total_seconds(), "no worker looked meanwhile"
    assert handoffs(company) == [0, 0, 0]


def test_outbox_is_counted_and_what_was_given_up_stays_visible(company: Company) -> None:
    with receiving(said({}, status=410)) as receiver:
        hook(company, receiver.url, n=2)
        company.clock.move(timedelta(minutes=5))
        waiting, late = deliveries(company), late_seconds(company)
        send(post(company, receiver.inside))

    assert (waiting, late) == ({"waiting": 2, "sending": 0, "failed": 0}, 300)
    assert deliveries(company) == {"waiting": 0, "sending": 0, "failed": 2}
    assert late_seconds(company) == 0


def test_no_worker_is_late_with_what_an_outlet_keeps_that_is_off(company: Company) -> None:
    hook(company, "http://off.test.example")
    with company.service.database.unit_of_work() as session:
        session.execute(update(Outlet).values(is_on=False))
    company.clock.move(timedelta(days=10))

    assert (deliveries(company)["waiting"], late_seconds(company)) == (1, 0)


def test_a_worker_is_late_from_the_end_of_a_pause_that_a_receiver_asked_for(company: Company) -> None:
    with receiving(said({}, 429, Retry_After="600")) as receiver:
        hook(company, receiver.url)
        send(post(company, receiver.inside))
    company.clock.move(timedelta(seconds=590))
    pausing = late_seconds(company)
    company.clock.move(timedelta(seconds=40))

    assert (pausing, late_seconds(company)) == (0, 30)
