"""What whoever leads has to know on one page: coverage, findings, waiting hand-offs, risks, what is new."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, or_, select

from triangle.accounts.models import TRIANGLE, Account
from triangle.deals.models import Deal
from triangle.deals.queries import visible_to
from triangle.handoffs.models import Handoff, Receipt
from triangle.matrix.lint import counts_of
from triangle.matrix.queries import beside_nodes
from triangle.matrix.risks import at_risk, risk_count
from triangle.matrix.rules import Limits, Rule, holder
from triangle.matrix.scope import Scope
from triangle.nodes.models import Node
from triangle.responsibilities.models import Responsibility

SHOWN = 10


def overview(scope: Scope, limits: Limits, rules: list[Rule], since: datetime) -> dict[str, Any]:
    """Return the overview of the deals of a scope; every number counts only what its reader may see."""
    waiting, risks = _waiting(scope), at_risk(scope, limits, SHOWN)
    counts = counts_of(scope, limits, rules)
    people = {person for row in waiting for person in (row["giver_id"], *row["receiver_ids"])}
    named = beside_nodes(
        scope.session,
        {row["deal_id"] for row in (*waiting, *risks)},
        {row["node_id"] for row in waiting},
        people,
    )
    return {
        "at": limits.now,
        "since": since,
        "coverage": list(coverage(scope)),
        "counts": counts,
        "handoffs": waiting,
        "handoff_counts": _handoff_counts(scope, limits),
        "risks": risks,
        "risk_count": risk_count(scope, limits),
        "news": _news(scope, since),
        **named,
    }


def coverage(scope: Scope) -> Iterator[dict[str, Any]]:
    """Tell team by team how many deals there are, and how many lack each corner of the triangle."""
    held = select(Account.team_id, *(holder(role).label(role) for role in TRIANGLE))
    seats = held.select_from(Deal).join(Account, Account.id == Deal.account_id).where(*scope.deals())
    each = seats.subquery()
    lacks = [each.c[role].is_(None) for role in TRIANGLE]
    sums = [
        func.sum(case((lack, 1), else_=0)).label(role) for lack, role in zip(lacks, TRIANGLE, strict=True)
    ]
    query = select(
        each.c.team_id,
        func.count().label("deals"),
        func.sum(case((or_(*lacks), 0), else_=1)).label("covered"),
        *sums,
    ).group_by(each.c.team_id)
    for row in scope.run(query.order_by(each.c.team_id)).mappings():
        lacking = {role: int(row[role]) for role in TRIANGLE}
        yield {
            "team_id": row["team_id"],
            "deals": row["deals"],
            "covered": int(row["covered"]),
            "missing": lacking,
        }


def _open_handoffs(scope: Scope, *columns: Any) -> Any:
    query = select(*columns).select_from(Handoff).join(Deal, Deal.id == Handoff.deal_id)
    return query.where(Handoff.status == "offered", *scope.deals())


def _waiting(scope: Scope) -> list[dict[str, Any]]:
    columns = (Handoff.id, Handoff.deal_id, Handoff.node_id, Handoff.giver_id, Handoff.due_at)
    query = _open_handoffs(scope, *columns).order_by(Handoff.due_at, Handoff.id).limit(SHOWN)
    found = [dict(row) for row in scope.run(query).mappings()]
    asked = select(Receipt.handoff_id, Receipt.receiver_id).where(
        Receipt.handoff_id.in_([row["id"] for row in found]), Receipt.status == "offered"
    )
    receivers: dict[int, list[int]] = {row["id"]: [] for row in found}
    for handoff_id, receiver in scope.run(asked.order_by(Receipt.id)):
        receivers[handoff_id].append(receiver)
    return [row | {"receiver_ids": receivers[row["id"]]} for row in found]


def _handoff_counts(scope: Scope, limits: Limits) -> dict[str, int]:
    late = func.sum(case((Handoff.due_at < limits.now, 1), else_=0))
    waiting, overdue = scope.run(_open_handoffs(scope, func.count(), late)).one()
    return {"waiting": waiting, "overdue": int(overdue or 0)}


def handoffs_by_team(scope: Scope, limits: Limits) -> dict[int, tuple[int, int]]:
    """Return for each team how many hand-offs wait for an answer, and how many of them are late."""
    late = func.sum(case((Handoff.due_at < limits.now, 1), else_=0))
    query = _open_handoffs(scope, Account.team_id, func.count(), late)
    query = query.join(Account, Account.id == Deal.account_id).group_by(Account.team_id)
    return {team_id: (waiting, int(overdue or 0)) for team_id, waiting, overdue in scope.run(query)}


def _news(scope: Scope, since: datetime) -> dict[str, int]:
    """Count what happened after a moment in the deals that the reader may see, lost ones among them."""
    seen = visible_to(scope.session, scope.actor)
    return {
        "opened": _count(scope, Deal.id, seen, Deal.opened_at > since),
        "won": _count(scope, Deal.id, seen, Deal.status == "won", Deal.closed_at > since),
        "lost": _count(scope, Deal.id, seen, Deal.status == "lost", Deal.closed_at > since),
        "finished": _in(scope, Node, Node.id, seen, Node.status == "done", Node.finished_at > since),
        "accepted": _in(
            scope, Handoff, Handoff.id, seen, Handoff.status == "accepted", Handoff.closed_at > since
        ),
        "returned": _in(
            scope, Handoff, Handoff.id, seen, Handoff.status == "returned", Handoff.closed_at > since
        ),
        "moved": _in(
            scope,
            Responsibility,
            Responsibility.node_id.distinct(),
            seen,
            Responsibility.cause != "opened",
            Responsibility.from_at > since,
        ),
    }


def _count(scope: Scope, column: Any, *conditions: Any) -> int:
    return scope.run(select(func.count(column)).where(*conditions)).scalar() or 0


def _in(scope: Scope, noun: Any, column: Any, *conditions: Any) -> int:
    query = select(func.count(column)).select_from(noun).join(Deal, Deal.id == noun.deal_id)
    return scope.run(query.where(*conditions)).scalar() or 0
