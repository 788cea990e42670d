"""Deeds of absences: plan, change, call off; and the worker's: begin, end."""

from datetime import datetime, timedelta
from typing import Any

from triangle.absences.models import Absence
from triangle.absences.queries import due_ids, overlapping
from triangle.accounts.actions import present_person
from triangle.activity.actions import record
from triangle.core.chores import UnitOfWork
from triangle.core.clock import SetClock
from triangle.core.deed import Deed
from triangle.core.errors import Conflict, invalid
from triangle.core.policy import require
from triangle.core.working_calendar import WorkingCalendar
from triangle.identity.models import Person

LONGEST = timedelta(days=366)


def plan(
    deed: Deed,
    person_id: int,
    *,
    from_at: datetime,
    until_at: datetime,
    role: str | None,
    deputy_id: int | None,
    note: str,
) -> Absence:
    """Plan an absence, with the deputy who acts meanwhile or nobody yet; one that is on begins at once."""
    # Locked, so that two plans of the same days do not pass each other.
    person = deed.get(Person, person_id, lock=True)
    require(deed.actor, "plan_absence", person)
    _check_time(deed, from_at, until_at)
    for other in overlapping(deed.session, person_id, from_at, until_at):
        if other.role == role:
            raise Conflict("absence_overlaps", "an absence of that time is there", absence_id=other.id)
    _check_deputy(deed, person_id, deputy_id, from_at, until_at)
    absence = Absence(
        person_id=person_id,
        role=role,
        deputy_id=deputy_id,
        from_at=from_at,
        until_at=until_at,
        note=note,
        chosen_by=deed.actor.id,
        status="planned",
        is_followed=True,
    )
    absence.turn(deed.at)
    deed.session.add(absence)
    _tell(deed, "absence.planned", absence, {deputy_id})
    return absence


def change(deed: Deed, absence_id: int, **changes: Any) -> Absence:
    """Give an absence another end, deputy or note."""
    absence = deed.get(Absence, absence_id, lock=True)
    require(deed.actor, "change", absence)
    absence.must_lie_ahead()
    deed.expect(absence)
    until_at = changes.get("until_at", absence.until_at)
    deputy_id = changes.get("deputy_id", absence.deputy_id)
    _check_time(deed, absence.from_at, until_at)
    _check_deputy(deed, absence.person_id, deputy_id, absence.from_at, until_at)
    before = absence.deputy_id
    absence.until_at, absence.deputy_id = until_at, deputy_id
    absence.note = changes.get("note", absence.note)
    absence.chosen_by = deed.actor.id
    if absence.status == "running":
        absence.is_followed = False
    _tell(deed, "absence.changed", absence, {before, deputy_id})
    return absence


def cancel(deed: Deed, absence_id: int) -> Absence:
    """Call an absence off; what the deputy may do ends with it."""
    absence = deed.get(Absence, absence_id, lock=True)
    require(deed.actor, "cancel", absence)
    deed.expect(absence)
    absence.cancel()
    _tell(deed, "absence.changed", absence, {absence.deputy_id})
    return absence


def turn_without_policy(unit_of_work: UnitOfWork, calendar: WorkingCalendar, now: datetime) -> None:
    """Begin and end the absences whose time has come, in the name of whoever is away."""
    with unit_of_work() as session:
        waiting = due_ids(session, now)
    for absence_id in waiting:
        with unit_of_work() as session:
            absence = session.get_one(Absence, absence_id, with_for_update=True)
            if absence.turn(now):
                actor = session.get_one(Person, absence.person_id)
                deed = Deed(session, actor, SetClock(now), calendar)
                _tell(deed, "absence.changed", absence, {absence.deputy_id})


def _check_time(deed: Deed, from_at: datetime, until_at: datetime) -> None:
    if until_at <= deed.at:
        raise invalid("until_at", "in_the_past")
    if until_at <= from_at:
        raise invalid("until_at", "before_its_start")
    if until_at - from_at > LONGEST:
        raise invalid("until_at", "too_far", days=LONGEST.days)


def _check_deputy(
    deed: Deed, person_id: int, deputy_id: int | None, from_at: datetime, until_at: datetime
) -> None:
    """Refuse a deputy who is the same person, a partner, gone, or away then: there are no chains."""
    if deputy_id is None:
        return
    if deputy_id == person_id:
        raise invalid("deputy_id", "deputy_oneself")
    if present_person(deed, deputy_id, "deputy_id").is_guest:
        raise invalid("deputy_id", "deputy_guest")
    if any(absence.role is None for absence in overlapping(deed.session, deputy_id, from_at, until_at)):
        raise invalid("deputy_id", "deputy_away")


def _tell(deed: Deed, entry_type: str, absence: Absence, deputies: set[int | None]) -> None:
    people = sorted({absence.person_id} | {each for each in deputies if each is not None})
    record(deed, entry_type, [f"user:{person}" for person in people], absence=absence)
