"""What each entry of a deal's stream does to a room that was read before it; the browser does the same."""

from functools import reduce
from typing import Any

from tests.replay.inbox import ANSWERS, CLOCK

Value = dict[str, Any]
SAID_OF_THE_ROOM = ("seats", "members", "version")


def replace_deal(room: Value, entry: Value) -> Value:
    """Take the deal as the entry says it; the account beside it is not part of a deal's entry."""
    return replace_said({**room, **entry["data"]["deal"]}, entry)


def replace_said(room: Value, entry: Value) -> Value:
    """Take seats, members and the room's version where the entry names them."""
    return room | {name: entry["data"][name] for name in SAID_OF_THE_ROOM if name in entry["data"]}


def replace_node(room: Value, entry: Value) -> Value:
    """Take the node as the entry says it, with the checklist that is known."""
    said = entry["data"]["node"]
    return _change_node(room, said["id"], lambda node: {**node, **said})


def replace_item(room: Value, entry: Value) -> Value:
    """Take one checklist item as the entry says it."""
    item = entry["data"]["item"]

    def change(node: Value) -> Value:
        return node | {
            "checklist": [item if each["id"] == item["id"] else each for each in node["checklist"]]
        }

    return _change_node(room, item["node_id"], change)


def put_item(room: Value, entry: Value) -> Value:
    """Put a line at the end of its checklist; one that is there stays where it is."""
    item = entry["data"]["item"]

    def change(node: Value) -> Value:
        kept = {each["id"]: each for each in node["checklist"]} | {item["id"]: item}
        return node | {"checklist": list(kept.values())}

    return _change_node(room, item["node_id"], change)


def put_handoff(room: Value, entry: Value) -> Value:
    """Keep open hand-offs only, in the order of their ids."""
    said = entry["data"]["handoff"]
    kept = {each["id"]: each for each in room["handoffs"]} | {said["id"]: said}
    return room | {"handoffs": [kept[key] for key in sorted(kept) if kept[key]["status"] == "offered"]}


def put_promise(room: Value, entry: Value) -> Value:
    """Keep every promise, in the order of their ids."""
    said = entry["data"]["promise"]
    kept = {each["id"]: each for each in room["promises"]} | {said["id"]: said}
    return room | {"promises": [kept[key] for key in sorted(kept)]}


def put_items(room: Value, entry: Value) -> Value:
    """Put the checklist items that a gate's conditions became into their nodes, in their order."""

    def put(room: Value, item: Value) -> Value:
        def change(node: Value) -> Value:
            kept = {each["id"]: each for each in node["checklist"]} | {item["id"]: item}
            return node | {"checklist": sorted(kept.values(), key=lambda each: int(each["position"]))}

        return _change_node(room, item["node_id"], change)

    return reduce(put, entry["data"]["items"], room)


def put_override(room: Value, entry: Value) -> Value:
    """Keep every override, in the order of their ids."""
    said = entry["data"]["override"]
    kept = {each["id"]: each for each in room["overrides"]} | {said["id"]: said}
    return room | {"overrides": [kept[key] for key in sorted(kept)]}


def put_responsibilities(room: Value, entry: Value) -> Value:
    """Put rows by their ids; a row that has ended leaves."""
    rows = {row["id"]: row for row in room["responsibilities"]}
    rows |= {row["id"]: row for row in entry["data"].get("responsibilities", ())}
    return room | {"responsibilities": [rows[key] for key in sorted(rows) if rows[key]["until_at"] is None]}


def leave(room: Value, entry: Value) -> Value:
    """Leave the room as it is: its notes are a list of their own, fetched again."""
    return room


def _change_node(room: Value, node_id: int, change: Any) -> Value:
    stages = [
        stage | {"nodes": [change(node) if node["id"] == node_id else node for node in stage["nodes"]]}
        for stage in room["stages"]
    ]
    return room | {"stages": stages}


_NODE = (replace_node, put_responsibilities)
_HANDOFF = (replace_said, replace_node, put_handoff, put_responsibilities)
_DEAL = (replace_deal, put_responsibilities)
REDUCERS = {
    **dict.fromkeys(["deal.opened", "deal.edited", "deal.won", "deal.lost", "deal.reopened"], _DEAL),
    "seat.assigned": (replace_said, put_responsibilities),
    "responsibility.moved": (replace_said, put_responsibilities),
    "checklist_item.added": (put_item,),
    **dict.fromkeys([f"node.{done}" for done in ("started", "finished", "skipped", "reopened")], _NODE),
    "node.decided": (*_NODE, put_items),
    "handoff.looped": (leave,),
    **dict.fromkeys(["finding.waived", "finding.resumed", "deal.covered"], (leave,)),
    "veto.overridden": (replace_node, put_override),
    "checklist_item.changed": (replace_item,),
    **dict.fromkeys(
        [f"note.{done}" for done in ("created", "renamed", "version_named", "restored")], (leave,)
    ),
    **dict.fromkeys(
        [
            f"promise.{done}"
            for done in ("made", "revised", "accepted", "returned", "kept", "broken", "waived")
        ],
        (put_promise,),
    ),
    **dict.fromkeys(
        [f"handoff.{done}" for done in (*ANSWERS, *CLOCK)],
        _HANDOFF,
    ),
}
