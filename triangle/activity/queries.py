"""Reading streams: positions for a state reply, and the entries after a position."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from triangle.activity.catalog import chunks
from triangle.activity.models import Entry, Stream
from triangle.activity.schemas import as_message


def positions(session: Session, *names: str) -> dict[str, dict[str, int]]:
    """Return how far each stream has come; read it before the state that it goes with."""
    found = session.execute(select(Stream.name, Stream.epoch, Stream.head_seq).where(Stream.name.in_(names)))
    read = {name: {"epoch": epoch, "seq": seq} for name, epoch, seq in found}
    if len(read) < len(set(names)):
        unbegun = {"epoch": present_epoch(session), "seq": 0}
        return {name: read.get(name, unbegun) for name in names}
    return read


def heads(session: Session, names: Collection[str]) -> dict[str, int]:
    """Return the last number of each stream, 0 of those that nobody has written into yet."""
    found = dict.fromkeys(names, 0)
    for part in chunks(list(names)):
        query = select(Stream.name, Stream.head_seq).where(Stream.name.in_(part))
        found.update((name, head) for name, head in session.execute(query))
    return found


def types_after(session: Session, name: str, after: int) -> set[str]:
    """Return which types of entries follow the number `after` in a stream."""
    query = select(Entry.type).where(Entry.stream == name, Entry.seq > after).distinct()
    return set(session.scalars(query))


def present_epoch(session: Session) -> int:
    """Return the life that the database is in: 1, and one more after each restored backup."""
    return session.scalar(select(func.max(Stream.epoch))) or 1


def chained_heads(session: Session, names: list[str]) -> Sequence[dict[str, Any]]:
    """Return the head of each stream: its number and hash, against which a later reader checks."""
    query = select(Stream.name, Stream.epoch, Stream.head_seq, Stream.head_hash).where(Stream.name.in_(names))
    return [dict(row) for row in session.execute(query.order_by(Stream.name)).mappings()]


def head_at(session: Session, name: str) -> datetime | None:
    """Return the moment of a stream's last entry."""
    return session.scalar(select(Stream.head_at).where(Stream.name == name))


def entries_after(session: Session, name: str, after: int, limit: int) -> list[dict[str, Any]]:
    """Return at most `limit` entries that follow the number `after`, in order."""
    query = (
        select(Entry.__table__)
        .where(Entry.stream == name, Entry.seq > after)
        .order_by(Entry.seq)
        .limit(limit)
    )
    rows: Sequence[Any] = session.execute(query).mappings().all()
    return [{**as_message(row), "hash": row["hash"]} for row in rows]
