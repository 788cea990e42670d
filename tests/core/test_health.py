"""What other programs ask: alive, ready, metrics, and the id under which a request is found again."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import Client

from tests.company import Company
from triangle.app import create_app
from triangle.config import Config
from triangle.core.log import JsonLines
from triangle.core.migrate import downgrade
from triangle.core.transport.engine import Figures

Configure = Callable[..., Flask]
TOKEN = "metrics-token-of-a-test"


@pytest.fixture
def configured(app: Flask) -> Iterator[Configure]:
    """Other apps on the same database, or on another, with other settings."""
    here, made = app.extensions["triangle"], []

    def configure(**changes: Any) -> Flask:
        given = {"database_url": here.config.database_url, "origin": "http://localhost"} | changes
        made.append(create_app(Config(**given), clock=here.clock))
        return made[-1]

    yield configure
    for other in made:
        other.extensions["triangle"].database.close()


def samples(text: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Return the numbers of a metrics text by their name and labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read(app: Flask) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Read an app's metrics from this machine."""
    return samples(app.test_client().get("/metrics").text)


def test_empty_database_is_not_ready(app: Flask, configured: Configure, tmp_path: Path) -> None:
    assert app.test_client().get("/ready").status_code == 200
    fresh = configured(database_url=f"sqlite:///{tmp_path}/empty.db")

    answer = fresh.test_client().get("/ready")

    assert answer.status_code == 503
    assert answer.json["code"] == "not_migrated"
    assert answer.json["params"]["found"] is None
    assert fresh.test_client().get("/live").status_code == 200


def test_requests_are_counted_by_rule_and_not_by_address(company: Company) -> None:
    client = company.client("ar")
    for number in (1, 2, 3):
        client.get(f"/api/deals/{number}")

    found = read(company.app)

    labels = {"endpoint": "/api/deals/<int:deal_id>", "method": "GET", "status": "404"}
    assert found["triangle_request_seconds_count", frozenset(labels.items())] == 3


def test_made_up_methods_are_one_line(app: Flask) -> None:
    for method in ("FROB", "BLAH"):
        app.test_client().open("/api/deals", method=method)

    methods = {dict(labels).get("method") for _, labels in read(app)}

    assert "other" in methods
    assert not methods & {"FROB", "BLAH"}


def test_two_apps_count_apart(app: Flask, configured: Configure) -> None:
    other = configured()

    app.extensions["triangle"].metrics.reset("too_far")

    label = frozenset({("why", "too_far")})
    assert read(app)["triangle_resets_total", label] == 1
    assert ("triangle_resets_total", label) not in read(other)


def test_what_is_plugged_in_is_told(app: Flask) -> None:
    metrics = app.extensions["triangle"].metrics
    metrics.figures = lambda: Figures(3, 2, 70, 9, {"slow": 2, "gone": 4})
    metrics.entry_sent(0.2)
    metrics.entry_sent(-5)
    metrics.hint_heard()
    metrics.pulse.woke(0.3)

    found = read(app)

    none: frozenset[tuple[str, str]] = frozenset()
    assert found["triangle_sockets", none] == 3
    assert found["triangle_socket_queued_bytes", none] == 70
    assert found["triangle_sockets_parting", none] == 2
    assert found["triangle_sockets_opened_total", none] == 9
    assert found["triangle_sockets_closed_total", frozenset({("reason", "gone")})] == 4
    assert found["triangle_entry_lag_seconds_count", none] == 2
    assert found["triangle_hint_age_seconds", none] >= 0
    assert found["triangle_hub_lag_seconds_sum", none] == pytest.approx(0.3)
    assert found["process_resident_memory_bytes", none] > 0
    assert ("triangle_database_connections_in_use", none) in found


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_metrics_are_not_told_through_a_proxy(app: Flask, header: str) -> None:
    answer = app.test_client().get("/metrics", headers={header: "127.0.0.1"})

    assert answer.status_code == 403
    assert answer.json["code"] == "metrics_local"


@pytest.mark.parametrize("address", ["192.0.2.7", "::ffff:192.0.2.7", "", "unix"])
def test_metrics_are_not_told_to_another_machine(app: Flask, address: str) -> None:
    client = app.test_client()

    assert client.get("/metrics", environ_base={"REMOTE_ADDR": address}).status_code == 403
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "::ffff:127.0.0.1"}).status_code == 200


def test_a_forwarded_loopback_address_opens_nothing(app: Flask, configured: Configure) -> None:
    behind = configured(proxies=1)

    answer = Client(behind).get(
        "/metrics", headers={"X-Forwarded-For": "127.0.0.1"}, environ_base={"REMOTE_ADDR": "192.0.2.7"}
    )

    assert answer.status_code == 403


def test_token_opens_the_metrics_from_anywhere_and_nothing_else_does(
    app: Flask, configured: Configure
) -> None:
    client = configured(metrics_token=TOKEN).test_client()
    far = {"REMOTE_ADDR": "192.0.2.7"}

    good = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, environ_base=far)

    assert good.status_code == 200
    assert client.get("/metrics").json["code"] == "metrics_token"
    assert client.get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 403


def test_request_keeps_the_id_it_came_with(app: Flask) -> None:
    answer = app.test_client().get("/api/deals", headers={"X-Request-Id": "from-the-proxy-1"})

    assert answer.headers["X-Request-Id"] == "from-the-proxy-1"
    assert answer.json["id"] == "from-the-proxy-1"


@pytest.mark.parametrize("given", ["", "short", "x" * 65, 'quote"quote', "with space"])
def test_unusable_ids_are_replaced(app: Flask, given: str) -> None:
    answer = app.test_client().get("/api/deals", headers={"X-Request-Id": given})

    assert answer.headers["X-Request-Id"] not in (given, "")
    assert answer.json["id"] == answer.headers["X-Request-Id"]


def test_log_of_requests_names_the_person_and_no_secret(
    app: Flask, configured: Configure, company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    client = company.client("ar")
    client.application = configured(log_requests=True)
    caplog.set_level(logging.INFO, "triangle")
    caplog.handler.setFormatter(JsonLines())

    client.get("/api/deals?q=secret-word", headers={"X-Request-Id": "request-77"})

    line = json.loads(caplog.text.splitlines()[-1])
    assert line["endpoint"] == "/api/deals"
    assert line["person"] == company.id("ar")
    assert line["status"] == 200
    assert line["request"] == "request-77"
    assert "secret-word" not in json.dumps(line)


def test_requests_are_logged_on_demand_only(company: Company, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "triangle")

    company.client("ar").get("/api/deals")

    assert [record for record in caplog.records if record.message == "request"] == []


def test_older_database_is_not_ready(app: Flask) -> None:
    database = app.extensions["triangle"].database
    if not database.is_sqlite:
        pytest.skip("the shared PostgreSQL stays at its newest form")
    downgrade(database, "-1")

    answer = app.test_client().get("/ready")

    assert answer.status_code == 503
    assert answer.json["params"]["found"] != answer.json["params"]["needed"]


def test_forwarded_address_is_known_before_sockets_are_opened(configured: Configure) -> None:
    # What stands outermost sees every request first, those for sockets too.
    assert isinstance(configured(proxies=1).wsgi_app, ProxyFix)
