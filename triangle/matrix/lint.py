"""The responsibility lint: where nobody, too few or the wrong people answer, rule by rule."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import exists, func, literal, select, union_all

from triangle.core.paging import cursor, read_cursor
from triangle.matrix.models import Waiver
from triangle.matrix.queries import beside_nodes
from triangle.matrix.rules import Limits, Rule
from triangle.matrix.scope import Scope
from triangle.matrix.waived import still_waived, waived_rules, waivers_by_id

# Rule by rule, and in it team by team, the keys of findings; as JSON has it, a team is a text.
Found = dict[str, dict[str, list[int]]]


def findings(
    scope: Scope,
    limits: Limits,
    rules: list[Rule],
    *,
    after: str | None,
    limit: int,
    counted: bool = True,
    waived: bool = False,
) -> dict[str, Any]:
    """Return a page of findings, the gravest rules first; the first page counts each rule and team.

    Those that somebody waived are a list of their own, each with its waiver.
    """
    if waived:
        # Most rules have nothing waived: they are not asked.
        known = waived_rules(scope.session, limits.now)
        rules = [rule for rule in rules if rule.name in known]
    found = list(_findings(scope, limits, rules, after, limit + 1, waived=waived))
    rows = found[:limit]
    more = len(found) > limit
    to_count = rules if counted and after is None and not waived else []
    waivers = waivers_by_id(scope.session, {row["waiver_id"] for row in rows if waived})
    people = {row["person_id"] for row in rows} | {waiver.waived_by for waiver in waivers.values()}
    return {
        "data": [row | {"waiver": waivers.get(row.get("waiver_id", 0))} for row in rows],
        "next": cursor([rows[-1]["rule"], rows[-1]["key"]]) if more else None,
        "counts": counts_of(scope, limits, to_count),
        **beside_nodes(
            scope.session,
            {row["deal_id"] for row in rows} - {None},
            {row["node_id"] for row in rows} - {None},
            people - {None},
        ),
    }


def finding_of(scope: Scope, limits: Limits, rule: Rule, key: int) -> Any:
    """Return one finding by its key, None when there is no hole any more or somebody waived it."""
    found = _asked(rule, scope, limits).subquery()
    return scope.run(select(found).where(found.c.key == key)).mappings().one_or_none()


def counts_of(scope: Scope, limits: Limits, rules: list[Rule]) -> list[dict[str, Any]]:
    """Return how many findings of each rule each team has."""
    if not rules:
        return []
    # In one statement: each rule alone costs more on the way to the database than in it.
    parts = []
    for place, rule in enumerate(rules):
        found = _asked(rule, scope, limits).subquery()
        part = select(literal(place).label("place"), found.c.team_id, func.count().label("count"))
        parts.append(part.group_by(found.c.team_id))
    counted = union_all(*parts).subquery()
    return [
        {
            "rule": rules[place].name,
            "severity": rules[place].severity,
            "team_id": team_id,
            "count": count,
        }
        for place, team_id, count in scope.run(select(counted).order_by(counted.c.place, counted.c.team_id))
    ]


def keys_of(scope: Scope, limits: Limits, rules: list[Rule]) -> Found:
    """Return the keys of all findings that belong to a team."""
    found: Found = {}
    for rule in rules:
        asked = _asked(rule, scope, limits).subquery()
        teams = found.setdefault(rule.name, {})
        query = select(asked.c.team_id, asked.c.key).where(asked.c.team_id.is_not(None))
        for team_id, key in scope.run(query.order_by(asked.c.team_id, asked.c.key)):
            teams.setdefault(str(team_id), []).append(key)
    return found


def _findings(
    scope: Scope, limits: Limits, rules: list[Rule], after: str | None, limit: int, *, waived: bool
) -> Iterator[dict[str, Any]]:
    start, key = read_cursor(after, [str, int]) if after is not None else (None, 0)
    names = [rule.name for rule in rules]
    begin = names.index(start) if start in names else 0
    left = limit
    for rule in rules[begin:]:
        if left <= 0:
            return
        found = _asked(rule, scope, limits, waived=waived).subquery()
        query = select(found).order_by(found.c.key).limit(left)
        if rule.name == start:
            query = query.where(found.c.key > key)
        for row in scope.run(query).mappings():
            left -= 1
            yield {**row, "rule": rule.name, "severity": rule.severity, "fix": rule.fix}


def _asked(rule: Rule, scope: Scope, limits: Limits, *, waived: bool = False) -> Any:
    found = rule.find(scope, replace(limits, threshold=rule.threshold or 0)).subquery()
    held = still_waived(rule.name, found, limits.now)
    if waived:
        query = select(found, Waiver.id.label("waiver_id")).join(Waiver, held)
    else:
        query = select(found).where(~exists().where(held))
    if scope.wanted.person is not None:
        query = query.where(found.c.person_id == scope.wanted.person)
    return query
