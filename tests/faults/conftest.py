"""A served installation for each test: its server is killed, locked out and started again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.installation import Installation


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A server of this test alone."""
    made = Installation(tmp_path)
    made.start()
    yield made
    made.close()
