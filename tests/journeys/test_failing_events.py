"""A socket event that fails on the server is answered, so that the client knows to try again."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.company import Company
from triangle.core.readers import Readers


@contextmanager
def database_away(company: Company) -> Iterator[None]:
    """Have every question to the database fail as when it cannot be reached."""
    database = company.service.database
    reader, database.reader = database.reader, database.reader.execution_options()

    def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT 1", {}, OSError("connection refused"))

    database.reader.raw_connection = away  # type: ignore[method-assign]
    # None that rests would be away.
    readers = database.readers
    database.readers = Readers(database.reader)
    try:
        yield
    finally:
        database.reader, database.readers = reader, readers


def test_subscription_is_answered_and_succeeds_later(app: Flask, company: Company) -> None:
    deal, browser = company.deal(), company.client("ar")
    auth = {"csrf": browser.environ_base["HTTP_X_CSRF_TOKEN"], "protocol": 1}
    socket = app.extensions["socketio"].test_client(app, flask_test_client=browser, auth=auth)
    wish = {"stream": f"deal:{deal.id}", "epoch": 1, "after": 1}

    with database_away(company):
        failed = socket.emit("subscribe", wish, callback=True)
    again = socket.emit("subscribe", wish, callback=True)

    assert failed == {"status": "error", "code": "unavailable"}
    assert again["status"] == "ok"


def test_connection_is_refused_for_now(app: Flask, company: Company) -> None:
    browser = company.client("ar")
    auth = {"csrf": browser.environ_base["HTTP_X_CSRF_TOKEN"], "protocol": 1}

    with database_away(company):
        refused = app.extensions["socketio"].test_client(app, flask_test_client=browser, auth=auth)

    assert not refused.is_connected()
