"""One company for each file: every test has streams of its own in it."""

from collections.abc import Iterator

import pytest

from tests.company import Company, moved_in
from tests.databases import fresh_url


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A company that the tests of a file share."""
    with moved_in(fresh_url(tmp_path_factory.mktemp("company"))) as made:
        yield made
