"""One person over time, and the moments at which something changed."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from triangle.core.db import Moment
from triangle.core.errors import invalid
from triangle.core.paging import cursor, read_cursor
from triangle.core.prepared import Prepared
from triangle.core.schema import writer
from triangle.deals.models import Deal
from triangle.identity.models import Person
from triangle.matrix.queries import beside
from triangle.matrix.schemas import MatrixPerson
from triangle.matrix.scope import SHAPES, Scope, Shape, deals_in, duties_in, in_stage
from triangle.nodes.models import Node
from triangle.responsibilities.models import Responsibility

MOST_TICKS = 400
_deal, _node, _held = Deal.__table__.c, Node.__table__.c, Responsibility.__table__.c
_EDGES = (_held.from_at, _held.until_at)
_HELD = ("id", "deal_id", "node_id", "person_id", "duty", "role", "cause", "from_at", "until_at")
_DUTY = (*(_held[name] for name in _HELD), _node.template_id)


def of_person(
    scope: Scope,
    person: Person,
    since: datetime | None,
    until: datetime | None,
    *,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    """Return a page of the duties that the scope's person had in a span of time, the last begun first."""
    edges = {"since": since, "until": until, **(_earlier(after) if after is not None else {})}
    given = {name: moment for name, moment in edges.items() if moment is not None}
    query = _of_person(scope.shape, frozenset(given))
    found = query.rows(scope.session, scope.values | given | {"rows": limit + 1})
    rows = found[:limit]
    return {
        "data": rows,
        "next": cursor([rows[-1]["from_at"], rows[-1]["id"]]) if len(found) > limit else None,
        **beside(
            scope.session, {row["deal_id"] for row in rows}, {row["template_id"] for row in rows}, set()
        ),
        # Nobody else is in these rows, and this one was read already.
        "people": [writer(MatrixPerson)(person)] if rows else [],
    }


@lru_cache(SHAPES)
def _of_person(shape: Shape, given: frozenset[str]) -> Prepared:
    # Asked duty by duty, which the offset has PostgreSQL do: it would read all deals for the few of a page.
    seen = select(_deal.id).where(_deal.id == _held.deal_id, *deals_in(shape)).offset(0).exists()
    query = (
        select(*_DUTY)
        .select_from(Responsibility.__table__.join(Node.__table__, _node.id == _held.node_id))
        .where(seen, *duties_in(shape))
        .order_by(_held.from_at.desc(), _held.id.desc())
        .limit(bindparam("rows"))
    )
    if "since" in given:
        query = query.where(or_(_held.until_at.is_(None), _held.until_at > _moment("since")))
    if "until" in given:
        query = query.where(_held.from_at <= _moment("until"))
    if "stage" in shape.asked:
        query = query.where(_node.template_id.in_(in_stage(bindparam("wanted_stage"))))
    if "after_at" in given:
        last = _moment("after_at")
        same = and_(_held.from_at == last, _held.id < bindparam("after_id", type_=Integer()))
        query = query.where(or_(_held.from_at < last, same))
    return Prepared(query, sent=True)


def _moment(name: str) -> BindParameter[Any]:
    return bindparam(name, type_=Moment())


def _earlier(after: str) -> dict[str, Any]:
    text, last_id = read_cursor(after, [str, int])
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise invalid("after", "bad_cursor") from error
    if moment.tzinfo is None:
        raise invalid("after", "bad_cursor")
    return {"after_at": moment, "after_id": last_id}


def neighbours(scope: Scope, at: datetime) -> dict[str, Any]:
    """Return the moments of change around one: the last before what holds then, and the first after it.

    Beside them the moment at which the first deal was opened, where the time line begins.
    """
    *before, soon, next_end, first = scope.quick(_around(scope.shape), edge=at).one()
    present = _utmost(max, before)
    earlier = scope.quick(_before(scope.shape), edge=present).one() if present else ()
    return {
        "current": present,
        "previous": _utmost(max, earlier),
        "next": _utmost(min, (soon, next_end)),
        "first": first,
        "ticks": _ticks(scope) if scope.wanted.deal is not None else [],
    }


def _utmost(of: Callable[[list[datetime]], datetime], found: Iterable[datetime | None]) -> datetime | None:
    known = [moment for moment in found if moment is not None]
    return of(known) if known else None


@lru_cache(SHAPES)
def _around(shape: Shape) -> Select[Any]:
    # Five short questions in one: on the way to the database each costs more than in it.
    edge = _moment("edge")
    before = (_edge(shape, column, column <= edge, column.desc()) for column in _EDGES)
    after = (_edge(shape, column, column > edge, column.asc()) for column in _EDGES)
    return select(
        *before, *after, select(func.min(_deal.opened_at)).where(*deals_in(shape)).scalar_subquery()
    )


@lru_cache(SHAPES)
def _before(shape: Shape) -> Select[Any]:
    return select(*(_edge(shape, column, column < _moment("edge"), column.desc()) for column in _EDGES))


def _edge(shape: Shape, column: Any, beyond: Any, order: Any) -> Any:
    return _moves(shape, column).where(beyond).order_by(order).limit(1).scalar_subquery()


def _moves(shape: Shape, column: ColumnElement[Any]) -> Select[Any]:
    moved = Responsibility.__table__.join(Deal.__table__, _deal.id == _held.deal_id)
    if "stage" in shape.asked:
        moved = moved.join(Node.__table__, _node.id == _held.node_id)
    query = select(column).select_from(moved).where(*deals_in(shape), *duties_in(shape))
    if "stage" in shape.asked:
        query = query.where(_node.template_id.in_(in_stage(bindparam("wanted_stage"))))
    return query


def _ticks(scope: Scope) -> list[datetime]:
    return sorted(scope.quick(_all_moves(scope.shape)).scalars())


@lru_cache(SHAPES)
def _all_moves(shape: Shape) -> Select[Any]:
    began = _moves(shape, _held.from_at.label("at"))
    ended = _moves(shape, _held.until_at.label("at")).where(_held.until_at.is_not(None))
    both = began.union(ended).subquery()
    return select(both.c.at).group_by(both.c.at).order_by(both.c.at.desc()).limit(MOST_TICKS)
