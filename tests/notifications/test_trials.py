"""The test button of each channel, and how seldom one address is written to."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.channels.receivers import Receiver, receiving, said
from tests.company import Company
from tests.notifications.test_rounds import hook, post, send
from triangle.channels.catalog import GAPS, Channels
from triangle.channels.mail import Mailer
from triangle.channels.posting import Poster
from triangle.notifications.outbox_models import Outlet

TAKEN = {
    "webhook": said({}),
    "slack": said(b"ok"),
    "feishu": said({"code": 0}),
    "wecom": said({"errcode": 0}),
    "dingtalk": said({"errcode": 0}),
}


@pytest.fixture
def receiver(company: Company) -> Iterator[Receiver]:
    """A receiver inside, which this installation may reach."""
    with receiving(said({})) as found:
        company.service.parts["channels"] = Channels(
            Poster(found.inside), Mailer("", "triangle@test.example")
        )
        yield found


def outlet(company: Company, channel: str, url: str) -> int:
    """Set up a webhook or bot of the installation."""
    with company.service.database.unit_of_work() as session:
        made = Outlet(channel=channel, url=url, secret="correct horse battery", lane="x")
        session.add(made)
        session.flush()
        return made.id


def tried(client: FlaskClient, outlet_id: int) -> Any:
    """Press the button."""
    answer = client.post(f"/api/outlets/{outlet_id}/test", json={})
    assert answer.status_code == 200, answer.text
    return answer.json["data"]


@pytest.mark.parametrize("channel", TAKEN)
def test_button_sends_a_message_at_once_and_says_that_it_was_taken(
    company: Company, receiver: Receiver, channel: str
) -> None:
    receiver.answers = [TAKEN[channel]]

    result = tried(company.client("admin"), outlet(company, channel, receiver.url))

    assert result == {"ok": True, "error": ""}
    assert len(receiver.taken) == 1


def test_button_says_why_it_was_not_taken_and_leaves_the_outlet_as_it_was(
    company: Company, receiver: Receiver
) -> None:
    receiver.answers = [said({}, status=403)]
    number = outlet(company, "webhook", receiver.url)

    result = tried(company.client("admin"), number)

    assert not result["ok"]
    assert "403" in result["error"]
    with company.reading() as session:
        assert session.get_one(Outlet, number).failures == 0


def test_button_without_a_mail_server_says_so(company: Company, receiver: Receiver) -> None:
    result = tried(company.client("admin"), outlet(company, "mail", ""))

    assert not result["ok"]


def test_address_is_left_alone_between_two_messages(company: Company) -> None:
    with receiving(TAKEN["dingtalk"]) as robot:
        hook(company, robot.url)
        with company.service.database.unit_of_work() as session:
            session.query(Outlet).filter_by(channel="webhook").one().channel = "dingtalk"
        send(post(company, robot.inside))

    with company.reading() as session:
        free_at = session.query(Outlet).filter_by(channel="dingtalk").one().free_at
    assert free_at == company.clock.now() + GAPS["dingtalk"] > company.clock.now() + timedelta(seconds=3)
