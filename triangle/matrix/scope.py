"""What part of the matrix somebody asks for: their deals, the filters, and the moment."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CursorResult,
    Executable,
    Result,
    and_,
    bindparam,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import Session

from triangle.accounts.models import Account
from triangle.core.db import Moment
from triangle.core.hot import among, past_session
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
AT: BindParameter[Any] = bindparam("scope_at", type_=Moment())
# Of every kind of statement so many are kept: more than anybody's filters come in.
SHAPES = 512


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


class Shape(NamedTuple):
    """What of a scope is in the words of its statements, and not in their values."""

    kind: str
    asked: frozenset[str]
    is_then: bool


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

    @cached_property
    def shape(self) -> Shape:
        """What decides the words of this scope's conditions."""
        named = {name for name in Wanted.__slots__ if getattr(self.wanted, name) is not None}
        # A state is two conditions and no value.
        state = {self.wanted.state} if self.wanted.state else set()
        asked = (named - {"state"}) | state
        return Shape(self.eyes.kind, frozenset(asked), self.at is not None)

    @cached_property
    def values(self) -> dict[str, Any]:
        """What this scope's conditions are run with."""
        asked = {f"wanted_{name}": getattr(self.wanted, name) for name in Wanted.__slots__}
        if self.wanted.team is not None:
            asked["wanted_team"] = team_ids_below(self.session, self.wanted.team)
        return self.eyes.values | asked | {"scope_at": self.at}

    def run(self, query: Executable, **values: Any) -> Result[*tuple[Any, ...]]:
        """Run a statement that has conditions of this scope in it."""
        return self.session.execute(query, self.values | values)

    def quick(self, query: Executable, **values: Any) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement as `run` does, of tables' columns alone."""
        return past_session(self.session, query, self.values | values)

    def deals(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions on Deal: what the reader may see, the filters, and that it lives by then."""
        return deals_in(self.shape)

    def nodes(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions on Node, beside those on its deal."""
        return nodes_in(self.shape)

    def duties(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions on Responsibility."""
        return duties_in(self.shape)


@lru_cache(SHAPES)
def deals_in(shape: Shape) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on Deal for scopes of a shape."""
    asked, found = shape.asked, [visible(shape.kind)]
    if shape.is_then:
        found.append(_deal.opened_at <= AT)
    if "deal" in asked:
        return (*found, _deal.id == _given("deal"))
    found.append(_not_lost(shape.is_then))
    if "account" in asked:
        found.append(_deal.account_id == _given("account"))
    if "team" in asked:
        teams = among(_account.team_id, "wanted_team")
        found.append(_deal.account_id.in_(select(_account.id).where(teams)))
    if "playbook" in asked:
        found.append(_deal.playbook_id.in_(select(_book.id).where(_book.code == _given("playbook"))))
    return tuple(found)


@lru_cache(SHAPES)
def nodes_in(shape: Shape) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on Node for scopes of a shape."""
    found = list[ColumnElement[bool]]()
    if "stage" in shape.asked:
        found.append(_node.template_id.in_(in_stage(_given("stage"))))
    if "open" in shape.asked:
        found.append(_is_open(shape.is_then))
    if "closed" in shape.asked:
        found.append(~_is_open(shape.is_then))
    held = duties_in(shape)
    holds = alive(AT if shape.is_then else None)
    if "person" in shape.asked:
        # From the person's own intervals: walking all nodes until enough are found would grow with them.
        found.append(_node.id.in_(select(_held.node_id).where(*held, holds)))
    elif held:
        found.append(exists().where(_held.node_id == _node.id, *held, holds))
    return tuple(found)


@lru_cache(SHAPES)
def duties_in(shape: Shape) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on Responsibility for scopes of a shape."""
    columns = {"person": _held.person_id, "role": _held.role, "duty": _held.duty}
    return tuple(column == _given(name) for name, column in columns.items() if name in shape.asked)


def _given(name: str) -> BindParameter[Any]:
    return bindparam(f"wanted_{name}")


def alive(at: datetime | BindParameter[Any] | None) -> ColumnElement[bool]:
    """Return the condition that an interval holds at a moment: from <= at < until; or that it holds now."""
    if at is None:
        return _held.until_at.is_(None)
    return and_(
        _held.from_at <= at,
        or_(_held.until_at.is_(None), _held.until_at > at),
    )


def in_stage(stage: Any) -> ColumnElement[int]:
    """Return the ids of the node templates of a stage, of every playbook version."""
    return select(_template.id).where(_template.stage_code == stage)  # type: ignore[return-value]


def _not_lost(is_then: bool) -> ColumnElement[bool]:
    live = _deal.status != "lost"
    return or_(live, _deal.closed_at > AT) if is_then else live


def _is_open(is_then: bool) -> ColumnElement[bool]:
    still = _node.finished_at.is_(None)
    return or_(still, _node.finished_at > AT) if is_then else still
