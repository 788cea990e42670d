"""What tests of the matrix ask for."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from tests.company import Company


@pytest.fixture
def count_queries(company: Company) -> Callable[[Callable[[], Any]], int]:
    """A way to count the queries that something asks of the database."""

    def count(act: Callable[[], Any]) -> int:
        asked: list[str] = []

        def hear(*given: Any) -> None:
            asked.append(given[2])

        reader = company.service.database.reader
        event.listen(reader, "before_cursor_execute", hear)
        try:
            assert act().status_code == 200
        finally:
            event.remove(reader, "before_cursor_execute", hear)
        return len(asked)

    return count
