"""Reading accounts and who sits in their triangles."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from triangle.accounts.models import Account, Contact, Seat, account_stream
from triangle.activity.models import Entry
from triangle.activity.queries import positions
from triangle.core.hot import among
from triangle.core.policy import verbs
from triangle.identity.eyes import BELOW, ME, Me, eyes
from triangle.identity.models import Person

VERBS = ("edit", "assign_seat", "open_deal", "add_contact")

_account, _seat = Account.__table__.c, Seat.__table__.c
Also = Callable[[Me], ColumnElement[bool]]
_also: list[Also] = []


def also_visible(condition: Also) -> Also:
    """Decorate the SQL form of another feature's rule that lets somebody see an account."""
    _also.append(condition)
    return condition


def visible_to(session: Session, actor: Person) -> ColumnElement[bool]:
    """Return the condition for the accounts somebody may see; the same rule as policy.py, as SQL."""
    seen_by = eyes(session, actor)
    return _visible(seen_by.kind, seen_by.me, seen_by.below)


@cache
def visible(kind: str) -> ColumnElement[bool]:
    """Return the same condition for a kind of eyes, to be run with the values of whoever reads."""
    return _visible(kind, ME, BELOW)


def _visible(kind: str, me: Me, below: str | list[int]) -> ColumnElement[bool]:
    if kind in ("nobody", "guest"):
        return false()
    there = _account.removed_at.is_(None)
    if kind == "admin":
        return there
    seated = seat_where(_seat.person_id == me)
    return and_(there, or_(seated, among(_account.team_id, below), *(condition(me) for condition in _also)))


def seat_where(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that an account has a seat now of which something holds."""
    return exists().where(_seat.account_id == _account.id, _seat.until_at.is_(None), *conditions)


def contacts(session: Session, account: Account) -> Sequence[Contact]:
    """Return the contacts of an account in the order in which they were added."""
    return session.scalars(select(Contact).where(Contact.account_id == account.id).order_by(Contact.id)).all()


def seat_history(session: Session, account: Account) -> Sequence[Seat]:
    """Return every interval of every seat of an account, oldest first."""
    return session.scalars(
        select(Seat).where(Seat.account_id == account.id).order_by(Seat.from_at, Seat.id)
    ).all()


def only_actor(session: Session, account_id: int) -> int | None:
    """Return who added an account, when that is all that has ever happened with it."""
    told = select(Entry.actor).where(Entry.stream == account_stream(account_id)).limit(2)
    actors = session.scalars(told).all()
    return actors[0] if len(actors) == 1 else None


def reply(session: Session, actor: Person, account: Account) -> dict[str, Any]:
    """Return the reply of one account."""
    here = positions(session, account_stream(account.id))
    return {"data": account, "can": verbs(actor, account, VERBS), "positions": here}
