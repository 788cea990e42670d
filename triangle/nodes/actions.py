"""Deeds on checklist items. What moves a node on lives in `gates`."""

from typing import Any

from triangle.activity.actions import record
from triangle.core.deed import Deed
from triangle.core.errors import Conflict
from triangle.core.policy import in_whose_place, require
from triangle.deals.actions import lock_deal
from triangle.deals.models import deal_stream
from triangle.nodes.models import ChecklistItem, Node
from triangle.nodes.queries import gate_error, gates_before


def lock_node(deed: Deed, node_id: int, verb: str) -> Node:
    """Lock a node with its deal, for somebody who may `verb` it in a deal that is live."""
    deal = lock_deal(deed, deed.part(Node.deal_id, node_id))
    node = deed.get(Node, node_id)
    # The deal's lock covers its nodes, and nothing of them was read before it.
    assert node.deal is deal
    require(deed.actor, verb, node)
    # Both names on the record, when a deputy does it.
    deed.acting_for = deed.acting_for or in_whose_place(deed.actor, verb, node)
    deal.must_be_live()
    return node


def change_item(deed: Deed, item_id: int, **changes: Any) -> ChecklistItem:
    """Tick, note or evidence one line of a checklist."""
    node = lock_node(deed, deed.part(ChecklistItem.node_id, item_id), "see")
    item = deed.get(ChecklistItem, item_id)
    require(deed.actor, "tick", item)
    deed.acting_for = deed.acting_for or in_whose_place(deed.actor, "tick", item)
    node.must_allow("tick")
    deed.expect(item)
    item.change(changes, deed.actor.id, deed.at, deed.acting_for)
    record(deed, "checklist_item.changed", [deal_stream(node.deal_id)], item=item)
    return item


def add_item(deed: Deed, node_id: int, *, text: str) -> ChecklistItem:
    """Add a line to a node's checklist that its gate does not wait for; a line is there once."""
    node = lock_node(deed, node_id, "add_item")
    node.must_allow("tick")
    same = next((item for item in node.checklist if text in item.text.values()), None)
    if same is not None:
        return same
    position = max((item.position for item in node.checklist), default=-1) + 1
    # Somebody's own words have no translation.
    words = {"zh": text, "en": text}
    item = ChecklistItem(node_id=node.id, position=position, text=words, required=False)
    deed.session.add(item)
    deed.session.flush()
    deed.session.expire(node, ["checklist"])
    record(deed, "checklist_item.added", [deal_stream(node.deal_id)], item=item)
    return item


def refuse_behind_gate(deed: Deed, node: Node) -> None:
    """Refuse to begin a node while an earlier gate is not passed, and say which."""
    waiting_for = gates_before(deed.session, node)
    if waiting_for:
        errors = [gate_error(gate) for gate in waiting_for]
        raise Conflict("node_blocked", "a gate before this node is not passed", errors=errors)
