"""Whether anything was committed since: so that nobody asks each second for what cannot have changed."""

from typing import Any

Mark = tuple[Any, ...]


def sqlite_mark(connection: Any) -> Mark:
    """Return what changes with each commit of any other connection, in whatever process."""
    return (connection.execute("PRAGMA data_version").fetchone()[0],)


def postgresql_mark(connection: Any, own: int) -> Mark:
    """Return what changes with each transaction that wrote, but `own` ones; while one is at work, always.

    They are numbered for all databases of a server together: more seems to change than does, never less.
    """
    query = "SELECT pg_snapshot_xmin(s), pg_snapshot_xmax(s) FROM pg_current_snapshot() AS s"
    first_at_work, following = (int(number) for number in connection.execute(query).fetchone())
    return (following - own,) if first_at_work == following else (object(),)
