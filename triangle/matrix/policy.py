"""Who may keep what of the matrix; what somebody may see of it is decided by `Scope`."""

from typing import Any

from triangle.core.policy import allow
from triangle.identity.models import Person
from triangle.matrix.models import Visit


@allow("see", Visit)
def whose_it_is(actor: Person, visit: Any) -> bool:
    """When somebody looked is known to themselves."""
    return bool(actor.id == visit.person_id)


@allow("visit", Visit)
def anyone_active(actor: Person, visit: Any) -> bool:
    """Everybody who works here has an overview of what they may see."""
    return actor.is_active and not actor.is_guest
