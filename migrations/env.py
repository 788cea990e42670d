"""Runs migrations on the connection that `triangle.core.migrate` hands in, or on TRIANGLE_DATABASE_URL."""

import os

from alembic import context

import triangle.app  # noqa: F401 - every feature's tables are known once the app is imported
from triangle.config import read_config
from triangle.core.db import Base, Database


def run() -> None:
    """Run the migrations in one transaction."""
    given = context.config.attributes.get("connection")
    if given is not None:
        _on(given)
        return
    database = Database(read_config(os.environ).database_url)
    with database.writer.begin() as connection:
        _on(connection)


def _on(connection) -> None:
    # Batch mode would copy tables on SQLite and lose their triggers: migrations say what they mean instead.
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


run()
