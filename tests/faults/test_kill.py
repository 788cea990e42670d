"""kill -9 in a storm of writes: what was answered is there once, what was not is there once or not at all."""

import signal
import threading
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import requests

from tests.journeys.installation import Browser, Installation, until
from triangle.activity.models import Entry
from triangle.gates.actions import start
from triangle.ledger import verify


@dataclass
class Storm:
    """Somebody who notes one thing after another, each with a key of its own, until the server is gone."""

    browser: Browser
    path: str
    answered: dict[str, Any] = field(default_factory=dict)
    unanswered: str = ""

    def blow(self) -> None:
        """Write until an answer does not come."""
        while True:
            self.unanswered = str(uuid4())
            try:
                answer = self.send(self.unanswered)
            except requests.RequestException:
                return
            assert answer.status_code == 201, answer.text
            self.answered[self.unanswered] = answer.json()["data"]

    def send(self, key: str) -> requests.Response:
        """Add a contact whose name is the key."""
        return self.browser.send("POST", self.path, {"name": key}, Idempotency_Key=key)


def test_killed_server_loses_nothing_it_answered_and_does_nothing_twice(installation: Installation) -> None:
    company = installation.company
    accounts = [company.account().id for _ in range(3)]
    storms = [Storm(installation.browser("ar"), f"/accounts/{number}/contacts") for number in accounts]
    threads = [threading.Thread(target=storm.blow) for storm in storms]
    for thread in threads:
        thread.start()
    until(lambda: all(len(storm.answered) >= 5 for storm in storms))

    installation.stop(signal.SIGKILL)
    for thread in threads:
        thread.join()
    installation.start()

    for storm in storms:
        again = storm.send(storm.unanswered)
        assert again.status_code == 201
        first = next(iter(storm.answered))
        assert storm.send(first).json()["data"] == storm.answered[first]
        names = [contact["name"] for contact in storm.browser.do("GET", storm.path)["data"]]
        assert sorted(names) == sorted([*storm.answered, storm.unanswered])
    _streams_are_whole(installation, accounts, [len(storm.answered) + 1 for storm in storms])


def _streams_are_whole(installation: Installation, accounts: list[int], added: list[int]) -> None:
    with installation.company.reading() as session:
        assert verify(session).wrong == []
        for account, number in zip(accounts, added, strict=True):
            query = session.query(Entry.seq).filter(Entry.stream == f"account:{account}").order_by(Entry.seq)
            assert [seq for (seq,) in query] == list(range(1, number + 2))


def test_readers_catch_up_with_what_was_committed_before_the_kill(installation: Installation) -> None:
    company, ar = installation.company, installation.browser("ar")
    deal = company.deal()
    stream = f"deal:{deal.id}"
    socket = ar.connect()
    ar.subscribe(socket, stream, 1)
    installation.stop(signal.SIGKILL)
    # Committed, and never pushed: the server that should have done it is dead.
    node = company.node(deal, "KD1.1").id
    with company.deed("ar") as deed:
        start(deed, node)

    installation.start()

    caught_up = ar.subscribe(ar.connect(), stream, 1)
    assert [(entry["seq"], entry["type"]) for entry in caught_up["entries"]] == [(2, "node.started")]
    ar.close()
