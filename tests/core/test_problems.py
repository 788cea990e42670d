"""Every refusal has one shape, and nothing that is sent makes a 500."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from tests.company import Company, moved_in
from tests.databases import fresh_url


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One company for all: hardly anything here is let through."""
    with moved_in(fresh_url(tmp_path_factory.mktemp("problems"))) as made:
        yield made


MEMBERS = {"type", "title", "status", "code", "detail", "params", "errors", "id"}


def check(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    """Check the one shape and return the body."""
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json.keys() == MEMBERS
    assert (answer.json["status"], answer.json["code"]) == (status, code)
    assert answer.json["type"] == f"urn:triangle:problem:{code}"
    return answer.json


MALFORMED = {
    "cut off": b'{"name": ',
    "a comma too many": b'{"name": "x",}',
    "not UTF-8": b'{"name": "\xff"}',
    "half a surrogate pair": rb'{"name": "\ud800"}',
    "not a number": b'{"name": NaN}',
    "nested too deeply": b"[" * 100_000,
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
@pytest.mark.parametrize("path", ["/api/accounts", "/api/session"])
def test_what_is_no_json_is_malformed(company: Company, path: str, body: bytes) -> None:
    answer = company.client("ar").post(path, data=body, content_type="application/json")

    check(answer, 400, "malformed_json")


@pytest.mark.parametrize("body", ["[]", '"text"', "7", "null", "true"])
@pytest.mark.parametrize("path", ["/api/accounts", "/api/session"])
def test_json_that_is_no_object_is_invalid(company: Company, path: str, body: str) -> None:
    answer = company.client("ar").post(path, data=body, content_type="application/json")

    check(answer, 422, "invalid_input")


def test_body_of_more_than_a_mebibyte_is_too_large(company: Company) -> None:
    client = company.client("ar")
    fits = b'{"name": "x"}' + b" " * (1024 * 1024 - 13)

    check(client.post("/api/accounts", data=fits + b" "), 413, "request_entity_too_large")
    assert client.post("/api/accounts", data=fits).status_code == 201


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/api/nothing", "/api/accounts/x", "/api/accounts/-1", "/api/accounts/1/"])
def test_unknown_address_is_not_found(company: Company, method: str, path: str) -> None:
    check(company.client("ar").open(path, method=method), 404, "not_found")


@pytest.mark.parametrize("number", [2**31, 2**63, 2**64, 10**400])
def test_id_beyond_the_database_is_not_found(company: Company, number: int) -> None:
    check(company.client("ar").get(f"/api/accounts/{number}"), 404, "not_found")


def test_method_that_an_address_does_not_have_is_refused(company: Company) -> None:
    answer = company.client("ar").delete("/api/accounts")

    check(answer, 405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_unknown_field_is_named(company: Company) -> None:
    said = check(
        company.client("ar").post("/api/accounts", json={"name": "x", "owner": 1}), 422, "invalid_input"
    )

    assert [line["field"] for line in said["errors"]] == ["owner"]


def test_unknown_question_is_named(company: Company) -> None:
    said = check(company.client("ar").get("/api/accounts?sort=name"), 422, "invalid_input")

    assert [line["field"] for line in said["errors"]] == ["sort"]


def test_nested_field_is_named_by_its_path(company: Company) -> None:
    body = {"name": "x", "seats": {"XX": 1}}

    said = check(company.client("ar").post("/api/accounts", json=body), 422, "invalid_input")

    assert [line["field"].split(".")[0] for line in said["errors"]] == ["seats"]
    assert said["errors"][0]["params"]["allowed"]


@pytest.mark.parametrize("text", ["\0", "a\0b", " ", ""])
def test_text_that_is_no_text_is_invalid(company: Company, text: str) -> None:
    said = check(company.client("ar").post("/api/accounts", json={"name": text}), 422, "invalid_input")

    assert [line["field"] for line in said["errors"]] == ["name"]


@contextmanager
def failing(company: Company, error: Exception) -> Iterator[None]:
    """Have every new account end in an error inside the transaction for a while."""

    def fail(connection: Any, cursor: Any, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO account"):
            raise error

    event.listen(company.service.database.writer, "before_cursor_execute", fail)
    yield
    event.remove(company.service.database.writer, "before_cursor_execute", fail)


def test_unexpected_error_tells_a_number_and_nothing_else(company: Company) -> None:
    with failing(company, RuntimeError("the password of the database is x")):
        answer = company.client("ar").post("/api/accounts", json={"name": "x"})

    said = check(answer, 500, "internal_error")
    assert "password" not in answer.text
    assert said["params"]["number"] == said["id"] == answer.headers["X-Request-Id"]
    assert said["detail"].endswith(said["id"])


def test_database_that_cannot_take_it_asks_for_a_retry(company: Company) -> None:
    client = company.client("sr")

    with failing(company, OperationalError("INSERT", None, Exception("the disk is full"))):
        answer = client.post("/api/accounts", json={"name": "nowhere"})

    check(answer, 503, "database_unavailable")
    assert answer.headers["Retry-After"] == "1"
    assert client.get("/api/accounts?q=nowhere").json["data"] == []


def test_every_answer_carries_the_security_headers(company: Company) -> None:
    for path in ("/", "/api/session", "/api/nothing", "/live"):
        headers = company.client("ar").get(path).headers

        assert "default-src 'none'; script-src 'self'" in headers["Content-Security-Policy"], path
        assert "unsafe" not in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path


def test_answers_of_the_api_are_kept_nowhere(company: Company) -> None:
    assert company.client("ar").get("/api/accounts").headers["Cache-Control"] == "no-store"
