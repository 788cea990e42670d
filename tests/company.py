"""A small company to test with: the triangle, a sponsor, leaders, somebody else's team, and a partner."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from triangle.accounts.actions import add_account
from triangle.accounts.models import Account
from triangle.app import create_app
from triangle.config import Config
from triangle.core.clock import SetClock
from triangle.core.deed import Deed
from triangle.core.signing import begin_signing
from triangle.core.web.service import Service
from triangle.deals.models import Deal
from triangle.identity.actions import open_session
from triangle.identity.models import Person, Team
from triangle.identity.passwords import hash_password
from triangle.identity.queries import csrf_token
from triangle.nodes.models import Node
from triangle.nodes.queries import nodes_of
from triangle.responsibilities.opening import open_deal

# Monday 10:00 in Shanghai, a working day without a holiday near.
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
PASSWORD = "correct horse"
# name -> (role, team, is_guest)
CAST = {
    "admin": ("admin", None, False),
    "ar": ("member", "east", False),
    "sr": ("member", "east", False),
    "fr": ("member", "east", False),
    "sp": ("member", "east", False),
    "new": ("member", "east", False),
    "lead": ("leader", "sales", False),
    "other": ("member", "west", False),
    "other_lead": ("leader", "west", False),
    "guest": ("member", None, True),
}


@cache
def _password_hash() -> str:
    return hash_password(PASSWORD)


@dataclass
class Company:
    """People by their names in `CAST`, and short ways to do what a test needs done first."""

    app: Flask
    clock: SetClock
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)

    @property
    def service(self) -> Service:
        """The service of the app under test."""
        return self.app.extensions["triangle"]

    def move_in(self) -> None:
        """Write the teams and people, and make the key with which exports are signed."""
        begin_signing(self.service.config.signing_folder)
        with self.service.database.unit_of_work() as session:
            self._teams(session)
            for name, (role, team, is_guest) in CAST.items():
                person = Person(
                    name=name,
                    email=f"{name}@test.example",
                    password_hash=_password_hash(),
                    role=role,
                    team_id=self.teams[team].id if team else None,
                    is_guest=is_guest,
                )
                session.add(person)
                session.flush()
                self.people[name] = person

    def _teams(self, session: Session) -> None:
        for name, above in (("sales", None), ("east", "sales"), ("west", None)):
            parent = self.teams.get(above or "")
            team = Team(name=name, parent_id=parent.id if parent else None)
            session.add(team)
            session.flush()
            self.teams[name] = team

    def id(self, name: str) -> int:
        """Return a person's id."""
        return self.people[name].id

    @contextmanager
    def deed(self, name: str, **given: Any) -> Iterator[Deed]:
        """Give a deed of a person in one transaction, at the time of the test clock."""
        with self.service.database.unit_of_work() as session:
            actor = session.get_one(Person, self.id(name))
            yield Deed(session, actor, self.clock, self.service.calendar, **given)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session to look with."""
        with self.service.database.reading() as session:
            yield session

    def client(self, name: str) -> FlaskClient:
        """Return an HTTP client that is signed in as a person and sends the CSRF token."""
        client = self.app.test_client()
        with self.service.database.unit_of_work() as session:
            person = session.get_one(Person, self.id(name))
            token = open_session(session, person, at=self.clock.now(), address="", user_agent="test")
        client.set_cookie("triangle_session", token)
        client.environ_base["HTTP_X_CSRF_TOKEN"] = csrf_token(token)
        return client

    def account(self, **seats: str) -> Account:
        """Add a key account of the east team with the whole triangle and a sponsor, unless told otherwise."""
        seated = {"AR": "ar", "SR": "sr", "FR": "fr", "SP": "sp"} | seats
        with self.deed("ar") as deed:
            return add_account(
                deed,
                name="华光电子",
                type="key_account",
                channel="direct",
                industry="电子",
                region="华东",
                team_id=self.teams["east"].id,
                seats={role: self.id(name) for role, name in seated.items() if name},
            )

    def deal(self, account: Account | None = None, playbook: str = "KD", **seats: str) -> Deal:
        """Open a deal room."""
        account = account or self.account()
        with self.deed("ar") as deed:
            return open_deal(
                deed,
                account_id=account.id,
                playbook=playbook,
                title="云平台",
                amount=Decimal(12_800_000),
                currency="CNY",
                closes_on=None,
                seats={role: self.id(name) for role, name in seats.items()},
            )

    def node(self, deal: Deal, code: str) -> Node:
        """Return a node of a deal by its code."""
        with self.reading() as session:
            return next(node for node in nodes_of(session, deal.id, with_checklist=True) if node.code == code)


@contextmanager
def moved_in(url: str) -> Iterator[Company]:
    """Give a company on a database, for the tests that share one."""
    clock = SetClock(MONDAY)
    app = create_app(Config(database_url=url, origin="http://localhost"), clock=clock)
    company = Company(app, clock)
    company.move_in()
    yield company
    company.service.database.close()
