"""Who may see and change people, teams, sessions and tokens."""

from typing import Any

from triangle.core.policy import allow
from triangle.identity.models import ApiToken, BrowserSession, Person, SavedView, Team


@allow("see", Person)
@allow("see", Team)
def anyone_active(actor: Person, thing: Any) -> bool:
    """Everybody who works here knows who else does; guests know names too, because hand-offs carry them."""
    return actor.is_active


@allow("save", SavedView)
def anyone_at_work(actor: Person, view: Any) -> bool:
    """Everybody keeps views of their own lists."""
    return actor.is_active


@allow("see", SavedView)
@allow("forget", SavedView)
def whoever_saved_it(actor: Person, view: Any) -> bool:
    """A saved view is seen and forgotten by whoever saved it."""
    return bool(actor.id == view.person_id)


@allow("add", Person)
@allow("add", Team)
@allow("edit", Team)
@allow("edit", Person)
@allow("place", Person)
@allow("set_password", Person)
@allow("deactivate", Person)
@allow("oversee", ApiToken)
@allow("see", ApiToken)
@allow("revoke", ApiToken)
def admins(actor: Person, thing: Any) -> bool:
    """Admins manage people and teams, and see which programs act for whom."""
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
