"""Responsibilities as the entries alone tell them, and where the table says something else."""

from collections.abc import Collection, Iterator
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import select, type_coerce
from sqlalchemy.orm import Session

from triangle.activity.models import Entry
from triangle.core.db import Moment
from triangle.core.hot import MomentText, among, past_session
from triangle.deals.models import deal_stream
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.schemas import ResponsibilityOut

# So many deals are compared at a time: what is held in memory does not grow with the company.
DEALS_AT_ONCE = 100
_held = Responsibility.__table__.c
_NAMES = tuple(ResponsibilityOut().dump_fields)
_values = itemgetter(*_NAMES)
# As an entry writes them: what the table holds is compared without becoming an object.
_AS_WRITTEN = [
    type_coerce(column, MomentText()).label(column.name) if isinstance(column.type, Moment) else column
    for column in (_held[name] for name in _NAMES)
]
_HELD = select(_held.deal_id, *_AS_WRITTEN).where(among(_held.deal_id, "ids")).order_by(_held.id)
# The values of intervals, the id first, by their ids.
Rows = dict[int, tuple[Any, ...]]
# Whose intervals: the name of a stream, and the deal that it belongs to, if there is one.
Deals = dict[str, int | None]


def moved_without_entry(session: Session, deal_id: int | None = None) -> Iterator[str]:
    """Yield a line for each interval, of one deal or all, that is not what the deal's entries tell."""
    deals = {deal_stream(deal_id): deal_id} if deal_id is not None else _all_deals(session)
    left = sorted(deals.items(), key=lambda pair: (pair[1] or 0, pair[0]))
    for start in range(0, len(left), DEALS_AT_ONCE):
        yield from _compared(session, dict(left[start : start + DEALS_AT_ONCE]))


def _all_deals(session: Session) -> Deals:
    """Return every deal that has intervals, and every stream that could tell of some."""
    streams = select(Entry.stream).where(Entry.stream.like("deal:%")).distinct()
    deals: Deals = dict.fromkeys(session.scalars(streams))
    ids = session.scalars(select(Responsibility.deal_id).distinct())
    return deals | {deal_stream(number): number for number in ids}


def _compared(session: Session, deals: Deals) -> Iterator[str]:
    told = _told(session, deals)
    left = {number: told.setdefault(name, {}) for name, number in deals.items() if number is not None}
    for deal_id, *row in past_session(session, _HELD, {"ids": sorted(left)}):
        if left[deal_id].pop(row[0], None) != tuple(row):
            yield f"responsibility {row[0]} of deal:{deal_id} is not what the entries say"
    for number, node_id, *_ in (row for rows in told.values() for row in rows.values()):
        yield f"responsibility {number} of node {node_id} is in the entries but not in the table"


def _told(session: Session, streams: Collection[str]) -> dict[str, Rows]:
    """Return every responsibility as the entries of some streams alone tell it, by stream and by its id."""
    told: dict[str, Rows] = {}
    query = select(Entry.stream, Entry.data).where(Entry.stream.in_(streams))
    for stream, data in session.execute(query.order_by(Entry.stream, Entry.seq)):
        told.setdefault(stream, {}).update(_responsibilities(data))
    return told


def _responsibilities(data: str) -> Rows:
    """Return what an entry tells of; nothing when somebody made it unreadable, which its chain names."""
    try:
        return {row["id"]: _values(row) for row in orjson.loads(data).get("responsibilities", ())}
    except (AttributeError, LookupError, TypeError, ValueError):
        return {}
