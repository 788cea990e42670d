"""The matrix against bare SQL and JSON of the same rows: `python -m bench.matrix_views URL`.

The database is one that `bench.matrix_fill` made. Each view is asked of the whole service in this process, by
the leader above all teams; then the very statements that it sent are sent again by the bare driver, and their
rows are written as JSON. Both are timed by wall clock and by the CPU of this process, in which the work of
PostgreSQL does not show. Memory is the highest resident size of the process so far.
"""

import resource
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import orjson
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from bench.matrix_session import session_of_leader
from triangle.app import create_app
from triangle.config import Config
from triangle.core.db import Database

VIEWS = {
    "portfolio, 200 rows, now": "/api/matrix?limit=200",
    "portfolio, 200 rows, a past day": "/api/matrix?limit=200&at=2025-06-01T00:00:00Z",
    "one team, 200 rows": "/api/matrix?limit=200&team=3",
    "one person's A, 200 rows": "/api/matrix?limit=200&person=7&duty=A",
    "by stage, 200 rows": "/api/matrix?limit=200&group=stage",
    "by account, 200 rows": "/api/matrix?limit=200&group=account",
    "difference of a week, 200 rows": (
        "/api/matrix/difference?limit=200&from=2025-06-01T00:00:00Z&to=2025-06-08T00:00:00Z"
    ),
    "one person over time, 200 rows": "/api/matrix/people/7?limit=200",
    "neighbours of a moment": "/api/matrix/moments?at=2025-06-01T00:00:00Z",
    "heat map, 200 people, 12 weeks": "/api/matrix/load?limit=200&at=2025-06-01T00:00:00Z",
    "findings, first 200 with counts": "/api/matrix/findings?limit=200",
    "workbook of 5,000 rows": "/api/matrix/export",
}
ROUNDS = 5
Measured = tuple[float, float]


def main(url: str) -> None:
    """Print a row for each view."""
    app = create_app(Config(database_url=url))
    database: Database = app.extensions["triangle"].database
    client = _signed_in(app.test_client(), database)
    heads = [
        ("ms", 9),
        ("CPU ms", 9),
        ("bare ms", 9),
        ("CPU", 9),
        ("x", 7),
        ("x CPU", 7),
        ("KB", 8),
        ("MB", 7),
    ]
    print(" " * 36 + "".join(f"{name:>{width}}" for name, width in heads))
    for name, path in VIEWS.items():
        said, size = _listen(database.reader, client, path)
        ours = _measure(lambda it=path: client.get(it))
        bare = _measure(lambda it=said: _repeat(database.reader, it))
        ratio, cpu = ours[0] / bare[0], ours[1] / bare[1]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        times = "".join(f"{value:9.1f}" for value in (*ours, *bare))
        print(f"{name:36}{times}{ratio:7.2f}{cpu:7.2f}{size / 1024:8.0f}{peak:7.0f}", flush=True)
    database.close()


def _signed_in(client: FlaskClient, database: Database) -> FlaskClient:
    client.set_cookie("triangle_session", session_of_leader(database))
    return client


def _listen(engine: Engine, client: FlaskClient, path: str) -> tuple[list[tuple[str, Any]], int]:
    said: list[tuple[str, Any]] = []

    def hear(connection: Any, cursor: Any, statement: str, values: Any, *rest: Any) -> None:
        said.append((statement, values))

    event.listen(engine, "before_cursor_execute", hear)
    answer = client.get(path)
    event.remove(engine, "before_cursor_execute", hear)
    assert answer.status_code == 200, answer.text
    return said, len(answer.data)


def _repeat(engine: Engine, said: list[tuple[str, Any]]) -> bytes:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        rows = []
        for statement, values in said:
            cursor.execute(statement, values)
            rows.append(cursor.fetchall())
        return orjson.dumps(rows, default=str)
    finally:
        connection.rollback()
        connection.close()


def _measure(act: Callable[[], Any]) -> Measured:
    act()
    walls, cpus = [], []
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        cpus.append(1000 * (time.process_time() - cpu))
        walls.append(1000 * (time.perf_counter() - wall))
    return statistics.median(walls), statistics.median(cpus)


if __name__ == "__main__":
    main(sys.argv[1])
