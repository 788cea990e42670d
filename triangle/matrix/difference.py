"""What changed between two moments: who came, who went, who took over, and the entry that says so."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, union
from sqlalchemy.orm import Session

from triangle.activity.catalog import known_types
from triangle.activity.models import Entry
from triangle.deals.models import deal_stream
from triangle.matrix.queries import beside, row
from triangle.matrix.rows import node_page
from triangle.matrix.scope import Scope
from triangle.nodes.models import Node
from triangle.responsibilities.models import Responsibility


def difference(
    scope: Scope, since: datetime, until: datetime, *, group: str, after: str | None, limit: int
) -> dict[str, Any]:
    """Return a page of the nodes touched after `since` and by `until`, each with what is different.

    What went away and came back is no difference, so a page may have fewer rows than its limit.
    """
    scope = replace(scope, at=until)
    found = node_page(scope, group, after, limit, Node.id.in_(_touched(since, until)))
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
    return {"data": rows, "next": found.next, **beside(scope.session, nodes, people)}


def _touched(since: datetime, until: datetime) -> Any:
    # Two ranges of two indexes: the work grows with what changed, not with what there is.
    began = select(Responsibility.node_id).where(
        Responsibility.from_at > since, Responsibility.from_at <= until
    )
    ended = select(Responsibility.node_id).where(
        Responsibility.until_at > since, Responsibility.until_at <= until
    )
    return union(began, ended)


def _changes(
    scope: Scope, nodes: list[int], since: datetime, until: datetime
) -> dict[int, list[dict[str, Any]]]:
    began = and_(Responsibility.from_at > since, Responsibility.from_at <= until)
    ended = and_(Responsibility.until_at > since, Responsibility.until_at <= until)
    query = select(Responsibility).where(Responsibility.node_id.in_(nodes), or_(began, ended))
    by_duty: dict[tuple[int, str, str], list[Responsibility]] = defaultdict(list)
    for held in scope.session.scalars(query.order_by(Responsibility.from_at, Responsibility.id)):
        by_duty[held.node_id, held.duty, held.role].append(held)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for (node_id, duty, role), rows in sorted(by_duty.items()):
        change = _change(rows, since, until)
        if change is not None and _is_wanted(scope, duty, role, change):
            found[node_id].append({"duty": duty, "role": role, **change})
    return found


def _change(rows: list[Responsibility], since: datetime, until: datetime) -> dict[str, Any] | None:
    """Return the difference in one duty, whose intervals follow each other; None when there is none."""
    before = next((held for held in rows if held.from_at <= since), None)
    after = next((held for held in rows if held.until_at is None or held.until_at > until), None)
    was, is_now = before and before.person_id, after and after.person_id
    if was == is_now:
        return None
    return {
        "kind": "added" if before is None else "removed" if after is None else "moved",
        "before": was,
        "after": is_now,
        "at": after.from_at if after is not None else rows[-1].until_at,
        "cause": after.cause if after is not None else None,
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


def _entries_at(session: Session, streams: Iterable[str], moments: set[datetime]) -> dict[Any, Any]:
    query = (
        select(Entry.stream, Entry.seq, Entry.type, Entry.actor, Entry.at)
        .where(Entry.stream.in_(streams), Entry.at.in_(moments), Entry.type.in_(_moving_types()))
        .order_by(Entry.seq.desc())
    )
    return {(found.stream, found.at): dict(found._mapping) for found in session.execute(query)}


def _moving_types() -> list[str]:
    return [
        name
        for (kind, name), shape in known_types().items()
        if kind == "deal" and "responsibilities" in shape._declared_fields
    ]
