"""Doors of deals as a whole."""

from typing import Any

from triangle.core.deed import Deed
from triangle.core.schema import Schema
from triangle.core.web.door import Door
from triangle.deals import actions, queries
from triangle.deals.schemas import DealEdit, DealReply, Reason

door = Door("deals", __name__, url_prefix="/api", description="Deals: change, win, lose.")


@door.writes("PATCH", "/deals/<int:deal_id>", body=DealEdit, out=DealReply)
def edit_deal(deed: Deed, deal_id: int, **changes: Any) -> Any:
    """Change a deal."""
    return queries.reply(deed.session, deed.actor, actions.edit_deal(deed, deal_id, **changes))


@door.writes("POST", "/deals/<int:deal_id>/win", body=Schema, out=DealReply)
def win_deal(deed: Deed, deal_id: int) -> Any:
    """Close a deal as won."""
    return queries.reply(deed.session, deed.actor, actions.win_deal(deed, deal_id))


@door.writes("POST", "/deals/<int:deal_id>/lose", body=Reason, out=DealReply)
def lose_deal(deed: Deed, deal_id: int, reason: str) -> Any:
    """Close a deal as lost."""
    return queries.reply(deed.session, deed.actor, actions.lose_deal(deed, deal_id, reason=reason))
