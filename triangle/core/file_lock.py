"""A lock on the data folder: two servers on one SQLite file would each miss what the other commits."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from triangle.core.db import Database


class InUse(Exception):
    """Another process has this file or this address."""


@contextmanager
def only_server(database: Database) -> Iterator[None]:
    """Hold the lock of an SQLite file as long as this process serves it; PostgreSQL needs none."""
    if not database.is_sqlite:
        yield
        return
    file = Path(f"{database.url.database}.lock")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUse(f"{database.url.database} is served by another process; stop it first") from error
        yield
