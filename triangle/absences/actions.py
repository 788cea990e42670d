"""Deeds of absences: plan, change, call off; and the worker's: begin, end."""

from dataclasses import dataclass
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
from triangle.core.publish import publish
from triangle.core.working_calendar import WorkingCalendar
from triangle.identity.models import Person, RightsChanged

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Before:
    """Who was deputy before a deed, and until when: whoever follows it tells what is news."""

    deputy_id: int | None
    until_at: datetime

    @classmethod
    def of(cls, absence: Absence) -> "Before":
        """Return how an absence stands."""
        return cls(absence.deputy_id, absence.until_at)


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
    if deputy_id is not None:
        _check_deputy(deed, person, deputy_id, from_at, until_at)
        _refuse_own_choice(deed, person_id, deputy_id)
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
    _tell(deed, "absence.planned", absence, Before(None, until_at))
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
    before = Before.of(absence)
    if deputy_id is not None:
        _check_deputy(deed, absence.person, deputy_id, absence.from_at, until_at)
        if deputy_id != before.deputy_id or until_at > absence.until_at:
            _refuse_own_choice(deed, absence.person_id, deputy_id)
    if absence.status == "running" and Before(deputy_id, until_at) != before:
        absence.is_followed = False
    absence.until_at, absence.deputy_id = until_at, deputy_id
    absence.note = changes.get("note", absence.note)
    absence.chosen_by = deed.actor.id
    _tell(deed, "absence.changed", absence, before)
    return absence


def cancel(deed: Deed, absence_id: int) -> Absence:
    """Call an absence off; what the deputy may do ends with it."""
    absence = deed.get(Absence, absence_id, lock=True)
    require(deed.actor, "cancel", absence)
    deed.expect(absence)
    absence.cancel()
    _tell(deed, "absence.changed", absence, Before.of(absence))
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
                _tell(deed, "absence.changed", absence, Before.of(absence))


def _check_time(deed: Deed, from_at: datetime, until_at: datetime) -> None:
    if until_at <= deed.at:
        raise invalid("until_at", "in_the_past")
    if until_at <= from_at:
        raise invalid("until_at", "before_its_start")
    if until_at - from_at > LONGEST:
        raise invalid("until_at", "too_far", days=LONGEST.days)


def _check_deputy(deed: Deed, person: Person, deputy_id: int, from_at: datetime, until_at: datetime) -> None:
    """Refuse a deputy who is the same person, a partner, gone, or away then, and one of a partner."""
    if person.is_guest:
        raise invalid("deputy_id", "deputy_of_guest")
    if deputy_id == person.id:
        raise invalid("deputy_id", "deputy_oneself")
    if present_person(deed, deputy_id, "deputy_id").is_guest:
        raise invalid("deputy_id", "deputy_guest")
    # There are no chains.
    if any(absence.role is None for absence in overlapping(deed.session, deputy_id, from_at, until_at)):
        raise invalid("deputy_id", "deputy_away")


def _refuse_own_choice(deed: Deed, person_id: int, deputy_id: int) -> None:
    """Refuse to open the rooms of somebody else for oneself, or to keep them open for longer."""
    if deputy_id == deed.actor.id != person_id:
        raise invalid("deputy_id", "deputy_own_choice")


def _tell(deed: Deed, entry_type: str, absence: Absence, before: Before) -> None:
    acting = {each for each in (before.deputy_id, absence.deputy_id) if each is not None}
    people = sorted({absence.person_id} | acting)
    record(deed, entry_type, [f"user:{person}" for person in people], absence=absence, before=before)
    for person_id in sorted(acting):
        # What they see in another's place may have ended; rooms are told of it later.
        publish(deed.session, RightsChanged(person_id=person_id))
