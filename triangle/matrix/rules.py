"""The rules of the responsibility lint: each is one question whose answers are the findings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from triangle.absences.models import Absence
from triangle.accounts.models import TRIANGLE, Account, Seat
from triangle.core.db import Moment
from triangle.deals.models import Deal, DealSeat
from triangle.handoffs.models import Handoff, Receipt
from triangle.identity.models import Person
from triangle.matrix.scope import Scope, alive
from triangle.matrix.terms import STAGES
from triangle.nodes.models import OPEN, PASSED, ChecklistItem, Node
from triangle.playbooks.models import NodeTemplate
from triangle.responsibilities.models import Responsibility

AT_WORK = ("active", "offered")
GOING_ON = ("planned", "running")


@dataclass(frozen=True, slots=True)
class Limits:
    """The present moment, and what counts as too much, too late or too long for the rule that asks."""

    now: datetime
    today: date
    threshold: int = 0

    @property
    def stage(self) -> str:
        """The threshold of a rule that holds from a stage on."""
        return STAGES[self.threshold - 1]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its weight, what repairs a finding, the question that finds it, and any threshold."""

    name: str
    severity: str
    fix: str
    find: Callable[[Scope, Limits], Any]
    unit: str | None = None
    threshold: int | None = None


# What every rule answers with, and as what: the database has to know the type of what a rule does not know.
COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("deal_id", "team_id", "node_id", "person_id"), Integer()),
    "role": String(),
    "handoff_id": Integer(),
    "count": Integer(),
    "since": Moment(),
}


def found_as(key: Any, **given: Any) -> Any:
    """Return the columns that every rule answers with; what a rule does not know is null."""
    known = {name: given.get(name) for name in COLUMNS}
    columns = [
        (cast(null(), COLUMNS[name]) if value is None else value).label(name) for name, value in known.items()
    ]
    return select(key.label("key"), *columns)


def _in_nodes(scope: Scope, query: Any, *status: str) -> Any:
    """Narrow a question about nodes to the deals of the scope that live."""
    query = query.join(Deal, Deal.id == Node.deal_id).join(Account, Account.id == Deal.account_id)
    return query.where(Node.status.in_(status), *scope.deals())


def no_accountable(scope: Scope, limits: Limits) -> Any:
    """Find open nodes that nobody answers for."""
    held = exists().where(
        Responsibility.node_id == Node.id,
        Responsibility.duty == literal_column("'A'"),
        Responsibility.until_at.is_(None),
    )
    found = found_as(Node.id, deal_id=Node.deal_id, team_id=Account.team_id, node_id=Node.id)
    return _in_nodes(scope, found.select_from(Node), *OPEN).where(~held)


def person_gone(scope: Scope, limits: Limits) -> Any:
    """Find people who have left and still stand in open nodes."""
    found = found_as(
        func.min(Responsibility.id),
        deal_id=Node.deal_id,
        team_id=Account.team_id,
        node_id=Node.id,
        person_id=Person.id,
        role=func.min(Responsibility.role),
    )
    query = found.select_from(Person).join(Responsibility, Responsibility.person_id == Person.id)
    query = _in_nodes(scope, query.join(Node, Node.id == Responsibility.node_id), *OPEN)
    return query.where(~Person.is_active, alive(None)).group_by(
        Node.id, Node.deal_id, Account.team_id, Person.id
    )


def fulfilment_missing(scope: Scope, limits: Limits) -> Any:
    """Find deals on their way to a solution with nobody who will deliver it."""
    query = found_as(Deal.id, deal_id=Deal.id, team_id=Account.team_id, role=literal("FR")).select_from(Deal)
    return query.join(Account, Account.id == Deal.account_id).where(
        *scope.deals(), _has_reached(limits.stage), holder("FR").is_(None)
    )


def two_corners(scope: Scope, limits: Limits) -> Any:
    """Find deals on their way to a solution with one person in two corners of the triangle."""
    account, solution, fulfilment = (holder(role) for role in TRIANGLE)
    # Two equal corners of three: the fulfilment's holder is one of them, or the first two are.
    double = case((account == solution, account), else_=fulfilment)
    query = found_as(Deal.id, deal_id=Deal.id, team_id=Account.team_id, person_id=double).select_from(Deal)
    return query.join(Account, Account.id == Deal.account_id).where(
        *scope.deals(),
        _has_reached(limits.stage),
        or_(account == solution, solution == fulfilment, account == fulfilment),
    )


def handoff_overdue(scope: Scope, limits: Limits) -> Any:
    """Find hand-offs whose time is over and that somebody has not answered."""
    waits_for = (
        select(func.min(Receipt.receiver_id))
        .where(Receipt.handoff_id == Handoff.id, Receipt.status == "offered")
        .scalar_subquery()
    )
    found = found_as(
        Handoff.id,
        deal_id=Handoff.deal_id,
        team_id=Account.team_id,
        node_id=Handoff.node_id,
        person_id=waits_for,
        handoff_id=Handoff.id,
        since=Handoff.due_at,
    )
    query = found.select_from(Handoff).join(Deal, Deal.id == Handoff.deal_id)
    return query.join(Account, Account.id == Deal.account_id).where(
        Handoff.status == "offered",
        Handoff.due_at < limits.now - timedelta(hours=limits.threshold),
        *scope.deals(),
    )


