"""The hash chain of a stream: each entry's hash covers its content and the hash before it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.activity.models import GENESIS, Entry, Stream
from triangle.core.schema import moment_text

HASHED = ("stream", "epoch", "seq", "type", "version", "actor", "acting_for", "op_id", "data", "prev_hash")


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
    content = [*(entry[name] for name in HASHED), moment_text(entry["at"])]
    return hashlib.sha256(orjson.dumps(content)).hexdigest()


def first_break(session: Session, stream: Stream, after: int = 0, before: str = GENESIS) -> Break | None:
    """Walk a stream from its first kept entry to its head; return the first entry that is wrong.

    A walk may begin after an entry that is known to be right, given by its number and hash.
    """
    seq = max(stream.min_seq - 1, after)
    for entry in _entries(session, stream.name, after):
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


def _entries(session: Session, name: str, after: int) -> Iterable[Mapping[str, Any]]:
    columns = [getattr(Entry, column) for column in (*HASHED, "at", "hash")]
    query = select(*columns).where(Entry.stream == name, Entry.seq > after).order_by(Entry.seq)
    return session.execute(query).yield_per(1000).mappings()  # type: ignore[return-value]


def breaks(session: Session) -> Iterator[Break]:
    """Yield the first wrong entry of every stream that has one, and entries that belong to no stream."""
    for stream in session.scalars(select(Stream).order_by(Stream.name)).all():
        found = first_break(session, stream)
        if found is not None:
            yield found
    yield from orphans(session)


def orphans(session: Session) -> Iterator[Break]:
    """Yield a break for every name under which entries stand without a stream."""
    found = select(Entry.stream).distinct().where(Entry.stream.not_in(select(Stream.name)))
    yield from (Break(name, 1, "belongs to no stream") for name in session.scalars(found))
