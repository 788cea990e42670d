"""What each leader is told once a week of responsibility in their teams, derived from rows."""

import logging
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.config import Config
from triangle.core.chores import UnitOfWork
from triangle.core.clock import SetClock
from triangle.core.db import Database
from triangle.core.deed import Deed
from triangle.core.working_calendar import WorkingCalendar
from triangle.identity.models import Person, Team
from triangle.matrix.lint import Found, keys_of
from triangle.matrix.models import WeeklySummary
from triangle.matrix.overview import coverage, handoffs_by_team
from triangle.matrix.rules import Limits, Rule
from triangle.matrix.scope import Scope, Wanted
from triangle.matrix.standards import limits_of, rules_here
from triangle.matrix.terms import SEVERITIES
from triangle.notifications.actions import tell_without_policy

WEEKLY = "summary.weekly"
log = logging.getLogger(__name__)


class Weekly:
    """The chore of weekly summaries; whom it told of which week stands in rows."""

    def __init__(self, database: Database, calendar: WorkingCalendar, config: Config) -> None:
        self._database, self._calendar, self._config = database, calendar, config

    def work(self, unit_of_work: UnitOfWork, now: datetime) -> None:
        """Tell every leader whose week has begun; one that fails is not in the way of the others."""
        failed: Exception | None = None
        with self._database.reading() as session:
            due = waiting_leaders(session, self._calendar, now)
        for person_id, week in due:
            try:
                self._tell(unit_of_work, person_id, week, now)
            except Exception as error:
                log.exception("weekly summary failed", extra={"person": person_id})
                failed = error
        if failed is not None:
            raise failed

    def _tell(self, unit_of_work: UnitOfWork, person_id: int, week: date, now: datetime) -> None:
        # Counted before anything is locked: in a large organisation it takes a second.
        with self._database.reading() as session:
            leader = session.get_one(Person, person_id)
            team_id = leader.team_id
            found, about = self._reckon(session, leader, now)
        if team_id is None:
            return
        told = WeeklySummary(person_id=person_id, week=week, at=now, team_id=team_id, found=found)
        with unit_of_work() as session:
            deed = Deed(session, None, SetClock(now), self._calendar)
            deed.actor = deed.get(Person, person_id, lock=True)
            # Asked again under the lock: another worker may have been faster, and a leader moved on.
            last = session.get(WeeklySummary, person_id)
            if deed.actor.team_id != team_id or (last is not None and _is_told(last.week, week)):
                return
            session.merge(told)
            refs: dict[str, Any] = {"team_id": team_id, "about": about | {"week": week.isoformat()}}
            # A leader in whose teams nothing is sold is not told so every week.
            people = {person_id} if about["teams"] else set[int]()
            tell_without_policy(deed, WEEKLY, "information", people, None, to_actor=True, **refs)

    def _reckon(self, session: Session, leader: Person, now: datetime) -> tuple[Found, dict[str, Any]]:
        """Return the findings that a leader sees, and what to tell of them and of the rest."""
        known = session.get(WeeklySummary, leader.id)
        # Another team of one's own is nothing to compare with.
        before = known.found if known is not None and known.team_id == leader.team_id else None
        scope = Scope(session, leader, Wanted())
        limits = limits_of(self._calendar, now)
        rules = rules_here(session, self._config, rule=None, severity=None)
        found = keys_of(scope, limits, rules)
        teams = _of_teams(scope, limits, rules, found, before or {})
        return found, {"compared": before is not None, "teams": teams}


def waiting_leaders(session: Session, calendar: WorkingCalendar, now: datetime) -> list[tuple[int, date]]:
    """Return the leaders who were not told of this week yet and whose week has begun, with its Monday."""
    told = dict(session.execute(select(WeeklySummary.person_id, WeeklySummary.week)).all())
    leads = (Person.role == "leader", Person.is_active, Person.team_id.is_not(None))
    query = select(Person.id, Person.time_zone).where(*leads).order_by(Person.id)
    found = []
    for person_id, zone in session.execute(query):
        week, begins = week_of(calendar, ZoneInfo(zone), now)
        if not _is_told(told.get(person_id, date.min), week) and begins is not None and now >= begins:
            found.append((person_id, week))
    return found


def _is_told(last: date, week: date) -> bool:
    # Who went west may be in the week before; what lies further ahead was told by a clock that has stepped
    # back since.
    return week <= last <= week + timedelta(weeks=1)


def week_of(calendar: WorkingCalendar, zone: ZoneInfo, now: datetime) -> tuple[date, datetime | None]:
    """Return the Monday of somebody's week, and when work begins in it; None when nobody works in it."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    days = (monday + timedelta(days=place) for place in range(7))
    first = next((day for day in days if calendar.is_working(day)), None)
    return monday, None if first is None else datetime.combine(first, calendar.hours[0], zone)


def _of_teams(
    scope: Scope, limits: Limits, rules: list[Rule], found: Found, before: Found
) -> list[dict[str, Any]]:
    """Tell of each led team that there is something to tell of, those with the gravest findings first."""
    covered = {row["team_id"]: row for row in coverage(scope)}
    handoffs = handoffs_by_team(scope, limits)
    query = select(Team.id, Team.name).where(Team.id.in_(scope.eyes.below))
    told: list[dict[str, Any]] = []
    for team_id, name in scope.session.execute(query):
        waiting, overdue = handoffs.get(team_id, (0, 0))
        deals = covered.get(team_id, {"deals": 0, "covered": 0})
        row = {"team_id": team_id, "name": name, "waiting": waiting, "overdue": overdue}
        row |= {"deals": deals["deals"], "covered": deals["covered"], **changes(found, before, team_id)}
        told.append(row | _by_severity(rules, found, team_id))
    numbers = (*SEVERITIES, "new", "gone", "waiting", "deals")
    told = [row for row in told if any(row[number] for number in numbers)]
    return sorted(told, key=lambda row: (*(-row[name] for name in SEVERITIES), row["team_id"]))


def _by_severity(rules: list[Rule], found: Found, team_id: int) -> dict[str, int]:
    counts = dict.fromkeys(SEVERITIES, 0)
    for rule in rules:
        counts[rule.severity] += len(found[rule.name].get(str(team_id), ()))
    return counts


def changes(found: Found, before: Found, team_id: int) -> dict[str, int]:
    """Count a team's findings that were not there before, and those that are not there any more.

    A rule that was switched on or off meanwhile tells of no change.
    """
    new = gone = 0
    for rule in found.keys() & before.keys():
        now, then = (set(each[rule].get(str(team_id), ())) for each in (found, before))
        new, gone = new + len(now - then), gone + len(then - now)
    return {"new": new, "gone": gone}
