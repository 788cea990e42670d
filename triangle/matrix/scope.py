"""What part of the matrix somebody asks for: their deals, the filters, and the moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from triangle.accounts.models import Account
from triangle.deals.models import Deal
from triangle.deals.queries import visible_to
from triangle.identity.models import Person
from triangle.identity.queries import team_ids_below
from triangle.nodes.models import Node
from triangle.playbooks.models import NodeTemplate, Playbook
from triangle.responsibilities.models import Responsibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The filters of a question; what is None does not narrow it."""

    deal: int | None = None
    team: int | None = None
    account: int | None = None
    playbook: str | None = None
    stage: str | None = None
    state: str | None = None
    person: int | None = None
    role: str | None = None
    duty: str | None = None


@dataclass(frozen=True)
class Scope:
    """Whose eyes, which part and which moment (None is now): the one place that says what is counted."""

    session: Session
    actor: Person
    wanted: Wanted
    at: datetime | None = None

    def deals(self) -> list[ColumnElement[bool]]:
        """Return the conditions on Deal: what the reader may see, the filters, and that it lives by then."""
        return self._deals

    @cached_property
    def _deals(self) -> list[ColumnElement[bool]]:
        # Kept, because the tree of teams is read for it and the lint asks many questions of one scope.
        wanted, found = self.wanted, [visible_to(self.session, self.actor)]
        if self.at is not None:
            found.append(Deal.opened_at <= self.at)
        if wanted.deal is not None:
            return [*found, Deal.id == wanted.deal]
        found.append(_not_lost_by(self.at))
        if wanted.account is not None:
            found.append(Deal.account_id == wanted.account)
        if wanted.team is not None:
            teams = team_ids_below(self.session, wanted.team)
            found.append(Deal.account_id.in_(select(Account.id).where(Account.team_id.in_(teams))))
        if wanted.playbook is not None:
            found.append(Deal.playbook_id.in_(select(Playbook.id).where(Playbook.code == wanted.playbook)))
        return found

    def nodes(self) -> list[ColumnElement[bool]]:
        """Return the conditions on Node, beside those on its deal."""
        wanted, found = self.wanted, list[ColumnElement[bool]]()
        if wanted.stage is not None:
            found.append(Node.template_id.in_(in_stage(wanted.stage)))
        if wanted.state is not None:
            found.append(_open_at(self.at) if wanted.state == "open" else ~_open_at(self.at))
        held = list(self.duties())
        if wanted.person is not None:
            # From the person's own intervals: walking all nodes until enough are found would grow with them.
            theirs = select(Responsibility.node_id).where(*held, alive(self.at))
            found.append(Node.id.in_(theirs))
        elif held:
            found.append(exists().where(Responsibility.node_id == Node.id, *held, alive(self.at)))
        return found

    def duties(self) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions on Responsibility."""
        if self.wanted.person is not None:
            yield Responsibility.person_id == self.wanted.person
        if self.wanted.role is not None:
            yield Responsibility.role == self.wanted.role
        if self.wanted.duty is not None:
            yield Responsibility.duty == self.wanted.duty


def alive(at: datetime | None) -> ColumnElement[bool]:
    """Return the condition that an interval holds at a moment: from <= at < until; or that it holds now."""
    if at is None:
        return Responsibility.until_at.is_(None)
    return and_(
        Responsibility.from_at <= at,
        or_(Responsibility.until_at.is_(None), Responsibility.until_at > at),
    )


def in_stage(stage: str) -> ColumnElement[bool]:
    """Return the ids of the node templates of a stage, of every playbook version."""
    return select(NodeTemplate.id).where(NodeTemplate.stage_code == stage)  # type: ignore[return-value]


def _not_lost_by(at: datetime | None) -> ColumnElement[bool]:
    live = Deal.status != "lost"
    return live if at is None else or_(live, Deal.closed_at > at)


def _open_at(at: datetime | None) -> ColumnElement[bool]:
    still = Node.finished_at.is_(None)
    return still if at is None else or_(still, Node.finished_at > at)
