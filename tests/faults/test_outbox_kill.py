"""kill -9 of a real worker while it sends: nothing is lost, what comes twice comes as the same message."""

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.channels.receivers import mailbox, receiving, said
from tests.company import Company
from tests.faults.workers import (
    CHORE_ROWS,
    CLOCK_ROWS,
    POST_ROWS,
    WORKER_PATIENCE,
    WorkerProcess,
    killed,
    let_pass,
    offered,
    work_again,
    worker_of,
)
from tests.journeys.installation import Installation, until
from tests.notifications.reading import statuses
from triangle.core.chores import states
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.notifications.rounds import LEASE, MOST_AT_ONCE, MOST_IN_LANE

SECRET = "correct horse battery"
# Longer than a lease of the outbox, which has to lapse where a killed worker took it last.
pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Installation]:
    """An installation that nobody serves: its worker is a process of its own."""
    made = Installation(tmp_path)
    yield made
    made.close()


def hooks(company: Company, url: str, count: int) -> None:
    """Have so many programs wait for one message each."""
    with company.service.database.unit_of_work() as session:
        at = company.clock.now()
        for number in range(count):
            outlet = Outlet(channel="webhook", url=url, secret=SECRET, lane="hook")
            what = {"event": "deal.won", "payload": {"n": number}}
            session.add(Delivery(outlet=outlet, due_at=at, made_at=at, **what))


def killed_and_late(company: Company, worker: WorkerProcess) -> None:
    """Kill a worker, and let its leases run out."""
    killed(company, worker)
    let_pass(company, LEASE + timedelta(seconds=1), POST_ROWS, CHORE_ROWS)


def killed_while_sending(company: Company, worker: WorkerProcess, held: threading.Event) -> None:
    """Kill a worker whose message was taken and not answered yet; another one ends what it began."""
    killed_and_late(company, worker)
    held.set()
    worker.start()
    # A lease that was taken while time was put back lapses by itself.
    until(lambda: all_sent(company), LEASE.total_seconds() + WORKER_PATIENCE)
    let_pass(company, timedelta(hours=5), POST_ROWS)
    work_again(company, "notifications.post")
    worker.stop()


def mails_to(name: str, mails: list[bytes]) -> list[EmailMessage]:
    """Return the mails to somebody."""
    read = [message_from_bytes(mail, policy=policy.default) for mail in mails]
    return [mail for mail in read if f"{name}@test.example" in str(mail["To"])]


def all_sent(company: Company) -> bool:
    return set(statuses(company)) <= {"sent", "dropped"}


def test_worker_process_reminds_and_sends_the_mail_and_ends_when_told(
    here: Installation, tmp_path: Path
) -> None:
    company = here.company
    waiting = offered(company, 1)[0]
    let_pass(company, waiting.due_at - waiting.offered_at + timedelta(minutes=1), CLOCK_ROWS, POST_ROWS)
    with mailbox() as box:
        mail = {"TRIANGLE_MAIL_URL": box.url, "TRIANGLE_MAIL_FROM": "triangle@test.example"}
        worker = worker_of(here, tmp_path, TRIANGLE_ORIGIN="https://triangle.test.example", **mail)
        worker.start()
        until(lambda: mails_to("lead", box.mails) != [], WORKER_PATIENCE)
        ended = worker.stop()

    with company.reading() as session:
        worked = {state.name: state.failures for state in states(session)}
    assert ended == 0, worker.log.read_text()
    assert {"handoff.clocks", "notifications.post", "ledger.checkpoint"} <= worked.keys()
    assert set(worked.values()) == {0}
    text = mails_to("lead", box.mails)[0].get_body(("plain",)).get_content()
    assert "https://triangle.test.example/answer/" in text


def test_program_that_was_told_before_the_kill_is_told_once_more_under_the_same_id(
    here: Installation, tmp_path: Path
) -> None:
    company, held = here.company, threading.Event()
    with receiving(said({}), slow=held) as receiver:
        hooks(company, receiver.url, 1)
        worker = worker_of(here, tmp_path, TRIANGLE_RECEIVERS_INSIDE=next(iter(receiver.inside)))
        worker.start()
        until(lambda: len(receiver.taken) == 1, WORKER_PATIENCE)
        killed_while_sending(company, worker, held)

        assert len(receiver.taken) == 2
        assert len({headers["webhook-id"] for _, headers, _ in receiver.taken}) == 1
        assert len({body for _, _, body in receiver.taken}) == 1


def test_mail_that_was_taken_before_the_kill_comes_once_more_under_the_same_id(
    here: Installation, tmp_path: Path
) -> None:
    company, held = here.company, threading.Event()
    offered(company, 1)
    let_pass(company, timedelta(minutes=1), POST_ROWS)
    with mailbox(held=held) as box:
        mail = {"TRIANGLE_MAIL_URL": box.url, "TRIANGLE_MAIL_FROM": "triangle@test.example"}
        worker = worker_of(here, tmp_path, **mail)
        worker.start()
        until(lambda: box.mails != [], WORKER_PATIENCE)
        killed_while_sending(company, worker, held)

    ids = [str(message_from_bytes(mail)["Message-ID"]) for mail in box.mails]
    came = Counter(ids)
    assert came[ids[0]] == 2
    # Several go at once: what another person was being sent is doubled too, or overtakes the second try.
    assert set(came.values()) <= {1, 2}
    assert list(came.values()).count(2) <= MOST_IN_LANE


def test_worker_killed_in_the_middle_loses_nothing_and_repeats_only_what_was_on_its_way(
    here: Installation, tmp_path: Path
) -> None:
    company, count, kills = here.company, 80, 3
    with receiving(said({})) as receiver:
        hooks(company, receiver.url, count)
        worker = worker_of(here, tmp_path, TRIANGLE_RECEIVERS_INSIDE=next(iter(receiver.inside)))
        for kill in range(1, kills + 1):
            worker.start()
            until(lambda kill=kill: len(receiver.taken) >= kill * 15, WORKER_PATIENCE)
            killed_and_late(company, worker)
        worker.start()
        until(lambda: all_sent(company), WORKER_PATIENCE)
        work_again(company, "notifications.post")
        worker.stop()

        ids = [headers["webhook-id"] for _, headers, _ in receiver.taken]
        told = [body["events"][0]["n"] for body in receiver.bodies()]
    assert len(set(ids)) == count
    assert set(told) == set(range(count))
    assert len(ids) - count <= kills * MOST_AT_ONCE
