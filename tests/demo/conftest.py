"""A demo company, lived through once for all tests that only look."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.databases import fresh_url
from triangle.config import Config
from triangle.core.db import Database
from triangle.core.working_calendar import WorkingCalendar, calendar_of
from triangle.demo.fill import Size, fill

# A Wednesday at 15:30 in Shanghai.
UNTIL = datetime(2026, 3, 4, 7, 30, tzinfo=UTC)
SMALL = Size(deals=14, people=12, seed=7)


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    """The working days of China."""
    return calendar_of(Config())


def filled(folder: Path, calendar: WorkingCalendar) -> Database:
    """Return a fresh database with a small demo company in it."""
    database = Database(fresh_url(folder))
    fill(database, calendar, SMALL, UNTIL)
    return database


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, calendar: WorkingCalendar) -> Iterator[Database]:
    """The database of a small demo company."""
    database = filled(tmp_path_factory.mktemp("demo"), calendar)
    yield database
    database.close()


@pytest.fixture
def session(demo: Database) -> Iterator[Session]:
    """A session to look with."""
    with demo.reading() as session:
        yield session
