"""Rights that end at one server end at the other within a second, whether Redis helps or not."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.faults.two import Listening, Two, needs_services, note, start_two
from tests.journeys.installation import until
from triangle.identity.models import Person, Team

pytestmark = needs_services


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """Two servers that every test of the file leaves running."""
    made = start_two(tmp_path_factory.mktemp("two"))
    yield made
    made.close()


@pytest.fixture(params=["redis", "no redis"])
def redis(two: Two, request: pytest.FixtureRequest) -> Iterator[None]:
    """Redis running, and Redis stopped."""
    if request.param == "no redis":
        two.redis.stop()
    yield
    if request.param == "no redis":
        two.redis.start()
        two.ready()


@pytest.fixture
def admin(two: Two) -> Any:
    """An admin at the first server."""
    return two.here("admin")


@pytest.mark.usefixtures("redis")
@pytest.mark.parametrize("how", ["signs out", "new password", "disabled"])
def test_sockets_at_the_other_server_close(two: Two, admin: Any, how: str) -> None:
    there, stays = two.there("new"), two.there("ar").connect()
    socket = there.connect()

    if how == "signs out":
        assert replace(there, server=two.installation.server).send("DELETE", "/session").ok
    elif how == "new password":
        path = f"/people/{there.person_id}/password"
        admin.do("PUT", path, {"password": "another horse battery"}, If_Match="*")
    else:
        admin.do("POST", f"/people/{there.person_id}/deactivate", {}, If_Match="*")

    until(lambda: not socket.connected)
    assert there.refusal() == "unauthenticated"
    assert stays.connected
    if how == "disabled":
        admin.do("POST", f"/people/{there.person_id}/activate", {}, If_Match="*")


@pytest.mark.usefixtures("redis")
def test_former_member_gets_no_further_byte_and_may_write_nothing(two: Two) -> None:
    room = two.room()
    stream, sr, stays = f"deal:{room['id']}", two.there("sr"), two.there("fr")
    former, still = Listening(sr, stream), Listening(stays, stream)

    change = {"person_id": two.installation.company.id("new"), "reason": "调岗"}
    two.here("ar").do("PUT", f"/deals/{room['id']}/seats/SR", change, If_Match="*")
    for number in range(3):
        note(two.here("ar"), room, str(number))

    assert still.until(5) == [2, 3, 4, 5]
    until(lambda: former.heard("revoked") == [{"stream": stream}])
    assert former.hear() == []
    assert sr.subscribe(former.socket, stream, 1) == {"status": "error", "code": "not_found"}
    item = room["stages"][0]["nodes"][0]["checklist"][0]["id"]
    assert sr.send("PATCH", f"/checklist-items/{item}", {"note": "x"}, If_Match="*").status_code == 404
    assert sr.send("GET", f"/streams/{stream}/entries").status_code == 404


@pytest.mark.usefixtures("redis")
def test_account_is_lost_with_its_only_room(two: Two) -> None:
    room = two.room()
    path, company = f"/deals/{room['id']}/seats/PT", two.installation.company
    ar = two.here("ar")
    ar.do("PUT", path, {"person_id": company.id("other"), "reason": "伙伴"}, If_Match="*")
    stream = f"account:{room['account_id']}"
    listening = Listening(two.there("other"), stream)

    ar.do("PUT", path, {"person_id": None, "reason": "结束"}, If_Match="*")

    until(lambda: listening.heard("revoked") == [{"stream": stream}])


@pytest.mark.usefixtures("redis")
@pytest.mark.parametrize("what", ["person", "tree", "account"])
def test_leader_who_stands_above_no_more_hears_no_more(two: Two, admin: Any, what: str) -> None:
    room, company = two.room(), two.installation.company
    lead, stream = two.there("lead"), f"deal:{room['id']}"
    listening = Listening(lead, stream)
    east, sales, west = (company.teams[name].id for name in ("east", "sales", "west"))

    if what == "person":
        admin.do("PATCH", f"/people/{lead.person_id}", {"team_id": west}, If_Match="*")
    elif what == "tree":
        admin.do("PATCH", f"/teams/{east}", {"name": "east", "parent_id": None}, If_Match="*")
    else:
        admin.do("PATCH", f"/accounts/{room['account_id']}", {"team_id": west}, If_Match="*")

    until(lambda: listening.heard("revoked") == [{"stream": stream}])
    with company.service.database.unit_of_work() as session:
        session.get_one(Person, lead.person_id).team_id = sales
        session.get_one(Team, east).parent_id = sales


@pytest.mark.usefixtures("redis")
def test_who_is_in_the_room_is_known_at_both_servers(two: Two) -> None:
    room = two.room()
    stream, deal = f"deal:{room['id']}", room["id"]
    here, there = Listening(two.here("fr"), stream), Listening(two.there("sr"), stream)
    node = room["stages"][0]["nodes"][0]["id"]
    fr, sr = (two.installation.company.id(name) for name in ("fr", "sr"))

    here.socket.call("presence", {"deal": deal, "state": {"node": node}})
    there.socket.call("presence", {"deal": deal, "state": {"node": None}})

    until(lambda: _present(here) == {fr: node, sr: None} == _present(there))
    here.socket.disconnect()
    until(lambda: _present(there) == {sr: None})


def _present(listening: Listening) -> dict[int, int | None]:
    present: dict[int, int | None] = {}
    for said in listening.heard("presence"):
        present |= {state["id"]: state["node"] for state in said["changed"]}
        for person in said["gone"]:
            present.pop(person, None)
    return present
