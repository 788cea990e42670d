"""What changed between two moments: who came, who went, who took over, and the entry that says so."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, or_, select, type_coerce
from sqlalchemy.orm import Session

from triangle.activity.catalog import known_types
from triangle.activity.models import Entry
from triangle.core.db import Moment
from triangle.core.hot import MomentText, among, past_session
from triangle.core.schema import moment_text
from triangle.deals.models import deal_stream
from triangle.matrix.queries import beside_rows, row
from triangle.matrix.rows import node_page
from triangle.matrix.scope import Scope
from triangle.responsibilities.models import Responsibility


def difference(
    scope: Scope, since: datetime, until: datetime, *, group: str, after: str | None, limit: int
) -> dict[str, Any]:
    """Return a page of the nodes touched after `since` and by `until`, each with what is different.

    What went away and came back is no difference, so a page may have fewer rows than its limit.
    """
    scope = replace(scope, at=until)
    found = node_page(scope, group, after, limit, (since, until))
    changes = _changes(scope, [node.id for node in found.nodes], since, until)
    nodes = [node for node in found.nodes if changes.get(node.id)]
    _name_entries(scope.session, {node.id: node.deal_id for node in nodes}, changes)
    rows = [row(node, until) | {"changes": changes[node.id]} for node in nodes]
    people = {
        person
        for each in rows
        for change in each["changes"]
        for person in (change["before"], change["after"])
        if person is not None
    }
    return {"data": rows, "next": found.next, **beside_rows(scope.session, rows, people)}


_SINCE, _UNTIL = bindparam("since", type_=Moment()), bindparam("until", type_=Moment())
_held = Responsibility.__table__.c
_BEGAN = and_(_held.from_at > _SINCE, _held.from_at <= _UNTIL)
_ENDED = and_(_held.until_at > _SINCE, _held.until_at <= _UNTIL)
# Moments as texts of one form: they follow each other as the moments do, and are sent as they are.
_MOVES = (
    select(
        *(_held.node_id, _held.duty, _held.role, _held.person_id, _held.cause),
        type_coerce(_held.from_at, MomentText()),
        type_coerce(_held.until_at, MomentText()),
    )
    .where(among(_held.node_id, "ids"), or_(_BEGAN, _ENDED))
    .order_by(_held.from_at, _held.id)
)
# Who holds a duty, why, and from when until when.
Held = tuple[int, str, str, str | None]


def _changes(
    scope: Scope, nodes: list[int], since: datetime, until: datetime
) -> dict[int, list[dict[str, Any]]]:
    by_duty: dict[tuple[int, str, str], list[Held]] = defaultdict(list)
    asked = {"ids": nodes, "since": since, "until": until}
    for node_id, duty, role, person_id, cause, began, ended in (
        past_session(scope.session, _MOVES, asked).all() if nodes else ()
    ):
        by_duty[node_id, duty, role].append((person_id, cause, began, ended))
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    begins, ends = moment_text(since), moment_text(until)
    for (node_id, duty, role), rows in sorted(by_duty.items()):
        change = _change(rows, begins, ends)
        if change is not None and _is_wanted(scope, duty, role, change):
            found[node_id].append({"duty": duty, "role": role, **change})
    return found


def _change(rows: list[Held], since: str, until: str) -> dict[str, Any] | None:
    """Return the difference in one duty, whose intervals follow each other; None when there is none."""
    # The first alone may hold at the earlier moment, the last alone at the later one.
    before, _, began, _ = rows[0]
    after, cause, at, ended = rows[-1]
    was = before if began <= since else None
    is_now = after if ended is None or ended > until else None
    if was == is_now:
        return None
    return {
        "kind": "added" if was is None else "removed" if is_now is None else "moved",
        "before": was,
        "after": is_now,
        "at": at if is_now is not None else ended,
        "cause": cause if is_now is not None else None,
        "entry": None,
    }


def _is_wanted(scope: Scope, duty: str, role: str, change: dict[str, Any]) -> bool:
    wanted = scope.wanted
    return (
        wanted.duty in (None, duty)
        and wanted.role in (None, role)
        and (wanted.person is None or wanted.person in (change["before"], change["after"]))
    )


def _name_entries(
    session: Session, deal_of: dict[int, int], changes: dict[int, list[dict[str, Any]]]
) -> None:
    """Write into each change which entry of its deal's stream made it: both carry the deed's moment."""
    streams = {node_id: deal_stream(deal_id) for node_id, deal_id in deal_of.items()}
    moments = {change["at"] for node_id in streams for change in changes[node_id]}
    told = _entries_at(session, set(streams.values()), moments)
    for node_id, stream in streams.items():
        for change in changes[node_id]:
            change["entry"] = told.get((stream, change["at"]))


def _entries_at(session: Session, streams: Iterable[str], moments: set[str]) -> dict[Any, Any]:
    at = [datetime.fromisoformat(moment) for moment in sorted(moments)]
    asked = {"streams": list(streams), "moments": at, "types": _moving_types()}
    if not asked["streams"]:
        return {}
    found = past_session(session, _ENTRIES, asked)
    return {
        (stream, moment): {"stream": stream, "seq": seq, "type": kind, "actor": actor}
        for stream, seq, kind, actor, moment in found.all()
    }


_told = Entry.__table__.c
_ENTRIES = (
    select(_told.stream, _told.seq, _told.type, _told.actor, type_coerce(_told.at, MomentText()))
    .where(
        _told.stream.in_(bindparam("streams", expanding=True)),
        _told.at.in_(bindparam("moments", expanding=True)),
        _told.type.in_(bindparam("types", expanding=True)),
    )
    .order_by(_told.seq.desc())
)


@cache
def _moving_types() -> list[str]:
    return [
        name
        for (kind, name), shape in known_types().items()
        if kind == "deal" and "responsibilities" in shape._declared_fields
    ]
