"""Seats are intervals: closed, never overwritten, without a gap between two holders."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from werkzeug.test import TestResponse

from tests.company import Company


def seat(company: Company, account_id: int, role: str, person: str | None, **more: Any) -> TestResponse:
    """Put somebody in a seat."""
    body = {"person_id": company.id(person) if person else None, "reason": "调岗"} | more
    path = f"/api/accounts/{account_id}/seats/{role}"
    return company.client("ar").put(path, json=body, headers={"If-Match": "*"})


def history(company: Company, account_id: int, role: str) -> list[dict[str, Any]]:
    """Return every interval of a seat."""
    rows = company.client("ar").get(f"/api/accounts/{account_id}/seats").json["data"]
    return [row for row in rows if row["role"] == role]


def test_next_interval_begins_where_the_last_one_ends(company: Company) -> None:
    account = company.account()
    company.clock.move(timedelta(days=3))

    answer = seat(company, account.id, "SR", "new")

    old, present = history(company, account.id, "SR")
    assert (old["person_id"], present["person_id"]) == (company.id("sr"), company.id("new"))
    assert old["until_at"] == present["from_at"] > old["from_at"]
    assert (present["until_at"], present["reason"]) == (None, "调岗")
    assert [row["person_id"] for row in answer.json["data"]["seats"] if row["role"] == "SR"] == [
        company.id("new")
    ]
    assert answer.json["data"]["version"] == account.version + 1


def test_intervals_do_not_overlap_even_when_the_clock_stands_still(company: Company) -> None:
    account = company.account()

    for person in ("new", "fr", "sr", None, "new"):
        assert seat(company, account.id, "SR", person).status_code == 200

    intervals = history(company, account.id, "SR")
    assert [row["person_id"] for row in intervals] == [
        company.id(p) for p in ("sr", "new", "fr", "sr", "new")
    ]
    for before, after in pairwise(intervals):
        assert before["from_at"] < before["until_at"] <= after["from_at"]


def test_seat_may_be_left_vacant(company: Company) -> None:
    account = company.account()

    answer = seat(company, account.id, "FR", None)

    assert "FR" not in [row["role"] for row in answer.json["data"]["seats"]]
    assert [row["until_at"] is None for row in history(company, account.id, "FR")] == [False]


def test_same_holder_again_changes_nothing(company: Company) -> None:
    account, client = company.account(), company.client("ar")
    before = client.get(f"/api/accounts/{account.id}").json

    answer = seat(company, account.id, "SR", "sr")

    assert answer.status_code == 200
    assert client.get(f"/api/accounts/{account.id}").json == before


def test_live_deal_keeps_its_account_owner(company: Company) -> None:
    account = company.account()
    company.deal(account)

    answer = seat(company, account.id, "AR", None)

    assert (answer.status_code, answer.json["code"]) == (409, "seat_needed")
    assert [row["until_at"] for row in history(company, account.id, "AR")] == [None]


def test_unknown_role_is_not_found(company: Company) -> None:
    assert seat(company, company.account().id, "CEO", "new").status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM seat WHERE account_id = :account",
        "UPDATE seat SET until_at = NULL WHERE account_id = :account AND until_at IS NOT NULL",
        "UPDATE seat SET reason = 'x' WHERE account_id = :account AND until_at IS NOT NULL",
        "UPDATE seat SET person_id = 1 WHERE account_id = :account AND until_at IS NULL",
        "UPDATE seat SET from_at = '2020-01-01' WHERE account_id = :account AND until_at IS NULL",
        "UPDATE seat SET role = 'SV' WHERE account_id = :account AND until_at IS NULL",
    ],
)
def test_database_refuses_to_rewrite_who_sat_where(company: Company, change: str) -> None:
    account = company.account()
    seat(company, account.id, "SR", "new")
    before = company.client("ar").get(f"/api/accounts/{account.id}/seats").json

    with company.service.database.writer.connect() as connection:
        with pytest.raises(DBAPIError, match="seat is history"):
            connection.execute(text(change), {"account": account.id})
        connection.rollback()

    assert company.client("ar").get(f"/api/accounts/{account.id}/seats").json == before
