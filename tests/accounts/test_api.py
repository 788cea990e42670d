"""Accounts: added with a triangle, changed with a version, found by what they are."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.company import Company
from triangle.identity.models import Person

ANY = {"If-Match": "*"}


def add(client: FlaskClient, **fields: Any) -> dict[str, Any]:
    """Add an account and return it."""
    answer = client.post("/api/accounts", json={"name": "华光电子"} | fields)
    assert answer.status_code == 201, answer.text
    return answer.json["data"]


def entries(client: FlaskClient, account_id: int) -> list[dict[str, Any]]:
    """Return what happened to an account."""
    return client.get(f"/api/streams/account:{account_id}/entries").json["data"]


def holders(account: dict[str, Any]) -> dict[str, int]:
    """Return who sits in which role."""
    return {seat["role"]: seat["person_id"] for seat in account["seats"]}


def test_who_adds_an_account_answers_for_it(company: Company) -> None:
    client = company.client("ar")

    made = add(client)

    assert holders(made) == {"AR": company.id("ar")}
    assert made["team_id"] == company.teams["east"].id
    assert (made["type"], made["channel"], made["version"]) == ("key_account", "direct", 1)


def test_whole_triangle_may_be_named_at_once(company: Company) -> None:
    seats = {"AR": company.id("sp"), "SR": company.id("sr"), "FR": company.id("fr")}

    assert holders(add(company.client("ar"), seats=seats)) == seats


def test_new_account_is_the_first_entry_of_its_stream(company: Company) -> None:
    client = company.client("ar")

    made = add(client)

    first = entries(client, made["id"])
    assert [(entry["seq"], entry["type"], entry["data"]) for entry in first] == [
        (1, "account.created", {"account": made})
    ]


@pytest.mark.parametrize("seat", [{"SR": 4711}, {"XX": 1}, {"SR": None}, {"SR": "1"}])
def test_seat_of_nobody_or_of_no_role_is_refused(company: Company, seat: dict[str, Any]) -> None:
    answer = company.client("ar").post("/api/accounts", json={"name": "nowhere", "seats": seat})

    assert answer.status_code == 422
    assert company.client("ar").get("/api/accounts?q=nowhere").json["data"] == []


def test_who_has_left_takes_no_seat(company: Company) -> None:
    account = add(company.client("ar"))
    with company.service.database.unit_of_work() as session:
        session.execute(update(Person).where(Person.id == company.id("other")).values(is_active=False))

    body = {"person_id": company.id("other")}
    answer = company.client("ar").put(f"/api/accounts/{account['id']}/seats/SR", json=body, headers=ANY)

    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "unknown_person")


def test_change_is_a_new_version_and_an_entry(company: Company) -> None:
    client = company.client("ar")
    made = add(client)
    changes = {
        "name": "华光电子集团",
        "type": "sme",
        "channel": "partner",
        "industry": "电子",
        "region": "华东",
    }

    answer = client.patch(f"/api/accounts/{made['id']}", json=changes, headers={"If-Match": '"1"'})

    assert answer.json["data"] == made | changes | {"version": 2}
    assert client.get(f"/api/accounts/{made['id']}").json["data"] == answer.json["data"]
    assert entries(client, made["id"])[-1]["data"] == {"account": answer.json["data"]}
    assert answer.json["positions"][f"account:{made['id']}"]["seq"] == 1  # read before the commit numbers it


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 201), ("type", "big"), ("channel", "mail"), ("team_id", 4711), ("id", 1)],
)
def test_unusable_change_is_named_and_changes_nothing(company: Company, field: str, value: object) -> None:
    client = company.client("ar")
    made = add(client)

    answer = client.patch(f"/api/accounts/{made['id']}", json={field: value}, headers=ANY)

    assert answer.status_code == 422
    assert [line["field"] for line in answer.json["errors"]] == [field]
    assert client.get(f"/api/accounts/{made['id']}").json["data"] == made


def test_accounts_are_found_by_what_they_are(company: Company) -> None:
    client = company.client("ar")
    add(client, name="找 one", type="sme", industry="汽车")
    add(client, name="找 two", channel="partner", industry="100%")
    add(client, name="找 three", team_id=company.teams["west"].id)

    def found(**asked: Any) -> list[str]:
        rows = client.get("/api/accounts", query_string=asked).json["data"]
        return [row["name"] for row in rows if row["name"].startswith("找")]

    assert found(q="找") == ["找 one", "找 three", "找 two"]
    assert found(q="汽车") == ["找 one"]
    assert found(q="%") == ["找 two"]
    assert found(q="_") == []
    assert found(type="sme") == ["找 one"]
    assert found(channel="partner") == ["找 two"]
    assert found(team_id=company.teams["west"].id) == ["找 three"]
    assert found(type="sme", channel="partner") == []


def test_list_goes_on_after_its_cursor(company: Company) -> None:
    client, read, after = company.client("ar"), [], None
    for number in range(5):
        add(client, name=f"页 {number % 2}")

    while after is not None or not read:
        asked = {"q": "页", "limit": 2} | ({"after": after} if after else {})
        reply = client.get("/api/accounts", query_string=asked).json
        read += [row["name"] for row in reply["data"]]
        after = reply["next"]

    assert read == ["页 0", "页 0", "页 0", "页 1", "页 1"]


def test_who_is_in_one_room_finds_its_account_in_the_list(company: Company) -> None:
    account = company.account()
    company.deal(account, SV="other_lead")
    client = company.client("other_lead")

    assert client.get(f"/api/accounts/{account.id}").status_code == 200
    assert account.id in [row["id"] for row in client.get("/api/accounts").json["data"]]
