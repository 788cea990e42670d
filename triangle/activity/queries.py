"""Reading streams: positions for a state reply, and the entries after a position."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from triangle.activity.models import Entry, Stream
from triangle.activity.schemas import as_message
from triangle.core.db import mappings
from triangle.core.hot import among, past_session
from triangle.core.prepared import Prepared

_stream, _entry = Stream.__table__.c, Entry.__table__.c
# Every state reply says where it stands.
_POSITIONS = Prepared(
    select(_stream.name, _stream.epoch, _stream.head_seq).where(among(_stream.name, "names"))
)
_NEWEST_EPOCH = Prepared(select(func.max(_stream.epoch)))
_HEAD_AT = select(_stream.head_at).where(_stream.name == bindparam("name"))
_AFTER = Prepared(
    select(Entry.__table__)
    .where(_entry.stream == bindparam("name"), _entry.seq > bindparam("after"))
    .order_by(_entry.seq)
    .limit(bindparam("rows")),
)


def positions(session: Session, *names: str) -> dict[str, dict[str, int]]:
    """Return how far each stream has come; read it before the state that it goes with."""
    found = _POSITIONS.tuples(session, {"names": names})
    read = {name: {"epoch": epoch, "seq": seq} for name, epoch, seq in found}
    if len(read) < len(set(names)):
        unbegun = {"epoch": present_epoch(session), "seq": 0}
        return {name: read.get(name, unbegun) for name in names}
    return read


# Asked each second by every process.
_HEADS = Prepared(select(_stream.name, _stream.head_seq).where(among(_stream.name, "names")))


def heads(session: Session, names: Collection[str]) -> dict[str, int]:
    """Return the last number of each stream, 0 of those that nobody has written into yet."""
    found = dict.fromkeys(names, 0)
    found.update(_HEADS.tuples(session, {"names": names}))
    return found


def types_after(session: Session, name: str, after: int) -> set[str]:
    """Return which types of entries follow the number `after` in a stream."""
    query = select(Entry.type).where(Entry.stream == name, Entry.seq > after).distinct()
    return set(session.scalars(query))


def present_epoch(session: Session) -> int:
    """Return the life that the database is in: 1, and one more after each restored backup."""
    return _NEWEST_EPOCH.column(session)[0] or 1


# Asked with each page of the matrix.
_CHAINED = (
    select(_stream.name, _stream.epoch, _stream.head_seq, _stream.head_hash)
    .where(_stream.name.in_(bindparam("names", expanding=True)))
    .order_by(_stream.name)
)


def chained_heads(session: Session, names: list[str]) -> Sequence[dict[str, Any]]:
    """Return the head of each stream: its number and hash, against which a later reader checks."""
    return mappings(past_session(session, _CHAINED, {"names": names}))


def head_at(session: Session, name: str) -> datetime | None:
    """Return the moment of a stream's last entry."""
    return session.scalar(_HEAD_AT, {"name": name})


def entries_after(session: Session, name: str, after: int, limit: int) -> list[dict[str, Any]]:
    """Return at most `limit` entries that follow the number `after`, in order."""
    rows = _AFTER.rows(session, {"name": name, "after": after, "rows": limit})
    return [{**as_message(row), "hash": row["hash"]} for row in rows]
