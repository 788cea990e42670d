"""Contacts: kept by the triangle, and personal data never reaches the history."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.company import Company

CHEN = {
    "name": "陈总",
    "title": "CIO",
    "phone": "+86 21 5555",
    "email": "chen@kunde.example",
    "influence": "decider",
}


def add(client: FlaskClient, account_id: int, **fields: Any) -> dict[str, Any]:
    """Add a contact and return it."""
    answer = client.post(f"/api/accounts/{account_id}/contacts", json=CHEN | fields)
    assert answer.status_code == 201, answer.text
    return answer.json["data"]


def listed(client: FlaskClient, account_id: int) -> list[dict[str, Any]]:
    """Return the contacts of an account."""
    return client.get(f"/api/accounts/{account_id}/contacts").json["data"]


def test_contact_is_added_changed_and_removed(company: Company) -> None:
    account, client = company.account(), company.client("sr")

    made = add(client, account.id)
    path, seen = f"/api/contacts/{made['id']}", {"If-Match": '"1"'}
    changed = client.patch(path, json={"influence": "user"}, headers=seen).json["data"]
    stale = client.delete(path, headers=seen)
    shown = listed(client, account.id)
    removed = client.delete(path, headers={"If-Match": '"2"'})

    assert made.items() >= CHEN.items()
    assert changed == made | {"influence": "user", "version": 2}
    assert shown == [changed]
    assert (stale.status_code, removed.status_code) == (412, 204)
    assert listed(client, account.id) == []
    assert client.get(path).status_code == 404


def test_history_names_a_contact_and_tells_nothing_of_them(company: Company) -> None:
    account, client = company.account(), company.client("ar")
    made = add(client, account.id)
    client.patch(f"/api/contacts/{made['id']}", json={"phone": "+86 10 1234"}, headers={"If-Match": "*"})
    client.delete(f"/api/contacts/{made['id']}", headers={"If-Match": "*"})

    told = client.get(f"/api/streams/account:{account.id}/entries")

    last = [(entry["type"], entry["data"]) for entry in told.json["data"][1:]]
    assert last == [
        (f"contact.{verb}", {"contact_id": made["id"]}) for verb in ("added", "edited", "removed")
    ]
    assert not [value for value in (*CHEN.values(), "1234") if value != "decider" and value in told.text]


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", None), ("influence", "king"), ("phone", "0" * 41), ("age", 40)],
)
def test_unusable_field_is_named(company: Company, field: str, value: object) -> None:
    account, client = company.account(), company.client("ar")

    answer = client.post(f"/api/accounts/{account.id}/contacts", json=CHEN | {field: value})

    assert answer.status_code == 422
    assert [line["field"] for line in answer.json["errors"]] == [field]
    assert listed(client, account.id) == []
