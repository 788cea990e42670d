"""Who may see and change accounts."""

from collections.abc import Iterator

from sqlalchemy import case, select
from sqlalchemy.orm import Session, object_session

from triangle.accounts.models import Account, Contact, Seat
from triangle.accounts.queries import only_actor
from triangle.activity.catalog import Sight, moves_readers, readable, seers
from triangle.core.policy import allow, may
from triangle.identity.models import Person


@allow("see", Account)
def seated_or_same_team(actor: Person, account: Account) -> bool:
    """Whoever has a seat, works in the account's team or leads above it sees the account; so do admins.

    What was taken back is in no list; admins alone read what happened with it.
    """
    if actor.is_guest or not actor.is_active:
        return False
    if account.removed_at is not None:
        return actor.is_admin
    seated = any(seat.person_id == actor.id for seat in account.seats)
    same_team = account.team_id is not None and account.team_id == actor.team_id
    return seated or same_team or actor.leads(account.team) or actor.is_admin


@allow("add", Account)
def staff(actor: Person, account: type[Account]) -> bool:
    """Everybody who works here may add an account; partners may not."""
    return actor.is_active and not actor.is_guest


@allow("edit", Account)
@allow("assign_seat", Account)
@allow("add_contact", Account)
def responsible(actor: Person, account: Account) -> bool:
    """The account's AR and sponsor, the leaders above and admins change it and its seats."""
    if account.removed_at is not None:
        return False
    answers = actor.id in (account.holder("AR"), account.holder("SP"))
    return actor.is_active and (answers or actor.leads(account.team) or actor.is_admin)


@allow("add_contact", Account)
def triangle(actor: Person, account: Account) -> bool:
    """All three of the triangle keep the contacts."""
    return actor.is_active and not actor.is_guest and actor.id in map(account.holder, ("AR", "SR", "FR"))


@allow("open_deal", Account)
def opener(actor: Person, account: Account) -> bool:
    """Whoever has a seat in the account, or leads above it, opens its deal rooms; admins as such do not."""
    if account.removed_at is not None:
        return False
    seated = any(seat.person_id == actor.id for seat in account.seats)
    return actor.is_active and not actor.is_guest and (seated or actor.leads(account.team))


@allow("remove", Account)
def adder_of_an_unused(actor: Person, account: Account) -> bool:
    """Whoever added an account takes it back as long as nothing else has happened with it."""
    session = object_session(account)
    assert session is not None, "rules are asked of rows that are in a session"
    unused_by_others = account.removed_at is None and only_actor(session, account.id) == actor.id
    return actor.is_active and not actor.is_guest and unused_by_others


@allow("see", Contact)
def account_readers(actor: Person, contact: Contact) -> bool:
    """Contacts are seen with their account."""
    return may(actor, "see", contact.account)


@allow("edit", Contact)
@allow("remove", Contact)
def contact_keepers(actor: Person, contact: Contact) -> bool:
    """Contacts are kept by whoever may add them."""
    return may(actor, "add_contact", contact.account)


@readable("account")
def stream_readers(session: Session, actor: Person, account_id: int) -> bool:
    """An account's stream is read by whoever sees the account."""
    account = session.get(Account, account_id)
    return account is not None and may(actor, "see", account)


@seers("account")
def connected_seers(session: Session, account_ids: list[int], sight: Sight) -> Iterator[tuple[int, int]]:
    """The rule above for many accounts and everybody who is connected."""
    seated = select(Seat.person_id, Seat.account_id).where(Seat.account_id.in_(account_ids))
    yield from session.execute(seated.where(Seat.until_at.is_(None)))
    admins = [person for person, standing in sight.people.items() if standing.role == "admin"]
    # What was taken back is in no team's list any more.
    team = case((Account.removed_at.is_(None), Account.team_id))
    teams = select(Account.id, team).where(Account.id.in_(account_ids))
    for account_id, team_id in session.execute(teams):
        mates = [
            p for p, standing in sight.people.items() if team_id is not None and standing.team_id == team_id
        ]
        for person_id in {*admins, *mates, *sight.leaders_over(team_id)}:
            yield person_id, account_id


moves_readers("account", "account.edited", "account.removed", "seat.assigned")
