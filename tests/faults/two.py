"""Two servers on one PostgreSQL with a Redis between them, and people at both."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.databases import POSTGRESQL
from tests.faults.redis_server import RedisServer
from tests.journeys.installation import Browser, Installation, until
from tests.journeys.server import Server

needs_services = pytest.mark.skipif(
    not (POSTGRESQL and os.environ.get("TRIANGLE_TEST_REDIS_URL")),
    reason="two processes: set TRIANGLE_TEST_DATABASE_URL and TRIANGLE_TEST_REDIS_URL",
)


@dataclass
class Two:
    """The installation, its second server, and the Redis that both talk to."""

    installation: Installation
    other: Server
    redis: RedisServer

    def ready(self) -> None:
        """Wait until both servers listen to hints."""
        until(lambda: self.redis.listeners() == 2)

    def here(self, name: str) -> Browser:
        """Return a person's browser at the first server."""
        return self.installation.browser(name)

    def there(self, name: str) -> Browser:
        """Return a person's browser at the second server."""
        return self.installation.browser(name, self.other)

    def room(self) -> dict[str, Any]:
        """Open a deal room at the first server."""
        account = self.installation.company.account()
        wish = {"account_id": account.id, "title": "云平台", "playbook": "KD"}
        return dict(self.here("ar").do("POST", "/deals", wish)["data"])

    def close(self) -> None:
        """Stop everything."""
        self.installation.close()
        self.redis.stop()


def start_two(folder: Path) -> Two:
    """Start Redis and two servers."""
    redis = RedisServer(folder)
    redis.start()
    installation = Installation(folder, redis.url)
    installation.start()
    two = Two(installation, installation.another(), redis)
    two.ready()
    return two


def note(browser: Browser, room: dict[str, Any], text: str) -> None:
    """Write something into a room."""
    item = room["stages"][0]["nodes"][0]["checklist"][0]["id"]
    browser.do("PATCH", f"/checklist-items/{item}", {"note": text}, If_Match="*")


class Listening:
    """A socket that reads a stream and keeps what it heard, in the order in which it came."""

    def __init__(self, browser: Browser, stream: str, after: int = 1) -> None:
        self.stream, self.socket = stream, browser.connect()
        answer = browser.subscribe(self.socket, stream, after)
        assert answer["status"] == "ok"
        self.missed = [entry["seq"] for entry in answer["entries"]]
        self.seqs: list[int] = []
        self.other: list[tuple[str, Any]] = []

    def hear(self) -> list[int]:
        """Take in what has come by now and return the numbers of all entries so far."""
        while self.socket.input_buffer:
            name, said = self.socket.input_buffer.pop(0)
            if name == "entry" and said["stream"] == self.stream:
                self.seqs.append(said["seq"])
            else:
                self.other.append((name, said))
        return self.seqs

    def until(self, seq: int) -> list[int]:
        """Wait for an entry and return the numbers of all that came."""
        until(lambda: seq in self.hear())
        return self.seqs

    def heard(self, event: str) -> list[Any]:
        """Return what other events of a kind have said by now."""
        self.hear()
        return [said for name, said in self.other if name == event]

    def is_open(self) -> bool:
        """Say whether the server still keeps the socket."""
        return bool(self.socket.connected)
