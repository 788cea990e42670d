"""An entry and what it changed: the same things as the entry before told of them, for the same readers."""

from typing import Any

import pytest

from tests.company import Company
from tests.rooms.play import Play


def whole(company: Company, who: str, stream: str, seq: int) -> dict[str, Any]:
    """Return one entry as somebody reads it."""
    answer = company.client(who).get(f"/api/streams/{stream}/entries/{seq}")
    assert answer.status_code == 200, answer.text
    return answer.json["data"]


def last(company: Company, stream: str) -> int:
    """Return the number of a stream's last entry."""
    return int(company.client("ar").get(f"/api/streams/{stream}/entries?limit=1").json["head"])


def test_an_entry_comes_with_the_thing_as_it_was(company: Company) -> None:
    account = company.account()
    stream, client = f"account:{account.id}", company.client("ar")
    for region in ("华北", "华南"):
        client.patch(f"/api/accounts/{account.id}", json={"region": region}, headers={"If-Match": "*"})

    entry = whole(company, "ar", stream, last(company, stream))

    assert (entry["type"], entry["data"]["account"]["region"]) == ("account.edited", "华南")
    assert entry["before"]["account"]["region"] == "华北"
    assert entry["prev_hash"] == whole(company, "ar", stream, entry["seq"] - 1)["hash"]


def test_it_is_the_same_thing_and_not_its_neighbour(company: Company) -> None:
    play = Play(company)
    code = play.nodes()[0].code
    play.start("ar", code) if play.node(code).status == "waiting" else None
    play.tick("ar", code)
    item = play.node(code).checklist[0]
    client, stream = company.client("ar"), f"deal:{play.deal.id}"
    client.patch(f"/api/checklist-items/{item.id}", json={"state": "open"}, headers={"If-Match": "*"})

    entry = whole(company, "ar", stream, last(company, stream))

    assert (entry["data"]["item"]["id"], entry["before"]["item"]["id"]) == (item.id, item.id)
    assert (entry["before"]["item"]["state"], entry["data"]["item"]["state"]) == ("done", "open")


def test_seats_of_a_deal_come_as_the_list_they_were(company: Company) -> None:
    play = Play(company)
    play.deal_seat("SR", "new")
    stream = f"deal:{play.deal.id}"

    entry = whole(company, "ar", stream, last(company, stream))

    def sitting(seats: list[dict[str, Any]]) -> Any:
        return next(seat["person_id"] for seat in seats if seat["role"] == "SR")

    assert sitting(entry["before"]["seats"]) == company.id("sr")
    assert sitting(entry["data"]["seats"]) == company.id("new")


def test_the_first_entry_has_nothing_before_it(company: Company) -> None:
    assert whole(company, "ar", f"account:{company.account().id}", 1)["before"] == {}


@pytest.mark.parametrize("seq", [0, 99, 2**53, 2**80])
def test_an_entry_that_is_not_there_is_not_found(company: Company, seq: int) -> None:
    account = company.account()

    assert company.client("ar").get(f"/api/streams/account:{account.id}/entries/{seq}").status_code == 404


def test_who_may_not_read_the_stream_finds_no_entry(company: Company) -> None:
    account = company.account()

    assert company.client("other").get(f"/api/streams/account:{account.id}/entries/1").status_code == 404
