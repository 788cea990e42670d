"""When a person leaves: nobody goes while they still answer for something."""

from typing import Any

from sqlalchemy import select

from triangle.accounts.models import Seat
from triangle.core.deed import Deed
from triangle.core.errors import Conflict, field_error
from triangle.core.policy import require
from triangle.deals.models import Deal, DealSeat
from triangle.identity.actions import one_at_a_time, revoke_all
from triangle.identity.models import Person
from triangle.nodes.models import OPEN, Node
from triangle.responsibilities.models import Responsibility


def deactivate(deed: Deed, person_id: int) -> Person:
    """End a person's access; refuse, and list it, while they hold a seat or a duty in an open node."""
    one_at_a_time(deed.session)
    person = deed.get(Person, person_id, lock=True)
    require(deed.actor, "deactivate", person)
    deed.expect(person)
    if person.id == deed.actor.id:
        raise Conflict("oneself", "another admin has to do this")
    held = [*_seats(deed, person), *_duties(deed, person)]
    if held:
        raise Conflict("person_answers", "somebody else has to take these first", errors=held)
    person.is_active = False
    revoke_all(deed.session, person, deed.at)
    deed.session.flush()
    return person


def activate(deed: Deed, person_id: int) -> Person:
    """Let a person in again."""
    person = deed.get(Person, person_id, lock=True)
    require(deed.actor, "deactivate", person)
    deed.expect(person)
    person.is_active = True
    deed.session.flush()
    return person


def _seats(deed: Deed, person: Person) -> list[dict[str, Any]]:
    present = select(Seat.account_id, Seat.role).where(Seat.person_id == person.id, Seat.until_at.is_(None))
    own = (
        select(DealSeat.deal_id, DealSeat.role)
        .join(Deal, Deal.id == DealSeat.deal_id)
        .where(DealSeat.person_id == person.id, DealSeat.until_at.is_(None), Deal.status != "lost")
    )
    return [
        *(field_error("seats", "holds_seat", account_id=a, role=r) for a, r in deed.session.execute(present)),
        *(field_error("seats", "holds_deal_seat", deal_id=d, role=r) for d, r in deed.session.execute(own)),
    ]


def _duties(deed: Deed, person: Person) -> list[dict[str, Any]]:
    held = (
        select(Node.id, Node.deal_id, Responsibility.duty)
        .join(Responsibility, Responsibility.node_id == Node.id)
        .join(Deal, Deal.id == Node.deal_id)
        .where(
            Responsibility.person_id == person.id,
            Responsibility.until_at.is_(None),
            Responsibility.duty.in_(("R", "A")),
            Node.status.in_(OPEN),
            Deal.status != "lost",
        )
        .order_by(Node.id)
        .limit(200)
    )
    return [
        field_error("nodes", "holds_duty", node_id=node, deal_id=deal, duty=duty)
        for node, deal, duty in deed.session.execute(held)
    ]
