"""API tokens: shown once, kept as a hash, scoped, ended by day or by hand."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.company import Company
from triangle.identity.actions import make_token
from triangle.identity.models import ApiToken


def make(company: Company, **given: Any) -> dict[str, Any]:
    """Make a token of the AR and return what is shown of it."""
    answer = company.client("ar").post("/api/tokens", json={"name": "report"} | given)
    assert answer.status_code == 201
    return answer.json["data"]


def program(company: Company, token: str) -> FlaskClient:
    """Return a program that sends a token."""
    client = company.app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def test_token_is_shown_once_and_kept_as_a_hash(company: Company) -> None:
    made = make(company)

    listed = company.client("ar").get("/api/tokens").json["data"]

    assert listed == [{key: value for key, value in made.items() if key != "token"}]
    assert made["token"].startswith("tri_")
    with company.reading() as session:
        assert made["token"] not in session.scalars(select(ApiToken.token_hash)).all()


def test_reading_is_what_a_token_may_do_unless_told_otherwise(company: Company) -> None:
    client = program(company, make(company)["token"])

    written = client.post("/api/accounts", json={"name": "x"})

    assert client.get("/api/accounts").status_code == 200
    assert (written.status_code, written.json["code"]) == (403, "token_read_only")
    assert client.get("/api/accounts").json["data"] == []


def test_write_token_writes_as_its_person_without_csrf(company: Company) -> None:
    client = program(company, make(company, scope="write")["token"])

    written = client.post(
        "/api/accounts", json={"name": "x"}, headers={"Origin": "https://elsewhere.example"}
    )

    assert written.status_code == 201
    assert [seat["person_id"] for seat in written.json["data"]["seats"]] == [company.id("ar")]


def test_token_works_until_the_end_of_its_day(company: Company) -> None:
    client = program(company, make(company, expires_on="2026-03-04")["token"])

    company.clock.move(timedelta(days=2, hours=21, minutes=59))
    assert client.get("/api/inbox").status_code == 200
    company.clock.move(timedelta(minutes=1))
    assert client.get("/api/inbox").status_code == 401
    assert company.client("ar").get("/api/tokens").status_code == 200


def test_revoked_token_is_refused_and_not_listed(company: Company) -> None:
    made, owner = make(company), company.client("ar")

    revoked = owner.delete(f"/api/tokens/{made['id']}", headers={"If-Match": "*"})

    assert revoked.status_code == 204
    assert program(company, made["token"]).get("/api/inbox").status_code == 401
    assert owner.get("/api/tokens").json["data"] == []


def test_token_of_a_deactivated_person_is_refused(company: Company) -> None:
    with company.deed("new") as deed:
        secret = make_token(deed, name="x", scope="write", expires_on=None)[1]

    company.client("admin").post(f"/api/people/{company.id('new')}/deactivate", json={})

    assert program(company, secret).get("/api/inbox").status_code == 401


@pytest.mark.parametrize(
    "sent", ["Bearer", "Bearer ", "Bearer tri_x", "Basic YXI6eA==", "tri_x", "bearer 华光"]
)
def test_what_is_no_token_is_refused_even_with_a_good_cookie(company: Company, sent: str) -> None:
    headers = {"Authorization": sent.encode().decode("latin-1")}

    answer = company.client("ar").get("/api/inbox", headers=headers)

    assert (answer.status_code, answer.json["code"]) == (401, "unauthenticated")


def test_last_use_is_known(company: Company) -> None:
    client = program(company, make(company)["token"])
    assert company.client("ar").get("/api/tokens").json["data"][0]["last_used_at"] is None

    client.get("/api/inbox")

    used = company.client("ar").get("/api/tokens").json["data"][0]["last_used_at"]
    assert used == "2026-03-02T02:00:00.000000Z"
