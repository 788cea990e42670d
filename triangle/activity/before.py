"""One entry with what stood there before: an entry says how things are after a deed, and no more."""

from typing import Any

import orjson
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from triangle.activity.models import Entry
from triangle.activity.schemas import as_message
from triangle.core.db import mappings

# The text of an entry is asked first whether it may speak of a thing; so many of those are read.
MOST = 200
# Lists that entries carry whole.
LISTS = ("seats",)
_entry = Entry.__table__.c
_ONE = select(Entry.__table__).where(_entry.stream == bindparam("name"), _entry.seq == bindparam("seq"))
_EARLIER = (
    select(_entry.data)
    .where(_entry.stream == bindparam("name"), _entry.seq < bindparam("seq"))
    .where(_entry.data.like(bindparam("like")))
    .order_by(_entry.seq.desc())
    .limit(MOST)
)


def entry_with_before(session: Session, name: str, seq: int) -> dict[str, Any] | None:
    """Return an entry of a stream with the things it speaks of as the entry before told them.

    A thing that no earlier entry of the stream told of is not in `before`.
    """
    found = mappings(session.execute(_ONE, {"name": name, "seq": seq}))
    if not found:
        return None
    row = found[0]
    entry = {**as_message(row), "hash": row["hash"], "prev_hash": row["prev_hash"]}
    before = {}
    for noun, thing in entry["data"].items():
        earlier = _earlier(session, name, seq, noun, thing)
        if earlier is not None:
            before[noun] = earlier
    return entry | {"before": before}


def _earlier(session: Session, name: str, seq: int, noun: str, thing: Any) -> Any:
    """Return a thing as an earlier entry told it: the same by its id, or the whole of a list."""
    ident = thing.get("id") if isinstance(thing, dict) else None
    if ident is None and noun not in LISTS:
        return None
    like = f'%"{noun}":%' if ident is None else f'%"{noun}":%"id":{ident}%'
    asked = {"name": name, "seq": seq, "like": like}
    for text in session.scalars(_EARLIER, asked):
        told = orjson.loads(text).get(noun)
        if told is not None and (ident is None or (isinstance(told, dict) and told.get("id") == ident)):
            return told
    return None
