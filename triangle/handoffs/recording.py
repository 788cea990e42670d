"""Telling what happened to a hand-off: its deal, its giver, and everybody who may answer it."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from triangle.activity.actions import record
from triangle.core.deed import Deed
from triangle.deals.actions import show_out
from triangle.deals.models import deal_stream
from triangle.deals.queries import holders, member_ids
from triangle.handoffs.models import Handoff, Receipt
from triangle.handoffs.queries import card, waits_for, without_amount
from triangle.identity.models import Person
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.queries import answers_in_deal

_GUESTS = select(Person.id).where(Person.id.in_(bindparam("people", expanding=True)), Person.is_guest)


def record_handoff(
    deed: Deed,
    entry_type: str,
    handoff: Handoff,
    *,
    moved: Iterable[Responsibility] = (),
    to: Iterable[int] = (),
    step: str | None = None,
    receiver: int | None = None,
    beside: Iterable[int] = (),
) -> None:
    """Record a deed on a hand-off; `to` are those it turns to, `beside` others whose inboxes it changes."""
    # Those who are still part of it, and whoever this very deed let go.
    receipts = [r for r in handoff.receipts if r.status != "withdrawn" or r.answered_at == deed.at]
    people = {handoff.giver_id, *(receipt.receiver_id for receipt in receipts), *beside}
    people |= {each.person_id for receipt in receipts for each in receipt.stand_ins}
    _show_out_bystanders(deed, handoff, receipts)
    streams = [deal_stream(handoff.deal_id), *(f"user:{person}" for person in sorted(people))]
    members = member_ids(deed.session, handoff.deal_id)
    guests = deed.session.scalars(_GUESTS, {"people": sorted(people)})
    hidden = (people - set(members)) | set(guests)
    less = {f"user:{person}": {"deal": without_amount(handoff.node.deal)} for person in hidden}
    said = {"handoff_id": handoff.id, "node_id": handoff.node_id, "to": list(to), "step": step}
    things = card(handoff) | said | {"members": members, "responsibilities": moved, "receiver_id": receiver}
    record(deed, entry_type, streams, less=less, **things)


def _show_out_bystanders(deed: Deed, handoff: Handoff, receipts: list[Receipt]) -> None:
    """Take those out of the room who were only asked in it, and said no or are not asked any more."""
    gone = {r.receiver_id for r in receipts if r.status in ("returned", "withdrawn")}
    if not gone:
        return
    seated = set(holders(deed.session, handoff.node.deal).values())
    for person_id in sorted(gone - seated):
        asked = waits_for(deed.session, person_id, deal_id=handoff.deal_id)
        if not asked and not answers_in_deal(deed.session, handoff.deal_id, person_id):
            show_out(deed, handoff.deal_id, person_id)
