"""Who may see and change deals."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from triangle.accounts.models import Account, account_stream
from triangle.activity.catalog import Sight, beside, moves_readers, readable, seers
from triangle.core.policy import allow
from triangle.deals.models import Deal, Member, deal_stream
from triangle.deals.queries import holders, is_member, rooms_of
from triangle.deals.sight import sees
from triangle.identity.models import Person
from triangle.identity.queries import leads


def session_of(thing: object) -> Session:
    """Return the session that a row lives in, or in which it is known."""
    session = getattr(thing, "known_in", None) or object_session(thing)
    assert session is not None, "rules are asked of rows that are in a session"
    return session


@allow("see", Deal)
def in_the_room(actor: Person, deal: Deal) -> bool:
    """Members of the room and leaders above see a deal; admins only as members, partners not at all."""
    if actor.is_guest or not actor.is_active:
        return False
    session = session_of(deal)
    return is_member(session, deal.id, actor.id) or leads(session, actor, deal.account.team_id)


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
    return leads(session_of(deal), actor, deal.account.team_id)


@allow("see", Account)
def in_a_room_of_it(actor: Person, account: Account) -> bool:
    """Whoever is in a deal room sees the account it belongs to."""
    if actor.is_guest or not actor.is_active:
        return False
    found = select(Account.id).where(Account.id == account.id, rooms_of(actor.id))
    return session_of(account).scalar(found) is not None


@readable("deal")
def stream_readers(session: Session, actor: Person, deal_id: int) -> bool:
    """A deal's stream is read by whoever sees the deal."""
    return sees(session, actor, deal_id)


@seers("deal")
def connected_seers(session: Session, deal_ids: list[int], sight: Sight) -> Iterator[tuple[int, int]]:
    """The rule above for many deals and everybody who is connected."""
    present = select(Member.person_id, Member.deal_id).where(Member.deal_id.in_(deal_ids))
    yield from session.execute(present.where(Member.until_at.is_(None)))
    teams = select(Deal.id, Account.team_id).join(Account, Account.id == Deal.account_id)
    for deal_id, team_id in session.execute(teams.where(Deal.id.in_(deal_ids))):
        for person_id in sight.leaders_over(team_id):
            yield person_id, deal_id


@seers("account")
def connected_in_rooms(session: Session, account_ids: list[int], sight: Sight) -> Iterator[tuple[int, int]]:
    """Whoever is in a deal room of an account sees it, asked for many accounts."""
    inside = select(Member.person_id, Deal.account_id).join(Deal, Deal.id == Member.deal_id)
    inside = inside.where(Deal.account_id.in_(account_ids), Member.until_at.is_(None)).distinct()
    yield from session.execute(inside)


# Whoever is in a room of an account sees the account, and whoever leads the account's team sees its rooms.
@beside("deal")
def account_beside(session: Session, deal_ids: list[int]) -> dict[int, list[str]]:
    """A room is seen by leaders above its account: an entry of the account may take it from them."""
    found = session.execute(select(Deal.id, Deal.account_id).where(Deal.id.in_(deal_ids)))
    return {deal_id: [account_stream(account_id)] for deal_id, account_id in found}


@beside("account")
def rooms_beside(session: Session, account_ids: list[int]) -> dict[int, list[str]]:
    """An account is seen by those in its rooms: an entry of a room may take it from them."""
    rooms: dict[int, list[str]] = {account_id: [] for account_id in account_ids}
    for account_id, deal_id in session.execute(
        select(Deal.account_id, Deal.id).where(Deal.account_id.in_(account_ids))
    ):
        rooms[account_id].append(deal_stream(deal_id))
    return rooms


moves_readers("deal", "seat.assigned", "deal.reopened")
