"""Fills an empty database with many deals: `python -m bench.matrix_fill URL DEALS [PEOPLE]`."""

import sys
import time
from collections.abc import Iterator

from sqlalchemy import Connection, text

from bench.matrix_bulk import without_indexes, write_rows
from bench.matrix_rows import BEGIN, Company, Rows
from triangle.background import prepare
from triangle.core.db import Base, Database
from triangle.nodes.models import Node
from triangle.playbooks.queries import latest
from triangle.playbooks.standard import load_standard_without_policy
from triangle.responsibilities.models import Responsibility
from triangle.search.indexing import rebuild_without_policy

CHUNK = 200


def fill(url: str, deals: int, people: int = 200) -> None:
    """Fill an empty database with a company of so many deals, two hundred deals a transaction."""
    database = Database(url)
    prepare(database)
    with database.unit_of_work() as session:
        load_standard_without_policy(session, BEGIN)
    with database.reading() as session:
        company = Company(list(latest(session)), people)
    began = time.monotonic()
    with without_indexes(database):
        with database.writer.begin() as connection:
            _write(connection, company.staff())
        for first in range(1, deals + 1, CHUNK):
            numbers = range(first, min(first + CHUNK, deals + 1))
            with database.writer.begin() as connection:
                _write(connection, _joined(company.deal(number) for number in numbers))
    with database.unit_of_work() as session:
        rebuild_without_policy(session)
    if not database.is_sqlite:
        _set_sequences(database)
    with database.writer.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    database.close()
    seconds = time.monotonic() - began
    print(
        f"{deals:,} deals, {company.ids[Node]:,} nodes, "
        f"{company.ids[Responsibility]:,} intervals: {seconds:.0f} s"
    )


def _joined(parts: Iterator[Rows]) -> Rows:
    rows: Rows = {}
    for part in parts:
        for noun, more in part.items():
            rows.setdefault(noun, []).extend(more)
    return rows


def _write(connection: Connection, rows: Rows) -> None:
    # Every key points to a table that was written before: the order of the metadata.
    for table in Base.metadata.sorted_tables:
        for noun, found in rows.items():
            if noun.__table__ is table and found:
                write_rows(connection, table, found)


def _set_sequences(database: Database) -> None:
    tables = [
        table.name for table in Base.metadata.sorted_tables if "id" in table.c and table.c.id.autoincrement
    ]
    with database.writer.begin() as connection:
        for name in tables:
            if connection.scalar(text("SELECT pg_get_serial_sequence(:it, 'id')"), {"it": name}) is None:
                continue
            top = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), coalesce(max(id), 1)) FROM {name}"  # noqa: S608
            connection.execute(text(top))


if __name__ == "__main__":
    fill(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 200)
