"""What may be done while a hand-off waits: see it, put it off until later, nudge."""

from datetime import datetime, timedelta

from triangle.core.deed import Deed
from triangle.core.errors import TooMany, invalid
from triangle.core.policy import require
from triangle.handoffs.actions import lock_handoff
from triangle.handoffs.models import Handoff, Receipt
from triangle.handoffs.recording import record_handoff

NUDGE_EVERY = timedelta(hours=1)


def see(deed: Deed, handoff_id: int) -> Handoff:
    """Note when its receiver first saw it; the giver is told, and seeing it again changes nothing."""
    handoff = lock_handoff(deed, handoff_id)
    require(deed.actor, "note_seen", handoff)
    receipt = handoff.receipt_for(deed.actor.id)
    if receipt is not None and receipt.status == "offered" and receipt.seen_at is None:
        receipt.seen_at = deed.at
        handoff.touch()
        record_handoff(deed, "handoff.seen", handoff, to=[handoff.giver_id])
    return handoff


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
    """Remind everybody who has not answered, at most once in an hour each."""
    handoff = lock_handoff(deed, handoff_id)
    require(deed.actor, "nudge", handoff)
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
    record_handoff(deed, "handoff.nudged", handoff, to=[receipt.receiver_id for receipt in ready])
    return handoff


def _may_be_nudged(receipt: Receipt, at: datetime) -> bool:
    return receipt.nudged_at is None or receipt.nudged_at + NUDGE_EVERY <= at
