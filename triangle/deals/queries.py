"""Reading deals, their members and their effective seats."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, false, literal, or_, select, union_all
from sqlalchemy.orm import Session

from triangle.accounts import queries as account_queries
from triangle.accounts.models import SEAT_ROLES, Account, Seat
from triangle.activity.queries import positions
from triangle.core.db import asked_once
from triangle.core.hot import among
from triangle.core.policy import verbs
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal, DealSeat, Member, deal_stream
from triangle.identity.eyes import BELOW, ME, Me, eyes
from triangle.identity.models import Person

VERBS = ("edit", "win", "lose", "reopen", "assign_seat", "promise")


_deal, _member, _account = Deal.__table__.c, Member.__table__.c, Account.__table__.c
# Rights and deeds ask these all the time: built once.
_IN_ROOM = select(_member.person_id).where(_member.deal_id == bindparam("deal"), _member.until_at.is_(None))
_IS_IN_ROOM = Prepared(_IN_ROOM.where(_member.person_id == ME))
_MEMBERS = Prepared(_IN_ROOM.order_by(_member.person_id))
_ROOMS_AMONG = Prepared(
    select(_member.deal_id).where(
        _member.person_id == ME, _member.until_at.is_(None), among(_member.deal_id, "deals")
    )
)
_SEAT, _OWN = Seat.__table__.c, DealSeat.__table__.c
_SAID = ("role", "person_id", "from_at", "reason")
_VACANT = {"person_id": None, "inherited": True, "from_at": None, "reason": ""}
# The account's seats first: a deal's own take their places.
_SEATS = Prepared(
    union_all(
        select(literal(1).label("inherited"), *(_SEAT[name] for name in _SAID)).where(
            _SEAT.account_id == bindparam("account"), _SEAT.until_at.is_(None)
        ),
        select(literal(0), *(_OWN[name] for name in _SAID)).where(
            _OWN.deal_id == bindparam("deal"), _OWN.until_at.is_(None)
        ),
    )
)


def is_member(session: Session, deal_id: int, person_id: int) -> bool:
    """Say whether somebody is in a deal's room now."""
    values = {"deal": deal_id, "me": person_id}
    return asked_once(
        session,
        ("is_member", deal_id, person_id),
        lambda: bool(_IS_IN_ROOM.tuples(session, values)),
    )


def member_of(session: Session, person_id: int, deal_ids: list[int]) -> set[int]:
    """Return those of some deals in whose rooms somebody is now."""
    return set(_ROOMS_AMONG.column(session, {"me": person_id, "deals": deal_ids}))


def member_ids(session: Session, deal_id: int) -> list[int]:
    """Return the ids of everybody in a deal's room now, in order."""
    return _MEMBERS.column(session, {"deal": deal_id})


def own_seats(session: Session, deal_id: int) -> dict[str, DealSeat]:
    """Return the seats in which a deal differs from its account now."""
    query = select(DealSeat).where(DealSeat.deal_id == deal_id, DealSeat.until_at.is_(None))
    return {seat.role: seat for seat in session.scalars(query)}


def effective_seats(session: Session, deal: Deal) -> list[dict[str, Any]]:
    """Return who sits in each role of a deal: its own seats first, else the account's."""
    return asked_once(session, ("seats", deal.id), lambda: _effective_seats(session, deal))


def _effective_seats(session: Session, deal: Deal) -> list[dict[str, Any]]:
    # Seats that this deed has taken count, as they would if they were asked for as objects.
    session.flush()
    present = {role: _VACANT | {"role": role} for role in SEAT_ROLES}
    for seat in _SEATS.rows(session, {"deal": deal.id, "account": deal.account_id}):
        present[seat["role"]] = seat | {"inherited": bool(seat["inherited"])}
    return list(present.values())


def holders(session: Session, deal: Deal) -> dict[str, int | None]:
    """Return the person of each role of a deal, None where the seat is vacant."""
    return {seat["role"]: seat["person_id"] for seat in effective_seats(session, deal)}


def inheriting(session: Session, account_id: int, role: str) -> Sequence[Deal]:
    """Return, locked and in order, the deals of an account that have no own seat for a role."""
    own = exists().where(DealSeat.deal_id == Deal.id, DealSeat.role == role, DealSeat.until_at.is_(None))
    query = select(Deal).where(Deal.account_id == account_id, ~own).order_by(Deal.id)
    return session.scalars(
        query.with_for_update(of=Deal, key_share=True).execution_options(populate_existing=True)
    ).all()


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


def _visible(kind: str, me: Me, below: str | list[int]) -> ColumnElement[bool]:
    if kind in ("nobody", "guest"):
        return false()
    member = exists().where(_member.deal_id == _deal.id, _member.person_id == me, _member.until_at.is_(None))
    also = [condition(me) for condition in _also]
    if kind != "leader":
        return or_(member, *also)
    # Asked deal by deal: a list of all accounts below would grow the first page of everything with them.
    led = exists().where(_account.id == _deal.account_id, among(_account.team_id, below))
    led = led.correlate(Deal.__table__)
    return or_(led, member, *also)


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
