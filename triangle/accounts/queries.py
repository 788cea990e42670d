"""Reading accounts and who sits in their triangles."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, false, or_, select, true
from sqlalchemy.orm import Session, selectinload

from triangle.accounts.models import TRIANGLE, Account, Contact, Seat, account_stream
from triangle.activity.queries import positions
from triangle.core.paging import Page, page
from triangle.core.policy import verbs
from triangle.identity.models import Person
from triangle.identity.queries import matches, team_ids_below

VERBS = ("edit", "assign_seat", "open_deal", "add_contact")

Also = Callable[[Person], ColumnElement[bool]]
_also: list[Also] = []


def also_visible(condition: Also) -> Also:
    """Decorate the SQL form of another feature's rule that lets somebody see an account."""
    _also.append(condition)
    return condition


def visible_to(session: Session, actor: Person) -> ColumnElement[bool]:
    """Return the condition for the accounts somebody may see; the same rule as policy.py, as SQL."""
    if actor.is_guest or not actor.is_active:
        return false()
    if actor.is_admin:
        return true()
    seated = exists().where(
        Seat.account_id == Account.id, Seat.person_id == actor.id, Seat.until_at.is_(None)
    )
    teams: list[int] = []
    if actor.team_id is not None:
        teams = team_ids_below(session, actor.team_id) if actor.role == "leader" else [actor.team_id]
    return or_(seated, Account.team_id.in_(teams), *(condition(actor) for condition in _also))


def accounts(
    session: Session,
    actor: Person,
    *,
    q: str | None = None,
    after: str | None = None,
    limit: int = 50,
    mine: bool = False,
    gap: bool = False,
    **where: Any,
) -> Page:
    """Return a page of the accounts somebody may see, by name."""
    query: Select[Any] = (
        select(Account).where(visible_to(session, actor)).options(selectinload(Account.seats))
    )
    if q:
        query = query.where(or_(matches(Account.name, q), matches(Account.industry, q)))
    if mine:
        query = query.where(_seat_where(Seat.person_id == actor.id))
    if gap:
        query = query.where(or_(*(~_seat_where(Seat.role == role) for role in TRIANGLE)))
    for name, value in where.items():
        query = query.where(getattr(Account, name) == value)
    keys: Any = [Account.name, Account.id]
    return page(session, query, keys, of=lambda a: (a.name, a.id), after=after, limit=limit)


def _seat_where(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Seat.account_id == Account.id, Seat.until_at.is_(None), *conditions)


def contacts(session: Session, account: Account) -> Sequence[Contact]:
    """Return the contacts of an account in the order in which they were added."""
    return session.scalars(select(Contact).where(Contact.account_id == account.id).order_by(Contact.id)).all()


def seat_history(session: Session, account: Account) -> Sequence[Seat]:
    """Return every interval of every seat of an account, oldest first."""
    return session.scalars(
        select(Seat).where(Seat.account_id == account.id).order_by(Seat.from_at, Seat.id)
    ).all()


def reply(session: Session, actor: Person, account: Account) -> dict[str, Any]:
    """Return the reply of one account."""
    here = positions(session, account_stream(account.id))
    return {"data": account, "can": verbs(actor, account, VERBS), "positions": here}
