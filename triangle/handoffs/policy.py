"""Who may see, answer and withdraw hand-offs."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.activity.catalog import Sight, moves_readers, seers
from triangle.core.policy import InPlaceOf, allow, may
from triangle.deals.models import Deal
from triangle.deals.policy import session_of
from triangle.deals.queries import holders
from triangle.handoffs.models import Handoff, Receipt, StandIn
from triangle.handoffs.queries import given_by, may_give, stands_in_for, waits_for
from triangle.identity.models import Person
from triangle.nodes.models import Node
from triangle.promises.models import Promise


@allow("see", Handoff)
def readers(actor: Person, handoff: Handoff) -> bool:
    """A hand-off is seen with its node, and by its giver, receivers and those who stand in for them."""
    theirs = (r for r in handoff.receipts if r.status != "withdrawn" and r.may_be_answered_by(actor.id))
    involved = actor.id == handoff.giver_id or next(theirs, None) is not None
    return actor.is_active and (involved or may(actor, "see", handoff.node))


@allow("accept", Handoff)
@allow("return", Handoff)
def receivers(actor: Person, handoff: Handoff) -> bool:
    """A hand-off is answered by those it was addressed to, and by those who stand in for them."""
    return actor.is_active and any(receipt.may_be_answered_by(actor.id) for receipt in handoff.receipts)


@allow("note_seen", Handoff)
@allow("snooze", Handoff)
def addressed(actor: Person, handoff: Handoff) -> bool:
    """Seeing and putting off is for the receivers themselves."""
    return actor.is_active and handoff.receipt_for(actor.id) is not None


@allow("withdraw", Handoff)
@allow("nudge", Handoff)
def giver(actor: Person, handoff: Handoff) -> bool | InPlaceOf:
    """A hand-off is withdrawn, its receivers nudged, by whoever gave it, or by whoever could give it now."""
    gives = actor.is_active and actor.id == handoff.giver_id
    return gives or _gives(actor, handoff.node, handoff.kind)


@allow("see", Node)
def asked(actor: Person, node: Node) -> bool:
    """Whoever is asked to take a node sees it."""
    return actor.is_active and waits_for(session_of(node), actor.id, node_id=node.id)


@allow("see", Deal)
def asked_in_it(actor: Person, deal: Deal) -> bool:
    """Whoever is asked to take a node sees its room, partners excepted."""
    if actor.is_guest or not actor.is_active:
        return False
    return waits_for(session_of(deal), actor.id, deal_id=deal.id)


@allow("offer", Node)
def briefers(actor: Person, node: Node) -> bool | InPlaceOf:
    """A briefing is given by the roles that the playbook names."""
    return _gives(actor, node, "briefing")


def _gives(actor: Person, node: Node, kind: str) -> bool | InPlaceOf:
    session = session_of(node)
    if not actor.is_active:
        return False
    if actor.is_guest:
        return may_give(session, node, kind, actor.id)
    whose = given_by(session, node, kind, actor.id)
    return whose == actor.id or (whose is not None and InPlaceOf(whose))


@allow("accept", Promise)
@allow("return", Promise)
def whoever_stands_in(actor: Person, promise: Promise) -> bool | InPlaceOf:
    """Promises come with a hand-off: whoever answers it in the place of the seat answers them, too."""
    session = session_of(promise)
    keeper = holders(session, promise.deal)[promise.role]
    if keeper is None or actor.is_guest or not actor.is_active:
        return False
    return stands_in_for(session, actor.id, promise.deal_id, keeper, promise.role) and InPlaceOf(keeper)


@seers("deal")
def connected_and_asked(session: Session, deal_ids: list[int], sight: Sight) -> Iterator[tuple[int, int]]:
    """Whoever is asked to take a node sees its room, asked for many rooms."""
    asked = select(Receipt.receiver_id, Handoff.deal_id).join(Handoff, Handoff.id == Receipt.handoff_id)
    waiting = Handoff.deal_id.in_(deal_ids), Receipt.status == "offered"
    yield from session.execute(asked.where(*waiting).distinct())
    instead = select(StandIn.person_id, Handoff.deal_id).join(Receipt, Receipt.id == StandIn.receipt_id)
    instead = instead.join(Handoff, Handoff.id == Receipt.handoff_id)
    yield from session.execute(instead.where(*waiting).distinct())


# Whoever was only asked sees the room no longer once the answer is given, and bystanders are shown out.
moves_readers(
    "deal",
    "handoff.offered",
    "handoff.accepted",
    "handoff.returned",
    "handoff.withdrawn",
    "handoff.readdressed",
    "handoff.covered",
)
