"""Who may make, answer and close promises."""

from triangle.absences.queries import deputies_now
from triangle.core.policy import InPlaceOf, allow, may
from triangle.deals.models import Deal
from triangle.deals.policy import session_of
from triangle.deals.queries import holders, is_member
from triangle.identity.models import Person
from triangle.promises.models import Promise


@allow("see", Promise)
def whoever_sees_the_deal(actor: Person, promise: Promise) -> bool:
    """A promise is seen with its deal."""
    return may(actor, "see", promise.deal)


@allow("promise", Deal)
def members(actor: Person, deal: Deal) -> bool:
    """Whoever is in the room may write down what they promised."""
    present = actor.is_active and not actor.is_guest
    return present and is_member(session_of(deal), deal.id, actor.id)


@allow("accept", Promise)
@allow("return", Promise)
def whoever_delivers(actor: Person, promise: Promise) -> bool | InPlaceOf:
    """A promise is answered by the person in the seat that has to keep it."""
    return _sits(actor, promise, promise.role)


@allow("revise", Promise)
def maker(actor: Person, promise: Promise) -> bool:
    """What was promised is put in other words by whoever promised it, as long as they are in the room."""
    return actor.id == promise.made_by and members(actor, promise.deal)


@allow("keep", Promise)
@allow("break", Promise)
def keeper(actor: Person, promise: Promise) -> bool | InPlaceOf:
    """Whether it was kept is said by the seat that took it on."""
    return _sits(actor, promise, promise.role)


@allow("revise", Promise)
@allow("keep", Promise)
@allow("break", Promise)
@allow("waive", Promise)
def account_owner(actor: Person, promise: Promise) -> bool | InPlaceOf:
    """The AR answers for what the customer was told."""
    return _sits(actor, promise, "AR")


def _sits(actor: Person, promise: Promise, role: str) -> bool | InPlaceOf:
    """Say whether somebody has a seat, or acts for whoever has it while they are away."""
    # A seat alone is no key: whoever may not see the room may not act in it either.
    if not may(actor, "see", promise.deal):
        return False
    session = session_of(promise)
    seated = holders(session, promise.deal)[role]
    if seated is None or seated == actor.id:
        return seated is not None
    return actor.id in deputies_now(session, seated, role) and InPlaceOf(seated)
