"""What each entry of a person's stream does to the list of cards that wait for their answer."""

from typing import Any

Value = list[dict[str, Any]]


def put_card(cards: Value, entry: dict[str, Any]) -> Value:
    """Keep the cards that wait for the answer of the person whose stream this is, oldest first."""
    card, me = entry["data"], int(entry["stream"].removeprefix("user:"))
    waits = any(
        receipt["receiver_id"] == me and receipt["status"] == "offered"
        for receipt in card["handoff"]["receipts"]
    )
    kept = {each["handoff"]["id"]: each for each in cards if each["handoff"]["id"] != card["handoff"]["id"]}
    if waits:
        kept[card["handoff"]["id"]] = card
    return [kept[key] for key in sorted(kept)]


def leave(cards: Value, entry: dict[str, Any]) -> Value:
    """Leave the cards as they are: mentions are a list of their own, fetched again."""
    return cards


REDUCERS = {
    "note.mentioned": (leave,),
    **{
        f"handoff.{done}": (put_card,)
        for done in ("offered", "accepted", "returned", "withdrawn", "readdressed")
    },
}
