"""Puts the demo company into an installation: whole or not at all, with progress to see."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from triangle.core.db import Database
from triangle.core.errors import Conflict
from triangle.core.migrate import upgrade
from triangle.core.working_calendar import WorkingCalendar
from triangle.demo.cast import PASSWORD, SIGN_INS
from triangle.demo.fill import Progress, Size, fill, is_empty

Say = Callable[..., None]
STEP = 0.05
DUTIES = {
    "ar": "AR 客户经理, account manager",
    "sr": "SR 方案经理, solution lead",
    "fr": "FR 交付经理, delivery lead",
    "lead": "销售负责人, head of sales",
    "admin": "管理员, administrator",
}


def install(
    database: Database,
    calendar: WorkingCalendar,
    size: Size,
    until: datetime,
    tell: Callable[[Progress], None],
) -> int:
    """Fill a migrated, empty installation and return the number of deeds.

    On SQLite the past is lived in a file beside the real one, whose place it takes when it is complete: an
    interrupted first start leaves nothing behind. On PostgreSQL what was interrupted is cleared by hand.
    """
    if not is_empty(database):
        raise Conflict("already_set_up", "this installation has people already; the demo needs an empty one")
    if not database.is_sqlite:
        return fill(database, calendar, size, until, tell)
    file = Path(database.url.database or "")
    draft = file.with_name(f"{file.name}.filling")
    _remove(draft)
    beside = Database(database.url.set(database=str(draft)).render_as_string())
    try:
        upgrade(beside)
        deeds = fill(beside, calendar, size, until, tell)
    finally:
        beside.close()
    _take_in_log(draft)
    database.close()
    draft.replace(file)
    return deeds


def _remove(file: Path) -> None:
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)


def _take_in_log(file: Path) -> None:
    """Leave everything in the one file, so that it can be renamed."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class ProgressLines:
    """Shows progress: one line that changes on a terminal, else a line for every 5 %."""

    def __init__(self, say: Say, *, on_terminal: bool) -> None:
        self.say = say
        self.on_terminal = on_terminal
        self._next = 0.0

    def __call__(self, progress: Progress) -> None:
        """Show how far the filling has come."""
        done = progress.share >= 1
        if not (self.on_terminal or done or progress.share >= self._next):
            return
        while self._next <= progress.share:
            self._next += STEP
        line = f"Demo company: {progress.share:4.0%}  {progress.at:%Y-%m-%d}  {progress.deeds:>7,} deeds"
        self.say(f"\r{line}" if self.on_terminal else line, nl=done or not self.on_terminal)


def sign_ins() -> str:
    """Return the demo sign-ins as a block to print."""
    lines = [f"Demo sign-ins, password: {PASSWORD}"]
    for person in SIGN_INS:
        who = person.email.partition("@")[0]
        # Ideographic spaces, which are as wide as the signs of the names.
        lines.append(f"  {person.email:<20}{person.name.ljust(4, '　')}{DUTIES[who]}")
    return "\n".join(lines)
