"""One company and one room for each file; every test has a note of its own in it."""

from collections.abc import Iterator

import pytest

from tests.company import Company, moved_in
from tests.databases import fresh_url
from tests.notes.writers import Table


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A company that the tests of a file share."""
    with moved_in(fresh_url(tmp_path_factory.mktemp("company"))) as made:
        yield made


@pytest.fixture(scope="module")
def table(company: Company) -> Table:
    """The notes of one deal."""
    return Table(company)


@pytest.fixture
def note(table: Table) -> int:
    """A fresh note with a title."""
    return table.begin(title="笔记")
