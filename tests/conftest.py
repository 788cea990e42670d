"""Fixtures that every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.company import MONDAY, Company
from tests.databases import fresh_url
from triangle.app import create_app
from triangle.config import Config
from triangle.core.clock import SetClock


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands until a test moves it."""
    return SetClock(MONDAY)


@pytest.fixture
def app(tmp_path: Path, clock: SetClock) -> Iterator[Flask]:
    """An app on a fresh database."""
    config = Config(database_url=fresh_url(tmp_path), origin="http://localhost")
    made = create_app(config, clock=clock)
    yield made
    made.extensions["triangle"].database.close()


@pytest.fixture
def company(app: Flask, clock: SetClock) -> Company:
    """A company with people in it."""
    made = Company(app, clock)
    made.move_in()
    return made
