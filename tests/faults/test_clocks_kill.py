"""Clocks of hand-offs and real processes that die, come back after weeks, meet, and whose time steps."""

import signal
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from tests.databases import POSTGRESQL
from tests.faults.workers import (
    CHORE_ROWS,
    CLOCK_ROWS,
    POST_ROWS,
    WORKER_PATIENCE,
    WorkerProcess,
    let_pass,
    offered,
    work_again,
    worker_of,
)
from tests.journeys.installation import Installation, until
from triangle.activity.models import Entry
from triangle.core.chores import LEASE

Said = Counter[tuple[str, int, tuple[int, ...]]]
TWO_WEEKS = timedelta(days=14)
STEPPING = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from gevent import monkey
monkey.patch_all()
from triangle.app import create_app
from triangle.config import Config
from triangle.serve import work

class SteppingClock:
    def now(self):
        return datetime.now(UTC) + timedelta(seconds=float(Path(sys.argv[1]).read_text() or 0))

work(create_app(Config(database_url=sys.argv[2]), clock=SteppingClock()))
"""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Installation]:
    """An installation with hand-offs whose clocks are due, and nobody who looks."""
    made = Installation(tmp_path)
    yield made
    made.close()


def said_by_clock(here: Installation) -> Said:
    """Count what clocks have said: what, of which hand-off, to whom."""
    query = Entry.stream.like("deal:%"), Entry.type.in_(("handoff.reminded", "handoff.escalated"))
    with here.company.reading() as session:
        read = [(entry.type, orjson.loads(entry.data)) for entry in session.query(Entry).filter(*query)]
    return Counter((kind, said["handoff_id"], tuple(said["to"])) for kind, said in read)


def leader_once_each(here: Installation, ids: list[int]) -> Said:
    """Return what has to be said of hand-offs that are overdue: nothing but the leader is asked, once."""
    return Counter(("handoff.escalated", number, (here.company.id("lead"),)) for number in ids)


def test_server_killed_while_clocks_strike_says_everything_once(here: Installation) -> None:
    company = here.company
    ids = [handoff.id for handoff in offered(company, 3)]
    let_pass(company, TWO_WEEKS, CLOCK_ROWS, POST_ROWS)

    for part in (0.2, 0.5):
        here.start()
        until(lambda part=part: said_by_clock(here).total() >= part * len(ids), WORKER_PATIENCE)
        here.stop(signal.SIGKILL)
        let_pass(company, LEASE, CHORE_ROWS)
    here.start()
    until(lambda: said_by_clock(here).total() >= len(ids), WORKER_PATIENCE)
    work_again(company, "handoff.clocks")

    assert said_by_clock(here) == leader_once_each(here, ids)


def test_server_that_was_down_for_two_weeks_asks_the_next_and_nobody_behind_them(here: Installation) -> None:
    company = here.company
    ids = [handoff.id for handoff in offered(company, 1)]
    here.start()
    work_again(company, "handoff.clocks")
    before = said_by_clock(here)
    here.stop(signal.SIGKILL)
    let_pass(company, TWO_WEEKS, CLOCK_ROWS, POST_ROWS, CHORE_ROWS)

    here.start()
    until(lambda: said_by_clock(here).total() >= len(ids), WORKER_PATIENCE)
    work_again(company, "handoff.clocks")

    assert before == Counter()
    assert said_by_clock(here) == leader_once_each(here, ids)


def test_second_worker_on_a_file_is_refused_by_name(here: Installation, tmp_path: Path) -> None:
    if POSTGRESQL:
        pytest.skip("PostgreSQL has room for many workers")
    here.start()
    second = worker_of(here, tmp_path)

    second.start()
    ended = second.wait()

    assert ended == 1
    assert "is served by another process" in second.log.read_text()


def test_answer_in_the_middle_of_the_storm_stops_its_clock(here: Installation) -> None:
    company = here.company
    handoffs = offered(company, 2)
    let_pass(company, TWO_WEEKS, CLOCK_ROWS, POST_ROWS)
    sr = here.browser
    here.start()
    until(lambda: said_by_clock(here).total() >= 3, WORKER_PATIENCE)
    last = handoffs[-1].id
    sr("sr").do("POST", f"/handoffs/{last}/accept", {}, If_Match="*")
    known = said_by_clock(here)
    until(lambda: said_by_clock(here).total() >= len(handoffs) - 1, WORKER_PATIENCE)
    work_again(company, "handoff.clocks")

    after = said_by_clock(here)
    assert [line for line in after - known if line[1] == last] == []
    assert after - leader_once_each(here, [handoff.id for handoff in handoffs]) == Counter()


@pytest.mark.skipif(not POSTGRESQL, reason="two workers: set TRIANGLE_TEST_DATABASE_URL")
def test_two_workers_whose_time_steps_say_everything_once(here: Installation, tmp_path: Path) -> None:
    company, step = here.company, tmp_path / "step"
    step.write_text("0")
    ids = [handoff.id for handoff in offered(company, 4)]
    let_pass(company, TWO_WEEKS, CLOCK_ROWS, POST_ROWS)
    workers = [WorkerProcess(tmp_path, {}, [STEPPING, str(step), here.url]) for _ in range(2)]

    for worker in workers:
        worker.start()
    until(lambda: said_by_clock(here).total() >= 3, WORKER_PATIENCE)
    step.write_text("3600")
    until(lambda: said_by_clock(here).total() >= len(ids) // 2, WORKER_PATIENCE)
    step.write_text("-3600")
    until(lambda: said_by_clock(here).total() >= len(ids), WORKER_PATIENCE)
    work_again(company, "handoff.clocks")
    ended = [worker.stop() for worker in workers]

    assert ended == [0, 0], workers[0].log.read_text()
    assert said_by_clock(here) == leader_once_each(here, ids)
