"""Who carries how much: nodes at work by person, and by week or stage."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from triangle.deals.models import Deal
from triangle.matrix.queries import named
from triangle.matrix.scope import Scope, alive
from triangle.matrix.terms import STAGES
from triangle.nodes.models import Node
from triangle.playbooks.models import NodeTemplate
from triangle.responsibilities.models import Responsibility

WEEK = timedelta(days=7)


def load(scope: Scope, *, by: str, now: datetime, weeks: int, limit: int) -> dict[str, Any]:
    """Return the busiest people with the nodes they answered for, or did, that were at work then.

    `by` week: at the end of each of the last `weeks` weeks, the last of them being the moment itself.
    `by` stage: at the moment, stage by stage. A node is at work from its start to its finish.
    """
    moments = [now - WEEK * back for back in reversed(range(weeks))]
    if by == "stage":
        columns: Sequence[Any] = STAGES
        counted = [and_(_at_work(now), NodeTemplate.stage_code == stage, alive(now)) for stage in STAGES]
    else:
        columns = moments
        counted = [and_(_at_work(moment), alive(moment)) for moment in moments]
    found = _count(scope, counted, since=now if by == "stage" else moments[0], until=now)
    busiest = sorted(found.items(), key=lambda pair: (-max(pair[1]), pair[0]))
    shown = busiest[:limit]
    return {
        "data": [{"person_id": person, "counts": counts} for person, counts in shown],
        "by": by,
        "weeks": columns if by == "week" else [],
        "stages": columns if by == "stage" else [],
        "more": len(busiest) > limit,
        "people": named(scope.session, {person for person, _ in shown}),
    }


def _count(
    scope: Scope, counted: list[ColumnElement[bool]], *, since: datetime, until: datetime
) -> dict[int, list[int]]:
    sums = [func.sum(case((condition, 1), else_=0)) for condition in counted]
    # One node counts once for a person, whatever they have in it: A before R.
    held = list(scope.duties()) or [Responsibility.duty == "A"]
    query = (
        select(Responsibility.person_id, *sums)
        .join(Node, Node.id == Responsibility.node_id)
        .join(NodeTemplate, NodeTemplate.id == Node.template_id)
        .join(Deal, Deal.id == Node.deal_id)
        .where(*scope.deals(), *held)
        .where(Node.started_at <= until, or_(Node.finished_at.is_(None), Node.finished_at > since))
        .where(Responsibility.from_at <= until)
        .where(or_(Responsibility.until_at.is_(None), Responsibility.until_at > since))
        .group_by(Responsibility.person_id)
    )
    if scope.wanted.stage is not None:
        query = query.where(NodeTemplate.stage_code == scope.wanted.stage)
    found: dict[int, list[int]] = defaultdict(list)
    for person, *counts in scope.run(query):
        if any(counts):
            found[person] = [int(count) for count in counts]
    return found


def _at_work(at: datetime) -> ColumnElement[bool]:
    return and_(Node.started_at <= at, or_(Node.finished_at.is_(None), Node.finished_at > at))
