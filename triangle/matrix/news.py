"""What is new in one's deals since a moment: the entries that a leader wants to know of, the last first."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, literal, select

from triangle.activity.models import Entry, Stream
from triangle.activity.schemas import as_message
from triangle.core.db import mappings
from triangle.deals.models import Deal
from triangle.deals.queries import visible_to
from triangle.matrix.load import WEEK
from triangle.matrix.models import Visit
from triangle.matrix.queries import beside_nodes
from triangle.matrix.scope import Scope

TOLD = (
    "deal.opened",
    "deal.won",
    "deal.lost",
    "deal.reopened",
    "node.finished",
    "node.skipped",
    "node.reopened",
    "node.decided",
    "handoff.accepted",
    "handoff.returned",
    "responsibility.moved",
    "seat.assigned",
    "promise.broken",
    "veto.overridden",
)


def since_visit(scope: Scope, now: datetime) -> datetime:
    """Return since when it is new to the reader: their visit before this one; a week ago on the first."""
    last = scope.session.get(Visit, scope.actor.id)
    return (last.since(now) if last else None) or now - WEEK


def news(scope: Scope, since: datetime, limit: int) -> dict[str, Any]:
    """Return at most `limit` entries after a moment from the reader's deals, and whether there are more.

    Only streams that moved since are opened: what was long ago costs nothing.
    """
    stream = literal("deal:").concat(cast(Deal.id, String))
    query = (
        select(*Entry.__table__.c, Deal.id.label("deal_id"))
        .select_from(Deal)
        .join(Stream, Stream.name == stream)
        .join(Entry, Entry.stream == Stream.name)
        .where(visible_to(scope.session, scope.actor), Stream.head_at > since, Entry.at > since)
        .where(Entry.type.in_(TOLD))
        .order_by(Entry.at.desc(), Entry.stream, Entry.seq.desc())
        .limit(limit + 1)
    )
    rows = mappings(scope.run(query))
    shown = rows[:limit]
    told = [as_message(row) | {"hash": row["hash"], "deal_id": row["deal_id"]} for row in shown]
    deals = beside_nodes(scope.session, {row["deal_id"] for row in shown}, set(), set())["deals"]
    return {"since": since, "data": told, "has_more": len(rows) > limit, "deals": deals}
