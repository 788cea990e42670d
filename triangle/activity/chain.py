"""The hash chain of a stream: each entry's hash covers its content and the hash before it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from triangle.activity.models import GENESIS, Entry, Stream
from triangle.core.schema import moment_text

HASHED = ("stream", "epoch", "seq", "type", "version", "actor", "acting_for", "op_id", "data", "prev_hash")
Entries = Iterable[Mapping[str, Any]]
# What a hash covers, in its order, and the hash itself.
COLUMNS = (*HASHED, "at", "hash")
_ENTRIES = select(*(getattr(Entry, column) for column in COLUMNS))


@dataclass(frozen=True)
class Break:
    """The first place where a stream is not what was written."""

    stream: str
    seq: int
    why: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.stream} entry {self.seq}: {self.why}"


def hash_of(entry: Mapping[str, Any]) -> str:
    """Return the hash of an entry given as a mapping of its columns."""
    return _hash(entry, moment_text(entry["at"]))


def hash_of_told(entry: Mapping[str, Any]) -> str:
    """Return the hash of an entry whose moment is a text already."""
    return _hash(entry, entry["at"])


def _hash(entry: Mapping[str, Any], at: str) -> str:
    return hashlib.sha256(orjson.dumps([*(entry[name] for name in HASHED), at])).hexdigest()


def entries_of(session: Session, name: str, after: int = 0) -> Entries:
    """Read the entries of a stream after a number in their order, some at a time."""
    return _read(session, _ENTRIES.where(Entry.stream == name, Entry.seq > after).order_by(Entry.seq))


def first_break(session: Session, stream: Stream, after: int = 0, before: str = GENESIS) -> Break | None:
    """Walk a stream from its first kept entry to its head; return the first entry that is wrong.

    A walk may begin after an entry that is known to be right, given by its number and hash.
    """
    return break_among(stream, entries_of(session, stream.name, after), after, before)


def breaks(session: Session) -> Iterator[Break]:
    """Yield the first wrong entry of every stream that has one, and entries that belong to no stream."""
    streams = {stream.name: stream for stream in session.scalars(select(Stream).order_by(Stream.name))}
    # One question for all entries: asking a hundred thousand rooms one by one takes longer than hashing them.
    entries = _read(session, _ENTRIES.order_by(Entry.stream, Entry.seq))
    for name, theirs in groupby(entries, itemgetter("stream")):
        known = streams.pop(name, None)
        found = break_among(known, theirs) if known is not None else _orphan(name)
        if found is not None:
            yield found
    for stream in streams.values():
        if (found := break_among(stream, ())) is not None:
            yield found


def orphans(session: Session) -> Iterator[Break]:
    """Yield a break for every name under which entries stand without a stream."""
    found = select(Entry.stream).distinct().where(Entry.stream.not_in(select(Stream.name)))
    yield from map(_orphan, session.scalars(found))


def break_among(stream: Stream, entries: Entries, after: int = 0, before: str = GENESIS) -> Break | None:
    """Return the first wrong one of the entries of a stream, which are read once."""
    seq = max(stream.min_seq - 1, after)
    for entry in entries:
        seq += 1
        if entry["seq"] != seq:
            return Break(stream.name, seq, "is missing")
        if (seq > stream.min_seq or seq == 1) and entry["prev_hash"] != before:
            return Break(stream.name, seq, "does not follow the entry before it")
        if entry["hash"] != hash_of(entry):
            return Break(stream.name, seq, "was changed after it was written")
        before = entry["hash"]
    if seq != stream.head_seq:
        return Break(stream.name, seq + 1, f"is missing: the head says {stream.head_seq}")
    return (
        None
        if before == stream.head_hash
        else Break(stream.name, seq, "is not the entry that the head names")
    )


def _orphan(name: str) -> Break:
    return Break(name, 1, "belongs to no stream")


def _read(session: Session, query: Select[Any]) -> Entries:
    # Said before it is asked: PostgreSQL's driver would hold every row of an answer that was not announced.
    found = session.execute(query.execution_options(yield_per=1000))
    try:
        yield from found.mappings()  # type: ignore[misc]
    finally:
        # Whoever has seen enough leaves no cursor open on the server.
        found.close()
