"""What a person holds, and who could take each of it: the question before somebody leaves."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from triangle.accounts.models import STAFF_ONLY, Account, Seat
from triangle.deals.models import Deal, DealSeat
from triangle.identity.models import Person
from triangle.nodes.models import OPEN, ChecklistItem, Node
from triangle.playbooks.models import NodeTemplate
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.resolve import Holders, person_for

Held = list[dict[str, Any]]


def held_seats(session: Session, person: Person) -> Held:
    """Return every seat that somebody has in accounts and in deals that are not lost."""
    accounts = (
        select(Seat.account_id, Seat.role, Account.name.label("account"))
        .join(Account, Account.id == Seat.account_id)
        .where(Seat.person_id == person.id, Seat.until_at.is_(None))
        .order_by(Account.name, Seat.id)
    )
    deals = (
        select(
            Deal.account_id,
            DealSeat.deal_id,
            DealSeat.role,
            Account.name.label("account"),
            Deal.title.label("deal"),
        )
        .join(Deal, Deal.id == DealSeat.deal_id)
        .join(Account, Account.id == Deal.account_id)
        .where(DealSeat.person_id == person.id, DealSeat.until_at.is_(None), Deal.status != "lost")
        .order_by(Account.name, DealSeat.id)
    )
    of_account = {"deal_id": None, "deal": None}
    return [of_account | dict(row) for row in _rows(session, accounts)] + list(_rows(session, deals))


def held_nodes(session: Session, person: Person) -> Held:
    """Return the open nodes that somebody does or answers for beside their seats: these follow no seat."""
    held = (
        select(
            Node.id.label("node_id"),
            Node.deal_id,
            Deal.account_id,
            Responsibility.duty,
            Responsibility.role,
            NodeTemplate.code,
            NodeTemplate.name,
            Account.name.label("account"),
            Deal.title.label("deal"),
        )
        .join(Responsibility, Responsibility.node_id == Node.id)
        .join(NodeTemplate, NodeTemplate.id == Node.template_id)
        .join(Deal, Deal.id == Node.deal_id)
        .join(Account, Account.id == Deal.account_id)
        .where(
            Responsibility.person_id == person.id,
            Responsibility.until_at.is_(None),
            Responsibility.duty.in_(("R", "A")),
            Node.status.in_(OPEN),
            Deal.status != "lost",
        )
        .order_by(Node.deal_id, Node.position, Responsibility.duty)
    )
    rows = _rows(session, held)
    seated = holders_of(session, {row["deal_id"]: row["account_id"] for row in rows})
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        by_seat = person_for(row["duty"], row["role"], seated[row["deal_id"]])
        if by_seat != person.id:
            kept = found.setdefault(row["node_id"], row | {"duties": [], "suggested_id": by_seat})
            kept["duties"].append(row["duty"])
    return list(found.values())


def owned_items(session: Session, person: Person) -> list[tuple[int, int]]:
    """Return the open items that somebody owns in deals that are not lost, each with its deal, in order."""
    query = (
        select(ChecklistItem.id, Node.deal_id)
        .join(Node, Node.id == ChecklistItem.node_id)
        .join(Deal, Deal.id == Node.deal_id)
        .where(
            ChecklistItem.owner_id == person.id,
            ChecklistItem.state == "open",
            Node.status.in_(OPEN),
            Deal.status != "lost",
        )
        .order_by(Node.deal_id, ChecklistItem.id)
    )
    return [(item_id, deal_id) for item_id, deal_id in session.execute(query)]


def holders_of(session: Session, accounts: dict[int, int]) -> Mapping[int, Holders]:
    """Return who sits in each role of some deals, given the account of each; two queries for all."""
    inherited = select(Seat.account_id, Seat.role, Seat.person_id).where(
        Seat.account_id.in_(set(accounts.values())), Seat.until_at.is_(None)
    )
    own = select(DealSeat.deal_id, DealSeat.role, DealSeat.person_id).where(
        DealSeat.deal_id.in_(accounts), DealSeat.until_at.is_(None)
    )
    of_account: dict[int, dict[str, int | None]] = {ident: {"AR": None} for ident in accounts.values()}
    for account_id, role, person_id in session.execute(inherited):
        of_account[account_id][role] = person_id
    seated = {deal_id: dict(of_account[account_id]) for deal_id, account_id in accounts.items()}
    for deal_id, role, person_id in session.execute(own):
        seated[deal_id][role] = person_id
    return seated


def suggested(session: Session, person: Person, seats: Held) -> Held:
    """Return the seats with somebody for each: who has that role already, in their team first, least busy."""
    count = func.count(Seat.id)
    busy = (
        select(Seat.role, Person.id, Person.team_id, Person.is_guest, count)
        .join(Person, Person.id == Seat.person_id)
        .where(Seat.until_at.is_(None), Person.is_active, Person.id != person.id)
        .group_by(Seat.role, Person.id, Person.team_id, Person.is_guest)
        .order_by(count, Person.id)
    )
    near: dict[str, dict[int, int]] = {}
    far: dict[str, dict[int, int]] = {}
    for role, person_id, team_id, is_guest, seated in session.execute(busy):
        if not (is_guest and role in STAFF_ONLY):
            (near if team_id == person.team_id else far).setdefault(role, {})[person_id] = seated
    return [seat | {"suggested_id": _next(near.get(seat["role"]) or far.get(seat["role"]))} for seat in seats]


def _next(load: dict[int, int] | None) -> int | None:
    """Return the least busy of some people, who has one seat more then: no one gets everything."""
    if not load:
        return None
    person_id = min(load, key=lambda ident: (load[ident], ident))
    load[person_id] += 1
    return person_id


def _rows(session: Session, query: Select[*tuple[Any, ...]]) -> Sequence[dict[str, Any]]:
    return [dict(row) for row in session.execute(query).mappings()]
