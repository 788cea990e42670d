"""One's own things: saved views, keys, tokens in the admin's sight, and a password that nobody tries out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.company import PASSWORD, Company
from triangle.core.idempotency import StoredAnswer

ANY = {"If-Match": "*"}


def test_view_is_saved_replaced_and_forgotten_by_whoever_saved_it(company: Company) -> None:
    client = company.client("ar")
    first = client.post("/api/views", json={"screen": "deals", "name": "大单", "query": "status=open"})
    again = client.post("/api/views", json={"screen": "deals", "name": "大单", "query": "status=won"})

    assert first.status_code == again.status_code == 201
    kept = [{"id": again.json["data"]["id"], "screen": "deals", "name": "大单", "query": "status=won"}]
    assert client.get("/api/views?screen=deals").json["data"] == kept
    assert client.get("/api/views?screen=accounts").json["data"] == []
    assert company.client("sr").get("/api/views?screen=deals").json["data"] == []
    assert client.delete(f"/api/views/{kept[0]['id']}", headers=ANY).status_code == 204
    assert client.get("/api/views?screen=deals").json["data"] == []


def test_single_keys_are_switched_off_for_the_person_not_for_the_browser(company: Company) -> None:
    path = f"/api/people/{company.id('ar')}"

    company.client("ar").patch(path, json={"single_keys": False}, headers=ANY)

    assert company.client("ar").get("/api/session").json["data"]["single_keys"] is False


def test_admin_sees_and_ends_everybodys_tokens(company: Company) -> None:
    made = company.client("ar").post("/api/tokens", json={"name": "report"}).json["data"]
    admin = company.client("admin")

    listed = admin.get("/api/tokens/everybody").json["data"]

    assert [(token["name"], token["person_id"]) for token in listed] == [("report", company.id("ar"))]
    assert "token" not in listed[0]
    assert admin.delete(f"/api/tokens/{made['id']}", headers=ANY).status_code == 204
    bearer = {"Authorization": f"Bearer {made['token']}"}
    assert company.app.test_client().get("/api/inbox", headers=bearer).status_code == 401


def test_current_password_cannot_be_tried_out(company: Company) -> None:
    client, path = company.client("ar"), f"/api/people/{company.id('ar')}/password"

    tries = [
        client.put(path, json={"password": "long enough", "current_password": "x"}, headers=ANY).status_code
        for _ in range(11)
    ]
    right = {"password": "long enough", "current_password": PASSWORD}

    assert tries == [403] * 10 + [429]
    assert client.put(path, json=right, headers=ANY).status_code == 429
    company.clock.move(timedelta(minutes=11))
    assert client.put(path, json=right, headers=ANY).status_code == 200


@pytest.mark.parametrize(("password", "status"), [("correct horse", 201), ("another one!", 201)])
def test_stored_request_says_nothing_of_a_password(company: Company, password: str, status: int) -> None:
    client, key = company.client("admin"), {"Idempotency-Key": "once"}
    body = {"name": "x", "email": "x@test.example", "password": "correct horse"}

    first = client.post("/api/people", json=body, headers=key)
    again = client.post("/api/people", json=body | {"password": password}, headers=key)
    other = client.post("/api/people", json=body | {"name": "y"}, headers=key)

    assert (first.status_code, again.status_code, other.status_code) == (201, status, 422)
    assert again.headers["Idempotency-Replayed"] == "true"
    with company.reading() as session:
        # The same for both passwords: nothing in the database tells them apart.
        assert len(set(session.scalars(select(StoredAnswer.fingerprint)))) == 1
