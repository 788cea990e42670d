"""Opening a room: everything at once, or nothing."""

import itertools
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.company import Company
from tests.rooms.play import Play
from triangle.deals.models import Deal
from triangle.ledger import verify
from triangle.nodes.models import Node
from triangle.nodes.queries import nodes_of
from triangle.playbooks.standard import standard

COUNTS = {raw["id"]: sum(len(stage["nodes"]) for stage in raw["stages"]) for raw in standard()["playbooks"]}


@pytest.mark.parametrize("playbook", COUNTS)
def test_room_has_every_node_with_exactly_one_accountable(company: Company, playbook: str) -> None:
    play = Play(company, playbook, FR="", SP="")

    with company.reading() as session:
        nodes = nodes_of(session, play.deal.id)
        codes = [node.code for node in nodes]
        assert verify(session).wrong == []

    assert len(codes) == COUNTS[playbook]
    assert all(play.who(code) in ("ar", "sr") for code in codes)


def test_vacant_seat_has_no_duty_but_its_accountability_is_the_ars(company: Company) -> None:
    play = Play(company, FR="")

    assert (play.who("KD4.3", "A"), play.who("KD4.3", "R")) == ("ar", "sr")


def test_seats_named_at_opening_differ_from_the_account(company: Company) -> None:
    play = Play(company)
    play.deal = company.deal(play.account, SR="new")

    assert play.who("KD4.1") == "new"
    assert play.members() == {"ar", "new", "fr", "sp"}


def test_account_without_an_ar_opens_no_room(company: Company) -> None:
    account = company.account()
    play = Play(company)
    play.account = account
    play.account_seat("AR", None)

    answer = company.client("sr").post(
        "/api/deals", json={"account_id": account.id, "title": "x", "playbook": "KD"}
    )

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "seat_vacant"
    with company.reading() as session:
        query = select(func.count()).select_from(Deal).where(Deal.account_id == account.id)
        assert session.scalar(query) == 0


def test_plan_has_working_days_only_and_nodes_follow_each_other(company: Company) -> None:
    play = Play(company)

    with company.reading() as session:
        nodes = list(
            session.scalars(select(Node).where(Node.deal_id == play.deal.id).order_by(Node.position))
        )
        days = [(node.planned_start_on, node.planned_finish_on) for node in nodes]

    calendar = company.service.calendar
    assert days[0][0] == date(2026, 3, 2)
    assert all(calendar.is_working(day) for pair in days for day in pair)
    assert all(first <= last for first, last in days)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(days))


def test_refused_opening_leaves_no_trace(company: Company) -> None:
    account = company.account()

    answer = company.client("ar").post(
        "/api/deals",
        json={"account_id": account.id, "title": "x", "playbook": "KD", "seats": {"SR": 999}},
    )

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0] == {
        "field": "seats.SR",
        "code": "unknown_person",
        "params": {"id": 999},
    }
    with company.reading() as session:
        assert session.scalar(select(func.count()).select_from(Deal)) == 0


def test_room_shows_its_stages_and_position(company: Company) -> None:
    play = Play(company)
    client = company.client("ar")

    room = client.get(f"/api/deals/{play.deal.id}").get_json()

    assert room["positions"] == {f"deal:{play.deal.id}": {"epoch": 1, "seq": 1}}
    assert [stage["code"] for stage in room["data"]["stages"]] == ["S1", "S2", "S3", "S4", "S5", "S6", "S7"]
    assert room["can"] == ["edit", "win", "lose", "assign_seat", "promise"]
