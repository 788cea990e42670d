"""What each entry of a person's stream does to the list of cards that wait for their answer."""

from typing import Any

Value = list[dict[str, Any]]


def put_card(cards: Value, entry: dict[str, Any]) -> Value:
    """Keep the cards that wait for the answer of the person whose stream this is, oldest first."""
    card = {name: entry["data"][name] for name in ("handoff", "node", "deal", "account")}
    me = int(entry["stream"].removeprefix("user:"))
    waits = any(
        receipt["status"] == "offered"
        and me in (receipt["receiver_id"], *(each["person_id"] for each in receipt["stand_ins"]))
        for receipt in card["handoff"]["receipts"]
    )
    kept = {each["handoff"]["id"]: each for each in cards if each["handoff"]["id"] != card["handoff"]["id"]}
    if waits:
        kept[card["handoff"]["id"]] = card
    return [kept[key] for key in sorted(kept)]


def leave(cards: Value, entry: dict[str, Any]) -> Value:
    """Leave the cards as they are: others tell it, what waits for a deputy has own entries."""
    return cards


ANSWERS = ("offered", "accepted", "returned", "withdrawn", "readdressed")
CLOCK = ("seen", "snoozed", "nudged", "reminded", "escalated", "covered")
REDUCERS = {
    "note.mentioned": (leave,),
    "handoff.looped": (leave,),
    **{f"handoff.{done}": (put_card,) for done in (*ANSWERS, *CLOCK)},
    **{f"notification.{done}": (leave,) for done in ("made", "changed")},
    "wish.changed": (leave,),
    **{f"absence.{done}": (leave,) for done in ("planned", "changed")},
}
