"""A hand-off from one person's screen to another's."""

from collections.abc import Callable
from typing import Any

from tests.journeys.installation import Browser, hear

Browsers = Callable[[str], Browser]


def first_node(room: dict[str, Any]) -> int:
    return int(room["stages"][0]["nodes"][0]["id"])


def test_receiver_hears_of_a_handoff_answers_it_and_the_giver_hears_back(
    browsers: Browsers, room: dict[str, Any]
) -> None:
    ar, sr = browsers("ar"), browsers("sr")
    stream = f"user:{sr.person_id}"
    heard_so_far = sr.do("GET", "/inbox")["positions"][stream]["seq"]
    sr_socket, ar_socket = sr.connect(), ar.connect()
    sr.subscribe(sr_socket, stream, heard_so_far)
    ar.subscribe(ar_socket, f"deal:{room['id']}", 1)

    offered = ar.do(
        "POST",
        f"/nodes/{first_node(room)}/handoffs",
        {"receiver_ids": [sr.person_id], "message": "请接手"},
        X_Op_Id="op-1",
    )["data"]

    entry = hear(sr_socket, "entry")
    assert (entry["stream"], entry["seq"], entry["type"]) == (stream, heard_so_far + 1, "handoff.offered")
    assert entry["data"]["handoff"] == offered
    assert (entry["data"]["deal"]["title"], entry["actor"]) == ("云平台", ar.person_id)
    assert "hash" not in entry
    notice = hear(sr_socket, "entry")
    assert (notice["seq"], notice["type"]) == (heard_so_far + 2, "notification.made")
    own = hear(ar_socket, "entry")
    assert (own["seq"], own["type"], own["op_id"]) == (2, "handoff.offered", "op-1")

    sr.do("POST", f"/handoffs/{offered['id']}/accept", {})

    back = hear(ar_socket, "entry")
    assert (back["seq"], back["type"]) == (3, "handoff.accepted")
    assert {row["person_id"] for row in back["data"]["responsibilities"] if row["until_at"] is None} == {
        sr.person_id
    }
    following = [hear(sr_socket, "entry")["type"] for _ in range(2)]
    assert following == ["handoff.accepted", "notification.changed"]
    assert sr.do("GET", "/inbox")["positions"][stream]["seq"] == heard_so_far + 4


def test_state_and_entries_are_the_state_that_is_fetched(browsers: Browsers, room: dict[str, Any]) -> None:
    ar = browsers("ar")
    socket = ar.connect()
    ar.subscribe(socket, f"deal:{room['id']}", 1)

    ar.do("POST", f"/nodes/{first_node(room)}/start")

    said = hear(socket, "entry")["data"]["node"]
    fresh = ar.do("GET", f"/deals/{room['id']}")["data"]["stages"][0]["nodes"][0]
    assert {name: value for name, value in fresh.items() if name != "checklist"} == said


def test_refused_deed_is_heard_by_nobody(browsers: Browsers, room: dict[str, Any]) -> None:
    ar, fr = browsers("ar"), browsers("fr")
    socket = ar.connect()
    ar.subscribe(socket, f"deal:{room['id']}", 1)

    refused = fr.send("POST", f"/nodes/{first_node(room)}/start", {})
    ar.do("POST", f"/nodes/{first_node(room)}/start")

    assert refused.status_code == 403
    assert (hear(socket, "entry"))["seq"] == 2
