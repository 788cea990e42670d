"""SQLite locked from outside: writes are refused in time and nothing is lost, reads and writes come back."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.databases import POSTGRESQL
from tests.journeys.installation import Installation
from triangle.ledger import verify

# The file keeps whoever comes first waiting; who stands behind that one, often the worker, waits for a turn.
REFUSALS = {"database_unavailable", "database_busy"}
# No client waits longer than this, in seconds: a write has its answer before.
CLIENT_WAITS = 15

pytestmark = pytest.mark.skipif(bool(POSTGRESQL), reason="an SQLite file is locked; PostgreSQL locks rows")


@contextmanager
def lock(installation: Installation) -> Iterator[None]:
    """Hold the file's write lock as a backup tool or a shell might."""
    outside = sqlite3.connect(installation.url.removeprefix("sqlite:///"), isolation_level=None)
    outside.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        outside.execute("ROLLBACK")
        outside.close()


def test_write_is_refused_with_503_and_succeeds_afterwards(installation: Installation) -> None:
    deal = installation.company.deal()
    ar = installation.browser("ar")
    path = f"/nodes/{installation.company.node(deal, 'KD1.1').id}/start"

    with lock(installation):
        refused = ar.send("POST", path, {}, patience=CLIENT_WAITS, Idempotency_Key="the same")
        read = ar.send("GET", f"/deals/{deal.id}")
    again = ar.send("POST", path, {}, Idempotency_Key="the same")

    assert refused.status_code == 503
    assert refused.json()["code"] in REFUSALS
    assert int(refused.headers["Retry-After"]) >= 1
    assert read.status_code == 200
    assert read.json()["data"]["stages"][0]["nodes"][0]["status"] == "waiting"
    assert (again.status_code, again.json()["data"]["status"]) == (200, "active")
    assert ar.do("GET", f"/streams/deal:{deal.id}/entries")["head"] == 2
    with installation.company.reading() as session:
        assert verify(session).wrong == []


def test_readers_are_answered_while_a_write_waits_for_the_file(installation: Installation) -> None:
    deal = installation.company.deal()
    ar = installation.browser("ar")
    path = f"/nodes/{installation.company.node(deal, 'KD1.1').id}/start"

    with lock(installation), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ar.send, "POST", path, {}, CLIENT_WAITS)
        answers = [ar.send("GET", f"/deals/{deal.id}") for _ in range(10)]
        was_still_waiting = not waiting.done()

    assert [answer.status_code for answer in answers] == [200] * 10
    assert was_still_waiting
    assert waiting.result().status_code == 503
    assert waiting.result().json()["code"] in REFUSALS
