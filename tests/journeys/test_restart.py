"""A server that is told to stop says so to its sockets and comes back under another name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.two import Listening
from tests.journeys.installation import Installation, hear, until


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A server that the test itself stops."""
    made = Installation(tmp_path)
    made.start()
    yield made
    made.close()


def test_sockets_hear_of_a_restart_before_they_are_closed(installation: Installation) -> None:
    deal = installation.company.deal()
    tabs = [Listening(installation.browser(name), f"deal:{deal.id}") for name in ("ar", "sr", "fr")]

    installation.stop()

    until(lambda: not any(tab.is_open() for tab in tabs))
    assert [len(tab.heard("restart")) for tab in tabs] == [1, 1, 1]
    assert all(said["in_ms"] > 0 for tab in tabs for said in tab.heard("restart"))


def test_each_process_has_a_name_of_its_own(installation: Installation) -> None:
    first = hear(installation.browser("ar").connect(), "hello")["node"]
    installation.stop()
    installation.start()

    assert hear(installation.browser("ar").connect(), "hello")["node"] != first
