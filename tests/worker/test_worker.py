"""Chores are done when due, by one worker at a time, whatever happened before."""

from datetime import datetime, timedelta

from tests.company import Company
from triangle.core.chores import LEASE, ChoreState, UnitOfWork, lease, states
from triangle.health.chore_check import check_worker
from triangle.identity.models import Team
from triangle.worker import Worker


class Diary:
    """A chore that writes a line each time, and breaks off when it is told to."""

    def __init__(self) -> None:
        self.lines: list[datetime] = []
        self.breaks = False

    def work(self, unit_of_work: UnitOfWork, now: datetime) -> None:
        """Do it once."""
        with unit_of_work() as session:
            session.add(Team(name=f"{now}"))
            if self.breaks:
                raise RuntimeError("broken")
        self.lines.append(now)


def worker_with(company: Company, diary: Diary, every: float = 60) -> Worker:
    """Return another worker of the same installation."""
    worker = Worker(company.service)
    worker.register("diary", every, diary.work)
    return worker


def state(company: Company) -> ChoreState:
    """Return how the chore stands."""
    with company.reading() as session:
        return next(each for each in states(session) if each.name == "diary")


def test_chore_is_done_once_a_period_however_many_workers_look(company: Company) -> None:
    diary = Diary()
    workers = [worker_with(company, diary) for _ in range(3)]

    for _ in range(2):
        for worker in workers:
            worker.turn()
        company.clock.move(timedelta(seconds=60))

    assert len(diary.lines) == 2


def test_chore_with_nothing_to_do_is_begun_now_and_then_and_otherwise_at_once(company: Company) -> None:
    diary, wishes = Diary(), list[int]()
    worker = Worker(company.service)
    worker.register("diary", 1, diary.work, is_wanted=lambda session, now: bool(wishes))
    worker.turn()

    for _ in range(29):
        company.clock.move(timedelta(seconds=1))
        worker.turn()
    assert len(diary.lines) == 1
    company.clock.move(timedelta(seconds=1))
    worker.turn()
    assert len(diary.lines) == 2

    wishes.append(1)
    company.clock.move(timedelta(seconds=1))
    worker.turn()
    assert len(diary.lines) == 3


def test_chore_with_nothing_to_do_is_begun_again_after_it_failed(company: Company) -> None:
    diary = Diary()
    diary.breaks = True
    worker = Worker(company.service)
    worker.register("diary", 1, diary.work, is_wanted=lambda session, now: False)
    worker.turn()

    diary.breaks = False
    company.clock.move(timedelta(minutes=1))
    worker.turn()

    assert (len(diary.lines), state(company).failures) == (1, 0)


def test_chore_that_nobody_did_for_weeks_is_done_once(company: Company) -> None:
    diary = Diary()
    worker = worker_with(company, diary)
    worker.turn()

    company.clock.move(timedelta(weeks=2))
    worker.turn()
    worker.turn()

    assert len(diary.lines) == 2


def test_chore_of_a_killed_worker_is_done_by_another_after_its_lease(company: Company) -> None:
    diary = Diary()
    worker = worker_with(company, diary, every=7 * 86400)
    chore = worker._chores["diary"]
    assert lease(company.service.database, chore, "killed", company.clock.now())

    worker.turn()
    too_early = len(diary.lines)
    company.clock.move(LEASE)
    worker.turn()

    assert (too_early, len(diary.lines)) == (0, 1)


def test_clock_that_steps_back_holds_nothing_up(company: Company) -> None:
    diary = Diary()
    worker = worker_with(company, diary)
    worker.turn()
    assert lease(company.service.database, worker._chores["diary"], "killed", company.clock.at) is False

    company.clock.move(timedelta(hours=-1))
    worker.turn()

    assert len(diary.lines) == 2


def test_failed_chore_is_rolled_back_told_and_tried_again(company: Company) -> None:
    diary = Diary()
    worker = worker_with(company, diary, every=7 * 86400)
    diary.breaks = True
    worker.turn()
    failed = state(company)
    told = check_worker(company.service.database, company.clock.now())

    diary.breaks = False
    company.clock.move(timedelta(minutes=1))
    worker.turn()

    assert (failed.failures, failed.problem, told.code) == (1, "RuntimeError", "worker_fails")
    assert len(diary.lines) == 1
    assert state(company).failures == 0
    with company.reading() as session:
        assert session.query(Team).filter(Team.name.like("2026%")).count() == 1


def test_self_test_names_a_chore_that_nobody_does(company: Company) -> None:
    database = company.service.database
    never = check_worker(database, company.clock.now())
    worker_with(company, Diary()).turn()
    works = check_worker(database, company.clock.now())

    late = check_worker(database, company.clock.move(timedelta(minutes=5)))

    assert [never.code, works.code, late.code] == ["worker_never", "worker_works", "worker_late"]
    assert late.params == {"chores": "diary", "minutes": 4}
