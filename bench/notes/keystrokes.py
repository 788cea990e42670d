"""What is typed, made before any clock runs: the bytes are the same for every peer."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from bench.notes.ends import ends

FIELD = "prosemirror"
EMPTY_VECTOR = b"\x00"
# Nobody types like a clock: each keystroke is so much of its interval early or late.
UNEVEN = 0.3


@dataclass(frozen=True, slots=True)
class Script:
    """The updates of one writer, and how far each of them reaches."""

    updates: list[bytes]
    ends: list[int]


def keystrokes(client: int, count: int) -> Script:
    """Return the updates of one writer who begins a paragraph of their own and types on at its end."""
    doc: Doc = Doc(client_id=client)
    updates: list[bytes] = []
    watch = doc.observe(lambda event: updates.append(event.update))
    text = XmlText()
    doc.get(FIELD, type=XmlFragment).children.append(XmlElement("paragraph", {}, [text]))
    for place in range(count - len(updates)):
        text.insert(len(text), "字" if place % 3 else "a")
    doc.unobserve(watch)
    return Script(updates, [ends(update)[0][1] for update in updates])


def page(client: int, paragraphs: int, letters: int) -> bytes:
    """Return a page of text as one update."""
    doc: Doc = Doc(client_id=client)
    root = doc.get(FIELD, type=XmlFragment)
    for number in range(paragraphs):
        root.children.append(XmlElement("paragraph", {}, [XmlText(f"{number} ".ljust(letters, "字"))]))
    return doc.get_update()


def rewriting(client: int, edits: int, kept: int) -> Iterator[bytes]:
    """Yield the updates of somebody who types on and erases the oldest letter: the text keeps its length."""
    doc: Doc = Doc(client_id=client)
    made: list[bytes] = []
    watch = doc.observe(lambda event: made.append(event.update))
    text, length = XmlText(), 0
    doc.get(FIELD, type=XmlFragment).children.append(XmlElement("paragraph", {}, [text]))
    for _ in range(edits):
        if not made:
            is_full = length == kept
            if is_full:
                del text[0:1]
            else:
                text.insert(length, "a")
            length += -1 if is_full else 1
        yield made.pop(0)
    doc.unobserve(watch)


def moments(writers: int, per_second: float, seconds: float, seed: int) -> list[tuple[float, int]]:
    """Return when who types, in seconds from the beginning and in order."""
    chance, every = random.Random(seed), 1 / per_second
    each = [
        (max(0.0, start + number * every + chance.uniform(-UNEVEN, UNEVEN) * every), writer)
        for writer in range(writers)
        for start in [chance.uniform(0, every)]
        for number in range(int(seconds * per_second))
    ]
    return sorted(each)
