"""One note at two servers: carets go over Redis, words never need it."""

import threading
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from tests.faults.two import Two, needs_services, start_two
from tests.journeys.installation import Browser, until
from tests.journeys.server import PATIENCE
from tests.notes.test_carets import awareness, states
from tests.notes.writers import FIELD, parts

pytestmark = needs_services
NOBODY = "00000000"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """Two servers that every test of the file leaves running."""
    made = start_two(tmp_path_factory.mktemp("two"))
    yield made
    made.close()


class Seat:
    """Somebody's open note: a document, the carets that were seen, and a socket."""

    def __init__(self, browser: Browser, note: int, client: int) -> None:
        self.note, self.client, self.clock, self.n = note, client, 0, 0
        self.doc: Doc[Any] = Doc(client_id=client)
        self.root = self.doc.get(FIELD, type=XmlFragment)
        self.carets: dict[int, Any] = {}
        self.guard = threading.RLock()
        hear = {"note.update": self._take, "note.awareness": lambda said: self._see(said["carets"])}
        self.socket = browser.listener(hear)
        wish = {"note": note, "client": client, "schema": 1, "epoch": None, "vector": self.doc.get_state()}
        answer = self.socket.call("note.open", wish, timeout=PATIENCE)
        assert answer["status"] == "ok"
        self.epoch = answer["epoch"]
        with self.guard:
            self.doc.apply_update(answer["update"])
        self._see(answer["carets"])

    def _see(self, carets: bytes) -> None:
        self.carets |= states(carets)

    def _take(self, said: Any) -> None:
        with self.guard:
            for update in parts(said["updates"]):
                self.doc.apply_update(update)

    def says(self) -> str:
        """Return what this person sees."""
        with self.guard:
            return str(self.root)

    def point(self, place: int) -> None:
        """Move the caret."""
        self.clock += 1
        state = awareness(self.client, self.clock, orjson.dumps({"cursor": {"anchor": place}}))
        self.socket.emit("note.awareness", {"note": self.note, "state": state})

    def type(self, word: str) -> None:
        """Type a word that nobody else types."""
        before, self.n = self.doc.get_state(), self.n + 1
        self.root.children.append(XmlElement("paragraph", {}, [XmlText(word)]))
        update = self.doc.get_update(before)
        self.socket.emit(
            "note.update", {"note": self.note, "epoch": self.epoch, "n": self.n, "update": update}
        )

    def place_of(self, other: "Seat") -> int | None:
        """Return where another's caret is seen."""
        shown = self.carets.get(other.client)
        return shown["cursor"]["anchor"] if shown else None


@pytest.fixture
def note(two: Two) -> int:
    """A fresh note."""
    room = two.room()["id"]
    return int(two.here("ar").do("POST", f"/deals/{room}/notes", {"title": "two"})["data"]["id"])


def test_caret_is_seen_at_the_other_server_with_its_name(two: Two, note: int) -> None:
    ar, sr = Seat(two.here("ar"), note, 1), Seat(two.there("sr"), note, 2)

    ar.point(7)

    until(lambda: sr.place_of(ar) == 7)
    assert sr.carets[1]["user"]["name"] == "ar"
    fr = Seat(two.there("fr"), note, 3)
    assert fr.place_of(ar) == 7
    ar.socket.disconnect()
    until(lambda: sr.carets[1] is None)


def test_who_opens_first_at_a_server_sees_the_carets_of_the_other(two: Two, note: int) -> None:
    ar = Seat(two.here("ar"), note, 1)
    ar.point(3)

    sr = Seat(two.there("sr"), note, 2)

    until(lambda: sr.place_of(ar) == 3)


def test_invented_carets_change_nothing(two: Two, note: int) -> None:
    ar, sr = Seat(two.here("ar"), note, 1), Seat(two.there("sr"), note, 2)
    strange = awareness(9, 1, b'{"user":{"id":"x","name":1}}')[1:]
    bad = [b"", b"\xff" * 40, strange, awareness(2, 99, b"null")[1:], awareness(9, 1, b"[]")[1:], b"x" * 9999]

    with two.redis.client() as client:
        for caret in bad:
            client.publish(f"{two.redis.channel}:carets", f"{NOBODY} {note} ".encode() + caret)
        client.publish(f"{two.redis.channel}:carets", b"\x00\x01")
    ar.point(5)

    until(lambda: sr.place_of(ar) == 5)
    assert set(sr.carets) == {1}
    assert sr.socket.connected


def test_words_arrive_without_redis_and_carets_come_back_with_it(two: Two, note: int) -> None:
    ar, sr = Seat(two.here("ar"), note, 1), Seat(two.there("sr"), note, 2)
    two.redis.stop()

    ar.point(1)
    for number in range(5):
        ar.type(f"a{number};")
        sr.type(f"s{number};")

    until(lambda: ar.says() == sr.says() and ar.says().count(";") == 10)
    assert sr.place_of(ar) is None
    two.redis.start()
    two.ready()
    ar.point(2)
    until(lambda: sr.place_of(ar) == 2)
