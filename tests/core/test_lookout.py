"""A worker asks only what it does not know, and misses nothing."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.company import Company
from triangle.core.chores import Chore, UnitOfWork, finish, lease
from triangle.worker import Worker

MINUTE = timedelta(minutes=1)


class Errand:
    """A chore that has something to do from a moment on, and counts how often it is asked and begun."""

    def __init__(self) -> None:
        self.asked, self.begun = 0, 0
        self.moment: datetime | None = None

    def next_at(self, session: Session, now: datetime) -> datetime | None:
        self.asked += 1
        return self.moment

    def is_wanted(self, session: Session, now: datetime) -> bool:
        self.asked += 1
        return False

    def work(self, unit_of_work: UnitOfWork, now: datetime) -> None:
        self.begun += 1


def worker_of(company: Company, errand: Errand, every: float = 1, **how: Any) -> Worker:
    """Return a worker that has begun its one chore once, as each chore is in the beginning."""
    worker = Worker(company.service)
    worker.register("errand", every, errand.work, **how)
    worker.turn()
    assert errand.begun == 1
    return worker


def turn(company: Company, worker: Worker, seconds: int) -> None:
    """Let a worker look once a second, for so long."""
    for _ in range(seconds):
        company.clock.move(timedelta(seconds=1))
        worker.turn()


def is_kept_in_peace(company: Company, promise: Callable[[], bool]) -> bool:
    """Say whether a promise is kept that holds while nobody else writes.

    PostgreSQL numbers the transactions of all its databases together, and tests beside this one write too:
    there it is tried again until a try falls between them.
    """
    tries = 1 if company.service.database.is_sqlite else 300
    for _ in range(tries):
        if promise():
            return True
        time.sleep(0.02)
    return False


def test_a_chore_is_not_asked_again_while_nothing_is_committed(company: Company) -> None:
    errand = Errand()
    worker = worker_of(company, errand, next_at=errand.next_at)

    def is_asked_once_after_a_commit() -> bool:
        with company.service.database.unit_of_work() as session:
            session.execute(text("UPDATE person SET name = name"))
        before = errand.asked
        turn(company, worker, 5)
        assert errand.asked > before
        return errand.asked == before + 1

    assert is_kept_in_peace(company, is_asked_once_after_a_commit)
    assert errand.begun == 1


def test_what_begins_by_the_clock_is_begun_then(company: Company) -> None:
    errand = Errand()
    worker = worker_of(company, errand, next_at=errand.next_at)
    errand.moment = company.clock.now() + timedelta(seconds=4)

    turn(company, worker, 3)
    assert errand.begun == 1
    turn(company, worker, 1)

    assert errand.begun == 2


def test_a_chore_with_nothing_to_do_is_asked_once_a_period(company: Company) -> None:
    errand = Errand()
    worker = worker_of(company, errand, every=5, is_wanted=errand.is_wanted)

    turn(company, worker, 20)

    assert errand.asked == 4


def test_a_clock_that_steps_back_has_it_asked_again(company: Company) -> None:
    errand = Errand()
    worker = worker_of(company, errand, next_at=errand.next_at)
    turn(company, worker, 1)
    errand.moment = company.clock.now() - 2 * MINUTE

    company.clock.move(-MINUTE)
    worker.turn()

    assert errand.begun == 2


def test_that_a_chore_was_begun_is_no_reason_for_anybody_to_look(company: Company) -> None:
    errand, database = Errand(), company.service.database
    worker = worker_of(company, errand)

    def is_begun_without_another_mark() -> bool:
        before, begun = database.mark(), errand.begun
        turn(company, worker, 3)
        assert errand.begun == begun + 3
        return database.mark() == before

    assert is_kept_in_peace(company, is_begun_without_another_mark)


def test_what_another_worker_gave_back_is_taken_at_once(company: Company) -> None:
    errand, database, now = Errand(), company.service.database, company.clock.now
    worker = worker_of(company, errand)
    chore = Chore("errand", timedelta(seconds=1), errand.work)
    company.clock.move(timedelta(seconds=2))
    assert lease(database, chore, "another", now())
    # It sees the lease of the other one, and has nothing of its own to do.
    worker.turn()
    assert errand.begun == 1
    finish(database, chore, "another", now())

    turn(company, worker, 2)

    assert errand.begun > 1
