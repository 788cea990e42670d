"""Doors of the deal room: open one, and look at it."""

from typing import Any

from triangle.core.deed import Deed
from triangle.core.policy import require
from triangle.core.web.door import Door
from triangle.core.web.service import Ask
from triangle.deals.models import Deal
from triangle.deals.schemas import DealNew
from triangle.responsibilities.opening import open_deal
from triangle.rooms.queries import room
from triangle.rooms.schemas import RoomReply

door = Door("rooms", __name__, url_prefix="/api", description="Deal rooms.")


@door.writes("POST", "/deals", body=DealNew, out=RoomReply, status=201)
def open_room(deed: Deed, **fields: Any) -> Any:
    """Open a deal room for an account."""
    return room(deed.session, deed.actor, open_deal(deed, **fields))


@door.reads("/deals/<int:deal_id>", out=RoomReply)
def get_room(ask: Ask, deal_id: int) -> Any:
    """Show a deal room."""
    deal = ask.get(Deal, deal_id)
    require(ask.actor, "see", deal)
    return room(ask.session, ask.actor, deal)
