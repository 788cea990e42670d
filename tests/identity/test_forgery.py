"""A page of somebody else cannot write with a person's cookie."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.company import PASSWORD, Company

BODY = {"name": "forged"}
FOREIGN = [
    {"Origin": "https://elsewhere.example"},
    {"Origin": "http://localhost:5001"},
    {"Origin": "https://localhost"},
    {"Origin": "http://localhost.elsewhere.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
]
OWN = [
    {},
    {"Origin": "http://localhost"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
]


def refused(answer: TestResponse, code: str) -> bool:
    """Say whether a write was refused for a reason."""
    return (answer.status_code, answer.json.get("code")) == (403, code)


def names(client: FlaskClient) -> list[str]:
    """Return the names of the accounts that are there."""
    return [row["name"] for row in client.get("/api/accounts").json["data"]]


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "é"])
def test_write_without_the_sessions_token_is_refused(company: Company, token: str) -> None:
    client = company.client("ar")
    client.environ_base["HTTP_X_CSRF_TOKEN"] = token.encode().decode("latin-1")

    assert refused(client.post("/api/accounts", json=BODY), "bad_csrf")
    assert names(client) == []


def test_token_of_another_session_is_refused(company: Company) -> None:
    client, other = company.client("ar"), company.client("ar")
    client.environ_base["HTTP_X_CSRF_TOKEN"] = other.environ_base["HTTP_X_CSRF_TOKEN"]

    assert refused(client.post("/api/accounts", json=BODY), "bad_csrf")


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_write_from_another_page_is_refused_even_with_the_token(
    company: Company, headers: dict[str, str]
) -> None:
    client = company.client("ar")

    assert refused(client.post("/api/accounts", json=BODY, headers=headers), "bad_origin")
    assert names(client) == []


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_write_from_an_own_page_is_done(company: Company, headers: dict[str, str]) -> None:
    assert company.client("ar").post("/api/accounts", json=BODY, headers=headers).status_code == 201


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_page_signs_nobody_in_or_out(company: Company, headers: dict[str, str]) -> None:
    client = company.client("ar")
    given = {"email": "sr@test.example", "password": PASSWORD}

    assert refused(client.post("/api/session", json=given, headers=headers), "bad_origin")
    assert refused(client.delete("/api/session", headers=headers), "bad_origin")
    assert refused(client.post("/api/setup", json={}, headers=headers), "bad_origin")
    assert client.get("/api/session").json["data"]["id"] == company.id("ar")


def test_signing_out_needs_the_token(company: Company) -> None:
    client = company.client("ar")
    client.environ_base["HTTP_X_CSRF_TOKEN"] = ""

    assert refused(client.delete("/api/session"), "bad_csrf")
    assert client.get("/api/session").json["data"] is not None


def test_no_answer_invites_another_origin(company: Company) -> None:
    answer = company.client("ar").get("/api/accounts", headers={"Origin": "https://elsewhere.example"})

    assert [name for name, _ in answer.headers if name.startswith("Access-Control")] == []


def test_looking_changes_nothing(company: Company) -> None:
    deal, client = company.deal(), company.client("ar")
    room = f"/api/deals/{deal.id}"
    before = client.get(room).json

    for verb in ("win", "lose", "reopen"):
        assert client.get(f"{room}/{verb}").status_code == 405
    assert client.get(room).json == before
