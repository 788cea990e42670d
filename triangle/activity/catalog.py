"""What kinds of streams and entries there are, who reads them, and who listens inside the transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema
from sqlalchemy.orm import Session

from triangle.core.deed import Deed
from triangle.identity.models import Standing

Listener = Callable[[Deed, dict[str, Any]], None]
Reader = Callable[[Session, Any, int], bool]
Beside = Callable[[Session, list[int]], dict[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Sight:
    """Who is connected, by id, and the tree of teams: what rules need to say who sees what."""

    people: dict[int, Standing]
    teams: dict[int, int | None]

    def leaders_over(self, team_id: int | None) -> list[int]:
        """Return who of those connected leads a team or one above it."""
        above = set()
        while team_id is not None and team_id not in above:
            above.add(team_id)
            team_id = self.teams.get(team_id)
        return [
            person for person, standing in self.people.items() if standing.leads and standing.team_id in above
        ]


# Yields (person, thing) for things of a kind and those who may see them.
Seers = Callable[[Session, list[int], Sight], Iterable[tuple[int, int]]]

MOST_AT_ONCE = 1000
_shapes: dict[tuple[str, str], type[Schema]] = {}
_listeners: dict[str, list[Listener]] = defaultdict(list)
_readers: dict[str, Reader] = {}
_moving: set[tuple[str, str]] = set()
_beside: dict[str, Beside] = {}
_seers: dict[str, list[Seers]] = defaultdict(list)


def entry_types(kind: str, *types: str) -> Callable[[type[Schema]], type[Schema]]:
    """Decorate the schema of the `data` of some entry types in streams of one kind."""

    def write(shape: type[Schema]) -> type[Schema]:
        for name in types:
            _shapes[kind, name] = shape
        return shape

    return write


def moves_readers(kind: str, *types: str) -> None:
    """Declare the entry types after which somebody may have lost sight of the stream they stand in."""
    _moving.update((kind, name) for name in types)


def may_move_readers(stream: str, entry_type: str) -> bool:
    """Say whether the readers of a stream are asked again before an entry of a type is sent to them."""
    return (stream.partition(":")[0], entry_type) in _moving


def beside(kind: str) -> Callable[[Beside], Beside]:
    """Decorate the query that names, for streams of a kind, those whose entries may move its readers."""

    def write(query: Beside) -> Beside:
        _beside[kind] = query
        return query

    return write


def streams_beside(session: Session, names: Iterable[str]) -> dict[str, list[str]]:
    """Return for each stream the streams whose entries may move its readers, itself not among them."""
    ids: dict[str, list[int]] = defaultdict(list)
    for name in names:
        kind, _, number = name.partition(":")
        if kind in _beside:
            ids[kind].append(int(number))
    return {
        f"{kind}:{number}": others
        for kind, numbers in ids.items()
        for part in chunks(numbers)
        for number, others in _beside[kind](session, part).items()
    }


def seers(kind: str) -> Callable[[Seers], Seers]:
    """Decorate a query that says, for things of a kind, who of those connected may see them."""

    def write(query: Seers) -> Seers:
        _seers[kind].append(query)
        return query

    return write


def seers_of(kind: str, session: Session, ids: list[int], sight: Sight) -> Iterator[tuple[int, int]]:
    """Yield (person, thing) for everybody who may see some things, by whatever rule."""
    for query in _seers.get(kind, []):
        yield from query(session, ids, sight)


def chunks(things: list[Any]) -> Iterator[list[Any]]:
    """Cut a list so that a query with one parameter a thing stays small."""
    yield from (things[start : start + MOST_AT_ONCE] for start in range(0, len(things), MOST_AT_ONCE))


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
