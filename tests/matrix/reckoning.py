"""Every view of the matrix by brute force: all rows are read, and filtered and counted one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.accounts.models import Account
from triangle.deals.models import Deal, Member
from triangle.handoffs.models import Handoff, Receipt
from triangle.identity.models import Person, Team
from triangle.nodes.models import Node
from triangle.playbooks.models import Playbook
from triangle.responsibilities.models import Responsibility

AT_WORK = ("active", "offered")


class Reckoning:
    """Everything there is, and what of it somebody may see by the words of the design."""

    def __init__(self, session: Session) -> None:
        def all_of(noun: Any) -> dict[int, Any]:
            return {row.id: row for row in session.scalars(select(noun))}

        self.deals, self.accounts, self.teams = all_of(Deal), all_of(Account), all_of(Team)
        self.people, self.nodes, self.books = all_of(Person), all_of(Node), all_of(Playbook)
        self.held = list(all_of(Responsibility).values())
        self.members = {
            (row.deal_id, row.person_id) for row in session.scalars(select(Member)) if not row.until_at
        }
        self.handoffs = all_of(Handoff)
        self.asked = {
            (self.handoffs[row.handoff_id].deal_id, row.receiver_id)
            for row in session.scalars(select(Receipt))
            if row.status == "offered"
        }

    def readable(self, person_id: int) -> set[int]:
        """Return the deals that somebody may see."""
        person = self.people[person_id]
        if person.is_guest or not person.is_active:
            return set()
        return {deal.id for deal in self.deals.values() if self._sees(person, deal)}

    def _sees(self, person: Person, deal: Deal) -> bool:
        if {(deal.id, person.id)} & (self.members | self.asked):
            return True
        above = set(self._above(self.accounts[deal.account_id].team_id))
        return person.role == "leader" and person.team_id in above

    def _above(self, team_id: int | None) -> Iterator[int]:
        while team_id is not None:
            yield team_id
            team_id = self.teams[team_id].parent_id

    def chosen(self, seen: set[int], at: datetime | None, wanted: dict[str, Any]) -> list[Deal]:
        """Return those of some deals that live at a moment and that filters leave in."""
        return [deal for deal in self.deals.values() if deal.id in seen and self._is_in(deal, at, wanted)]

    def _is_in(self, deal: Deal, at: datetime | None, wanted: dict[str, Any]) -> bool:
        account, code = self.accounts[deal.account_id], self.books[deal.playbook_id].code
        lost = deal.status == "lost" and (at is None or deal.closed_at <= at)
        return (
            not lost
            and (at is None or deal.opened_at <= at)
            and wanted.get("account", account.id) == account.id
            and wanted.get("playbook", code) == code
            and ("team" not in wanted or wanted["team"] in set(self._above(account.team_id)))
        )

    def rows(self, deals: Iterable[Deal], at: datetime | None, wanted: dict[str, Any]) -> dict[int, set[Any]]:
        """Return the nodes of deals that filters leave in, each with everybody's duties in it."""
        ids = {deal.id for deal in deals}
        found: dict[int, set[Any]] = {node.id: set() for node in self.nodes.values() if node.deal_id in ids}
        for held in self.alive(ids, at):
            found[held.node_id].add((held.person_id, held.duty, held.role))
        asked = {name: wanted[name] for name in ("person", "role", "duty") if name in wanted}
        return {
            ident: cells
            for ident, cells in found.items()
            if wanted.get("stage", self.nodes[ident].stage) == self.nodes[ident].stage
            and (not asked or any(fits(asked, *cell) for cell in cells))
        }

    def alive(self, deals: set[int], at: datetime | None) -> Iterator[Responsibility]:
        """Yield the duties in some deals that hold at a moment, or now."""
        for held in self.held:
            begun = at is None or held.from_at <= at
            if (
                held.deal_id in deals
                and begun
                and (held.until_at is None or (at is not None and held.until_at > at))
            ):
                yield held

    def load(self, deals: Iterable[Deal], at: datetime, stage: str | None = None) -> Counter[int]:
        """Count the nodes at work at a moment that each person answers for."""
        ids, found = {deal.id for deal in deals}, Counter[int]()
        for held in self.alive(ids, at):
            node = self.nodes[held.node_id]
            at_work = (
                node.started_at
                and node.started_at <= at
                and not (node.finished_at and node.finished_at <= at)
            )
            if held.duty == "A" and at_work and stage in (None, node.stage):
                found[held.person_id] += 1
        return found

    def burden(self, deals: set[int]) -> Counter[int]:
        """Count the nodes that are at work now and that each person answers for."""
        live = {ident for ident in deals if self.deals[ident].status != "lost"}
        return Counter(
            held.person_id
            for held in self.alive(live, None)
            if held.duty == "A" and self.nodes[held.node_id].status in AT_WORK
        )

    def changes(self, deals: Iterable[Deal], since: datetime, until: datetime) -> dict[Any, Any]:
        """Return who had a duty at one moment and somebody else at another: (node, duty, role) to both."""
        ids = {deal.id for deal in deals}

        def standing(at: datetime) -> dict[Any, int]:
            return {(h.node_id, h.duty, h.role): h.person_id for h in self.alive(ids, at)}

        before, after = standing(since), standing(until)
        return {
            key: (before.get(key), after.get(key))
            for key in before | after
            if before.get(key) != after.get(key)
        }

    def edges(self, deals: Iterable[Deal]) -> list[datetime]:
        """Return the moments at which some duty in deals began or ended, in order."""
        ids = {deal.id for deal in deals}
        mine = [held for held in self.held if held.deal_id in ids]
        return sorted({held.from_at for held in mine} | {held.until_at for held in mine if held.until_at})


def fits(asked: dict[str, Any], person: int, duty: str, role: str) -> bool:
    """Say whether a duty is one that filters ask for."""
    return all({"person": person, "duty": duty, "role": role}[name] == value for name, value in asked.items())
