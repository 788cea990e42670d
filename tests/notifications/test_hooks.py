"""The installation's webhooks: programs are told of the events they chose, in ids and states only."""

from datetime import timedelta
from typing import Any

import pytest

from tests.channels.receivers import receiving, said
from tests.company import Company
from tests.notifications.test_rounds import SECRET, post, send
from tests.rooms.play import Play
from triangle.notifications.outbox_models import Delivery, Outlet


def hook(company: Company, *events: str, url: str = "https://hooks.example/x", is_on: bool = True) -> None:
    """Set up a webhook of the installation that follows some events."""
    with company.service.database.unit_of_work() as session:
        session.add(
            Outlet(channel="webhook", url=url, secret=SECRET, lane="hook", events=list(events), is_on=is_on)
        )


def programs_told(company: Company) -> list[dict[str, Any]]:
    with company.reading() as session:
        query = session.query(Delivery).filter_by(notification_id=None).order_by(Delivery.id)
        return [each.payload for each in query]


@pytest.mark.parametrize(
    ("events", "heard"),
    [
        (("handoff.accepted",), ["handoff.accepted"]),
        (("deal.lost", "handoff.offered"), ["handoff.offered"]),
        (("promise.made",), []),
        ((), ["handoff.offered", "handoff.accepted"]),
    ],
)
def test_a_webhook_hears_what_it_chose_and_everything_when_it_chose_nothing(
    company: Company, events: tuple[str, ...], heard: list[str]
) -> None:
    play = Play(company)
    hook(company, *events)

    play.accept("sr", play.offer("ar", "KD1.1", "sr"))

    assert [told["type"] for told in programs_told(company)] == heard


def test_a_webhook_that_is_off_hears_nothing(company: Company) -> None:
    play = Play(company)
    hook(company, is_on=False)

    play.offer("ar", "KD1.1", "sr")

    assert programs_told(company) == []


def test_a_program_gets_ids_and_no_words_of_anybody(company: Company) -> None:
    with receiving(said({})) as receiver:
        play = Play(company)
        hook(company, "handoff.offered", url=receiver.url)
        handoff = play.offer("ar", "KD1.1", "sr", message="客户预算三百万")
        company.clock.move(timedelta(seconds=1))
        send(post(company, receiver.inside))

        ((event,),) = [body["events"] for body in receiver.bodies()]
        raw = receiver.taken[0][2].decode()

    assert (event["type"], event["handoff_id"], event["deal_id"]) == (
        "handoff.offered",
        handoff.id,
        play.deal.id,
    )
    assert event["actor_id"] == company.id("ar")
    assert "预算" not in raw


def test_an_event_that_does_not_exist_is_refused(company: Company) -> None:
    body = {"channel": "webhook", "url": "https://hooks.example/x", "secret": SECRET, "shared": True}

    answer = company.client("admin").post("/api/outlets", json=body | {"events": ["deal.dreamt"]})

    assert answer.status_code == 422
