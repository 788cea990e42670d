"""Who may read playbooks."""

from typing import Any

from triangle.core.policy import allow
from triangle.identity.models import Person
from triangle.playbooks.models import Playbook


@allow("see", Playbook)
def staff(actor: Person, playbook: Any) -> bool:
    """Playbooks are how this company sells: everybody who works here reads them, partners do not."""
    return actor.is_active and not actor.is_guest
