"""One filled company for the whole permission matrix: hardly a request in it changes anything."""

from collections.abc import Iterator

import pytest

from tests.company import Company
from tests.conftest import MONDAY
from tests.databases import fresh_url
from tests.permissions.world import World
from triangle.app import create_app
from triangle.config import Config
from triangle.core.clock import SetClock


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A company with an account, a deal, a hand-off and everybody who might ask for them."""
    clock = SetClock(MONDAY)
    url = fresh_url(tmp_path_factory.mktemp("world"))
    app = create_app(Config(database_url=url, origin="http://localhost"), clock=clock)
    company = Company(app, clock)
    company.move_in()
    made = World(company)
    made.fill()
    yield made
    app.extensions["triangle"].database.close()
