"""One person over time, and the moments at which something changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from triangle.core.errors import invalid
from triangle.core.paging import cursor, read_cursor
from triangle.core.schema import moment_text
from triangle.deals.models import Deal
from triangle.matrix.queries import beside
from triangle.matrix.scope import Scope, in_stage
from triangle.nodes.models import Node
from triangle.responsibilities.models import Responsibility

MOST_TICKS = 400


def of_person(
    scope: Scope, since: datetime | None, until: datetime | None, *, after: str | None, limit: int
) -> dict[str, Any]:
    """Return a page of the duties that the scope's person had in a span of time, the last begun first."""
    query = (
        select(*Responsibility.__table__.c, Node.template_id)
        .join(Node, Node.id == Responsibility.node_id)
        .join(Deal, Deal.id == Node.deal_id)
        .where(*scope.deals(), *scope.duties())
        .order_by(Responsibility.from_at.desc(), Responsibility.id.desc())
    )
    if since is not None:
        query = query.where(or_(Responsibility.until_at.is_(None), Responsibility.until_at > since))
    if until is not None:
        query = query.where(Responsibility.from_at <= until)
    if scope.wanted.stage is not None:
        query = query.where(Node.template_id.in_(in_stage(scope.wanted.stage)))
    if after is not None:
        query = query.where(_earlier(after))
    found = list(scope.run(query.limit(limit + 1)))
    rows = found[:limit]
    more = len(found) > limit
    return {
        "data": [dict(row._mapping) for row in rows],
        "next": cursor([moment_text(rows[-1].from_at), rows[-1].id]) if more else None,
        **beside(scope.session, rows, {row.person_id for row in rows}),
    }


def _earlier(after: str) -> Any:
    text, last_id = read_cursor(after, [str, int])
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise invalid("after", "bad_cursor") from error
    if moment.tzinfo is None:
        raise invalid("after", "bad_cursor")
    return or_(
        Responsibility.from_at < moment,
        and_(Responsibility.from_at == moment, Responsibility.id < last_id),
    )


def neighbours(scope: Scope, at: datetime) -> dict[str, Any]:
    """Return the moments of change around one: the last before what holds then, and the first after it."""
    present = _edge(scope, at, earlier=True, inclusive=True)
    return {
        "current": present,
        "previous": _edge(scope, present, earlier=True) if present else None,
        "next": _edge(scope, at, earlier=False),
        "ticks": _ticks(scope) if scope.wanted.deal is not None else [],
    }


def _edge(scope: Scope, at: datetime, *, earlier: bool, inclusive: bool = False) -> datetime | None:
    found = []
    for column in (Responsibility.from_at, Responsibility.until_at):
        if earlier:
            side, order = (column <= at if inclusive else column < at), column.desc()
        else:
            side, order = column > at, column.asc()
        found.append(scope.run(_moves(scope, select(column)).where(side).order_by(order).limit(1)).scalar())
    known = [moment for moment in found if moment is not None]
    return (max(known) if earlier else min(known)) if known else None


def _moves(scope: Scope, query: Select[Any]) -> Select[Any]:
    query = query.join(Deal, Deal.id == Responsibility.deal_id).where(*scope.deals(), *scope.duties())
    if scope.wanted.stage is not None:
        query = query.join(Node, Node.id == Responsibility.node_id)
        query = query.where(Node.template_id.in_(in_stage(scope.wanted.stage)))
    return query


def _ticks(scope: Scope) -> list[datetime]:
    began = _moves(scope, select(Responsibility.from_at.label("at")))
    ended = _moves(scope, select(Responsibility.until_at.label("at"))).where(
        Responsibility.until_at.is_not(None)
    )
    both = began.union(ended).subquery()
    query = select(both.c.at).group_by(both.c.at).order_by(both.c.at.desc()).limit(MOST_TICKS)
    return sorted(scope.run(query).scalars())


def first_moment(scope: Scope) -> datetime | None:
    """Return when the first deal of a scope was opened: where its time line begins."""
    return scope.run(select(func.min(Deal.opened_at)).where(*scope.deals())).scalar()
