"""Who carries how much: nodes at work by person, and by week or stage."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    union_all,
)

from triangle.core.db import Moment
from triangle.deals.models import Deal
from triangle.matrix.queries import named
from triangle.matrix.scope import SHAPES, Scope, Shape, alive, deals_in, duties_in
from triangle.matrix.terms import STAGES
from triangle.nodes.models import Node
from triangle.playbooks.models import NodeTemplate
from triangle.responsibilities.models import Responsibility

WEEK = timedelta(days=7)
_deal, _node = Deal.__table__.c, Node.__table__.c
_template, _held = NodeTemplate.__table__.c, Responsibility.__table__.c


def load(scope: Scope, *, by: str, now: datetime, weeks: int, limit: int) -> dict[str, Any]:
    """Return the busiest people with the nodes they answered for, or did, that were at work then.

    `by` week: at the end of each of the last `weeks` weeks, the last of them being the moment itself.
    `by` stage: at the moment, stage by stage. A node is at work from its start to its finish.
    """
    moments = [now - WEEK * back for back in reversed(range(weeks))]
    columns: Sequence[Any] = STAGES if by == "stage" else moments
    found = _counts(scope, by, moments if by == "week" else [now])
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


def _counts(scope: Scope, by: str, moments: list[datetime]) -> dict[int, list[int]]:
    asked = {f"moment_{place}": moment for place, moment in enumerate(moments)}
    found = scope.run(_statement(scope.shape, by, len(moments)), since=moments[0], until=moments[-1], **asked)
    return {person: list(map(int, counts)) for person, *counts in found.all() if any(counts)}


@lru_cache(SHAPES)
def _statement(shape: Shape, by: str, moments: int) -> Select[Any]:
    """Count each person's nodes for each stage at one moment, or for each of several moments.

    First the nodes that were at work at some time between: there are few of them, however long the history.
    """
    since, until = _moment("since"), _moment("until")
    worked = (
        select(_node.id, _node.started_at, _node.finished_at, _template.stage_code)
        .join(NodeTemplate.__table__, _template.id == _node.template_id)
        .join(Deal.__table__, _deal.id == _node.deal_id)
        .where(*deals_in(shape), _node.started_at <= until)
        .where(*([_template.stage_code == bindparam("wanted_stage")] if "stage" in shape.asked else []))
    )
    ends = (_node.finished_at.is_(None), _node.finished_at > since)
    # Two ranges of one index; one condition with "or" would have the whole of it read.
    node = union_all(*(worked.where(end) for end in ends)).cte("worked").prefix_with("MATERIALIZED")
    # One node counts once for a person, whatever they have in it: A before R.
    held = duties_in(shape) or (_held.duty == "A",)
    each = [_moment(f"moment_{place}") for place in range(moments)]
    columns = (
        [(each[0], node.c.stage_code == stage) for stage in STAGES]
        if by == "stage"
        else [(at,) for at in each]
    )
    sums = [func.sum(case((and_(*_at_work(node.c, *column)), 1), else_=0)) for column in columns]
    return (
        select(_held.person_id, *sums)
        .select_from(node.join(Responsibility.__table__, _held.node_id == node.c.id))
        .where(*held, _held.from_at <= until, or_(_held.until_at.is_(None), _held.until_at > since))
        .group_by(_held.person_id)
    )


def _moment(name: str) -> BindParameter[Any]:
    return bindparam(name, type_=Moment())


def _at_work(node: Any, at: BindParameter[Any], *also: ColumnElement[bool]) -> Iterator[ColumnElement[bool]]:
    yield from also
    yield node.started_at <= at
    yield or_(node.finished_at.is_(None), node.finished_at > at)
    yield alive(at)
