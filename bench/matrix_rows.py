"""Writes many deals as rows that pass `triangle ledger verify`: nodes, responsibilities, streams and entries.

Deeds one by one would take hours for a hundred thousand deals. Left out is what the matrix does not read:
checklists, evidence, what notes say, account and personal streams.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from bench.matrix_chain import Chain
from triangle.accounts.models import Account, Seat
from triangle.activity.models import Entry, Stream
from triangle.core.db import Base
from triangle.deals.models import Deal, Member
from triangle.handoffs.models import Handoff, Receipt
from triangle.identity.models import Person, Team
from triangle.identity.passwords import hash_password
from triangle.nodes.models import Node
from triangle.notes.models import Note
from triangle.playbooks.models import NodeTemplate, Playbook
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.resolve import person_for
from triangle.responsibilities.schemas import ResponsibilityOut

LEADER = "lead@bench.example"
# Half of the hand-offs wait for one person, so that somebody has more than one page of them.
BUSY = "p2@bench.example"
BUSY_ID = 2
REGIONS, DEALS_AN_ACCOUNT, NOTES_A_DEAL = 8, 2, 3
ROLES = ("AR", "SR", "FR", "SP", "BF", "CM", "SV")
BEGIN = datetime(2024, 1, 8, 1, 0, tzinfo=UTC)
SPAN = timedelta(days=1000)
Rows = dict[type[Base], list[dict[str, Any]]]


class Company:
    """Makes rows; the same size gives the same rows."""

    def __init__(self, books: list[Playbook], people: int) -> None:
        self.chance = Random(people)
        self.plans = {book.id: [node for stage in book.stages for node in stage.nodes] for book in books}
        self.people = people
        self.ids = dict.fromkeys((Node, Responsibility, Member, Handoff, Receipt, Seat, Note), 0)
        self.seats: dict[str, int] = {}
        self.write = ResponsibilityOut()

    def staff(self) -> Rows:
        """Return teams and people: a leader above all regions, everybody else in one."""
        teams = [{"id": 1, "version": 1, "name": "all", "parent_id": None}]
        teams += [
            {"id": n + 2, "version": 1, "name": f"region {n + 1}", "parent_id": 1} for n in range(REGIONS)
        ]
        nobody = hash_password("bench")
        people = [
            {
                "id": n + 1,
                "version": 1,
                "name": f"person {n + 1:04}",
                "email": LEADER if n == 0 else f"p{n + 1}@bench.example",
                "password_hash": nobody,
                "role": "leader" if n == 0 else "member",
                "team_id": 1 if n == 0 else 2 + n % REGIONS,
                "language": "zh",
                "time_zone": "Asia/Shanghai",
                "is_guest": False,
                "is_active": True,
            }
            for n in range(self.people)
        ]
        return {Team: teams, Person: people}

    def deal(self, number: int) -> Rows:
        """Return the rows of one deal, and of its account when it is the account's first."""
        rows: Rows = {noun: [] for noun in (Account, Seat, Deal, Member, Node, Responsibility, Stream, Entry)}
        rows |= {Handoff: [], Receipt: []}
        account_id = (number - 1) // DEALS_AN_ACCOUNT + 1
        opened_at = BEGIN + SPAN * self.chance.random()
        if (number - 1) % DEALS_AN_ACCOUNT == 0:
            self._account(rows, account_id)
        playbook_id = self.chance.choice(list(self.plans))
        plan = self.plans[playbook_id]
        rows[Deal].append(self._deal(number, account_id, playbook_id, opened_at))
        rows[Member] += [self._member(number, person, opened_at) for person in set(self.seats.values())]
        rows[Note] = [self._note(number, place, opened_at) for place in range(NOTES_A_DEAL)]
        done = self.chance.randrange(len(plan) + 1)
        first = self._next(Node, len(plan))
        for place, template in enumerate(plan):
            rows[Node].append(self._node(number, first + place, template, opened_at, done - place))
        self._history(rows, number, first, plan, opened_at)
        if number % 10 == 0 and done < len(plan):
            self._handoff(rows, number, first + done, opened_at)
        return rows

    def _account(self, rows: Rows, account_id: int) -> None:
        self.seats = {role: self.chance.randrange(2, self.people + 1) for role in ROLES}
        fields = {"type": "key_account", "channel": "direct", "industry": "电子", "region": "华东"}
        team = 2 + account_id % REGIONS
        rows[Account].append(
            {"id": account_id, "version": 1, "name": f"客户 {account_id:06}", "team_id": team, **fields}
        )
        first = self._next(Seat, len(ROLES))
        rows[Seat] += [
            {
                "id": first + place,
                "account_id": account_id,
                "role": role,
                "person_id": person,
                "from_at": BEGIN,
                "until_at": None,
                "reason": "",
            }
            for place, (role, person) in enumerate(self.seats.items())
        ]

    def _deal(self, number: int, account_id: int, playbook_id: int, opened_at: datetime) -> dict[str, Any]:
        return {
            "id": number,
            "version": 1,
            "account_id": account_id,
            "playbook_id": playbook_id,
            "title": f"项目 {number:06}",
            "amount": 100,
            "currency": "CNY",
            "opens_on": opened_at.date(),
            "closes_on": None,
            "status": "open",
            "lost_reason": None,
            "opened_at": opened_at,
            "closed_at": None,
        }

    def _member(self, deal_id: int, person_id: int, at: datetime) -> dict[str, Any]:
        ident = self._next(Member, 1)
        return {"id": ident, "deal_id": deal_id, "person_id": person_id, "from_at": at, "until_at": None}

    def _note(self, deal_id: int, place: int, at: datetime) -> dict[str, Any]:
        return {
            "id": self._next(Note, 1),
            "version": 1,
            "deal_id": deal_id,
            "node_id": None,
            "is_main": place == 0,
            "title": f"记录 {place + 1}",
            "created_by": self.seats["AR"],
            "created_at": at,
            "written_by": self.seats["AR"],
            "written_at": at,
        }

    def _node(
        self, deal_id: int, ident: int, template: NodeTemplate, opened_at: datetime, behind: int
    ) -> dict[str, Any]:
        day: date = (opened_at + timedelta(days=3 * template.position)).date()
        started = opened_at + timedelta(days=3 * template.position)
        return {
            "id": ident,
            "version": 1,
            "deal_id": deal_id,
            "template_id": template.id,
            "position": template.position,
            "status": "done" if behind > 0 else "active" if behind == 0 else "waiting",
            "planned_start_on": day,
            "planned_finish_on": day + timedelta(days=template.working_days),
            "started_at": started if behind >= 0 else None,
            "finished_at": started + timedelta(days=2) if behind > 0 else None,
            "reason": None,
            "decision": None,
        }

    def _history(
        self, rows: Rows, deal_id: int, first: int, plan: list[NodeTemplate], opened_at: datetime
    ) -> None:
        """Open the room, then change two seats: each closes intervals and begins the next in their place."""
        chain = Chain(f"deal:{deal_id}", self.seats["AR"])
        standing: list[dict[str, Any]] = []
        for place, template in enumerate(plan):
            for duty, role in template.duties():
                person = person_for(duty, role, self.seats)
                if person is not None:
                    standing.append(self._held(deal_id, first + place, person, (duty, role), opened_at))
        all_rows = list(standing)
        chain.tell("deal.opened", opened_at, map(self.write.dump, standing))
        at = opened_at
        for role in ("SR", "FR"):
            at += timedelta(days=self.chance.randrange(5, 60), microseconds=deal_id % 1000)
            heir = self.chance.randrange(2, self.people + 1)
            moved = [held for held in standing if held["role"] == role and held["person_id"] != heir]
            if not moved:
                continue
            new = []
            for held in moved:
                held["until_at"] = at
                key = (held["duty"], role)
                new.append(self._held(deal_id, held["node_id"], heir, key, at) | {"cause": "seat"})
            chain.tell("seat.assigned", at, map(self.write.dump, [*moved, *new]))
            standing = [held for held in standing if held["until_at"] is None] + new
            all_rows += new
        rows[Responsibility] += all_rows
        rows[Entry] += chain.entries
        rows[Stream].append(chain.head())

    def _held(
        self, deal_id: int, node_id: int, person_id: int, key: tuple[str, str], at: datetime
    ) -> dict[str, Any]:
        return {
            "id": self._next(Responsibility, 1),
            "deal_id": deal_id,
            "node_id": node_id,
            "person_id": person_id,
            "duty": key[0],
            "role": key[1],
            "from_at": at,
            "until_at": None,
            "cause": "opened",
        }

    def _handoff(self, rows: Rows, deal_id: int, node_id: int, opened_at: datetime) -> None:
        ident, receipt = self._next(Handoff, 1), self._next(Receipt, 1)
        at = opened_at + timedelta(days=70)
        rows[Handoff].append(
            {
                "id": ident,
                "version": 1,
                "deal_id": deal_id,
                "node_id": node_id,
                "kind": "transfer",
                "giver_id": self.seats["AR"],
                "message": "",
                "questions": [],
                "package": {"checklist": [], "promises": []},
                "status": "offered",
                "offered_at": at,
                "due_at": at + timedelta(days=1),
                "closed_at": None,
            }
        )
        answer = {
            "answered_by": None,
            "answered_at": None,
            "reason_code": None,
            "reason": "",
            "open_items": [],
        }
        rows[Receipt].append(
            {
                "id": receipt,
                "handoff_id": ident,
                "receiver_id": BUSY_ID if deal_id % 20 else self.seats["SR"],
                "role": None,
                "status": "offered",
                **answer,
            }
        )

    def _next(self, noun: type[Base], count: int) -> int:
        self.ids[noun] += count
        return self.ids[noun] - count + 1
