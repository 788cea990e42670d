"""Who may ask whether the installation is well."""

from typing import Any

from triangle.core.policy import allow
from triangle.health.models import SelfTest
from triangle.identity.models import Person


@allow("see", SelfTest)
def admins(actor: Person, thing: Any) -> bool:
    """Admins look after the installation; for others its inside is not there."""
    return actor.is_admin
