"""Absences as plain rows, for the calendar: statements built once, columns instead of whole rows."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from triangle.absences.models import Absence
from triangle.absences.queries import LIVE
from triangle.absences.schemas import AbsenceOut
from triangle.core.hot import among
from triangle.core.prepared import Prepared
from triangle.identity.eyes import ME, Eyes, eyes
from triangle.identity.models import Person

Row = dict[str, Any]
MOST = 1000

_absence, _person = Absence.__table__.c, Person.__table__.c
_ACTIVE = Prepared(select(_person.id).where(among(_person.id, "ids"), _person.is_active))
# Moments as they are sent have one form, and are before one another as moments are.
_AWAY = Prepared(
    select(_absence.person_id, _absence.from_at, _absence.until_at).where(
        among(_absence.person_id, "ids"),
        _absence.status.in_(LIVE),
        _absence.role.is_(None),
    ),
    sent=True,
)


def calendar(
    session: Session, actor: Person, from_at: datetime, until_at: datetime, verbs: Sequence[str]
) -> list[Row]:
    """Return the absences of a time that somebody may see: colleagues', not called off; a partner's own.

    With each comes the hole that it leaves, and those of `verbs` that are open to the reader.
    """
    seen_by = eyes(session, actor)
    values = {"me": actor.id, "begins": from_at, "ends": until_at}
    found = _calendar(seen_by.kind == "guest").rows(session, values)
    holes = _gaps(session, found)
    for row in found:
        team_id = row.pop("team_id")
        is_open = row["status"] in LIVE and _may_plan(seen_by, team_id, row["person_id"])
        row["gap"], row["can"] = holes.get(row["id"]), verbs if is_open else ()
    return found


@cache
def _calendar(only_own: bool) -> Prepared:
    query = (
        select(*(_absence[name] for name in AbsenceOut().fields), _person.team_id)
        .join(Person.__table__, _person.id == _absence.person_id)
        .where(_absence.status != "cancelled")
        .where(_absence.from_at < bindparam("ends"), _absence.until_at > bindparam("begins"))
    )
    if only_own:
        query = query.where(_absence.person_id == ME)
    return Prepared(query.order_by(_absence.from_at, _absence.id).limit(MOST), sent=True)


def _may_plan(seen_by: Eyes, team_id: int | None, person_id: int) -> bool:
    """The rule `plan_absence` of policy.py: oneself, a leader above, an admin."""
    if seen_by.kind == "nobody":
        return False
    leads = seen_by.kind == "leader" and team_id in seen_by.below
    return leads or seen_by.kind == "admin" or seen_by.me == person_id


def _gaps(session: Session, absences: Sequence[Row]) -> dict[int, str]:
    """Return for those of some absences that leave nobody to answer, why: no deputy, or one gone or away."""
    live = [row for row in absences if row["status"] in LIVE]
    ids = {"ids": sorted({row["deputy_id"] for row in live} - {None})}
    active = set(_ACTIVE.column(session, ids))
    away: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for person_id, from_at, until_at in _AWAY.tuples(session, ids):
        away[person_id].append((from_at, until_at))
    found = ((row["id"], _gap(row, active, away)) for row in live)
    return {number: why for number, why in found if why is not None}


def _gap(row: Row, active: set[int], away: dict[int, list[tuple[str, str]]]) -> str | None:
    deputy = row["deputy_id"]
    if deputy is None:
        return "no_deputy"
    if deputy not in active:
        return "deputy_gone"
    if deputy not in away:
        return None
    overlaps = (from_at < row["until_at"] and row["from_at"] < until_at for from_at, until_at in away[deputy])
    return "deputy_away" if any(overlaps) else None
