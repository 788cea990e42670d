"""Signing in tells a stranger nothing, and not often."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.company import PASSWORD, Company
from tests.databases import fresh_url
from triangle.app import create_app
from triangle.config import Config
from triangle.core.errors import TooMany
from triangle.identity.limits import MOST_KEYS, SignInLimits
from triangle.identity.models import BrowserSession, Person
from triangle.identity.passwords import check_password, hash_password

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def sign_in(client: FlaskClient, email: str = "ar@test.example", password: str = PASSWORD) -> TestResponse:
    """Try to sign in."""
    return client.post("/api/session", json={"email": email, "password": password})


def test_right_password_signs_in(company: Company) -> None:
    client = company.app.test_client()

    answer = sign_in(client)

    assert answer.status_code == 200
    assert answer.json["data"]["id"] == company.id("ar")
    assert client.get("/api/session").json == answer.json
    client.environ_base["HTTP_X_CSRF_TOKEN"] = answer.json["csrf"]
    assert client.post("/api/accounts", json={"name": "x"}).status_code == 201


@pytest.mark.parametrize("email", ["AR@Test.Example", " ar@test.example "])
def test_mail_address_may_be_typed_in_any_case(company: Company, email: str) -> None:
    assert sign_in(company.app.test_client(), email).status_code == 200


def test_wrong_unknown_and_deactivated_get_one_answer(company: Company) -> None:
    with company.service.database.unit_of_work() as session:
        session.execute(update(Person).where(Person.id == company.id("new")).values(is_active=False))
    client = company.app.test_client()

    answers = [
        sign_in(client, password="wrong horse"),
        sign_in(client, email="nobody@test.example"),
        sign_in(client, email="new@test.example"),
        sign_in(client, email=""),
    ]

    # Only the number of the request tells them apart.
    bodies = [answer.data.replace(answer.json["id"].encode(), b"") for answer in answers]
    assert {answer.status_code for answer in answers} == {401}
    assert len(set(bodies)) == 1
    assert answers[0].json["code"] == "invalid_credentials"
    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None] * 4


def test_password_without_anybody_is_never_right() -> None:
    assert not check_password(None, "nobody has this password")


def test_passwords_are_kept_as_argon2id() -> None:
    kept = hash_password("correct horse")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != hash_password("correct horse")


def test_cookie_is_for_this_host_and_not_for_scripts(company: Company) -> None:
    cookie = sign_in(company.app.test_client()).headers["Set-Cookie"].split("; ")

    assert cookie[0].startswith("triangle_session=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=2592000"} <= set(cookie)
    assert not [part for part in cookie if part.startswith("Domain")]


def test_behind_tls_the_cookie_is_bound_to_host_and_tls(company: Company) -> None:
    config = Config(database_url=company.service.config.database_url, origin="https://t.example")
    app = create_app(config, clock=company.clock)

    answer = sign_in(app.test_client())

    cookie = answer.headers["Set-Cookie"].split("; ")
    assert cookie[0].startswith("__Host-triangle=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Secure"} <= set(cookie)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    app.extensions["triangle"].database.close()


def test_every_sign_in_has_a_new_token_and_only_its_hash_is_kept(company: Company) -> None:
    tokens = []
    for _ in range(2):
        client = company.app.test_client()
        sign_in(client)
        tokens.append(client.get_cookie("triangle_session").value)

    with company.reading() as session:
        kept = list(session.scalars(select(BrowserSession.token_hash)))
    assert tokens[0] != tokens[1]
    assert min(map(len, tokens)) >= 43  # 256 bits
    assert not set(tokens) & set(kept)


def test_ten_wrong_tries_close_the_name_for_ten_minutes(company: Company) -> None:
    client = company.app.test_client()
    wrong = [sign_in(client, password="wrong horse").status_code for _ in range(10)]

    refused = sign_in(client)
    company.clock.move(timedelta(minutes=10, seconds=1))

    assert wrong == [401] * 10
    assert (refused.status_code, refused.json["code"]) == (429, "too_many_attempts")
    assert refused.headers["Retry-After"] == "601"
    assert sign_in(client).status_code == 200


@pytest.mark.parametrize("spelling", ["AR@test.example", " ar@test.example", "ar@test.example\t"])
def test_another_spelling_is_the_same_name(company: Company, spelling: str) -> None:
    client = company.app.test_client()
    for _ in range(10):
        sign_in(client, password="wrong horse")

    assert sign_in(client, spelling).status_code == 429


def test_closed_name_closes_no_other(company: Company) -> None:
    client = company.app.test_client()
    for _ in range(10):
        sign_in(client, email="nobody@test.example")

    assert sign_in(client).status_code == 200


def refused(limits: SignInLimits, email: str, address: str, at: datetime = NOW) -> bool:
    """Say whether another try is refused."""
    try:
        limits.check(email, address, at)
    except TooMany:
        return True
    return False


def test_fifty_wrong_tries_close_an_address() -> None:
    limits = SignInLimits()
    for number in range(50):
        assert not refused(limits, "new@test.example", "10.0.0.1")
        limits.wrong(f"{number}@test.example", "10.0.0.1", NOW)

    assert refused(limits, "new@test.example", "10.0.0.1")
    assert not refused(limits, "new@test.example", "10.0.0.2")
    assert not refused(limits, "new@test.example", "10.0.0.1", NOW + timedelta(minutes=10))


def test_right_try_forgets_the_wrong_ones_of_its_name_only() -> None:
    limits = SignInLimits()
    for _ in range(49):
        limits.wrong("ar@test.example", "10.0.0.1", NOW)

    limits.wrong("ar@test.example", "10.0.0.1", NOW)

    limits.right("ar@test.example", "10.0.0.1")
    limits.wrong("sr@test.example", "10.0.0.1", NOW)

    assert not refused(limits, "ar@test.example", "10.0.0.2")
    assert refused(limits, "ar@test.example", "10.0.0.1")


def test_memory_of_wrong_tries_is_bounded() -> None:
    limits = SignInLimits()

    for number in range(MOST_KEYS + 10):
        limits.wrong(f"{number}@test.example", "10.0.0.1", NOW)

    assert len(limits._wrong) == MOST_KEYS


def test_nobody_is_an_answer(tmp_path, clock) -> None:
    app = create_app(Config(database_url=fresh_url(tmp_path)), clock=clock)

    assert app.test_client().get("/api/session").json == {"data": None, "csrf": None, "first_run": True}
    app.extensions["triangle"].database.close()
