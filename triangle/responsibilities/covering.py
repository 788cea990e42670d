"""Telling rooms that somebody who has a duty in them is away, and who does their work meanwhile."""

import orjson
from sqlalchemy import select

from triangle.absences.models import Absence
from triangle.activity.actions import record
from triangle.activity.models import Entry
from triangle.core.deed import Deed
from triangle.core.schema import moment_text
from triangle.deals.actions import lock_deal
from triangle.deals.models import deal_stream


def tell_room_without_policy(deed: Deed, deal_id: int, absence_id: int) -> None:
    """Write an absence as it is now into a room, once; whoever may act for somebody is asked again by it."""
    lock_deal(deed, deal_id)
    absence = deed.get(Absence, absence_id)
    if not _is_told(deed, deal_id, absence):
        record(deed, "deal.covered", [deal_stream(deal_id)], absence=absence)


def _is_told(deed: Deed, deal_id: int, absence: Absence) -> bool:
    """Say whether it was said before: by a worker that was killed before it had told every room."""
    said = select(Entry.data).where(Entry.stream == deal_stream(deal_id), Entry.type == "deal.covered")
    for data in deed.session.scalars(said.order_by(Entry.seq.desc())):
        told = orjson.loads(data)["absence"]
        if told["id"] == absence.id:
            now = (absence.status, absence.deputy_id, moment_text(absence.until_at))
            return (told["status"], told["deputy_id"], told["until_at"]) == now
    # Who neither was nor is away is no news.
    return absence.status != "running"
