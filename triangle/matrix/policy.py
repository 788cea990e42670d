"""Who may keep what of the matrix; what somebody may see of it is decided by `Scope`."""

from typing import Any

from sqlalchemy.orm import Session

from triangle.activity.catalog import readable
from triangle.core.policy import allow, may
from triangle.deals.models import Deal
from triangle.deals.policy import session_of
from triangle.identity.models import Person
from triangle.identity.queries import leads
from triangle.matrix.models import RuleSetting, Visit


@allow("see", Visit)
def whose_it_is(actor: Person, visit: Any) -> bool:
    """When somebody looked is known to themselves."""
    return bool(actor.id == visit.person_id)


@allow("visit", Visit)
def anyone_active(actor: Person, visit: Any) -> bool:
    """Everybody who works here has an overview of what they may see."""
    return actor.is_active and not actor.is_guest


@allow("see", RuleSetting)
@allow("set", RuleSetting)
def admins(actor: Person, setting: Any) -> bool:
    """Admins decide which rules hold here, and from when on."""
    return actor.is_admin


@allow("waive", Deal)
def leaders_above_the_deal(actor: Person, deal: Deal) -> bool:
    """A hole in a deal is accepted by the leaders above its account, and by admins who are in its room."""
    return leads(session_of(deal), actor, deal.account.team_id) or (
        actor.is_admin and may(actor, "see", deal)
    )


@allow("waive", Person)
def leaders_above_the_person(actor: Person, person: Person) -> bool:
    """What was found about a person is accepted by the leaders above them and by admins."""
    return actor.leads(person.team) or actor.is_admin


@readable("installation")
def stream_readers(session: Session, actor: Person, number: int) -> bool:
    """What holds for everybody here is told to admins."""
    return number == 1 and actor.is_admin
