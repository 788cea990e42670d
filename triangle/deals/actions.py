"""Deeds on a deal alone. Opening and reopening move responsibilities, so they live there."""

from typing import Any

from sqlalchemy import insert, update

from triangle.accounts.models import account_stream
from triangle.activity.actions import record
from triangle.activity.queries import head_at
from triangle.core.deed import Deed
from triangle.core.policy import require
from triangle.core.publish import publish
from triangle.deals.models import Deal, DealSeat, Member, deal_stream
from triangle.deals.queries import member_ids
from triangle.identity.models import RightsChanged


def lock_deal(deed: Deed, deal_id: int) -> Deal:
    """Lock a deal with everything in its room for this deed, which happens after all in its stream."""
    deal = deed.get(Deal, deal_id, lock=True)
    deed.after(head_at(deed.session, deal_stream(deal_id)))
    return deal


def edit_deal(deed: Deed, deal_id: int, **changes: Any) -> Deal:
    """Change a deal."""
    deal = lock_deal(deed, deal_id)
    require(deed.actor, "edit", deal)
    deed.expect(deal)
    for name, value in changes.items():
        setattr(deal, name, value)
    record(deed, "deal.edited", streams_of(deal), deal=deal, deal_id=deal.id)
    return deal


def win_deal(deed: Deed, deal_id: int) -> Deal:
    """Close a deal as won."""
    deal = lock_deal(deed, deal_id)
    require(deed.actor, "win", deal)
    deed.expect(deal)
    deal.win(deed.at)
    record(deed, "deal.won", streams_of(deal), deal=deal, deal_id=deal.id)
    return deal


def lose_deal(deed: Deed, deal_id: int, *, reason: str) -> Deal:
    """Close a deal as lost, for a reason."""
    deal = lock_deal(deed, deal_id)
    require(deed.actor, "lose", deal)
    deed.expect(deal)
    deal.lose(reason, deed.at)
    record(deed, "deal.lost", streams_of(deal), deal=deal, deal_id=deal.id)
    return deal


def streams_of(deal: Deal) -> list[str]:
    """Return the streams that hear of a deal as a whole: its own and its account's."""
    return [deal_stream(deal.id), account_stream(deal.account_id)]


def let_in(deed: Deed, deal_id: int, person_ids: set[int]) -> None:
    """Let people into a room who are not in it yet."""
    new = sorted(person_ids - set(member_ids(deed.session, deal_id)))
    if new:
        rows = [{"deal_id": deal_id, "person_id": person, "from_at": deed.at} for person in new]
        deed.session.execute(insert(Member), rows)


def show_out(deed: Deed, deal_id: int, person_id: int) -> None:
    """Take a person out of a room."""
    deed.session.execute(
        update(Member)
        .where(Member.deal_id == deal_id, Member.person_id == person_id, Member.until_at.is_(None))
        .values(until_at=deed.at)
    )
    publish(deed.session, RightsChanged(deal_stream(deal_id), person_id))


def take_own_seat(
    deed: Deed, deal: Deal, role: str, person_id: int | None, present: DealSeat | None, reason: str
) -> None:
    """Close a deal's own seat and begin the next; nobody gives the seat back to the account's holder."""
    if present is not None:
        present.until_at = deed.at
        deed.session.flush()
    if person_id is not None:
        seat = DealSeat(deal_id=deal.id, role=role, person_id=person_id, from_at=deed.at, reason=reason)
        deed.session.add(seat)
    deed.session.flush()
