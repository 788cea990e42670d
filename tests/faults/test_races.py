"""Two at once: one is done, the other is told who was faster; nothing is done twice."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import requests

from tests.journeys.installation import Browser, Installation

Send = Callable[[], requests.Response]


def at_once(*sends: Send) -> list[requests.Response]:
    """Send several requests in the same moment."""
    start = threading.Barrier(len(sends))

    def send_together(send: Send) -> requests.Response:
        start.wait()
        return send()

    with ThreadPoolExecutor(len(sends)) as pool:
        return list(pool.map(send_together, sends))


def open_room(ar: Browser) -> dict[str, Any]:
    account = ar.at.company.account()
    return dict(
        ar.do("POST", "/deals", {"account_id": account.id, "title": "云平台", "playbook": "KD"})["data"]
    )


def offer(ar: Browser, room: dict[str, Any], index: int = 0) -> int:
    node = room["stages"][0]["nodes"][index]["id"]
    path = f"/nodes/{node}/handoffs"
    return int(ar.do("POST", path, {"receiver_ids": [ar.at.company.id("sr")]})["data"]["id"])


def head_of(browser: Browser, room: dict[str, Any]) -> int:
    return int(browser.do("GET", f"/streams/deal:{room['id']}/entries")["head"])


def test_of_two_tabs_that_accept_at_once_one_is_told_who_was_faster(installation: Installation) -> None:
    ar, tab, other_tab = installation.browser("ar"), installation.browser("sr"), installation.browser("sr")
    room = open_room(ar)
    for index in range(2):
        path = f"/handoffs/{offer(ar, room, index)}/accept"
        head = head_of(ar, room)

        answers = at_once(lambda: tab.send("POST", path, {}), lambda: other_tab.send("POST", path, {}))  # noqa: B023

        assert sorted(answer.status_code for answer in answers) == [200, 409]
        refused = next(answer.json() for answer in answers if answer.status_code == 409)
        assert refused["code"] == "handoff_answered"
        assert refused["params"]["by"] == tab.person_id
        assert refused["params"]["status"] == "accepted"
        assert head_of(ar, room) == head + 1


def test_of_accept_and_withdraw_at_once_one_happens(installation: Installation) -> None:
    ar, sr = installation.browser("ar"), installation.browser("sr")
    room = open_room(ar)
    handoff = offer(ar, room)

    answers = at_once(
        lambda: sr.send("POST", f"/handoffs/{handoff}/accept", {}),
        lambda: ar.send("POST", f"/handoffs/{handoff}/withdraw", {}),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    done = next(answer.json() for answer in answers if answer.ok)["data"]
    assert done["status"] == ("accepted" if answers[0].ok else "withdrawn")


def test_same_key_again_has_one_effect_and_the_same_answer(installation: Installation) -> None:
    ar = installation.browser("ar")
    room, key = open_room(ar), str(uuid4())
    path = f"/nodes/{room['stages'][0]['nodes'][0]['id']}/start"

    first, second = (ar.send("POST", path, {}, Idempotency_Key=key) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert first.headers["ETag"] == second.headers["ETag"]
    assert head_of(ar, room) == 2


def test_same_key_many_times_at_once_has_one_effect(installation: Installation) -> None:
    ar = installation.browser("ar")
    account, key = installation.company.account(), str(uuid4())
    wish = {"account_id": account.id, "title": "云平台", "playbook": "KD"}

    answers = at_once(*[lambda: ar.send("POST", "/deals", wish, Idempotency_Key=key)] * 4)

    codes = {answer.status_code for answer in answers}
    assert 201 in codes
    assert codes <= {201, 409}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} <= {
        "idempotency_running"
    }
    assert len(ar.do("GET", f"/deals?account_id={account.id}")["data"]) == 1


def test_same_key_with_another_body_is_refused(installation: Installation) -> None:
    ar, key = installation.browser("ar"), str(uuid4())
    account = installation.company.account()
    wish = {"account_id": account.id, "title": "云平台", "playbook": "KD"}
    ar.do("POST", "/deals", wish, Idempotency_Key=key)

    refused = ar.send("POST", "/deals", wish | {"title": "别的"}, Idempotency_Key=key)

    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    assert len(ar.do("GET", f"/deals?account_id={account.id}")["data"]) == 1


def test_of_two_writes_on_the_same_version_one_changes_something(installation: Installation) -> None:
    ar = installation.browser("ar")
    room = open_room(ar)
    path = f"/deals/{room['id']}"
    etag = ar.send("GET", path).headers["ETag"]

    answers = at_once(
        lambda: ar.send("PATCH", path, {"title": "甲"}, If_Match=etag),
        lambda: ar.send("PATCH", path, {"title": "乙"}, If_Match=etag),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412]
    written = next(answer.json()["data"] for answer in answers if answer.ok)
    assert ar.do("GET", path)["data"]["title"] == written["title"]
    assert head_of(ar, room) == 2


def test_stale_or_missing_version_changes_nothing(installation: Installation) -> None:
    ar = installation.browser("ar")
    room = open_room(ar)
    item = room["stages"][0]["nodes"][0]["checklist"][0]

    missing = ar.send("PATCH", f"/checklist-items/{item['id']}", {"state": "done"})
    stale = ar.send("PATCH", f"/checklist-items/{item['id']}", {"state": "done"}, If_Match='"0"')

    assert (missing.status_code, stale.status_code) == (428, 412)
    assert ar.do("GET", f"/checklist-items/{item['id']}")["data"] == item
    assert head_of(ar, room) == 1
