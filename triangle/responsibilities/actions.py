"""Deeds that move responsibilities: seats of accounts and deals, reopening a deal."""

from triangle.accounts.actions import fitting_person, lock_account, take_seat
from triangle.accounts.models import Account, account_stream
from triangle.activity.actions import record
from triangle.activity.queries import head_at
from triangle.core.deed import Deed
from triangle.core.errors import Conflict
from triangle.core.policy import require
from triangle.deals.actions import let_in, lock_deal, show_out, streams_of, take_own_seat
from triangle.deals.models import Deal, deal_stream
from triangle.deals.queries import effective_seats, holders, inheriting, member_ids, own_seats
from triangle.nodes.queries import open_nodes
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.moving import catch_up, follow_seats
from triangle.responsibilities.queries import answers_in_deal
from triangle.responsibilities.resolve import Holders


def assign_seat(deed: Deed, account_id: int, role: str, *, person_id: int | None, reason: str) -> Account:
    """Put a person in an account's seat; every deal that inherits it follows in the same transaction."""
    account = lock_account(deed, account_id)
    require(deed.actor, "assign_seat", account)
    deed.expect(account)
    if account.holder(role) != person_id:
        seat_without_policy(deed, account, role, person_id, reason)
    return account


def seat_without_policy(deed: Deed, account: Account, role: str, person_id: int | None, reason: str) -> None:
    """Change who sits in a seat of a locked account, and in the deals that inherit it."""
    deals = inheriting(deed.session, account.id, role)
    for deal in deals:
        deed.after(head_at(deed.session, deal_stream(deal.id)))
    _refuse_no_account_owner(role, person_id, anybody_needs=any(deal.is_live for deal in deals))
    before = {deal.id: holders(deed.session, deal) for deal in deals}
    take_seat(deed, account, role, person_id, reason=reason)
    account.seats_changed()
    record(deed, "seat.assigned", [account_stream(account.id)], account=account)
    for deal in deals:
        _follow(deed, deal, role, before[deal.id])


def assign_deal_seat(deed: Deed, deal_id: int, role: str, *, person_id: int | None, reason: str) -> Deal:
    """Put a person in a deal's own seat, or give the seat back to the account's holder."""
    deal = lock_with_account(deed, deal_id)
    require(deed.actor, "assign_seat", deal)
    deed.expect(deal)
    deal.must_be_live()
    present = own_seats(deed.session, deal.id).get(role)
    if (present.person_id if present else None) != person_id:
        seat_in_deal_without_policy(deed, deal, role, person_id, reason)
    return deal


def seat_in_deal_without_policy(
    deed: Deed, deal: Deal, role: str, person_id: int | None, reason: str
) -> None:
    """Change a locked deal's own seat; nobody gives it back to the account's holder."""
    present = own_seats(deed.session, deal.id).get(role)
    if person_id is not None:
        fitting_person(deed, person_id, role, "person_id")
    _refuse_no_account_owner(role, person_id or deal.account.holder(role), anybody_needs=True)
    before = holders(deed.session, deal)
    take_own_seat(deed, deal, role, person_id, present, reason)
    _follow(deed, deal, role, before)


def reopen_deal(deed: Deed, deal_id: int, *, reason: str) -> Deal:
    """Take a closed deal up again; its open nodes go to who sits there now."""
    deal = lock_with_account(deed, deal_id)
    require(deed.actor, "reopen", deal)
    deed.expect(deal)
    deal.reopen()
    _vacate_left_seats(deed, deal)
    seated = holders(deed.session, deal)
    _refuse_no_account_owner("AR", seated["AR"], anybody_needs=True)
    touched = [row for node in open_nodes(deed.session, deal.id) for row in catch_up(deed, node, seated)]
    let_in(deed, deal.id, {person for person in seated.values() if person is not None})
    _show_out_former(deed, deal, set(member_ids(deed.session, deal.id)), seated)
    record(
        deed,
        "deal.reopened",
        streams_of(deal),
        deal=deal,
        deal_id=deal.id,
        reason=reason,
        seats=effective_seats(deed.session, deal),
        members=member_ids(deed.session, deal.id),
        responsibilities=touched,
    )
    return deal


def lock_with_account(deed: Deed, deal_id: int) -> Deal:
    """Lock a deal and its account, in the order in which a seat of the account locks them."""
    # A seat given back to the account must not meet a change of that seat which has not seen this deal.
    deed.get(Account, deed.part(Deal.account_id, deal_id), lock=True)
    return lock_deal(deed, deal_id)


def _follow(deed: Deed, deal: Deal, role: str, before: Holders) -> list[Responsibility]:
    deal.seats_changed()
    after = holders(deed.session, deal)
    # A lost deal keeps who answered; who may read it, and reopen it, follows its seats all the same.
    nodes = open_nodes(deed.session, deal.id) if deal.is_live else []
    touched = follow_seats(deed, nodes, before, after)
    let_in(deed, deal.id, {person for person in after.values() if person is not None})
    _show_out_former(deed, deal, {person for person in before.values() if person is not None}, after)
    record(
        deed,
        "seat.assigned",
        [deal_stream(deal.id)],
        deal=deal,
        role=role,
        version=deal.version,
        before=before[role],
        after=after[role],
        seats=effective_seats(deed.session, deal),
        members=member_ids(deed.session, deal.id),
        responsibilities=touched,
    )
    return touched


def _vacate_left_seats(deed: Deed, deal: Deal) -> None:
    for role, seat in own_seats(deed.session, deal.id).items():
        if not seat.person.is_active:
            take_own_seat(deed, deal, role, None, seat, "left")


def _show_out_former(deed: Deed, deal: Deal, people: set[int], after: Holders) -> None:
    for person_id in sorted(people - set(after.values())):
        if not (deal.is_live and answers_in_deal(deed.session, deal.id, person_id)):
            show_out(deed, deal.id, person_id)


def _refuse_no_account_owner(role: str, person_id: int | None, *, anybody_needs: bool) -> None:
    if role == "AR" and person_id is None and anybody_needs:
        raise Conflict("seat_needed", "a live deal needs an AR", role=role)
