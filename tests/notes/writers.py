"""People who write in a note: a socket each, and a document of the same kind as the browser's."""

from base64 import b64encode
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from tests.company import Company
from triangle.deals.models import Deal
from triangle.notes.crdt import read_number

FIELD = "prosemirror"
LONGEST_SAID = 1024


class Table:
    """An app's notes and the people who write in them."""

    def __init__(self, company: Company, deal: Deal | None = None) -> None:
        self.company, self.app = company, company.app
        self.live = company.app.extensions["notes"]
        self.deal = deal or company.deal()
        self._clients = 0

    def begin(self, **wish: Any) -> int:
        """Have the AR begin a note and return its id."""
        reply = self.company.client("ar").post(f"/api/deals/{self.deal.id}/notes", json=wish)
        assert reply.status_code == 201, reply.text
        return int(reply.get_json()["data"]["id"])

    def writer(self, name: str, note: int) -> "Writer":
        """Seat somebody at a note, who has not opened it yet."""
        self._clients += 1
        return Writer(self, name, note, self._clients)

    def flush(self) -> None:
        """Write down what was posted, and compact what is due then."""
        self.live.rounds.flush()
        while self.live.upkeep.is_behind:
            self.live.upkeep.compact_next()

    def says(self, note: int, name: str = "ar") -> str:
        """Return what the database says that a note says."""
        return str(self.company.client(name).get(f"/api/notes/{note}").get_json()["data"]["text"])

    def compact(self, note: int) -> None:
        """Compact an open note now."""
        self.live.upkeep.compact(self.live._notes[note])


class Writer:
    """One browser tab at one note."""

    def __init__(self, table: Table, name: str, note: int, client: int) -> None:
        self.table, self.note, self.client = table, note, client
        self._browser = table.company.client(name)
        self.doc: Doc[Any] = Doc(client_id=client)
        self.root = self.doc.get(FIELD, type=XmlFragment)
        self._made: list[bytes] = []
        self._watch = self.doc.observe(lambda event: self._made.append(event.update))
        self.epoch: str | None = None
        self.n = self.acked = self.head = 0
        self.heard: list[tuple[str, Any]] = []
        self.connect()

    def connect(self) -> None:
        """Connect a socket."""
        auth = {"csrf": self._browser.environ_base["HTTP_X_CSRF_TOKEN"], "protocol": 1}
        io = self.table.app.extensions["socketio"]
        self.socket = io.test_client(self.table.app, flask_test_client=self._browser, auth=auth)

    def ask(self, event: str, **said: Any) -> dict[str, Any]:
        """Ask something of the note and return the answer."""
        return dict(self.socket.emit(f"note.{event}", {"note": self.note} | said, callback=True))

    def open(self, **changed: Any) -> dict[str, Any]:
        """Open the note and compare both ways, as the browser does."""
        wish = {"client": self.client, "schema": 2, "epoch": self.epoch, "vector": self.doc.get_state()}
        answer = self.ask("open", **(wish | changed))
        if answer["status"] == "ok":
            self.epoch = answer["epoch"]
            self._compare(answer)
        return answer

    def sync(self) -> None:
        """Compare both ways again."""
        self._compare(self.ask("sync", vector=self.doc.get_state()))

    def _compare(self, answer: dict[str, Any]) -> None:
        self._apply(answer["update"])
        self.head = max(self.head, answer["head"])
        missing = self.doc.get_update(answer["vector"])
        self._made.clear()
        if missing != b"\x00\x00":
            self.post(missing)

    def _apply(self, update: bytes) -> None:
        before = len(self._made)
        self.doc.apply_update(update)
        del self._made[before:]

    def type(self, words: str, block: int = 0, at: int = 0) -> list[bytes]:
        """Type into a block without sending, and return the updates."""
        with self.doc.transaction():
            self._text(block).insert(at, words)
        made, self._made[:] = list(self._made), []
        return made

    def erase(self, start: int, end: int, block: int = 0) -> list[bytes]:
        """Erase a part of a block without sending."""
        with self.doc.transaction():
            del self._text(block)[start:end]
        made, self._made[:] = list(self._made), []
        return made

    def mention(self, person: int, key: str, words: str = "") -> None:
        """Write a line with somebody's name at the end, and send it."""
        name = XmlElement("mention", {"id": f"{person}", "key": key, "label": "某某"})
        line = XmlElement("paragraph", {}, [XmlText(words), name] if words else [name])
        self.root.children.append(line)
        made, self._made[:] = list(self._made), []
        for update in made:
            self.post(update)

    def _text(self, block: int) -> Any:
        element = self.root.children[block]
        if not len(element.children):
            element.children.append(XmlText())
        return element.children[0]

    def break_line(self) -> list[bytes]:
        """Add a paragraph at the end without sending."""
        self.root.children.append(XmlElement("paragraph"))
        made, self._made[:] = list(self._made), []
        return made

    def post(self, update: bytes, **changed: Any) -> int:
        """Send an update, as text when it is short as browsers do, and return its number."""
        self.n += 1
        said = {"note": self.note, "epoch": self.epoch, "n": self.n, "update": update} | changed
        if isinstance(said["update"], bytes) and len(update) < LONGEST_SAID:
            said["update"] = b64encode(said["update"]).decode()
        self.socket.emit("note.update", said)
        return self.n

    def write(self, words: str, **where: int) -> None:
        """Type and send."""
        for update in self.type(words, **where):
            self.post(update)

    def listen(self) -> list[tuple[str, Any]]:
        """Take everything that was heard into the document, and return it."""
        events = [(each["name"], each["args"][0]) for each in self.socket.get_received()]
        for name, said in events:
            if name == "note.update":
                for update in parts(said["updates"]):
                    self._apply(update)
                self.head = max(self.head, said["head"])
            elif name == "note.ack":
                self.acked = max(self.acked, said["upto"])
                self.head = max(self.head, said["head"])
        self.heard += events
        return [event for event in events if event[0].startswith("note.")]

    def vanish(self) -> None:
        """Lose the connection."""
        self.socket.disconnect()

    @property
    def says(self) -> str:
        """What this writer's document says, as XML."""
        return str(self.root)


def pair(table: Table, note: int) -> tuple[Writer, Writer]:
    """Seat the AR and the SR at a note."""
    ar, sr = table.writer("ar", note), table.writer("sr", note)
    for writer in (ar, sr):
        assert writer.open()["can_write"]
        writer.listen()
    return ar, sr


def parts(data: bytes) -> list[bytes]:
    """Take the updates out of one message."""
    found, place = [], 0
    while place < len(data):
        length, place = read_number(data, place)
        found.append(data[place : place + length])
        place += length
    return found
