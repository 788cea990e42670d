"""Workers that meet or are killed: everything is said once."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest

from tests.company import Company
from tests.handoffs.clock_play import ClockPlay


@pytest.fixture
def play(company: Company) -> ClockPlay:
    """A hand-off of Monday 10:00, due at 18:00."""
    made = ClockPlay(company)
    made.offer()
    return made


def at(company: Company, text: str) -> None:
    """Put the clock just after a local moment."""
    company.clock.at = datetime.fromisoformat(f"{text}:01+08:00").astimezone(UTC)


def test_workers_at_the_same_moment_say_everything_once(company: Company, play: ClockPlay) -> None:
    at(company, "2026-03-02T14:00")

    for moment in ("02T14:00", "02T18:00", "03T13:00"):
        at(company, f"2026-03-{moment}")
        workers = [threading.Thread(target=play.look) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    assert [step for _, step, _, _ in play.said()] == ["receiver", "leader", "sponsor"]


KILLED = """
import os, signal, sys
from datetime import datetime
from sqlalchemy import event
from sqlalchemy.orm import Session
from triangle.app import create_app
from triangle.activity.actions import _write_down
from triangle.config import Config
from triangle.handoffs.chores import Clocks

moment, url, now = sys.argv[1:]
here = create_app(Config(database_url=url)).extensions["triangle"]

def kill(session):
    if session.info.get("wrote"):
        os.kill(os.getpid(), signal.SIGKILL)

@event.listens_for(Session, "after_flush")
def wrote(session, context):
    session.info["wrote"] = True

event.listen(Session, moment, kill)
Clocks(here.calendar).work(here.database.unit_of_work, datetime.fromisoformat(now))
"""


@pytest.mark.parametrize("moment", ["before_commit", "after_commit"])
def test_killed_worker_leaves_everything_or_nothing(company: Company, play: ClockPlay, moment: str) -> None:
    at(company, "2026-03-02T14:00")
    here = company.service
    url = here.database.url.render_as_string(hide_password=False)

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, moment, url, company.clock.now().isoformat()],
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        check=False,
    )
    left = len(play.said())
    play.look()

    assert killed.returncode == -signal.SIGKILL
    assert left == (1 if moment == "after_commit" else 0)
    assert [line[:3] for line in play.said()] == [("reminded", "receiver", ["sr"])]
