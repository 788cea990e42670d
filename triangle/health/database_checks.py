"""Is the database well: does it answer, take writes, fit this version, have room, and agree on the time."""

import shutil
import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from triangle.core.clock import Clock
from triangle.core.db import Database
from triangle.core.errors import Unavailable
from triangle.core.migrate import newest_revision, revision_of
from triangle.health.models import Check

SLOW_MS = 100
LITTLE_ROOM, HARDLY_ANY_ROOM = 2**30, 100 * 2**20
SKEW, FAR_SKEW = timedelta(seconds=1), timedelta(seconds=30)


def check_database(database: Database, clock: Clock) -> list[Check]:
    """Return what was found; a check that the database itself breaks off is a failed check."""
    checks = [
        _guarded("database", "database_silent", lambda: _answers(database)),
        _guarded("writes", "writes_refused", lambda: _takes_writes(database)),
        _guarded("version", "version_unknown", lambda: _has_version(database)),
        _guarded("clock", "clock_unknown", lambda: _agrees_on_time(database, clock)),
    ]
    return [*checks, _has_room(database)] if database.is_sqlite else checks


def _guarded(name: str, failed: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except (SQLAlchemyError, Unavailable, OSError):
        return Check(name, failed, "fail")


def _answers(database: Database) -> Check:
    with database.reading() as session:
        session.execute(text("SELECT 1"))
        began = time.perf_counter()
        session.execute(text("SELECT 1"))
        took = round((time.perf_counter() - began) * 1000, 1)
    slow = took > SLOW_MS
    code, status = ("database_slow", "warn") if slow else ("database_answers", "ok")
    return Check("database", code, status, {"kind": database.url.get_backend_name(), "ms": took})


def _takes_writes(database: Database) -> Check:
    with database.unit_of_work() as session:
        # Written for real and taken back: nothing changes when somebody looks.
        session.execute(text("UPDATE alembic_version SET version_num = version_num"))
        session.rollback()
    return Check("writes", "writes_taken")


def _has_version(database: Database) -> Check:
    found, needed = revision_of(database), newest_revision()
    params = {"found": found or "", "needed": needed}
    return Check(
        "version",
        "version_fits" if found == needed else "version_differs",
        "ok" if found == needed else "fail",
        params,
    )


def _agrees_on_time(database: Database, clock: Clock) -> Check:
    if database.is_sqlite:
        return Check("clock", "clock_shared")
    with database.reading() as session:
        before = clock.now()
        theirs = session.execute(text("SELECT clock_timestamp()")).scalar_one()
        skew = theirs - (before + (clock.now() - before) / 2)
    params = {"skew_ms": round(skew.total_seconds() * 1000)}
    if abs(skew) > SKEW:
        return Check("clock", "clock_differs", "fail" if abs(skew) > FAR_SKEW else "warn", params)
    return Check("clock", "clock_agrees", "ok", params)


def _has_room(database: Database) -> Check:
    free = shutil.disk_usage(str(database.url.database)).free
    status = "fail" if free < HARDLY_ANY_ROOM else "warn" if free < LITTLE_ROOM else "ok"
    code = "disk_has_room" if status == "ok" else "disk_fills"
    return Check("disk", code, status, {"free_gb": round(free / 10**9, 1)})
