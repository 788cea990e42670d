"""The outbox: merged, tried again, taken back, and nobody waits for somebody slow."""

import re
import threading
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from tests.channels.receivers import mailbox, receiving, said
from tests.company import Company
from tests.notifications.reading import statuses
from tests.rooms.play import Play
from triangle.channels.catalog import Channels
from triangle.channels.mail import Mailer
from triangle.channels.posting import Poster
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.notifications.results import MOST_TRIES, pause
from triangle.notifications.rounds import LEASE, Post

SECRET = "correct horse battery"


def post(company: Company, inside: frozenset[str] = frozenset(), mail: str = "") -> Post:
    channels = Channels(Poster(inside), Mailer(mail, "triangle@test.example"))
    return Post(company.service.database, channels, company.clock, "http://localhost")


def hook(company: Company, url: str, *, n: int = 1, lane: str = "hook") -> None:
    """Put some deliveries into the outbox of a webhook of its own."""
    with company.service.database.unit_of_work() as session:
        outlet = Outlet(channel="webhook", url=url, secret=SECRET, lane=lane)
        session.add(outlet)
        at = company.clock.now()
        session.add_all(
            Delivery(outlet=outlet, event="deal.won", payload={"n": i}, due_at=at, made_at=at)
            for i in range(n)
        )


def send(office: Post) -> None:
    office.round(patience=30)
    office.close()


def test_several_become_one_mail_in_the_readers_language(company: Company) -> None:
    play = Play(company)
    play.offer("ar", "KD1.1", "sr")
    play.offer("ar", "KD1.3")
    company.clock.move(timedelta(minutes=2))

    with mailbox() as box:
        send(post(company, mail=box.url))

    to_sr = [mail for mail in map(read, box.mails) if "sr@test.example" in mail["To"]]
    assert len(to_sr) == 1
    assert "2 条新消息" in str(to_sr[0]["Subject"])
    assert to_sr[0].get_body(("html",)) is not None
    assert len(re.findall(r"/answer/[\w-]{40,}", to_sr[0].get_body(("plain",)).get_content())) == 2


def read(raw: bytes):
    return message_from_bytes(raw, policy=policy.default)


def test_nothing_is_sent_before_its_window_ends(company: Company) -> None:
    Play(company).offer("ar", "KD1.1", "sr")

    with mailbox() as box:
        send(post(company, mail=box.url))

    assert (box.mails, statuses(company)) == ([], ["waiting"])


def test_news_that_is_days_late_and_mail_without_a_server_are_dropped(company: Company) -> None:
    play = Play(company)
    play.accept("sr", play.offer("ar", "KD1.1", "sr"))
    play.offer("sr", "KD1.1", "fr")
    company.client("ar").put(
        "/api/notification-wish",
        json={"channels": {}, "quiet_from": None, "quiet_until": None, "digest_at": None},
        headers={"If-Match": "*"},
    )
    company.clock.move(timedelta(days=4))

    send(post(company))

    assert set(statuses(company)) == {"dropped"}


def test_a_failed_message_is_tried_again_under_the_same_id(company: Company) -> None:
    with receiving(said({}, 503), said({})) as receiver:
        hook(company, receiver.url, n=3)
        send(post(company, receiver.inside))
        first = statuses(company)
        company.clock.move(timedelta(minutes=5))
        send(post(company, receiver.inside))

        ids = [headers["webhook-id"] for _, headers, _ in receiver.taken]
        assert (first, statuses(company)) == (["waiting"] * 3, ["sent"] * 3)
        assert (len(ids), len(set(ids))) == (2, 1)


def test_a_message_that_nobody_takes_is_given_up_with_its_error(company: Company) -> None:
    with receiving(said(b"broken", 500)) as receiver:
        hook(company, receiver.url)
        for _ in range(MOST_TRIES):
            send(post(company, receiver.inside))
            company.clock.move(timedelta(hours=5))

    with company.reading() as session:
        given_up = session.query(Delivery).one()
        assert (given_up.status, given_up.tries) == ("failed", MOST_TRIES)
        assert "HTTP 500" in given_up.last_error
        assert "HTTP 500" in given_up.outlet.last_error


def test_a_pause_that_was_asked_for_is_kept_and_costs_no_try(company: Company) -> None:
    with receiving(said({}, 429, Retry_After="600"), said({})) as receiver:
        hook(company, receiver.url)
        send(post(company, receiver.inside))
        company.clock.move(timedelta(minutes=9))
        send(post(company, receiver.inside))
        before = len(receiver.taken)
        company.clock.move(timedelta(minutes=2))
        send(post(company, receiver.inside))

        assert (before, len(receiver.taken), statuses(company)) == (1, 2, ["sent"])


@pytest.mark.parametrize("lanes", [1, 5])
def test_slow_receivers_hold_up_nobody_else(company: Company, lanes: int) -> None:
    open_up = threading.Event()
    with receiving(said({}), slow=open_up) as slow, receiving(said({})) as quick:
        for number in range(20):
            hook(company, slow.url, lane=f"slow {number % lanes}")
        hook(company, quick.url, n=40, lane="quick")
        office = post(company, slow.inside | quick.inside)

        # Less than after what time a slow one is given up, and more than a quick one takes on a busy machine.
        office.round(patience=4)
        delivered = statuses(company)[20:]
        open_up.set()
        office.close()

    assert delivered == ["sent"] * 40


def test_a_process_that_died_while_sending_leaves_the_same_message_to_the_next(company: Company) -> None:
    with receiving(said({})) as receiver:
        hook(company, receiver.url)
        dying = post(company, receiver.inside)
        leased = dying._lease(1)
        dying.close()
        send(post(company, receiver.inside))
        too_early = len(receiver.taken)
        company.clock.move(LEASE + timedelta(seconds=1))
        send(post(company, receiver.inside))

        assert leased is not None
        assert too_early == 0
        assert [headers["webhook-id"] for _, headers, _ in receiver.taken] == [leased.message.id]
        assert statuses(company) == ["sent"]


def test_two_offices_send_a_message_once(company: Company) -> None:
    with receiving(said({})) as receiver:
        for _ in range(12):
            hook(company, receiver.url)
        offices = [post(company, receiver.inside) for _ in range(2)]
        threads = [threading.Thread(target=send, args=[office]) for office in offices]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        ids = [headers["webhook-id"] for _, headers, _ in receiver.taken]
        assert len(ids) == len(set(ids)) == 12


@pytest.mark.parametrize("tries", [1, 5, 50])
def test_pauses_grow_to_a_limit_and_differ(tries: int) -> None:
    pauses = {pause(tries) for _ in range(20)}

    assert len(pauses) > 1
    assert max(pauses) <= timedelta(hours=4)
    assert min(pauses) >= min(timedelta(seconds=10) * 2 ** (min(tries, 20) - 1), timedelta(hours=2))
