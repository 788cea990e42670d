"""Responsibilities as the entries alone tell them, and where the table says something else."""

from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.activity.models import Entry
from triangle.deals.models import deal_stream
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.schemas import ResponsibilityOut


def told(session: Session, deal_id: int | None = None) -> dict[int, dict[str, Any]]:
    """Return every responsibility, or those of one deal, as the entries alone tell it, by its id."""
    query = select(Entry.data).where(Entry.stream.like("deal:%"))
    if deal_id is not None:
        query = select(Entry.data).where(Entry.stream == deal_stream(deal_id))
    found: dict[int, dict[str, Any]] = {}
    query = query.order_by(Entry.stream, Entry.seq).execution_options(yield_per=1000)
    for data in session.scalars(query):
        for row in orjson.loads(data).get("responsibilities", ()):
            found[row["id"]] = row
    return found


def moved_without_entry(session: Session, deal_id: int | None = None) -> Iterator[str]:
    """Yield a line for each interval, of one deal or all, that is not what the entries tell."""
    told_by_entries, write = told(session, deal_id), ResponsibilityOut()
    query = select(Responsibility).order_by(Responsibility.id).execution_options(yield_per=1000)
    if deal_id is not None:
        query = query.where(Responsibility.deal_id == deal_id)
    for row in session.scalars(query):
        if told_by_entries.pop(row.id, None) != write.dump(row):
            yield f"responsibility {row.id} of deal:{row.deal_id} is not what the entries say"
    for missing_id, lost in sorted(told_by_entries.items()):
        yield f"responsibility {missing_id} of node {lost['node_id']} is in the entries but not in the table"
