"""kill -9 in a storm of writes: what was answered is there once, what was not is there once or not at all."""

import signal
import threading
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import requests

from tests.faults.two import Listening
from tests.journeys.installation import Browser, Installation, until
from triangle.activity.models import Entry
from triangle.gates.actions import start
from triangle.ledger import verify
from triangle.nodes.actions import change_item


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


def test_live_readers_hear_what_a_dying_process_committed_and_did_not_push(
    installation: Installation,
) -> None:
    company, ar = installation.company, installation.browser("ar")
    deal = company.deal()
    stream, item = f"deal:{deal.id}", company.node(deal, "KD1.1").checklist[0].id
    tabs = [Listening(installation.browser(name), stream) for name in ("sr", "fr")]

    # As when another process is killed right after its commit, a command writes, or the hint is lost.
    for number in range(3):
        with company.deed("ar") as deed:
            change_item(deed, item, note=str(number))
    ar.do("PATCH", f"/checklist-items/{item}", {"note": "3"}, If_Match="*")

    assert [tab.until(5) for tab in tabs] == [[2, 3, 4, 5]] * 2


def test_whole_restart_gives_every_reader_the_entry_once(installation: Installation) -> None:
    company = installation.company
    deal = company.deal()
    stream, item = f"deal:{deal.id}", company.node(deal, "KD1.1").checklist[0].id
    browsers = [installation.browser(name) for name in ("sr", "fr")]
    before = [Listening(browser, stream) for browser in browsers]
    installation.stop(signal.SIGKILL)
    with company.deed("ar") as deed:
        change_item(deed, item, note="never pushed")

    installation.start()
    after = [Listening(browser, stream) for browser in browsers]
    installation.browser("ar").do("PATCH", f"/checklist-items/{item}", {"note": "pushed"}, If_Match="*")

    # The missed entry came with the answer; nothing pushes it a second time.
    assert [tab.hear() for tab in before] == [[], []]
    assert [tab.missed for tab in after] == [[2], [2]]
    assert [tab.until(3) for tab in after] == [[3], [3]]
