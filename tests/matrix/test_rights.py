"""One rule for rows, counts, heat maps and exports: what somebody may not see is nowhere in any answer."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from tests.company import Company
from tests.rooms.play import Play
from triangle.accounts.actions import add_account

HERE, THERE = "华光电子", "西部能源"
VIEWS = (
    "/matrix",
    "/matrix?group=account",
    "/matrix?group=stage",
    "/matrix?person={ar}",
    "/matrix/difference?from=2026-01-01T00:00:00Z",
    "/matrix/people/{ar}",
    "/matrix/load",
    "/matrix/load?by=stage",
    "/matrix/findings",
    "/matrix/export?format=csv",
)


@pytest.fixture
def play(company: Company) -> Play:
    """A room in the east that others want to look into, and one in the west."""
    play = Play(company)
    play.start("ar", "KD1.1")
    with company.deed("other") as deed:
        fields = {"type": "sme", "channel": "direct", "industry": "", "region": ""}
        seats = {"AR": company.id("other"), "FR": company.id("other")}
        west = add_account(deed, name=THERE, team_id=company.teams["west"].id, seats=seats, **fields)
    deal = {"account_id": west.id, "title": "储能", "playbook": "SD"}
    assert company.client("other").post("/api/deals", json=deal).status_code == 201
    company.clock.move(timedelta(days=200))
    return play


def text(company: Company, who: str, view: str) -> str:
    """Return everything that a view says to somebody."""
    answer = company.client(who).get("/api" + view.format(ar=company.id("ar")))
    assert answer.status_code == 200, answer.text
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("view", VIEWS)
def test_leader_sees_the_teams_below_and_nothing_else(play: Play, view: str) -> None:
    said = text(play.company, "lead", view)

    assert THERE not in said
    if "findings" not in view and "load" not in view:
        assert HERE in said


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("who", ["other", "other_lead", "new", "admin", "guest"])
def test_who_is_outside_gets_no_row_no_name_and_no_count(play: Play, who: str, view: str) -> None:
    said = text(play.company, who, view)

    assert HERE not in said
    if not view.startswith("/matrix/export"):
        answer = play.company.client(who).get("/api" + view.format(ar=play.company.id("ar"))).get_json()
        inside = {play.company.id(name) for name in ("ar", "sr", "fr", "sp")}
        assert not inside & {person["id"] for person in answer["people"]}
        assert {count["team_id"] for count in answer.get("counts", ())} <= {play.company.teams["west"].id}


def test_past_is_seen_by_who_may_see_the_room_now(play: Play) -> None:
    at = play.company.clock.now().isoformat().replace("+00:00", "Z")
    play.company.clock.move(timedelta(days=1))
    play.deal_seat("SR", "new")

    assert HERE in text(play.company, "new", f"/matrix?at={at}")
    play.deal_seat("SR", "sr")
    assert HERE not in text(play.company, "new", f"/matrix?at={at}")


def test_workbook_of_an_outsider_is_empty(play: Play) -> None:
    answer = play.company.client("other_lead").get("/api/matrix/export")

    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        written = book.read("xl/sharedStrings.xml").decode()
    assert THERE in written
    assert HERE not in written


@pytest.mark.parametrize(
    "view", [*VIEWS, "/deals/{deal}/matrix", "/matrix/moments", "/matrix/moments?deal={deal}"]
)
def test_number_of_queries_does_not_grow_with_deals(play: Play, view: str, count_queries: Any) -> None:
    address = "/api" + view.format(ar=play.company.id("ar"), deal=play.deal.id)
    client = play.company.client("lead")

    before = count_queries(lambda: client.get(address))
    for _ in range(3):
        play.company.deal(play.account)
    after = count_queries(lambda: client.get(address))

    assert 0 < after <= before
    assert after <= 30
