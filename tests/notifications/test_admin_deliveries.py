"""What an admin does about webhooks: changes them, and has sent again what was given up."""

from datetime import timedelta
from typing import Any

import pytest

from tests.channels.receivers import receiving, said
from tests.company import Company
from tests.notifications.reading import statuses
from tests.notifications.test_hooks import hook, programs_told
from tests.notifications.test_rounds import SECRET, post, send
from tests.rooms.play import Play
from triangle.notifications.outbox_models import Outlet


def listed(company: Company, status: str) -> list[dict[str, Any]]:
    """Return the deliveries of a status, as an admin reads them."""
    answer = company.client("admin").get("/api/deliveries", query_string={"status": status})
    assert answer.status_code == 200, answer.text
    return list(answer.get_json()["data"])


def edit(company: Company, **changes: Any) -> Any:
    """Change the one outlet of the installation."""
    client = company.client("admin")
    (outlet,) = [each for each in client.get("/api/outlets").json["data"] if each["person_id"] is None]
    seen = {"If-Match": f'"{outlet["version"]}"'}
    return client.patch(f"/api/outlets/{outlet['id']}", json=changes, headers=seen)


def test_what_a_receiver_refused_is_sent_again_by_an_admin_and_signed_anew(company: Company) -> None:
    with receiving(said({}, status=410), said({})) as receiver:
        play = Play(company)
        hook(company, "handoff.offered", url=receiver.url)
        play.offer("ar", "KD1.1", "sr")
        company.clock.move(timedelta(seconds=1))
        send(post(company, receiver.inside))
        (failed,) = listed(company, "failed")

        retried = company.client("admin").post(f"/api/deliveries/{failed['id']}/retry", json={})
        company.clock.move(timedelta(minutes=1))
        send(post(company, receiver.inside))

    assert (failed["event"], failed["tries"]) == ("handoff.offered", 1)
    assert "410" in failed["last_error"]
    assert (retried.status_code, retried.json["data"]["status"]) == (200, "waiting")
    assert listed(company, "failed") == []
    assert "sent" in statuses(company)
    first, again = receiver.taken
    assert first[2] == again[2]
    assert len({headers["webhook-signature"] for _, headers, _ in receiver.taken}) == 2


def test_only_what_was_given_up_is_sent_again(company: Company) -> None:
    play = Play(company)
    hook(company, "handoff.offered")
    play.offer("ar", "KD1.1", "sr")
    (waiting, *_) = [each for each in listed(company, "waiting") if each["outlet"]["channel"] == "webhook"]

    refused = company.client("admin").post(f"/api/deliveries/{waiting['id']}/retry", json={})

    assert (refused.status_code, refused.json["code"]) == (409, "not_failed")


def test_edited_webhook_keeps_its_secret_and_follows_its_new_events(company: Company) -> None:
    play = Play(company)
    hook(company, "handoff.offered")

    changed = edit(company, name="数据平台", url="https://hooks.example/y", events=["handoff.accepted"])
    play.accept("sr", play.offer("ar", "KD1.1", "sr"))

    data = changed.json["data"]
    assert (data["name"], data["url"], data["has_secret"]) == ("数据平台", "https://hooks.example/y", True)
    assert "secret" not in data
    assert [told["type"] for told in programs_told(company)] == ["handoff.accepted"]
    with company.reading() as session:
        assert session.query(Outlet).filter_by(channel="webhook").one().secret == SECRET


@pytest.mark.parametrize(
    ("changes", "field"), [({"secret": "short"}, "secret"), ({"url": "http://10.0.0.1/x"}, "url")]
)
def test_edit_that_would_break_a_webhook_is_refused(
    company: Company, changes: dict[str, str], field: str
) -> None:
    hook(company)

    refused = edit(company, **changes)

    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, field)


def test_webhook_that_an_admin_switches_off_hears_nothing(company: Company) -> None:
    play = Play(company)
    hook(company)
    edit(company, is_on=False)

    play.offer("ar", "KD1.1", "sr")

    assert programs_told(company) == []
