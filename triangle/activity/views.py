"""Doors of streams."""

from typing import Any

from triangle.activity import queries
from triangle.activity.catalog import may_read
from triangle.activity.schemas import EntriesOut, EntriesQuery
from triangle.core.errors import NotFound
from triangle.core.web.door import Door
from triangle.core.web.service import Ask

door = Door("activity", __name__, url_prefix="/api", description="Streams and their entries.")


@door.reads("/streams/<string:name>/entries", out=EntriesOut, query=EntriesQuery)
def list_entries(ask: Ask, name: str, after: int, limit: int) -> Any:
    """Read the entries of a stream after a number: activity, audit and catch-up in one."""
    if not may_read(ask.session, ask.actor, name):
        raise NotFound("not_found", "no such stream", noun="stream")
    position = queries.positions(ask.session, name)[name]
    entries = queries.entries_after(ask.session, name, after, limit)
    return {"data": entries, "epoch": position["epoch"], "head": position["seq"]}
