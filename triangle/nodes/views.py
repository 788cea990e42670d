"""Doors of checklist items."""

from typing import Any

from triangle.core.deed import Deed
from triangle.core.policy import require, verbs
from triangle.core.web.door import Door
from triangle.core.web.service import Ask
from triangle.nodes import actions
from triangle.nodes.models import ChecklistItem
from triangle.nodes.schemas import ItemEdit, ItemReply

door = Door("nodes", __name__, url_prefix="/api", description="Checklist items of nodes.")


@door.reads("/checklist-items/<int:item_id>", out=ItemReply)
def get_item(ask: Ask, item_id: int) -> Any:
    """Show a checklist item."""
    item = ask.get(ChecklistItem, item_id)
    require(ask.actor, "see", item.node)
    return _reply(ask.actor, item)


@door.writes("PATCH", "/checklist-items/<int:item_id>", body=ItemEdit, out=ItemReply)
def change_item(deed: Deed, item_id: int, **changes: Any) -> Any:
    """Tick a checklist item, note something or add evidence."""
    return _reply(deed.actor, actions.change_item(deed, item_id, **changes))


def _reply(actor: Any, item: ChecklistItem) -> dict[str, Any]:
    return {
        "data": item,
        "can": verbs(actor, item, ["tick"] if item.node.is_open and item.node.deal.is_live else []),
        "positions": {},
    }
