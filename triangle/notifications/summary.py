"""The lines of a leader's weekly summary: one for everything, one for each team."""

from collections.abc import Iterator
from typing import Any

from triangle.channels.message import Line
from triangle.notifications.words import word

MOST_TEAMS = 15
SEVERITIES = ("high", "medium", "low")


def summary_lines(language: str, about: dict[str, Any], origin: str) -> Iterator[Line]:
    """Yield what a summary says, the whole first; each line leads to what it counts."""
    teams = about["teams"]
    total = {name: sum(team[name] or 0 for team in teams) for name in (*SEVERITIES, "new", "gone")}
    change = word(language, "summary.change", **total) if about["compared"] else ""
    is_calm = not any(total[severity] for severity in SEVERITIES)
    key = "summary.calm" if is_calm else "summary.weekly"
    yield Line(word(language, key, **total | {"teams": len(teams), "change": change}), f"{origin}/overview")
    for team in teams[:MOST_TEAMS]:
        link = f"{origin}/matrix?view=gaps&team={team['team_id']}"
        yield Line(_of_team(language, team, is_compared=about["compared"]), link)
    if len(teams) > MOST_TEAMS:
        yield Line(word(language, "summary.more", n=len(teams) - MOST_TEAMS), f"{origin}/overview")


def _of_team(language: str, team: dict[str, Any], *, is_compared: bool) -> str:
    has_findings = any(team[severity] for severity in SEVERITIES)
    found = word(language, "summary.severities" if has_findings else "summary.none", **team)
    change = word(language, "summary.team_change", **team) if is_compared else ""
    return word(language, "summary.team", **team | {"findings": found, "change": change})
