"""Which notifications somebody may read: they may have left the room since they were told."""

from functools import cache

from sqlalchemy import ColumnElement, and_, or_

from triangle.core.hot import among
from triangle.deals.queries import visible
from triangle.identity.eyes import BELOW, ME
from triangle.notifications.models import Notification

_told = Notification.__table__.c


@cache
def readable(kind: str) -> ColumnElement[bool]:
    """Return the condition for a kind of eyes, in a statement that has each notification's deal beside it."""
    # A partner sees no room, but hears of the hand-offs addressed to them.
    seen = _told.handoff_id.is_not(None) if kind == "guest" else visible(kind)
    seen = and_(_told.deal_id.is_not(None), seen)
    # What is about no room and no team is about themselves.
    seen = or_(seen, and_(_told.deal_id.is_(None), _told.team_id.is_(None)))
    # What tells of a team is read by whoever leads it still.
    return and_(_told.person_id == ME, or_(seen, among(_told.team_id, BELOW)) if kind == "leader" else seen)
