"""Nodes with their checklists as plain rows, for rooms and cards: statements built once, columns only."""

from collections import defaultdict
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from triangle.core.prepared import Prepared
from triangle.nodes.models import ChecklistItem, Node
from triangle.nodes.schemas import ItemOut, NodeOut
from triangle.playbooks.models import NodeTemplate

_node, _template, _item = Node.__table__.c, NodeTemplate.__table__.c, ChecklistItem.__table__.c
# What a node has from its playbook.
_NAMED = {
    "code": _template.code,
    "name": _template.name,
    "stage": _template.stage_code,
    "gate": _template.gate,
    "briefing": _template.briefing,
}
# A node as `NodeOut` says it: the columns of node and template, by name.
NODE_COLUMNS = {name: _NAMED[name] if name in _NAMED else _node[name] for name in NodeOut().fields}

_NODES = Prepared(
    select(*(column.label(name) for name, column in NODE_COLUMNS.items()))
    .join(NodeTemplate.__table__, _template.id == _node.template_id)
    .where(_node.deal_id == bindparam("deal"))
    .order_by(_node.position),
    sent=True,
)
_ITEMS = Prepared(
    select(*(_item[name] for name in ItemOut().fields))
    .join(Node.__table__, _node.id == _item.node_id)
    .where(_node.deal_id == bindparam("deal"))
    .order_by(_item.position),
    sent=True,
)


def whole_rows(session: Session, deal_id: int) -> list[dict[str, Any]]:
    """Return the nodes of a deal with their checklists as they are sent, in the order of its playbook."""
    checklists: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in _ITEMS.rows(session, {"deal": deal_id}):
        checklists[item["node_id"]].append(item)
    nodes = _NODES.rows(session, {"deal": deal_id})
    for node in nodes:
        node["checklist"] = checklists[node["id"]]
    return nodes
