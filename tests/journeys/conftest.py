"""One served installation for all stories of a file; each story opens a room of its own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.journeys.installation import Browser, Installation


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A server that runs while the stories of a file are told."""
    made = Installation(tmp_path_factory.mktemp("installation"))
    made.start()
    yield made
    made.close()


@pytest.fixture
def browsers(installation: Installation) -> Iterator[Callable[[str], Browser]]:
    """Browsers by the name of the person, closed after the story."""
    opened: list[Browser] = []

    def of(name: str) -> Browser:
        opened.append(installation.browser(name))
        return opened[-1]

    yield of
    for browser in opened:
        browser.close()


@pytest.fixture
def room(installation: Installation) -> dict[str, Any]:
    """A deal room that the AR opened over HTTP."""
    ar = installation.browser("ar")
    account = installation.company.account()
    return ar.do("POST", "/deals", {"account_id": account.id, "title": "云平台", "playbook": "KD"})["data"]
