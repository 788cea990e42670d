"""The self-test says what is wrong, and changes nothing by looking."""

import os
import socket
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import text

from tests.company import Company
from tests.databases import POSTGRESQL
from triangle.config import Config
from triangle.core.metrics import Metrics
from triangle.health.models import Check
from triangle.health.redis_check import check_redis
from triangle.health.self_test import check_links, check_origin, check_sockets
from triangle.notifications.outbox_models import Outlet

REDIS = os.environ.get("TRIANGLE_TEST_REDIS_URL", "")


def asked(company: Company, query: str = "") -> dict[str, dict[str, Any]]:
    """Ask as the admin, and return the checks by name."""
    answer = company.client("admin").get(f"/api/self-test{query}")
    assert answer.status_code == 200, answer.text
    return {check["check"]: check for check in answer.json["data"]["checks"]}


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A port that takes connections and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as made:
        yield made


def test_healthy_installation_is_well(company: Company) -> None:
    company.service.metrics.pulse.woke(0.001)

    checks = asked(company)

    expected = {
        "sockets": "sockets_work",
        "redis": "redis_none",
        "database": "database_answers",
        "writes": "writes_taken",
        "version": "version_fits",
        "origin": "origin_plain",
    }
    assert {name: checks[name]["code"] for name in expected} == expected


def test_worst_check_is_the_status(company: Company) -> None:
    reply = company.client("admin").get("/api/self-test").json["data"]

    # No loop runs in a test client.
    assert reply["status"] == "fail"
    assert {check["code"] for check in reply["checks"] if check["status"] == "fail"} >= {"loop_silent"}


def test_foreign_origin_is_named_with_what_is_expected(company: Company) -> None:
    check = asked(company, "?origin=https://elsewhere.example")["origin"]

    assert (check["code"], check["status"]) == ("origin_foreign", "fail")
    assert check["params"] == {"origin": "https://elsewhere.example", "expected": "http://localhost"}


def test_address_in_use_stands_for_an_origin_that_is_not_sent(company: Company) -> None:
    answer = company.client("admin").get("/api/self-test", base_url="http://localhost:8080")

    assert "origin_foreign" in {check["code"] for check in answer.json["data"]["checks"]}


@pytest.mark.parametrize(
    ("configured", "reached_by", "code"),
    [
        ("https://triangle.example", "https://triangle.example", "origin_fits"),
        ("http://triangle.example", "http://triangle.example", "origin_plain"),
        ("", "http://127.0.0.1:5000", "origin_local"),
        ("", "http://triangle.example", "origin_foreign"),
    ],
)
def test_origin_is_judged_by_what_is_configured(configured: str, reached_by: str, code: str) -> None:
    assert check_origin(Config(origin=configured), reached_by).code == code


@pytest.mark.parametrize(
    ("settings", "links", "code", "status"),
    [
        ({"origin": "https://triangle.example"}, "https://triangle.example", "links_public", "ok"),
        ({}, "http://127.0.0.1:5000", "links_unsent", "ok"),
        ({"host": "0.0.0.0"}, "http://localhost:5000", "links_unsent", "ok"),  # noqa: S104 - not bound
        ({"host": "::1", "port": 80}, "http://[::1]:80", "links_unsent", "ok"),
        ({"host": "10.1.2.3", "mail_url": "smtp://mail"}, "http://10.1.2.3:5000", "links_local", "warn"),
    ],
)
def test_links_lead_here_or_the_admin_hears_of_it(
    company: Company, settings: dict[str, Any], links: str, code: str, status: str
) -> None:
    found = check_links(Config(**settings), company.service.database)

    assert (found.params["links"], found.code, found.status) == (links, code, status)


def test_bot_without_a_public_address_is_told_of(company: Company) -> None:
    with company.service.database.unit_of_work() as session:
        session.add(Outlet(channel="slack", url="https://hooks.slack.com/x", lane="hooks.slack.com"))

    assert check_links(Config(), company.service.database).code == "links_local"


@pytest.mark.parametrize(
    ("late", "code", "status"),
    [(0.02, "sockets_work", "ok"), (0.3, "loop_late", "warn"), (3, "loop_late", "fail")],
)
def test_late_loop_is_told(late: float, code: str, status: str) -> None:
    metrics = Metrics()
    metrics.pulse.woke(late)
    metrics.pulse.woke(0)

    found = check_sockets(metrics)

    assert (found.code, found.status) == (code, status)
    assert found.params["worst_ms"] == round(late * 1000)


def test_looking_changes_nothing(company: Company) -> None:
    def state() -> list[Any]:
        with company.reading() as session:
            return list(session.execute(text("SELECT version_num FROM alembic_version")).scalars())

    before = state()

    asked(company)

    assert state() == before


def test_older_database_is_told(company: Company) -> None:
    with company.service.database.unit_of_work() as session:
        before = session.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    try:
        check = asked(company)["version"]
    finally:
        with company.service.database.unit_of_work() as session:
            session.execute(text("UPDATE alembic_version SET version_num = :was"), {"was": before})

    assert (check["code"], check["status"]) == ("version_differs", "fail")
    assert check["params"] == {"found": "0001", "needed": before}


@pytest.mark.skipif(bool(POSTGRESQL), reason="about the file of SQLite")
def test_room_on_the_disk_is_told_for_a_file(company: Company) -> None:
    assert asked(company)["disk"]["params"]["free_gb"] > 0


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite has the process' own clock")
def test_clock_that_differs_from_the_databases_is_told(company: Company) -> None:
    check = asked(company)["clock"]

    # The clock of a test stands in March.
    assert (check["code"], check["status"]) == ("clock_differs", "fail")


def test_absent_redis_is_told(listening: socket.socket) -> None:
    port = listening.getsockname()[1]
    listening.close()

    assert check_redis(f"redis://127.0.0.1:{port}/0") == Check("redis", "redis_silent", "fail")


def test_redis_that_says_nothing_is_not_waited_for(listening: socket.socket) -> None:
    port = listening.getsockname()[1]

    assert check_redis(f"redis://127.0.0.1:{port}/0") == Check("redis", "redis_silent", "fail")


@pytest.mark.skipif(not REDIS, reason="TRIANGLE_TEST_REDIS_URL is not set")
def test_message_goes_through_redis_and_back() -> None:
    found = check_redis(REDIS)

    assert found.code in ("redis_works", "redis_slow")
    assert found.params["round_trip_ms"] > 0
