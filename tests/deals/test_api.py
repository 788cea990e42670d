"""Deals: opened, changed, won, lost and taken up again, each with its entry; found by what they are."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.company import Company
from triangle.accounts.models import SEAT_ROLES, Account

ANY = {"If-Match": "*"}


@pytest.fixture
def client(company: Company) -> FlaskClient:
    """The AR, who answers for every deal here."""
    return company.client("ar")


def open_room(company: Company, account: Account | None = None, **fields: Any) -> TestResponse:
    """Open a deal room."""
    account_id = (account or company.account()).id
    body = {"account_id": account_id, "title": "云平台", "playbook": "SD"} | fields
    return company.client("ar").post("/api/deals", json=body)


def opened(company: Company, account: Account | None = None, **fields: Any) -> dict[str, Any]:
    """Open a deal room and return it."""
    answer = open_room(company, account, **fields)
    assert answer.status_code == 201, answer.text
    return answer.json["data"]


@pytest.fixture
def deal_id(company: Company) -> int:
    """A deal to be changed again and again."""
    return opened(company)["id"]


def types(client: FlaskClient, stream: str) -> list[str]:
    """Return what happened in a stream."""
    return [entry["type"] for entry in client.get(f"/api/streams/{stream}/entries").json["data"]]


def deed(client: FlaskClient, deal: dict[str, Any], verb: str, **body: Any) -> TestResponse:
    """Win, lose or reopen a deal."""
    return client.post(f"/api/deals/{deal['id']}/{verb}", json=body)


def test_opened_room_is_what_is_read_afterwards(company: Company, client: FlaskClient) -> None:
    made = opened(company, amount=12_800_000, currency="EUR", closes_on="2026-12-31")

    assert client.get(f"/api/deals/{made['id']}").json["data"] == made
    assert (made["status"], made["amount"], made["currency"]) == ("open", 12_800_000, "EUR")
    assert (made["opens_on"], made["closes_on"]) == ("2026-03-02", "2026-12-31")
    assert [seat["role"] for seat in made["seats"]] == list(SEAT_ROLES)
    assert made["members"] == sorted(company.id(name) for name in ("ar", "sr", "fr", "sp"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("account_id", 4711),
        ("account_id", "1"),
        ("title", " "),
        ("playbook", "XX"),
        ("amount", -1),
        ("amount", 10**13 + 1),
        ("amount", "NaN"),
        ("currency", "XXX"),
        ("closes_on", "soon"),
        ("seats", {"SR": 4711}),
        ("status", "won"),
    ],
)
def test_unusable_field_opens_nothing(company: Company, client: FlaskClient, field: str, value: Any) -> None:
    before = client.get("/api/deals").json["data"]

    answer = open_room(company, **{field: value})

    assert answer.status_code in (404, 422)
    assert client.get("/api/deals").json["data"] == before


def test_change_is_a_version_and_an_entry_for_deal_and_account(company: Company, client: FlaskClient) -> None:
    made = opened(company)
    changes = {"title": "数据平台", "amount": 0.01, "currency": "USD", "closes_on": None}

    answer = client.patch(f"/api/deals/{made['id']}", json=changes, headers={"If-Match": '"1"'})

    assert answer.json["data"].items() >= (changes | {"version": 2}).items()
    assert types(client, f"deal:{made['id']}") == ["deal.opened", "deal.edited"]
    assert types(client, f"account:{made['account_id']}")[-1] == "deal.edited"


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hundredths=st.integers(0, 10**15))
def test_amounts_are_kept_to_the_hundredth(client: FlaskClient, deal_id: int, hundredths: int) -> None:
    amount = str(Decimal(hundredths) / 100)

    answer = client.patch(f"/api/deals/{deal_id}", json={"amount": amount}, headers=ANY)

    assert round(answer.json["data"]["amount"] * 100) == hundredths


def test_won_deal_is_closed_and_cannot_be_closed_again(company: Company, client: FlaskClient) -> None:
    made = opened(company)
    company.clock.move(timedelta(days=1))

    won = deed(client, made, "win").json["data"]

    assert (won["status"], won["lost_reason"]) == ("won", None)
    assert won["closed_at"] > made["opened_at"]
    for verb, body in (("win", {}), ("lose", {"reason": "x"})):
        again = deed(client, made, verb, **body)
        assert (again.status_code, again.json["code"]) == (409, "deal_closed")
        assert again.json["params"] == {"status": "won"}
    assert types(client, f"deal:{made['id']}") == ["deal.opened", "deal.won"]


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": " "}, {"reason": None}])
def test_deal_is_lost_for_a_reason(company: Company, client: FlaskClient, body: dict[str, Any]) -> None:
    made = opened(company)

    without = deed(client, made, "lose", **body)
    lost = deed(client, made, "lose", reason="价格").json["data"]

    assert without.status_code == 422
    assert (lost["status"], lost["lost_reason"]) == ("lost", "价格")


@pytest.mark.parametrize(("verb", "body"), [("win", {}), ("lose", {"reason": "价格"})])
def test_closed_deal_is_taken_up_again_for_a_reason(
    company: Company, client: FlaskClient, verb: str, body: dict[str, Any]
) -> None:
    made = opened(company)
    deed(client, made, verb, **body)

    assert deed(client, made, "reopen").status_code == 422
    again = deed(client, made, "reopen", reason="客户回来了").json["data"]

    assert (again["status"], again["closed_at"], again["lost_reason"]) == ("open", None, None)
    assert again["version"] == 3
    assert types(client, f"account:{made['account_id']}")[-1] == "deal.reopened"


def test_open_deal_is_not_reopened(company: Company, client: FlaskClient) -> None:
    answer = deed(client, opened(company), "reopen", reason="x")

    assert (answer.status_code, answer.json["code"]) == (409, "deal_open")


def test_nothing_is_worked_on_in_a_lost_deal(company: Company, client: FlaskClient) -> None:
    made = opened(company)
    node = made["stages"][0]["nodes"][0]
    deed(client, made, "lose", reason="价格")

    item = f"/api/checklist-items/{node['checklist'][0]['id']}"
    refusals = [
        client.post(f"/api/nodes/{node['id']}/start", json={}),
        client.patch(item, json={"state": "done"}, headers=ANY),
        client.post(f"/api/nodes/{node['id']}/handoffs", json={"receiver_ids": [company.id("sr")]}),
        client.put(f"/api/deals/{made['id']}/seats/SR", json={"person_id": company.id("new")}, headers=ANY),
    ]

    assert [(answer.status_code, answer.json["code"]) for answer in refusals] == [(409, "deal_lost")] * 4
    assert client.get(f"/api/nodes/{node['id']}").json["can"] == []


def test_own_seat_differs_until_it_is_given_back(company: Company, client: FlaskClient) -> None:
    made = opened(company)
    path = f"/api/deals/{made['id']}/seats/SR"

    def seat() -> tuple[int, bool, bool]:
        room = client.get(f"/api/deals/{made['id']}").json["data"]
        found = next(seat for seat in room["seats"] if seat["role"] == "SR")
        return found["person_id"], found["inherited"], company.id("new") in room["members"]

    assert seat() == (company.id("sr"), True, False)
    client.put(path, json={"person_id": company.id("new"), "reason": "专家"}, headers=ANY)
    assert seat() == (company.id("new"), False, True)
    assert company.client("new").get(f"/api/deals/{made['id']}").status_code == 200
    client.put(path, json={"person_id": None}, headers=ANY)
    assert seat() == (company.id("sr"), True, False)
    assert company.client("new").get(f"/api/deals/{made['id']}").status_code == 404


def test_stranger_loses_the_stream_with_the_room(company: Company, client: FlaskClient) -> None:
    made = opened(company)
    stream, path = f"/api/streams/deal:{made['id']}/entries", f"/api/deals/{made['id']}/seats/SV"
    guest = company.client("other")
    client.put(path, json={"person_id": company.id("other")}, headers=ANY)
    assert guest.get(stream).status_code == 200

    client.put(path, json={"person_id": None}, headers=ANY)

    assert guest.get(stream).status_code == 404


def test_deals_are_found_by_what_they_are_the_newest_first(company: Company, client: FlaskClient) -> None:
    account, other = company.account(), company.account()
    titles = ["查 one", "查 two", "查 100%"]
    made = [opened(company, account, title=title) for title in titles] + [
        opened(company, other, title="查 x")
    ]
    deed(client, made[1], "win")

    def found(**asked: Any) -> list[str]:
        rows = client.get("/api/deals", query_string=asked).json["data"]
        return [row["title"] for row in rows if row["title"].startswith("查")]

    assert found(q="查") == ["查 x", "查 100%", "查 two", "查 one"]
    assert found(q="%") == ["查 100%"]
    assert "查 one" in found(q="华光")
    assert found(account_id=account.id) == ["查 100%", "查 two", "查 one"]
    assert found(account_id=account.id, status="won") == ["查 two"]
    assert found(status="lost") == []


def test_list_goes_on_after_its_cursor(company: Company, client: FlaskClient) -> None:
    account, read, after = company.account(), [], None
    made = [opened(company, account)["id"] for _ in range(5)]

    while after is not None or not read:
        asked = {"account_id": account.id, "limit": 2} | ({"after": after} if after else {})
        reply = client.get("/api/deals", query_string=asked).json
        assert len(reply["data"]) <= 2
        read += [row["id"] for row in reply["data"]]
        after = reply["next"]

    assert read == made[::-1]


def test_row_of_the_list_is_the_deal_with_its_account(company: Company, client: FlaskClient) -> None:
    made = opened(company)

    row = client.get("/api/deals?limit=1").json["data"][0]

    standing = {"stage": "S1", "stage_since": made["opened_at"], "ar_id": company.id("ar")}
    assert row == {key: made[key] for key in row if key not in standing} | standing
    assert row["account"].keys() == {"id", "name", "type", "channel"}
