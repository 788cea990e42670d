"""How open hand-offs follow the deeds of lower features, in the same transaction."""

from typing import Any

from triangle.activity.catalog import listen
from triangle.core.deed import Deed
from triangle.handoffs.actions import readdress, take_back
from triangle.handoffs.models import Handoff
from triangle.handoffs.queries import may_give, open_in_deal


def follow_lower_deeds() -> None:
    """Have hand-offs follow seats and lost deals; called once by the app."""
    listen("seat.assigned", _follow_seat)
    listen("responsibility.moved", _follow_node)
    listen("deal.lost", _end_with_deal)


def _follow_seat(deed: Deed, things: dict[str, Any]) -> None:
    # An account's own entry of the same type comes without a deal: its deals follow one by one.
    if "deal" not in things:
        return
    for handoff in open_in_deal(deed.session, things["deal"].id):
        if handoff.kind == "transfer" and not _still_gives(deed, handoff):
            take_back(deed, handoff)
        elif handoff.kind == "briefing":
            _follow_receiver(deed, handoff, things)


def _follow_node(deed: Deed, things: dict[str, Any]) -> None:
    for handoff in open_in_deal(deed.session, things["deal"].id):
        if handoff.node_id == things["node"].id and handoff.kind == "transfer":
            take_back(deed, handoff)


def _still_gives(deed: Deed, handoff: Handoff) -> bool:
    return may_give(deed.session, handoff.node, "transfer", handoff.giver_id)


def _follow_receiver(deed: Deed, handoff: Handoff, things: dict[str, Any]) -> None:
    for receipt in list(handoff.receipts):
        addressed = receipt.role == things["role"] and receipt.receiver_id == things["before"]
        if not addressed or receipt.status != "offered":
            continue
        if things["after"] in (None, handoff.giver_id):
            take_back(deed, handoff)
            return
        readdress(deed, handoff, receipt, things["after"])


def _end_with_deal(deed: Deed, things: dict[str, Any]) -> None:
    for handoff in open_in_deal(deed.session, things["deal"].id):
        take_back(deed, handoff)
