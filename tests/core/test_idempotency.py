"""A write that is sent twice has one effect and one answer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from tests.company import Company
from tests.databases import POSTGRESQL
from triangle.app import create_app
from triangle.core.idempotency import StoredAnswer, forget_old

KEY = "6f1c4a60-0f43-4f0e-9f0a-5f2d5d9a7c11"


def post(client: FlaskClient, path: str = "/api/accounts", key: str = KEY, **body: Any) -> TestResponse:
    """Send a POST with an Idempotency-Key."""
    return client.post(path, json=body or {"name": "华光电子"}, headers={"Idempotency-Key": key})


def stored(company: Company) -> list[StoredAnswer]:
    """Return every stored answer."""
    with company.reading() as session:
        return list(session.scalars(select(StoredAnswer)))


def accounts(client: FlaskClient) -> list[int]:
    """Return the ids of all accounts somebody sees."""
    return [row["id"] for row in client.get("/api/accounts").json["data"]]


@contextmanager
def on_commit(engine: Engine, work: Any) -> Iterator[None]:
    """Have `work` done at each commit of the writers, inside their transaction."""

    def hook(connection: Connection) -> None:
        work()

    event.listen(engine, "commit", hook)
    yield
    event.remove(engine, "commit", hook)


@contextmanager
def failing_insert(engine: Engine) -> Iterator[None]:
    """Have the database refuse new accounts for a while."""

    def hook(connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO account"):
            raise OperationalError(statement, None, Exception("the disk is full"))

    event.listen(engine, "before_cursor_execute", hook)
    yield
    event.remove(engine, "before_cursor_execute", hook)


def test_same_key_gives_the_stored_answer_and_one_effect(company: Company) -> None:
    client = company.client("ar")

    first, second = post(client), post(client)

    assert (first.status_code, second.status_code) == (201, 201)
    assert (second.data, second.headers["ETag"]) == (first.data, first.headers["ETag"])
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert accounts(client) == [first.json["data"]["id"]]


def test_repeated_edit_is_no_conflict_with_itself(company: Company) -> None:
    client = company.client("ar")
    made = post(client)
    path = f"/api/accounts/{made.json['data']['id']}"
    headers = {"Idempotency-Key": "edit", "If-Match": made.headers["ETag"]}

    first, second = (client.patch(path, json={"name": "新名"}, headers=headers) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 200)
    assert (second.data, second.headers["ETag"]) == (first.data, first.headers["ETag"])
    assert second.headers["Idempotency-Replayed"] == "true"


def test_another_body_under_the_same_key_is_refused(company: Company) -> None:
    client = company.client("ar")
    post(client)

    other = post(client, name="another")

    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")
    assert len(accounts(client)) == 1


def test_another_address_under_the_same_key_is_refused(company: Company) -> None:
    client = company.client("ar")
    account = post(client).json["data"]["id"]

    other = post(client, f"/api/accounts/{account}/contacts", name="华光电子")

    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")


def test_keys_of_two_people_are_two_keys(company: Company) -> None:
    first, second = post(company.client("ar")), post(company.client("sr"))

    assert first.json["data"]["id"] != second.json["data"]["id"]


def test_without_a_key_it_is_done_twice(company: Company) -> None:
    client = company.client("ar")

    for _ in range(2):
        client.post("/api/accounts", json={"name": "x"})

    assert len(accounts(client)) == 2
    assert stored(company) == []


@pytest.mark.parametrize("key", ["k" * 201, "\x7f"])
def test_key_that_cannot_be_kept_is_refused(company: Company, key: str) -> None:
    answer = post(company.client("ar"), key=key)

    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_bad")


def test_refusal_is_stored_and_given_again(company: Company) -> None:
    client = company.client("ar")
    body = {"name": "x", "seats": {"SR": 4711}}

    first, second = post(client, **body), post(client, **body)

    assert first.status_code == second.status_code == 422
    assert second.data == first.data
    assert second.mimetype == "application/problem+json"
    assert [row.status for row in stored(company)] == [422]


def test_failure_is_not_stored_and_the_retry_succeeds(company: Company) -> None:
    client = company.client("ar")

    with failing_insert(company.service.database.writer):
        failed = post(client)
    retried = post(client)

    assert (failed.status_code, failed.json["code"]) == (503, "database_unavailable")
    assert retried.status_code == 201
    assert "Idempotency-Replayed" not in retried.headers
    assert accounts(client) == [retried.json["data"]["id"]]


def test_secret_is_never_stored(company: Company) -> None:
    client = company.client("ar")

    first, second = post(client, "/api/tokens", name="x"), post(client, "/api/tokens", name="x")

    assert first.json["data"]["token"] != second.json["data"]["token"]
    assert stored(company) == []


def test_answers_are_forgotten_after_a_day(company: Company) -> None:
    client = company.client("ar")
    first = post(client)
    company.clock.move(timedelta(hours=24, seconds=1))

    with company.service.database.unit_of_work() as session:
        forget_old(session, company.clock.now())

    assert stored(company) == []
    assert post(client).json["data"]["id"] != first.json["data"]["id"]


def test_second_at_once_is_told_that_the_first_still_runs(company: Company) -> None:
    first, second = company.client("ar"), company.client("ar")
    inside, answered = Event(), Event()

    def hold() -> None:
        inside.set()
        assert answered.wait(20)

    with on_commit(company.service.database.writer, hold), ThreadPoolExecutor() as threads:
        running = threads.submit(post, first)
        assert inside.wait(20)
        meanwhile = post(second)
        answered.set()

    assert (meanwhile.status_code, meanwhile.json["code"]) == (409, "idempotency_running")
    assert running.result().status_code == 201
    assert post(second).data == running.result().data


def test_many_at_once_have_one_effect(company: Company) -> None:
    clients = [company.client("ar") for _ in range(8)]
    together = Barrier(len(clients))

    def race(client: FlaskClient) -> TestResponse:
        together.wait(20)
        return post(client)

    with ThreadPoolExecutor(len(clients)) as threads:
        answers = list(threads.map(race, clients))

    done = {answer.data for answer in answers if answer.status_code == 201}
    assert len(done) == 1
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len(accounts(clients[0])) == 1


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite has one server process only")
def test_another_process_is_told_that_the_first_still_runs(company: Company) -> None:
    elsewhere = create_app(company.service.config, clock=company.clock)
    first, second = company.client("ar"), Company(elsewhere, company.clock, company.people).client("ar")
    inside, answered = Event(), Event()

    def hold() -> None:
        inside.set()
        assert answered.wait(20)

    with on_commit(company.service.database.writer, hold), ThreadPoolExecutor() as threads:
        running = threads.submit(post, first)
        assert inside.wait(20)
        meanwhile = post(second)
        answered.set()

    assert (meanwhile.status_code, meanwhile.json["code"]) == (409, "idempotency_running")
    assert running.result().status_code == 201
    elsewhere.extensions["triangle"].database.close()
