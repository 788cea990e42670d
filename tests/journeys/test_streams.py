"""Streams over the socket: resume, reset, heads, leaving, and who is let in."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.installation import Browser, Installation, hear, until
from triangle.nodes.actions import change_item

Browsers = Callable[[str], Browser]


def tick(browser: Browser, room: dict[str, Any], times: int) -> None:
    """Note something on the first checklist item, again and again."""
    item = room["stages"][0]["nodes"][0]["checklist"][0]["id"]
    for number in range(times):
        browser.do("PATCH", f"/checklist-items/{item}", {"note": f"{number}"}, If_Match="*")


def test_hello_says_what_time_it_is(browsers: Browsers) -> None:
    said = hear(browsers("ar").connect(), "hello")

    assert said["server_time"].endswith("Z")


def test_resume_brings_exactly_what_was_missed(browsers: Browsers, room: dict[str, Any]) -> None:
    ar, stream = browsers("ar"), f"deal:{room['id']}"
    socket = ar.connect()
    assert ar.subscribe(socket, stream, 1) == {"status": "ok", "epoch": 1, "head": 1, "entries": []}
    tick(ar, room, 2)
    last = [hear(socket, "entry")["seq"] for _ in range(2)][-1]
    socket.disconnect()
    tick(ar, room, 3)

    again = ar.connect()
    missed = ar.subscribe(again, stream, last)

    assert (missed["status"], missed["head"]) == ("ok", 6)
    assert [entry["seq"] for entry in missed["entries"]] == [4, 5, 6]
    assert missed["entries"] == ar.do("GET", f"/streams/{stream}/entries?after=3")["data"]
    tick(ar, room, 1)
    assert hear(again, "entry")["seq"] == 7


@pytest.mark.parametrize(("epoch", "after", "why"), [(2, 0, "epoch"), (1, 99, "ahead"), (0, 99, "epoch")])
def test_position_that_cannot_be_is_reset(
    browsers: Browsers, room: dict[str, Any], epoch: int, after: int, why: str
) -> None:
    ar = browsers("ar")

    answer = ar.subscribe(ar.connect(), f"deal:{room['id']}", after, epoch)

    assert answer == {"status": "reset", "why": why}


def test_more_than_300_missed_entries_are_a_reset(
    installation: Installation, browsers: Browsers, room: dict[str, Any]
) -> None:
    ar, stream = browsers("ar"), f"deal:{room['id']}"
    item = room["stages"][0]["nodes"][0]["checklist"][0]["id"]
    with installation.company.deed("ar") as deed:
        for number in range(301):
            change_item(deed, item, note=f"{number}")
    socket = ar.connect()

    assert ar.subscribe(socket, stream, 1) == {"status": "reset", "why": "too_far"}
    assert len(ar.subscribe(socket, stream, 2)["entries"]) == 300


def test_reset_socket_hears_what_comes_next(browsers: Browsers, room: dict[str, Any]) -> None:
    ar = browsers("ar")
    socket = ar.connect()
    ar.subscribe(socket, f"deal:{room['id']}", 99)

    tick(ar, room, 1)

    assert hear(socket, "entry")["seq"] == 2


def test_unsubscribed_socket_hears_nothing_more(browsers: Browsers, room: dict[str, Any]) -> None:
    ar, stream = browsers("ar"), f"deal:{room['id']}"
    leaving, staying = ar.connect(), ar.connect()
    for socket in (leaving, staying):
        ar.subscribe(socket, stream, 1)
    assert leaving.call("unsubscribe", {"stream": stream}) == {"status": "ok"}

    tick(ar, room, 1)

    assert hear(staying, "entry")["seq"] == 2
    # An answer comes after everything that was sent before it on the same socket.
    assert leaving.call("unsubscribe", {"stream": stream}) == {"status": "ok"}
    assert [name for name, *_ in leaving.input_buffer if name == "entry"] == []


@pytest.mark.parametrize(
    "name", ["deal:{room}", "account:{account}", "user:{ar}", "deal:9999", "nonsense", "deal:x"]
)
def test_foreign_and_unknown_streams_are_the_same(
    browsers: Browsers, room: dict[str, Any], name: str
) -> None:
    other, ar = browsers("other"), browsers("ar")
    stream = name.format(room=room["id"], account=room["account_id"], ar=ar.person_id)

    answer = other.subscribe(other.connect(), stream, 0)

    assert answer == {"status": "error", "code": "not_found"}
    assert other.send("GET", f"/streams/{stream}/entries").status_code == 404


@pytest.mark.parametrize(
    "wish",
    [
        None,
        7,
        {},
        {"stream": 1},
        {"stream": "deal:1", "epoch": "1", "after": 0},
        {"stream": "deal:1", "epoch": 1, "after": -1},
    ],
)
def test_malformed_wish_is_an_answer_and_not_an_end(browsers: Browsers, wish: Any) -> None:
    socket = browsers("ar").connect()

    assert socket.call("subscribe", wish) == {"status": "error", "code": "malformed"}
    assert socket.connected


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"cookie": None}, "unauthenticated"),
        ({"cookie": "somebody"}, "unauthenticated"),
        ({"csrf": "wrong"}, "bad_csrf"),
        ({"csrf": None}, "bad_csrf"),
        ({"protocol": 2}, "bad_protocol"),
    ],
)
def test_socket_is_refused_with_a_code(browsers: Browsers, changed: dict[str, Any], code: str) -> None:
    assert browsers("ar").refusal(**changed) == code


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1"])
def test_socket_from_another_origin_is_refused(browsers: Browsers, origin: str) -> None:
    assert browsers("ar").refusal() is None
    assert browsers("ar").refusal(origin=origin) is not None


def test_signing_out_closes_the_socket_and_its_streams(browsers: Browsers, room: dict[str, Any]) -> None:
    ar = browsers("ar")
    socket = ar.connect()
    ar.subscribe(socket, f"deal:{room['id']}", 1)

    ar.send("DELETE", "/session")

    until(lambda: not socket.connected)
    assert ar.refusal() == "unauthenticated"


def test_whoever_lost_the_room_hears_no_more(browsers: Browsers, room: dict[str, Any]) -> None:
    ar, sr = browsers("ar"), browsers("sr")
    stream, socket = f"deal:{room['id']}", sr.connect()
    sr.subscribe(socket, stream, 1)

    person = ar.at.company.id("new")
    ar.do("PUT", f"/deals/{room['id']}/seats/SR", {"person_id": person, "reason": "调岗"}, If_Match="*")

    assert hear(socket, "revoked") == {"stream": stream}
    assert sr.subscribe(socket, stream, 1) == {"status": "error", "code": "not_found"}
