"""Return loops: a node that comes back again and again is told to whoever leads its team."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.activity.actions import record
from triangle.activity.catalog import listen
from triangle.core.deed import Deed
from triangle.deals.models import Deal, deal_stream
from triangle.handoffs.models import Handoff, Receipt
from triangle.handoffs.queries import card, without_amount
from triangle.identity.models import Person

LEADERS_MATTER = 3


def tell_of_loops() -> None:
    """Have every return counted; called once by the app."""
    listen("handoff.returned", _count)


def returns_of(session: Session, node_id: int) -> list[str]:
    """Return the reason of each return of a node's hand-offs, oldest first."""
    query = (
        select(Receipt.reason_code)
        .join(Handoff, Handoff.id == Receipt.handoff_id)
        .where(Handoff.node_id == node_id, Receipt.status == "returned")
        .order_by(Receipt.answered_at, Receipt.id)
    )
    return [code for code in session.scalars(query) if code is not None]


def leaders_of(session: Session, deal: Deal) -> list[int]:
    """Return the nearest leaders above a deal's account: of its team, else of the next team above."""
    team = deal.account.team
    while team is not None:
        query = select(Person.id).where(Person.role == "leader", Person.is_active, Person.team_id == team.id)
        if found := list(session.scalars(query.order_by(Person.id))):
            return found
        team = team.parent
    return []


def _count(deed: Deed, things: dict[str, Any]) -> None:
    node, handoff = things["node"], things["handoff"]
    reasons = returns_of(deed.session, node.id)
    if len(reasons) < LEADERS_MATTER:
        return
    leaders = leaders_of(deed.session, node.deal)
    # Whoever gives it again and again is told with the leaders; what the deal is worth is not said with it.
    people = [f"user:{person}" for person in sorted({handoff.giver_id, *leaders})]
    streams = [deal_stream(node.deal_id), *people]
    record(
        deed,
        "handoff.looped",
        streams,
        less={name: {"deal": without_amount(node.deal)} for name in people},
        **card(handoff),
        returns=len(reasons),
        reasons=reasons,
        leaders=leaders,
    )
