"""What may be done while a hand-off waits: see it, put it off until later, nudge."""

from datetime import datetime, timedelta
from typing import Any

from triangle.core.deed import Deed
from triangle.core.errors import TooMany, invalid
from triangle.core.policy import in_whose_place, may, require
from triangle.deals.actions import lock_deal
from triangle.handoffs.actions import lock_handoff
from triangle.handoffs.models import Handoff, Receipt
from triangle.handoffs.queries import deals_of
from triangle.handoffs.recording import record_handoff

NUDGE_EVERY = timedelta(hours=1)


def see(deed: Deed, handoff_id: int) -> Handoff:
    """Note when its receiver first saw it; the giver is told, and seeing it again changes nothing."""
    handoff = lock_handoff(deed, handoff_id)
    require(deed.actor, "note_seen", handoff)
    _note_seen(deed, handoff)
    return handoff


def see_all(deed: Deed, handoff_ids: list[int]) -> list[dict[str, Any]]:
    """Note of many at once that they were seen, one entry each; say which of them wait for the actor.

    What an inbox shows is seen together, and one card that is gone keeps the giver of no other waiting.
    """
    deals = deals_of(deed.session, deed.actor.id, handoff_ids)
    # All before the first is read, in the order of their ids: nobody waits in a circle, all have one moment.
    for deal_id in sorted(set(deals.values())):
        lock_deal(deed, deal_id)
    return [
        {"handoff_id": handoff_id, "is_seen": handoff_id in deals and _see_one(deed, handoff_id)}
        for handoff_id in dict.fromkeys(handoff_ids)
    ]


def _see_one(deed: Deed, handoff_id: int) -> bool:
    handoff = deed.get(Handoff, handoff_id)
    if not may(deed.actor, "note_seen", handoff):
        return False
    return _note_seen(deed, handoff)


def _note_seen(deed: Deed, handoff: Handoff) -> bool:
    receipt = handoff.receipt_for(deed.actor.id)
    if receipt is None or receipt.status != "offered":
        return False
    if receipt.seen_at is None:
        receipt.seen_at = deed.at
        handoff.touch()
        record_handoff(deed, "handoff.seen", handoff, to=[handoff.giver_id])
    return True


def snooze(deed: Deed, handoff_id: int, *, until: datetime | None) -> Handoff:
    """Put one's own off until later, never past the time it is due; its clock goes on."""
    handoff = lock_handoff(deed, handoff_id)
    require(deed.actor, "snooze", handoff)
    receipt = handoff.must_be_open_for(deed.actor.id, deed.actor.id)
    deed.expect(handoff)
    if until is not None and until <= deed.at:
        raise invalid("until", "in_the_past")
    if until is not None and until > handoff.due_at:
        raise invalid("until", "after_due", due_at=handoff.due_at.isoformat())
    receipt.snoozed_until = until
    handoff.touch()
    record_handoff(deed, "handoff.snoozed", handoff)
    return handoff


def nudge(deed: Deed, handoff_id: int) -> Handoff:
    """Remind everybody who may answer and has not, deputies too, at most once in an hour a receiver."""
    handoff = lock_handoff(deed, handoff_id)
    require(deed.actor, "nudge", handoff)
    deed.acting_for = in_whose_place(deed.actor, "nudge", handoff)
    handoff.must_be_open()
    deed.expect(handoff)
    waiting = [receipt for receipt in handoff.receipts if receipt.status == "offered"]
    ready = [receipt for receipt in waiting if _may_be_nudged(receipt, deed.at)]
    if not ready:
        soonest = min(r.nudged_at for r in waiting if r.nudged_at is not None) + NUDGE_EVERY
        left = max(1, round((soonest - deed.at).total_seconds()))
        raise TooMany("nudged_lately", "they were nudged within the last hour", retry_after=left)
    for receipt in ready:
        receipt.nudged_at, receipt.snoozed_until = deed.at, None
    handoff.touch()
    people = sorted({person for receipt in ready for person in receipt.answerers()})
    record_handoff(deed, "handoff.nudged", handoff, to=people)
    return handoff


def _may_be_nudged(receipt: Receipt, at: datetime) -> bool:
    return receipt.nudged_at is None or receipt.nudged_at + NUDGE_EVERY <= at
