"""Who may see and change deals."""

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from triangle.accounts.models import Account
from triangle.activity.catalog import readable
from triangle.core.policy import allow, may
from triangle.deals.models import Deal
from triangle.deals.queries import holders, is_member, rooms_of
from triangle.identity.models import Person


def session_of(thing: object) -> Session:
    """Return the session that a row lives in."""
    session = object_session(thing)
    assert session is not None, "rules are asked of rows that are in a session"
    return session


@allow("see", Deal)
def in_the_room(actor: Person, deal: Deal) -> bool:
    """Members of the room and leaders above see a deal; admins only as members, partners not at all."""
    if actor.is_guest or not actor.is_active:
        return False
    return is_member(session_of(deal), deal.id, actor.id) or actor.leads(deal.account.team)


@allow("edit", Deal)
@allow("win", Deal)
@allow("lose", Deal)
@allow("reopen", Deal)
@allow("assign_seat", Deal)
def responsible(actor: Person, deal: Deal) -> bool:
    """A deal is changed and closed by its AR or its sponsor."""
    seated = holders(session_of(deal), deal)
    return in_the_room(actor, deal) and actor.id in (seated["AR"], seated["SP"])


@allow("assign_seat", Deal)
def leader_above(actor: Person, deal: Deal) -> bool:
    """Leaders read the deals below them, and may put another person in a seat."""
    return actor.leads(deal.account.team)


@allow("see", Account)
def in_a_room_of_it(actor: Person, account: Account) -> bool:
    """Whoever is in a deal room sees the account it belongs to."""
    if actor.is_guest or not actor.is_active:
        return False
    found = select(Account.id).where(Account.id == account.id, rooms_of(actor))
    return session_of(account).scalar(found) is not None


@readable("deal")
def stream_readers(session: Session, actor: Person, deal_id: int) -> bool:
    """A deal's stream is read by whoever sees the deal."""
    deal = session.get(Deal, deal_id)
    return deal is not None and may(actor, "see", deal)
