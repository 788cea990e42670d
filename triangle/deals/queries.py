"""Reading deals, their members and their effective seats."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, exists, false, or_, select
from sqlalchemy.orm import Session

from triangle.accounts import queries as account_queries
from triangle.accounts.models import SEAT_ROLES, Account
from triangle.activity.queries import positions
from triangle.core.policy import verbs
from triangle.deals.models import Deal, DealSeat, Member, deal_stream
from triangle.identity.eyes import BELOW, ME, Me, eyes
from triangle.identity.models import Person

VERBS = ("edit", "win", "lose", "reopen", "assign_seat", "promise")


def is_member(session: Session, deal_id: int, person_id: int) -> bool:
    """Say whether somebody is in a deal's room now."""
    present = exists().where(
        Member.deal_id == deal_id, Member.person_id == person_id, Member.until_at.is_(None)
    )
    return bool(session.scalar(select(present)))


def member_of(session: Session, person_id: int, deal_ids: list[int]) -> set[int]:
    """Return those of some deals in whose rooms somebody is now."""
    query = select(Member.deal_id).where(
        Member.person_id == person_id, Member.until_at.is_(None), Member.deal_id.in_(deal_ids)
    )
    return set(session.scalars(query))


def member_ids(session: Session, deal_id: int) -> list[int]:
    """Return the ids of everybody in a deal's room now, in order."""
    query = select(Member.person_id).where(Member.deal_id == deal_id, Member.until_at.is_(None))
    return list(session.scalars(query.order_by(Member.person_id)))


def own_seats(session: Session, deal_id: int) -> dict[str, DealSeat]:
    """Return the seats in which a deal differs from its account now."""
    query = select(DealSeat).where(DealSeat.deal_id == deal_id, DealSeat.until_at.is_(None))
    return {seat.role: seat for seat in session.scalars(query)}


def effective_seats(session: Session, deal: Deal) -> list[dict[str, Any]]:
    """Return who sits in each role of a deal: its own seats first, else the account's."""
    own, inherited = own_seats(session, deal.id), {seat.role: seat for seat in deal.account.seats}
    return [_seat(role, own.get(role), inherited.get(role)) for role in SEAT_ROLES]


def holders(session: Session, deal: Deal) -> dict[str, int | None]:
    """Return the person of each role of a deal, None where the seat is vacant."""
    return {seat["role"]: seat["person_id"] for seat in effective_seats(session, deal)}


def _seat(role: str, own: DealSeat | None, account_seat: Any) -> dict[str, Any]:
    seat = own or account_seat
    return {
        "role": role,
        "person_id": seat.person_id if seat else None,
        "inherited": own is None,
        "from_at": seat.from_at if seat else None,
        "reason": seat.reason if seat else "",
    }


def inheriting(session: Session, account_id: int, role: str) -> Sequence[Deal]:
    """Return, locked and in order, the deals of an account that have no own seat for a role."""
    own = exists().where(DealSeat.deal_id == Deal.id, DealSeat.role == role, DealSeat.until_at.is_(None))
    query = select(Deal).where(Deal.account_id == account_id, ~own).order_by(Deal.id)
    return session.scalars(
        query.with_for_update(of=Deal, key_share=True).execution_options(populate_existing=True)
    ).all()


_deal, _member, _account = Deal.__table__.c, Member.__table__.c, Account.__table__.c
Also = Callable[[Me], ColumnElement[bool]]
_also: list[Also] = []


def also_visible(condition: Also) -> Also:
    """Decorate the SQL form of another feature's rule that lets somebody see a deal."""
    _also.append(condition)
    return condition


def visible_to(session: Session, actor: Person) -> ColumnElement[bool]:
    """Return the condition for the deals somebody may see; the same rule as policy.py, as SQL."""
    seen_by = eyes(session, actor)
    return _visible(seen_by.kind, seen_by.me, seen_by.below)


@cache
def visible(kind: str) -> ColumnElement[bool]:
    """Return the same condition for a kind of eyes, to be run with the values of whoever reads."""
    return _visible(kind, ME, BELOW)


def _visible(kind: str, me: Me, below: Any) -> ColumnElement[bool]:
    if kind == "nobody":
        return false()
    member = exists().where(_member.deal_id == _deal.id, _member.person_id == me, _member.until_at.is_(None))
    also = [condition(me) for condition in _also]
    if kind != "leader":
        return or_(member, *also)
    led = select(_account.id).where(_account.team_id.in_(below))
    return or_(member, _deal.account_id.in_(led), *also)


@account_queries.also_visible
def rooms_of(me: Me) -> ColumnElement[bool]:
    """Return the condition for the accounts in one of whose deal rooms somebody is."""
    inside = (
        select(_deal.account_id)
        .join(Member.__table__, _member.deal_id == _deal.id)
        .where(_member.person_id == me, _member.until_at.is_(None))
    )
    return _account.id.in_(inside)


def can(actor: Person, deal: Deal) -> list[str]:
    """Return what somebody may do to a deal as it is now."""
    return verbs(actor, deal, [verb for verb in VERBS if deal.may_now(verb)])


def reply(session: Session, actor: Person, deal: Deal) -> dict[str, Any]:
    """Return the reply of one deal."""
    here = positions(session, deal_stream(deal.id))
    return {"data": deal, "can": can(actor, deal), "positions": here}
