"""Who may plan absences and choose deputies."""

from triangle.absences.models import Absence
from triangle.core.policy import allow, may
from triangle.identity.models import Person


@allow("see", Absence)
def colleagues(actor: Person, absence: Absence) -> bool:
    """Everybody who works here sees who is away and who acts for them; partners see their own."""
    return actor.is_active and (not actor.is_guest or actor.id == absence.person_id)


@allow("plan_absence", Person)
def oneself_or_leader(actor: Person, person: Person) -> bool:
    """Absences are planned by whoever is away, by a leader above them, or by an admin."""
    return actor.is_active and (actor.id == person.id or actor.leads(person.team) or actor.is_admin)


@allow("change", Absence)
@allow("cancel", Absence)
def whoever_may_plan(actor: Person, absence: Absence) -> bool:
    """An absence is changed and called off by whoever may plan it."""
    return may(actor, "plan_absence", absence.person)
