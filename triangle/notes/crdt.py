"""A note's document in memory: takes updates, tells what is missing, and gives its state to whoever lags."""

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText, get_update

ROOT = "prosemirror"
# A band that no browser draws its id from; in it each note's server part has an id of its own.
FIRST_SERVER_CLIENT, LAST_SERVER_CLIENT = 1 << 52, (1 << 52) + (1 << 31)
NOTHING = b"\x00\x00"
# Deeper than any editor nests.
DEEPEST = 40


class Unreadable(Exception):
    """These bytes are no update of this note; the document was not touched."""


class Broken(Exception):
    """The document may have been touched by bytes that are no update; load it anew."""


class Paper:
    """One note's document."""

    def __init__(self, note_id: int) -> None:
        self.note_id = note_id
        self.doc: Doc[Any] = Doc(client_id=FIRST_SERVER_CLIENT + note_id)
        self.root = self.doc.get(ROOT, type=XmlFragment)
        self._changes = 0
        # What an update added, as one again; put together only while somebody asks.
        self._added: bytes | None = None
        self._watch = self.doc.observe(self._changed)

    def _changed(self, event: Any) -> None:
        self._changes += 1
        if self._added is not None:
            self._added = event.update

    def load(self, updates: Iterable[bytes]) -> None:
        """Apply what was recorded, in order."""
        with self.doc.transaction():
            for update in updates:
                self.doc.apply_update(update)

    def news(self, update: bytes) -> tuple[int, int]:
        """Say of how many writers an update brings something new, and name the first of them."""
        try:
            rest = get_update(update, self.doc.get_state())
            count, place = read_number(rest, 0)
            if count == 0:
                return 0, 0
            _, place = read_number(rest, place)
            return count, read_number(rest, place)[0]
        except BaseException as error:
            raise _told(error, Unreadable) from error

    def take(self, update: bytes) -> bool:
        """Apply an update and say whether it changed anything; gapped ones wait inside the document."""
        before = self._changes
        try:
            self.doc.apply_update(update)
        except ValueError as error:
            raise Unreadable from error
        except BaseException as error:
            raise _told(error, Broken) from error
        return self._changes != before

    def take_all(self, update: bytes) -> tuple[bool, bool]:
        """Apply an update; say whether it changed anything, and whether something that it builds on lacks.

        What a keystroke adds is, byte for byte, the keystroke: then there is nothing more to ask.
        """
        self._added = b""
        try:
            changed = self.take(update)
            return changed, self._added != update and self.lacks(update)
        finally:
            self._added = None

    def lacks(self, update: bytes) -> bool:
        """Say whether something that this update builds on is not here yet."""
        rest = get_update(update, self.doc.get_state())
        if rest == NOTHING:
            return False
        if rest[0] != 0:
            return True
        known = self.vector()
        return any(end > known.get(client, 0) for client, end in _deletions(rest[1:]))

    def foresees(self, update: bytes, writer: int) -> set[int]:
        """Return whose future a gapped update would erase: its deletions of what is not here yet."""
        known = self.vector()
        beyond = known | {writer: 1 << 50}
        asked = write_number(len(beyond)) + b"".join(
            write_number(client) + write_number(clock) for client, clock in beyond.items()
        )
        rest = get_update(update, asked)
        return {client for client, end in _deletions(rest[1:]) if end > known.get(client, 0)}

    def vector(self) -> dict[int, int]:
        """Return how far this document knows each of its writers."""
        return read_vector(self.doc.get_state())

    def state(self) -> bytes:
        """Return the whole document as one update."""
        return self.doc.get_update()

    def since(self, vector: bytes) -> bytes:
        """Return what a reader with this state vector lacks."""
        try:
            return self.doc.get_update(vector)
        except (ValueError, RuntimeError) as error:
            raise Unreadable from error


def is_server(client: int) -> bool:
    """Say whether a writer's id is one that only this server uses."""
    return FIRST_SERVER_CLIENT <= client < LAST_SERVER_CLIENT


def _told(error: BaseException, refusal: type[Exception]) -> BaseException:
    # What Rust calls a panic is no Exception in Python; it must not end the server. Everything else may.
    is_ours = isinstance(error, Exception) or type(error).__name__ == "PanicException"
    return refusal() if is_ours else error


def read_vector(data: bytes) -> dict[int, int]:
    """Read a state vector: how many changes of each writer are known."""
    count, place = read_number(data, 0)
    vector = {}
    for _ in range(count):
        client, place = read_number(data, place)
        vector[client], place = read_number(data, place)
    return vector


def read_number(data: bytes, place: int) -> tuple[int, int]:
    """Read a number of variable length, and return it with the place behind it."""
    number, shift = 0, 0
    while True:
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, place
        shift += 7
        if shift > 63:
            raise ValueError("a number has no end")


def write_number(number: int) -> bytes:
    """Write a number with variable length."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _deletions(data: bytes) -> list[tuple[int, int]]:
    """Read a set of deletions as (writer, end of a deleted stretch)."""
    clients, place = read_number(data, 0)
    found = []
    for _ in range(clients):
        client, place = read_number(data, place)
        stretches, place = read_number(data, place)
        for _ in range(stretches):
            clock, place = read_number(data, place)
            length, place = read_number(data, place)
            found.append((client, clock + length))
    return found


def copy_children(source: Any, target: Any, depth: int = 0) -> None:
    """Append a copy of everything inside one element to another one, as deep as an editor nests."""
    if depth > DEEPEST:
        return
    for child in source.children:
        if isinstance(child, XmlText):
            _copy_text(child, target)
        elif isinstance(child, XmlElement):
            element = XmlElement(child.tag)
            target.children.append(element)
            for name, value in _attributes(child):
                if value is not None:
                    element.attributes[name] = value
            copy_children(child, element, depth + 1)


def _copy_text(source: Any, target: Any) -> None:
    text = XmlText()
    target.children.append(text)
    for piece, marks in source.diff():
        if isinstance(piece, str):
            text.insert(len(text), piece, marks)


def _attributes(element: Any) -> list[tuple[str, Any]]:
    return list(element.attributes)


def outline(root: Any) -> list[Any]:
    """Return everything inside an element so that it can be compared, however deep hostile bytes nest."""
    found: list[Any] = []
    waiting = [(0, child) for child in root.children]
    while waiting:
        depth, each = waiting.pop()
        if isinstance(each, XmlText):
            pieces = [(str(piece), sorted((marks or {}).items(), key=str)) for piece, marks in each.diff()]
            found.append((depth, pieces))
        else:
            # Attributes have no order of their own.
            found.append((depth, each.tag, sorted(_attributes(each), key=str)))
            waiting += [(depth + 1, child) for child in each.children]
    return found


def rewrite(paper: Paper, content: Paper) -> None:
    """Replace everything in a note by other content, as one edit that goes forward."""
    with paper.doc.transaction():
        del paper.root.children[0 : len(paper.root.children)]
        copy_children(content.root, paper.root)
