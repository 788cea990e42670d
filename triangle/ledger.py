"""`triangle ledger verify`: every stream's chain, and responsibilities recomputed from the entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from triangle.activity.chain import breaks
from triangle.activity.models import Entry, Stream
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.schemas import ResponsibilityOut


@dataclass(frozen=True)
class Report:
    """What was checked, and one line for everything that is wrong."""

    streams: int
    entries: int
    intervals: int
    wrong: list[str]


def verify(session: Session) -> Report:
    """Check the whole ledger; the first bad entry of each stream is named."""
    return Report(
        _count(session, Stream),
        _count(session, Entry),
        _count(session, Responsibility),
        [*map(str, breaks(session)), *_moved_without_entry(session)],
    )


def recomputed(session: Session) -> dict[int, dict[str, Any]]:
    """Return every responsibility as the entries alone tell it, by its id."""
    query = select(Entry.data).where(Entry.stream.like("deal:%")).order_by(Entry.stream, Entry.seq)
    told: dict[int, dict[str, Any]] = {}
    for data in session.scalars(query.execution_options(yield_per=1000)):
        for row in orjson.loads(data).get("responsibilities", ()):
            told[row["id"]] = row
    return told


def _moved_without_entry(session: Session) -> Iterator[str]:
    told, write = recomputed(session), ResponsibilityOut()
    for row in session.scalars(
        select(Responsibility).order_by(Responsibility.id).execution_options(yield_per=1000)
    ):
        if told.pop(row.id, None) != write.dump(row):
            yield f"responsibility {row.id} of deal:{row.deal_id} is not what the entries say"
    for missing_id, lost in sorted(told.items()):
        yield f"responsibility {missing_id} of node {lost['node_id']} is in the entries but not in the table"


def _count(session: Session, noun: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(noun)) or 0
