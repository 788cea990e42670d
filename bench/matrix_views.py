"""The `matrix` part: its views against bare SQL and JSON of the same rows, as the number of deals grows.

Each view is asked of the whole service in this process, by the leader above all teams; then the very
statements that it sent are sent again by the bare driver, and their rows are written as JSON.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from bench import databases
from bench.databases import Databases
from bench.matrix_fill import fill
from bench.matrix_rows import LEADER
from bench.matrix_session import session_of
from bench.memory import peak_kib
from bench.report import Report, tell
from bench.table import Row, Table, number
from triangle.app import create_app
from triangle.background import freeze_what_is_built
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
ROUNDS, QUICK_SIZES, SIZES, BIG = 5, (200,), (1_000, 10_000), 100_000
HEAD = (
    *("database", "deals", "view", "ms", "CPU ms", "bare ms", "bare CPU", "x", "CPU x"),
    *("KiB", "peak KiB", "bare peak"),
)
MEANING = """\
ms and CPU ms: medians of five, of the whole service and of the bare driver with the same SQL, whose rows are
written as JSON objects with their columns' names. KiB: the answer. peak KiB and bare peak: what Python's
objects take at the height of one answer; the driver's and the database's own pages are not in it."""
LIMITS = """\
What these figures do not show. There is no HTTP: the service is called in its own process. PostgreSQL's own
CPU is in the times and not in the CPU columns. The rows are made by a loader, without checklists. The
workbook is not only rows as JSON: it is put into a ZIP of XML with its colours, findings and stream heads."""
Measured = tuple[float, float]


def measure(*, quick: bool, big: bool = False) -> Report:
    """Measure on SQLite and, when one answers, on PostgreSQL; a hundred thousand deals only when told."""
    sizes = QUICK_SIZES if quick else (*SIZES, BIG) if big else SIZES
    rows = [row for size in sizes for kind in databases.all_kinds() for row in _rows(kind, size)]
    return Report(MEANING, Table(HEAD, rows), LIMITS)


def _rows(kind: Databases, deals: int) -> Iterator[Row]:
    tell(f"{kind.name}: filling {deals:,} deals")
    fill(kind.original, deals)
    app = create_app(Config(database_url=kind.original))
    database: Database = app.extensions["triangle"].database
    client = _signed_in(app.test_client(), database)
    freeze_what_is_built()
    for name, path in VIEWS.items():
        tell(f"{kind.name}: {name}")
        yield (kind.name, f"{deals:,}", name, *_compared(database, client, path))
    database.close()


def _compared(database: Database, client: FlaskClient, path: str) -> Row:
    said, size = _listen(database.reader, client, path)
    ours = _measure(lambda: client.get(path))
    bare = _measure(lambda: _repeat(database.reader, said))
    peaks = (peak_kib(lambda: client.get(path)), peak_kib(lambda: _repeat(database.reader, said)))
    ratios = (f"{ours[0] / bare[0]:.2f}", f"{ours[1] / bare[1]:.2f}")
    return (*map(number, (*ours, *bare)), *ratios, f"{size / 1024:,.1f}", *(f"{peak:,.0f}" for peak in peaks))


def _signed_in(client: FlaskClient, database: Database) -> FlaskClient:
    client.set_cookie("triangle_session", session_of(database, LEADER))
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
            names = [column[0] for column in cursor.description or ()]
            rows.append([dict(zip(names, row, strict=True)) for row in cursor.fetchall()])
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
