"""The first person of an installation becomes its admin, once."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.company import Company
from tests.identity.racing import overtaken
from triangle.core.clock import SetClock
from triangle.identity.models import Person

FIRST = {"name": "管理员", "email": "admin@test.example", "password": "correct horse"}


def set_up(client: FlaskClient, **changes: str) -> TestResponse:
    """Send the first admin."""
    return client.post("/api/setup", json=FIRST | changes)


def test_first_admin_is_made_and_signed_in(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/api/session").json["first_run"]

    answer = set_up(client)

    assert answer.status_code == 201
    assert (answer.json["data"]["role"], answer.json["data"]["name"]) == ("admin", "管理员")
    assert client.get("/api/session").json == answer.json | {"first_run": False}
    client.environ_base["HTTP_X_CSRF_TOKEN"] = answer.json["csrf"]
    assert client.post("/api/teams", json={"name": "x"}).status_code == 201


def test_second_set_up_is_refused_whoever_asks(app: Flask) -> None:
    set_up(app.test_client())

    for email in ("admin@test.example", "other@test.example"):
        again = set_up(app.test_client(), email=email)
        assert (again.status_code, again.json["code"]) == (409, "already_set_up")
    assert not app.test_client().get("/api/session").json["first_run"]


@pytest.mark.parametrize(
    ("field", "value"), [("password", "short"), ("password", "x" * 201), ("email", "admin"), ("name", " ")]
)
def test_unusable_first_admin_is_refused_by_field(app: Flask, field: str, value: str) -> None:
    answer = set_up(app.test_client(), **{field: value})

    assert answer.status_code == 422
    assert [line["field"] for line in answer.json["errors"]] == [field]
    assert app.test_client().get("/api/session").json["first_run"]


def test_of_two_set_ups_at_once_one_wins(app: Flask, clock: SetClock) -> None:
    company = Company(app, clock)
    answers = overtaken(
        company,
        lambda: set_up(app.test_client()),
        lambda: set_up(app.test_client(), email="other@test.example"),
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    with company.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1
