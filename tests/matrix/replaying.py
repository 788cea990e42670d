"""The matrix by brute force: every entry up to a moment is applied, and nothing else is looked at."""

from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.activity.models import Entry
from triangle.deals.models import Deal

Standing = dict[tuple[int, str, str], int]


class Told:
    """What the streams of all deals have told."""

    def __init__(self, session: Session) -> None:
        query = select(Entry.stream, Entry.seq, Entry.type, Entry.at, Entry.data)
        query = query.where(Entry.stream.like("deal:%")).order_by(Entry.stream, Entry.seq)
        self.entries: list[Any] = [
            (stream, seq, kind, at, orjson.loads(data))
            for stream, seq, kind, at, data in session.execute(query)
        ]
        self.lost = {deal.id: deal.closed_at for deal in session.scalars(select(Deal)) if not deal.is_live}

    def moments(self) -> list[datetime]:
        """Return every moment at which some responsibility began or ended."""
        return sorted({at for _, _, _, at, data in self.entries if data.get("responsibilities")})

    def standing(self, at: datetime) -> Standing:
        """Return who had each (node, duty, role) once everything up to a moment had been told."""
        rows: dict[int, Any] = {}
        for stream, _, _, when, data in self.entries:
            if when <= at and not self._is_lost(int(stream.partition(":")[2]), at):
                rows |= {row["id"]: row for row in data.get("responsibilities", ())}
        return {
            (row["node_id"], row["duty"], row["role"]): row["person_id"]
            for row in rows.values()
            if row["until_at"] is None
        }

    def mover(self, stream: str, seq: int) -> tuple[str, datetime]:
        """Return the type and moment of an entry."""
        return next(
            (kind, at) for name, number, kind, at, _ in self.entries if (name, number) == (stream, seq)
        )

    def _is_lost(self, deal_id: int, at: datetime) -> bool:
        closed_at = self.lost.get(deal_id)
        return closed_at is not None and closed_at <= at
