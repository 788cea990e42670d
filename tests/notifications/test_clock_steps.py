"""A clock that steps back holds no outlet up, and sends nothing twice that is still under way."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.channels.receivers import receiving, said
from tests.company import Company
from tests.notifications.reading import statuses
from tests.notifications.test_rounds import hook, post, send
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.notifications.results import LONGEST_PAUSE
from triangle.notifications.rounds import LEASE

DAY, MOMENT = timedelta(days=1), timedelta(milliseconds=5)
OLDER = update(Delivery)


@pytest.mark.parametrize(
    ("name", "ahead", "status"),
    [
        ("leased_until", DAY, "sent"),
        ("free_at", DAY, "sent"),
        # What a clock that runs well may have written is kept to.
        ("leased_until", LEASE, "waiting"),
        ("free_at", LONGEST_PAUSE, "waiting"),
        # Another process wrote it, whose clock is a moment ahead: it is under way there.
        ("leased_until", LEASE + MOMENT, "waiting"),
        ("free_at", LONGEST_PAUSE + MOMENT, "waiting"),
    ],
)
def test_what_lies_too_far_ahead_holds_nothing_up(
    company: Company, name: str, ahead: timedelta, status: str
) -> None:
    with receiving(said({})) as receiver:
        hook(company, receiver.url)
        with company.service.database.unit_of_work() as session:
            setattr(
                session.query(Outlet).filter_by(channel="webhook").one(), name, company.clock.now() + ahead
            )

        send(post(company, receiver.inside))

    assert statuses(company) == [status]


def test_what_is_under_way_is_not_sent_again_by_the_same_process(company: Company) -> None:
    answer = threading.Event()
    with receiving(said({}), slow=answer) as receiver:
        hook(company, receiver.url)
        office = post(company, receiver.inside)
        assert office.round() == 1
        company.clock.move(-DAY)
        # Due before the clock stepped back as after it: only the lease decides.
        with company.service.database.unit_of_work() as session:
            session.execute(OLDER.values(due_at=company.clock.now() - DAY))

        assert office.round() == 0

        answer.set()
        office.close()
    assert (len(receiver.taken), statuses(company)) == (1, ["sent"])
