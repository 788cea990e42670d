"""Random companies: any tree of teams, every kind of person, rooms of any team, and what happened in them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from flask import Flask
from hypothesis import strategies as st

from tests.company import MONDAY, Company
from tests.databases import fresh_url
from triangle.absences.actions import plan as plan_absence
from triangle.accounts.actions import add_account, edit_account
from triangle.app import create_app
from triangle.config import Config
from triangle.core.clock import SetClock
from triangle.core.db import Database
from triangle.core.deed import Deed
from triangle.core.errors import Problem
from triangle.deals.actions import lose_deal
from triangle.deals.models import Deal
from triangle.gates.actions import finish, start
from triangle.handoffs.actions import offer
from triangle.identity.models import Person, Team
from triangle.nodes.models import Node
from triangle.nodes.queries import nodes_of
from triangle.responsibilities.actions import assign_deal_seat, assign_seat
from triangle.responsibilities.opening import open_deal
from triangle.responsibilities.queries import of_node

TEAMS, MEMBERS = 4, 4
STAFF = [f"member {n}" for n in range(MEMBERS)]
# One leader in each team: above, below and aside of each other, as the tree has it.
PEOPLE = ("admin", *(f"leader {n}" for n in range(TEAMS)), *STAFF, "guest", "outsider")
people = st.sampled_from([*STAFF, *STAFF, "leader 1", "guest"])
staff = st.sampled_from(STAFF)
seats = st.fixed_dictionaries(
    {"AR": staff, "SP": staff}, optional={"SR": staff, "FR": staff, "SV": staff, "PT": people}
)
teams = st.none() | st.integers(0, TEAMS - 1)
deeds = st.fixed_dictionaries(
    {
        "verb": st.sampled_from(
            [
                "start",
                "start",
                "start",
                "finish",
                "offer",
                "offer",
                "seat",
                "own seat",
                "lose",
                "move",
                "leave",
            ]
        ),
        "deal": st.integers(0, 3),
        # Mostly the first ones, where something can be begun.
        "node": st.sampled_from([0, 0, 0, 1, 1, 2, 3, 9, 17]),
        "role": st.sampled_from(["AR", "SR", "FR", "SP", "PT"]),
        "person": people,
        "team": teams,
        "hours": st.integers(1, 400),
    }
)


@dataclass(frozen=True)
class Plan:
    """What a random company shall be."""

    parents: tuple[int | None, ...]
    homes: tuple[int, ...]
    accounts: list[tuple[int | None, dict[str, str]]]
    deals: list[tuple[int, str, dict[str, str]]]
    deeds: list[dict[str, Any]]


plans = st.builds(
    Plan,
    parents=st.tuples(*(st.none() | st.integers(0, n - 1) if n else st.none() for n in range(TEAMS))),
    homes=st.tuples(*(st.integers(0, TEAMS - 1) for _ in range(MEMBERS))),
    accounts=st.lists(st.tuples(teams, seats), min_size=3, max_size=3),
    deals=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(["KD", "SD", "SC"]), st.dictionaries(
            st.sampled_from(["SR", "FR"]), staff, max_size=2)),
        min_size=4,
        max_size=4,
    ),
    deeds=st.lists(deeds, min_size=12, max_size=24),
)  # fmt: skip


@cache
def _app() -> Flask:
    """Return one app for all companies; each puts its own database and clock into it."""
    config = Config(
        database_url=f"sqlite:///{mkdtemp()}/unused.db", origin="http://localhost", findings_load=1
    )
    return create_app(config, clock=SetClock(MONDAY))


class RandomCompany(Company):
    """A company as a plan wants it."""

    def __init__(self, app: Flask, clock: SetClock, plan: Plan) -> None:
        super().__init__(app, clock)
        self.plan = plan
        self.accounts: list[int] = []
        self.deals: list[int] = []

    def move_in(self) -> None:
        """Write teams, people, accounts and deals, then let everything happen that is allowed."""
        with self.service.database.unit_of_work() as session:
            made: list[Team] = []
            for number, parent in enumerate(self.plan.parents):
                made.append(
                    Team(name=f"team {number}", parent_id=None if parent is None else made[parent].id)
                )
                session.add(made[-1])
                session.flush()
            for name in PEOPLE:
                self.people[name] = self._person(name, made)
                session.add(self.people[name])
                session.flush()
        self.teams = {team.name: team for team in made}
        for number, (team, seated) in enumerate(self.plan.accounts):
            self._account(number, team, seated)
        for number, (account, playbook, own) in enumerate(self.plan.deals):
            self._deal(number, account, playbook, own)
        for deed in self.plan.deeds:
            self.clock.move(timedelta(hours=deed["hours"]))
            with suppress(Problem):
                self._do(**deed)

    def _person(self, name: str, made: list[Team]) -> Person:
        kind, _, number = name.partition(" ")
        team = {"leader": number, "member": number and self.plan.homes[int(number)]}.get(kind)
        return Person(
            name=name,
            email=f"{kind}{number}@test.example",
            password_hash="",
            role=kind if kind in ("admin", "leader") else "member",
            team_id=None if team is None else made[int(team)].id,
            is_guest=kind == "guest",
        )

    def _account(self, number: int, team: int | None, seated: dict[str, str]) -> None:
        fields: dict[str, Any] = {"type": "key_account", "channel": "direct", "industry": "", "region": ""}
        taken = {role: self.id(name) for role, name in seated.items() if self._fits(role, name)}
        with self.deed(seated["AR"]) as deed:
            # Without a team of its own an account falls to the team of whoever adds it.
            team_id = None if team is None else self.teams[f"team {team}"].id
            account = add_account(deed, name=f"客户{number}号", team_id=team_id, seats=taken, **fields)
            self.accounts.append(account.id)

    def _deal(self, number: int, account: int, playbook: str, own: dict[str, str]) -> None:
        self.clock.move(timedelta(hours=number + 1))
        with self.deed(self.plan.accounts[account][1]["AR"]) as deed:
            deal = open_deal(
                deed,
                account_id=self.accounts[account],
                playbook=playbook,
                title=f"项目{number}号",
                amount=Decimal(100),
                currency="CNY",
                closes_on=None,
                seats={role: self.id(name) for role, name in own.items()},
            )
            self.deals.append(deal.id)

    def _fits(self, role: str, name: str) -> bool:
        return name != "guest" or role == "PT"

    def _do(
        self, verb: str, deal: int, node: int, role: str, person: str, team: int | None, hours: int
    ) -> None:
        with self.reading() as session:
            here = session.get_one(Deal, self.deals[deal])
            account, ar = here.account_id, here.account.seat_of("AR")
            nodes = nodes_of(session, here.id)
            step: Node = nodes[node % len(nodes)]
            answers = next(row.person_id for row in of_node(session, step.id) if row.duty == "A")
            names = {mine.id: name for name, mine in self.people.items()}
        actor = names[answers] if verb in ("start", "finish", "offer") else names[ar.person_id]
        if verb in ("seat", "own seat"):
            actor = next(
                (name for name in PEOPLE if name.startswith("leader") and self._leads(name, account)), actor
            )
        with self.deed(person if verb == "leave" else actor) as deed:
            self._deeds(deed, step.id, deal, account, role, person, team)[verb]()

    def _deeds(
        self, deed: Deed, node: int, deal: int, account: int, role: str, person: str, team: int | None
    ) -> dict[str, Callable[[], Any]]:
        who, here = self.id(person), self.deals[deal]
        offered: dict[str, Any] = {"message": "", "kind": "transfer", "due_at": None, "questions": []}
        away = self.clock.now() + timedelta(hours=1)
        span: dict[str, Any] = {"from_at": away, "until_at": away + timedelta(days=60)}
        home = None if team is None else self.teams[f"team {team}"].id
        return {
            "start": lambda: start(deed, node),
            "finish": lambda: finish(deed, node),
            "offer": lambda: offer(deed, node, receiver_ids=[who], **offered),
            "seat": lambda: assign_seat(deed, account, role, person_id=who, reason="调岗"),
            "own seat": lambda: assign_deal_seat(deed, here, role, person_id=who, reason="专人"),
            "lose": lambda: lose_deal(deed, here, reason="价格"),
            "move": lambda: edit_account(deed, account, team_id=home),
            "leave": lambda: plan_absence(deed, who, role=None, deputy_id=None, note="", **span),
        }

    def _leads(self, name: str, account: int) -> bool:
        with self.reading() as session:
            leader = session.get_one(Person, self.id(name))
            return any(
                deal.account_id == account and leader.leads(deal.account.team) for deal in session.query(Deal)
            )


@contextmanager
def company_of(plan: Plan) -> Iterator[RandomCompany]:
    """Give a random company on a fresh database."""
    with TemporaryDirectory() as folder:
        clock = SetClock(MONDAY)
        company = RandomCompany(_app(), clock, plan)
        service = company.service
        service.database, service.clock = Database(fresh_url(Path(folder))), clock
        try:
            company.move_in()
            yield company
        finally:
            service.database.close()
