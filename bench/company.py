"""The company that is measured with: a triangle, a receiver, deal rooms, and hand-offs that wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy.orm import Session

from triangle.accounts.actions import add_account
from triangle.app import create_app
from triangle.background import prepare
from triangle.config import Config
from triangle.core.clock import SystemClock
from triangle.core.db import Database
from triangle.core.deed import Deed
from triangle.core.working_calendar import calendar_of
from triangle.deals.actions import let_in
from triangle.deals.models import Deal
from triangle.handoffs.actions import offer
from triangle.identity.actions import open_session
from triangle.identity.models import Person
from triangle.nodes.queries import nodes_of
from triangle.responsibilities.opening import open_deal
from triangle.responsibilities.queries import of_node

ACCOUNTS, ROOMS_EACH = 10, 8
# Four hand-offs wait in each room, spread over the stages.
OFFERED = (4, 11, 18, 25)
_CLOCK, _CALENDAR = SystemClock(), calendar_of(Config())


@dataclass(slots=True)
class Company:
    """Ids and session tokens that requests are made of."""

    people: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    accounts: list[int] = field(default_factory=list)
    deals: list[int] = field(default_factory=list)
    handoffs: list[int] = field(default_factory=list)
    item: int = 0


def found(url: str, rooms: int = ACCOUNTS * ROOMS_EACH) -> Company:
    """Migrate an empty database, fill it with so many rooms and return what is in it."""
    # Hand-offs and rooms have rules and listeners that are written when an app is made.
    create_app(Config(database_url=url)).extensions["triangle"].database.close()
    database, company = Database(url), Company()
    prepare(database)
    _move_in(database, company)
    for number in range(ACCOUNTS):
        _account(database, company, number)
    for number in range(rooms):
        _room(database, company, number)
    database.close()
    return company


def invite(url: str, company: Company, count: int) -> list[str]:
    """Let so many more people into the first room; return the tokens of their sessions."""
    database = Database(url)
    with deed(database, company.people["ar"]) as now:
        guests = [_signed_in(now.session, f"guest{number}") for number in range(count)]
        let_in(now, company.deals[0], {person_id for person_id, _ in guests})
    database.close()
    return [token for _, token in guests]


@contextmanager
def deed(database: Database, person_id: int) -> Iterator[Deed]:
    """Give a deed of a person in one transaction."""
    with database.unit_of_work() as session:
        yield deed_in(session, person_id)


def deed_in(session: Session, person_id: int) -> Deed:
    """Return a deed of a person in a transaction that is open already."""
    return Deed(session, session.get_one(Person, person_id), _CLOCK, _CALENDAR)


def _move_in(database: Database, company: Company) -> None:
    with database.unit_of_work() as session:
        for name in ("ar", "sr", "fr", "sp", "receiver"):
            company.people[name], company.tokens[name] = _signed_in(session, name)


def _signed_in(session: Session, name: str) -> tuple[int, str]:
    """Add a person; return their id and the token of their session."""
    person = Person(name=name, email=f"{name}@bench.example", password_hash="")
    session.add(person)
    session.flush()
    return person.id, open_session(session, person, at=_CLOCK.now(), address="", user_agent="bench")


def _account(database: Database, company: Company, number: int) -> None:
    seats = {role: company.people[role.lower()] for role in ("AR", "SR", "FR", "SP")}
    with deed(database, company.people["ar"]) as now:
        account = add_account(
            now,
            name=f"华光电子 {number}",
            type="key_account",
            channel="direct",
            industry="电子",
            region="华东",
            team_id=None,
            seats=seats,
        )
    company.accounts.append(account.id)


def _room(database: Database, company: Company, number: int) -> None:
    with deed(database, company.people["ar"]) as now:
        deal = open_deal(
            now,
            account_id=company.accounts[number % ACCOUNTS],
            playbook="KD",
            title=f"云平台 {number}",
            amount=Decimal(12_800_000),
            currency="CNY",
            closes_on=None,
            seats={},
        )
    company.deals.append(deal.id)
    company.handoffs += _offers(database, company, deal)


def _offers(database: Database, company: Company, deal: Deal) -> Iterator[int]:
    with database.unit_of_work() as session:
        nodes = nodes_of(session, deal.id, with_checklist=True)
        company.item = company.item or nodes[0].checklist[0].id
        for position in OFFERED:
            node = nodes[position]
            giver = next(row.person_id for row in of_node(session, node.id) if row.duty == "A")
            made = offer(
                deed_in(session, giver),
                node.id,
                receiver_ids=[company.people["receiver"]],
                message="请接手，材料都在清单里。",
                kind="transfer",
                due_at=None,
                questions=[],
            )
            session.flush()
            yield made.id
