"""One filled company for the whole permission matrix: hardly a request in it changes anything."""

from collections.abc import Iterator

import pytest

from tests.permissions.world import World, filled_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A company with an account, a deal, a hand-off and everybody who might ask for them."""
    with filled_world(tmp_path_factory.mktemp("world")) as made:
        yield made
