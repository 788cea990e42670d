"""A server that is killed while several people type: whatever was acknowledged is there afterwards."""

import signal
import threading
from typing import Any

import socketio
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from tests.journeys.installation import Browser, Installation, until
from tests.journeys.server import PATIENCE
from tests.notes.writers import FIELD, parts

STORMS, LETTERS = 3, 60


class Typist:
    """One person who types on whatever happens, and remembers what was acknowledged."""

    def __init__(self, browser: Browser, note: int, client: int) -> None:
        self.browser, self.note = browser, note
        self.doc: Doc[Any] = Doc(client_id=client)
        self.made: list[bytes] = []
        self.watch = self.doc.observe(lambda event: self.made.append(event.update))
        self.client = client
        self.n = 0
        self.sent: dict[int, str] = {}
        self.acknowledged: set[str] = set()
        self.guard = threading.RLock()
        self.socket: socketio.Client | None = None

    def open(self) -> None:
        """Connect, open the note and compare both ways."""
        self.socket = self.browser.listener({"note.update": self.heard, "note.ack": self.acked})
        wish = {
            "note": self.note,
            "client": self.client,
            "schema": 1,
            "epoch": None,
            "vector": self.doc.get_state(),
        }
        answer = self.socket.call("note.open", wish, timeout=PATIENCE)
        with self.guard:
            self.epoch = answer["epoch"]
            self.apply(answer["update"])
            self.send(self.doc.get_update(answer["vector"]), "")

    def heard(self, said: Any) -> None:
        """Take what others typed."""
        with self.guard:
            for update in parts(said["updates"]):
                self.apply(update)

    def acked(self, said: Any) -> None:
        """Remember what the server says it has."""
        with self.guard:
            self.acknowledged |= {word for n, word in self.sent.items() if n <= said["upto"] and word}

    def apply(self, update: bytes) -> None:
        """Take an update without sending it."""
        before = len(self.made)
        self.doc.apply_update(update)
        del self.made[before:]

    def send(self, update: bytes, word: str) -> None:
        """Send an update, if anybody is there to hear it."""
        self.n += 1
        self.sent[self.n] = word
        said = {"note": self.note, "epoch": self.epoch, "n": self.n, "update": update}
        if self.socket is not None and self.socket.connected:
            self.socket.emit("note.update", said)

    def type(self, word: str) -> None:
        """Type one word that nobody else types."""
        with self.guard:
            root = self.doc.get(FIELD, type=XmlFragment)
            self.made.clear()
            with self.doc.transaction():
                root.children.append(XmlElement("paragraph", {}, [XmlText(word)]))
            for update in self.made:
                self.send(update, word)

    def says(self) -> str:
        """Return what this person sees."""
        with self.guard:
            return str(self.doc.get(FIELD, type=XmlFragment))

    def close(self) -> None:
        """Leave."""
        if self.socket is not None:
            self.socket.disconnect()
            self.socket = None


def test_killed_in_a_typing_storm_nothing_acknowledged_is_lost(installation: Installation) -> None:
    deal, reader = installation.company.deal(), installation.browser("ar")
    note = reader.do("POST", f"/deals/{deal.id}/notes", {"title": "storm"})["data"]["id"]
    people = [installation.browser(name) for name in ("ar", "sr", "fr")]
    typists = [Typist(person, note, client) for client, person in enumerate(people, 1)]
    for storm in range(STORMS):
        for typist in typists:
            typist.open()
        for number in range(LETTERS):
            for typist in typists:
                typist.type(f"w{storm}-{number}-{typist.client};")
        until(lambda: all(typist.acknowledged for typist in typists))

        installation.stop(signal.SIGKILL)
        for typist in typists:
            typist.close()
        installation.start()

        text = reader.do("GET", f"/notes/{note}")["data"]["text"]
        lost = {word for typist in typists for word in typist.acknowledged if word not in text}
        assert lost == set()

    for typist in typists:
        typist.open()
    until(lambda: len({typist.says() for typist in typists}) == 1)
    everything = [f"w{s}-{n}-{c};" for s in range(STORMS) for n in range(LETTERS) for c in (1, 2, 3)]
    until(lambda: all(typists[0].says().count(word) == 1 for word in everything))
    text = reader.do("GET", f"/notes/{note}")["data"]["text"]
    assert sorted(text.split()) == sorted(everything)
    for typist in typists:
        typist.close()
