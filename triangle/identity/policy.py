"""Who may see and change people, teams, sessions and tokens."""

from typing import Any

from triangle.core.policy import allow
from triangle.identity.models import ApiToken, BrowserSession, Person, Team


@allow("see", Person)
@allow("see", Team)
def anyone_active(actor: Person, thing: Any) -> bool:
    """Everybody who works here knows who else does; guests know names too, because hand-offs carry them."""
    return actor.is_active


@allow("add", Person)
@allow("add", Team)
@allow("edit", Team)
@allow("edit", Person)
@allow("place", Person)
@allow("set_password", Person)
@allow("deactivate", Person)
def admins(actor: Person, thing: Any) -> bool:
    """Admins manage people and teams."""
    return actor.is_admin


@allow("edit", Person)
@allow("set_password", Person)
def oneself(actor: Person, person: Any) -> bool:
    """Everybody may change their own name, language and password."""
    return actor.is_active and isinstance(person, Person) and actor.id == person.id


@allow("see", BrowserSession)
@allow("revoke", BrowserSession)
@allow("see", ApiToken)
@allow("revoke", ApiToken)
def own(actor: Person, thing: Any) -> bool:
    """Sessions and tokens are seen and revoked by their person."""
    return bool(actor.id == thing.person_id)
