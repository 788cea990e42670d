"""What part of the matrix somebody asks for: their deals, the filters, and the moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Executable, Result, and_, exists, or_, select
from sqlalchemy.orm import Session

from triangle.accounts.models import Account
from triangle.deals.models import Deal
from triangle.deals.queries import visible
from triangle.identity.eyes import Eyes, eyes
from triangle.identity.models import Person
from triangle.identity.queries import team_ids_below
from triangle.nodes.models import Node
from triangle.playbooks.models import NodeTemplate, Playbook
from triangle.responsibilities.models import Responsibility

# Tables' columns, not mapped attributes: a statement of these alone does without the ORM's part of a run.
_deal, _account, _node = Deal.__table__.c, Account.__table__.c, Node.__table__.c
_template, _book, _held = NodeTemplate.__table__.c, Playbook.__table__.c, Responsibility.__table__.c


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

    @cached_property
    def eyes(self) -> Eyes:
        """Whose eyes, with their teams: read once for all the questions of a scope."""
        return eyes(self.session, self.actor)

    def run(self, query: Executable, **values: Any) -> Result[*tuple[Any, ...]]:
        """Run a statement that has conditions of this scope in it."""
        return self.session.execute(query, self.eyes.values | values)

    def deals(self) -> list[ColumnElement[bool]]:
        """Return the conditions on Deal: what the reader may see, the filters, and that it lives by then."""
        return self._deals

    @cached_property
    def _deals(self) -> list[ColumnElement[bool]]:
        # Kept, because the lint asks many questions of one scope.
        wanted, found = self.wanted, [visible(self.eyes.kind)]
        if self.at is not None:
            found.append(_deal.opened_at <= self.at)
        if wanted.deal is not None:
            return [*found, _deal.id == wanted.deal]
        found.append(_not_lost_by(self.at))
        if wanted.account is not None:
            found.append(_deal.account_id == wanted.account)
        if wanted.team is not None:
            teams = team_ids_below(self.session, wanted.team)
            found.append(_deal.account_id.in_(select(_account.id).where(_account.team_id.in_(teams))))
        if wanted.playbook is not None:
            found.append(_deal.playbook_id.in_(select(_book.id).where(_book.code == wanted.playbook)))
        return found

    def nodes(self) -> list[ColumnElement[bool]]:
        """Return the conditions on Node, beside those on its deal."""
        wanted, found = self.wanted, list[ColumnElement[bool]]()
        if wanted.stage is not None:
            found.append(_node.template_id.in_(in_stage(wanted.stage)))
        if wanted.state is not None:
            found.append(_open_at(self.at) if wanted.state == "open" else ~_open_at(self.at))
        held = list(self.duties())
        if wanted.person is not None:
            # From the person's own intervals: walking all nodes until enough are found would grow with them.
            theirs = select(_held.node_id).where(*held, alive(self.at))
            found.append(_node.id.in_(theirs))
        elif held:
            found.append(exists().where(_held.node_id == _node.id, *held, alive(self.at)))
        return found

    def duties(self) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions on Responsibility."""
        if self.wanted.person is not None:
            yield _held.person_id == self.wanted.person
        if self.wanted.role is not None:
            yield _held.role == self.wanted.role
        if self.wanted.duty is not None:
            yield _held.duty == self.wanted.duty


def alive(at: datetime | None) -> ColumnElement[bool]:
    """Return the condition that an interval holds at a moment: from <= at < until; or that it holds now."""
    if at is None:
        return _held.until_at.is_(None)
    return and_(
        _held.from_at <= at,
        or_(_held.until_at.is_(None), _held.until_at > at),
    )


def in_stage(stage: str) -> ColumnElement[bool]:
    """Return the ids of the node templates of a stage, of every playbook version."""
    return select(_template.id).where(_template.stage_code == stage)  # type: ignore[return-value]


def _not_lost_by(at: datetime | None) -> ColumnElement[bool]:
    live = _deal.status != "lost"
    return live if at is None else or_(live, _deal.closed_at > at)


def _open_at(at: datetime | None) -> ColumnElement[bool]:
    still = _node.finished_at.is_(None)
    return still if at is None else or_(still, _node.finished_at > at)
