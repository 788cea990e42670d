"""Names in a note's document: whom they mean, and the line they stand in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pycrdt import XmlElement

from triangle.notes.crdt import DEEPEST, Paper
from triangle.notes.reading import words_of

LONGEST_KEY, LONGEST_WORDS = 40, 200
BIGGEST_ID = 2**31 - 1
# Stands in the bytes of every update that brings a mention; other updates need no look at the document.
TRACE = b"mention"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name in a note; `key` tells several of one person apart."""

    person_id: int
    key: str
    words: str


def mentions_in(paper: Paper) -> Iterator[Mention]:
    """Yield the mentions of a note in the order of its text; what stands in the bytes may be anything."""
    yield from _mentions(paper.root, 0)


def _mentions(parent: Any, depth: int) -> Iterator[Mention]:
    if depth > DEEPEST:
        return
    for child in parent.children:
        if not isinstance(child, XmlElement):
            continue
        if child.tag == "mention":
            person = _person_of(child.attributes.get("id"))
            if person is not None:
                yield Mention(person, _key_of(child), " ".join(words_of(parent).split())[:LONGEST_WORDS])
        else:
            yield from _mentions(child, depth + 1)


def _person_of(said: Any) -> int | None:
    text = said if isinstance(said, str) else ""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
    return number if 0 < number <= BIGGEST_ID else None


def _key_of(mention: XmlElement) -> str:
    said: Any = mention.attributes.get("key")
    # PostgreSQL keeps no NUL.
    return said[:LONGEST_KEY].replace("\0", "") if isinstance(said, str) else ""
