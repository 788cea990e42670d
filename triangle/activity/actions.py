"""`record`: the one way in which history is written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from triangle.activity.catalog import listeners_of, shape_of
from triangle.activity.chain import hash_of
from triangle.activity.models import GENESIS, Entry, Stream
from triangle.activity.schemas import as_message
from triangle.core.db import last_before_commit, mappings
from triangle.core.deed import Deed
from triangle.core.publish import publish

ENTRY_VERSION = 1
_stream = Stream.__table__.c
# Said with every deed: built once.
_HEADS = (
    select(Stream.__table__)
    .where(_stream.name.in_(bindparam("names", expanding=True)))
    .order_by(_stream.name)
    .with_for_update(key_share=True)
)
_WRITE = insert(Entry)
_MOVE_HEAD = (
    update(Stream.__table__)  # type: ignore[arg-type]
    .where(_stream.name == bindparam("stream"))
    .values(head_seq=bindparam("seq"), head_hash=bindparam("hash"), head_at=bindparam("moment"))
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that waits for its number, which it gets as the last thing before the commit."""

    stream: str
    type: str
    deed: Deed
    data: dict[str, Any]


def record(
    deed: Deed, entry_type: str, to: Sequence[str], /, *, less: Mapping[str, Any] | None = None, **things: Any
) -> None:
    """Write what happened into the streams `to`, and tell those who listen in the same transaction.

    A stream named in `less` gets these things in place of the ones of the same name: its reader may see less.
    """
    deed.session.flush()
    drafts = deed.session.info.get("drafts")
    if drafts is None:
        drafts = deed.session.info["drafts"] = []
        last_before_commit(deed.session, _write_down)
    for stream in to:
        shown = things | (less or {}).get(stream, {})
        data = shape_of(stream.partition(":")[0], entry_type)().dump(shown)
        drafts.append(Draft(stream, entry_type, deed, data))
    for listener in listeners_of(entry_type):
        listener(deed, things)


def begin_epoch_without_policy(session: Session) -> int:
    """Begin a new life of a restored database: every browser fetches its state again; return its number."""
    session.execute(update(Stream).values(epoch=Stream.epoch + 1))
    return session.scalar(select(func.max(Stream.epoch))) or 1


def _write_down(session: Session) -> None:
    by_stream: dict[str, list[Draft]] = defaultdict(list)
    for draft in session.info.pop("drafts"):
        by_stream[draft.stream].append(draft)
    heads = _lock(session, sorted(by_stream))
    rows = [row for name in sorted(by_stream) for row in _number(heads[name], by_stream[name])]
    session.execute(_WRITE, rows)
    session.connection().execute(
        _MOVE_HEAD,
        [
            {"stream": n, "seq": h["head_seq"], "hash": h["head_hash"], "moment": h["head_at"]}
            for n, h in heads.items()
        ],
    )
    for row in rows:
        publish(session, as_message(row))


def _lock(session: Session, names: list[str]) -> dict[str, dict[str, Any]]:
    """Lock the heads of streams in the order of their names, so that no two deeds wait for each other."""
    heads = _heads(session, names)
    missing = [name for name in names if name not in heads]
    if missing:
        _begin(session, missing)
        heads = _heads(session, names)
    return heads


def _heads(session: Session, names: list[str]) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in mappings(session.execute(_HEADS, {"names": names}))}


def _begin(session: Session, names: list[str]) -> None:
    # Another deed may begin the same stream at this moment; both databases speak the same ON CONFLICT.
    add = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    epoch = session.scalar(select(func.max(Stream.epoch))) or 1
    rows = [{"name": n, "epoch": epoch, "head_seq": 0, "head_hash": GENESIS, "min_seq": 1} for n in names]
    session.execute(add(Stream).values(rows).on_conflict_do_nothing())


def _number(head: dict[str, Any], drafts: list[Draft]) -> list[dict[str, Any]]:
    rows = []
    for draft in drafts:
        row = {
            "stream": draft.stream,
            "epoch": head["epoch"],
            "seq": head["head_seq"] + 1,
            "type": draft.type,
            "version": ENTRY_VERSION,
            "actor": draft.deed.actor.id,
            "acting_for": draft.deed.acting_for,
            "op_id": draft.deed.op_id,
            "data": orjson.dumps(draft.data, option=orjson.OPT_SORT_KEYS).decode(),
            # A deal's win is told to its account without holding it: only here is its last moment sure.
            "at": max(draft.deed.at, head["head_at"] or draft.deed.at),
            "prev_hash": head["head_hash"],
        }
        row["hash"] = hash_of(row)
        head.update(head_seq=row["seq"], head_hash=row["hash"], head_at=row["at"])
        rows.append(row)
    return rows
