"""What kinds of streams and entries there are, who reads them, and who listens inside the transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from marshmallow import Schema
from sqlalchemy.orm import Session

from triangle.core.deed import Deed

Listener = Callable[[Deed, dict[str, Any]], None]
Reader = Callable[[Session, Any, int], bool]

_shapes: dict[tuple[str, str], type[Schema]] = {}
_listeners: dict[str, list[Listener]] = defaultdict(list)
_readers: dict[str, Reader] = {}


def entry_types(kind: str, *types: str) -> Callable[[type[Schema]], type[Schema]]:
    """Decorate the schema of the `data` of some entry types in streams of one kind."""

    def write(shape: type[Schema]) -> type[Schema]:
        for name in types:
            _shapes[kind, name] = shape
        return shape

    return write


def shape_of(kind: str, entry_type: str) -> type[Schema]:
    """Return the schema of an entry's data; an undeclared type is a mistake of ours."""
    return _shapes[kind, entry_type]


def known_types() -> dict[tuple[str, str], type[Schema]]:
    """Return every declared (stream kind, entry type) with its schema."""
    return dict(_shapes)


def listen(entry_type: str, listener: Listener) -> None:
    """Have `listener` called with the deed and the things of each entry of a type, before the commit."""
    if listener not in _listeners[entry_type]:
        _listeners[entry_type].append(listener)


def listeners_of(entry_type: str) -> list[Listener]:
    """Return who listens to an entry type."""
    return _listeners[entry_type]


def readable(kind: str) -> Callable[[Reader], Reader]:
    """Decorate the rule that says who may read the streams of a kind."""

    def write(reader: Reader) -> Reader:
        _readers[kind] = reader
        return reader

    return write


def may_read(session: Session, actor: Any, name: str) -> bool:
    """Say whether somebody may read a stream; a name of no stream is read by nobody."""
    kind, _, number = name.partition(":")
    fits = kind in _readers and number.isascii() and number.isdigit() and len(number) < 10
    return fits and name == f"{kind}:{int(number)}" and _readers[kind](session, actor, int(number))


@readable("user")
def oneself(session: Session, actor: Any, person_id: int) -> bool:
    """Everybody reads their own stream and nobody else's."""
    return bool(actor.id == person_id)