def gate_open_items(scope: Scope, limits: Limits) -> Any:
    """Find gates that were passed while something required was open."""
    lacks = and_(ChecklistItem.node_id == Node.id, ChecklistItem.required, ChecklistItem.state == "open")
    count = select(func.count(ChecklistItem.id)).where(lacks).scalar_subquery()
    found = found_as(Node.id, deal_id=Node.deal_id, team_id=Account.team_id, node_id=Node.id, count=count)
    return _in_nodes(scope, found.select_from(Node), *AT_WORK, "done").where(
        Node.decision.is_not(null()),
        Node.decision["outcome"].as_string().in_(PASSED),
        exists().where(lacks),
    )


def overloaded(scope: Scope, limits: Limits) -> Any:
    """Find people who answer for more nodes at work than one person can."""
    # First the nodes at work, then who answers for them: few beside all that people ever answered for.
    at_work = select(Node.id).join(Deal, Deal.id == Node.deal_id)
    at_work = at_work.where(Node.status.in_(AT_WORK), *scope.deals())
    node = at_work.cte("at_work").prefix_with("MATERIALIZED")
    # Word for word the condition of the index on who is accountable, of whom a node has one.
    accountable = and_(Responsibility.duty == literal_column("'A'"), alive(None))
    answers = select(Responsibility.person_id).where(Responsibility.node_id == node.c.id, accountable)
    held = select(answers.scalar_subquery().label("person_id")).select_from(node).subquery()
    each = select(held.c.person_id, func.count().label("count")).group_by(held.c.person_id)
    busy = each.having(func.count() > limits.threshold).subquery()
    query = found_as(Person.id, team_id=Person.team_id, person_id=Person.id, count=busy.c.count)
    return query.select_from(busy).join(Person, Person.id == busy.c.person_id)


def no_deputy(scope: Scope, limits: Limits) -> Any:
    """Find people who are away, or soon will be, with nodes at work and nobody to act for them."""
    deputy = aliased(Person)
    acts = exists().where(deputy.id == Absence.deputy_id, deputy.is_active)
    count = func.count(Node.id)
    query = found_as(
        Absence.id, team_id=Person.team_id, person_id=Person.id, count=count, since=Absence.from_at
    ).select_from(Node)
    query = query.join(Deal, Deal.id == Node.deal_id)
    query = query.join(Responsibility, Responsibility.node_id == Node.id)
    query = query.join(Person, Person.id == Responsibility.person_id)
    query = query.join(Absence, Absence.person_id == Person.id)
    query = query.where(Node.status.in_(AT_WORK), *scope.deals(), Responsibility.duty == "A", alive(None))
    soon = limits.now + timedelta(days=limits.threshold)
    query = query.where(Absence.status.in_(GOING_ON), Absence.from_at <= soon, Absence.until_at > limits.now)
    query = query.where(~acts)
    return query.group_by(Absence.id, Person.id, Person.team_id, Absence.from_at)


def stalled(scope: Scope, limits: Limits) -> Any:
    """Find nodes past their plan in which nothing has happened for days."""
    quiet_since = limits.now - timedelta(days=limits.threshold)
    ticked = exists().where(ChecklistItem.node_id == Node.id, ChecklistItem.changed_at >= quiet_since)
    offered = exists().where(
        Handoff.node_id == Node.id,
        or_(Handoff.offered_at >= quiet_since, Handoff.closed_at >= quiet_since),
    )
    found = found_as(
        Node.id,
        deal_id=Node.deal_id,
        team_id=Account.team_id,
        node_id=Node.id,
        person_id=_accountable(),
        since=Node.started_at,
    )
    return _in_nodes(scope, found.select_from(Node), *AT_WORK).where(
        Node.planned_finish_on < limits.today, Node.started_at < quiet_since, ~ticked, ~offered
    )


def _accountable() -> Any:
    held = aliased(Responsibility)
    query = select(held.person_id).where(held.node_id == Node.id, held.duty == "A", held.until_at.is_(None))
    return query.limit(1).scalar_subquery()


def holder(role: str) -> ColumnElement[int | None]:
    """Return who sits in a role of a deal now: its own seat first, else the account's."""
    own = select(DealSeat.person_id).where(
        DealSeat.deal_id == Deal.id, DealSeat.role == role, DealSeat.until_at.is_(None)
    )
    inherited = select(Seat.person_id).where(
        Seat.account_id == Deal.account_id, Seat.role == role, Seat.until_at.is_(None)
    )
    return func.coalesce(own.scalar_subquery(), inherited.scalar_subquery())


def _has_reached(stage: str) -> ColumnElement[bool]:
    late = [each for each in STAGES if each >= stage]
    begun = select(NodeTemplate.id).where(NodeTemplate.stage_code.in_(late))
    return exists().where(Node.deal_id == Deal.id, Node.status.in_(AT_WORK), Node.template_id.in_(begun))


RULES = (
    Rule("no_accountable", "high", "assign_seat", no_accountable),
    Rule("person_gone", "high", "hand_off", person_gone),
    Rule("fulfilment_missing", "high", "assign_seat", fulfilment_missing, "stage", 3),
    Rule("handoff_overdue", "high", "answer", handoff_overdue, "hours", 0),
    Rule("no_deputy", "high", "name_deputy", no_deputy, "days", 90),
    Rule("gate_open_items", "medium", "open_node", gate_open_items),
    Rule("overloaded", "medium", "hand_off", overloaded, "nodes", 6),
    Rule("stalled", "medium", "open_node", stalled, "days", 7),
    Rule("two_corners", "low", "assign_seat", two_corners, "stage", 3),
)
