"""The responsibility lint: where nobody, too few or the wrong people answer, rule by rule."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from triangle.config import Config
from triangle.core.paging import cursor, read_cursor
from triangle.core.working_calendar import WorkingCalendar
from triangle.matrix.promise_rules import RULES
from triangle.matrix.queries import beside_nodes
from triangle.matrix.rules import Limits, Rule
from triangle.matrix.scope import Scope


def limits_of(config: Config, calendar: WorkingCalendar, now: datetime) -> Limits:
    """Return the limits of an installation at a moment."""
    quiet = now - timedelta(days=config.findings_days)
    return Limits(now, calendar.today(now), quiet, config.findings_load, config.findings_stage)


def findings(
    scope: Scope, limits: Limits, rules: list[Rule], *, after: str | None, limit: int, counted: bool = True
) -> dict[str, Any]:
    """Return a page of findings, the gravest rules first; the first page counts each rule and team."""
    found = list(_findings(scope, limits, rules, after, limit + 1))
    rows = found[:limit]
    more = len(found) > limit
    to_count = rules if counted and after is None else []
    return {
        "data": rows,
        "next": cursor([rows[-1]["rule"], rows[-1]["key"]]) if more else None,
        "counts": [count for rule in to_count for count in counts_of(scope, limits, rule)],
        **beside_nodes(
            scope.session,
            {row["deal_id"] for row in rows} - {None},
            {row["node_id"] for row in rows} - {None},
            {row["person_id"] for row in rows} - {None},
        ),
    }


def chosen(config: Config, rule: str | None, severity: str | None) -> list[Rule]:
    """Return the rules that hold in an installation, narrowed to one rule or severity."""
    return [
        each
        for each in RULES
        if each.name not in config.findings_off
        and rule in (None, each.name)
        and severity in (None, each.severity)
    ]


def _findings(
    scope: Scope, limits: Limits, rules: list[Rule], after: str | None, limit: int
) -> Iterator[dict[str, Any]]:
    start, key = read_cursor(after, [str, int]) if after is not None else (None, 0)
    names = [rule.name for rule in rules]
    begin = names.index(start) if start in names else 0
    left = limit
    for rule in rules[begin:]:
        if left <= 0:
            return
        found = _asked(rule, scope, limits).subquery()
        query = select(found).order_by(found.c.key).limit(left)
        if rule.name == start:
            query = query.where(found.c.key > key)
        for row in scope.run(query).mappings():
            left -= 1
            yield {**row, "rule": rule.name, "severity": rule.severity, "fix": rule.fix}


def counts_of(scope: Scope, limits: Limits, rule: Rule) -> Iterator[dict[str, Any]]:
    """Yield how many findings of a rule each team has."""
    found = _asked(rule, scope, limits).subquery()
    query = select(found.c.team_id, func.count().label("count")).group_by(found.c.team_id)
    for team_id, count in scope.run(query.order_by(found.c.team_id)):
        yield {"rule": rule.name, "severity": rule.severity, "team_id": team_id, "count": count}


def _asked(rule: Rule, scope: Scope, limits: Limits) -> Any:
    query = rule.find(scope, limits)
    if scope.wanted.person is None:
        return query
    found = query.subquery()
    return select(found).where(found.c.person_id == scope.wanted.person)
