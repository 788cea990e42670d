"""Who may see and work on nodes: it follows from their duties, and a deputy has those of whoever is away."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from triangle.activity.catalog import Sight, moves_readers, seers
from triangle.core.policy import InPlaceOf, allow, may
from triangle.deals.models import Deal
from triangle.deals.policy import session_of
from triangle.deals.queries import holders, is_member
from triangle.identity.models import Person
from triangle.nodes.models import ChecklistItem, Node
from triangle.responsibilities.queries import deputies_in, has_duty, is_deputy_in, stood_in_for


def by_duty(actor: Person, node: Node, duties: str) -> bool | InPlaceOf:
    """Say whether somebody has one of the duties in a node: of their own, or as deputy of whoever is away."""
    session = session_of(node)
    if not actor.is_active:
        return False
    if has_duty(session, node.id, actor.id, duties):
        return True
    # No partner acts for the company.
    away = None if actor.is_guest else stood_in_for(session, node.id, actor.id, duties)
    return False if away is None else InPlaceOf(away)


@allow("see", Deal)
def deputy(actor: Person, deal: Deal) -> bool:
    """A deputy sees the rooms in which whoever is away has a duty and is a member."""
    present = actor.is_active and not actor.is_guest
    return present and is_deputy_in(session_of(deal), deal.id, actor.id)


@allow("see", Node)
def whoever_sees_the_deal(actor: Person, node: Node) -> bool:
    """A node is seen with its deal; a partner sees the nodes they have a duty in."""
    if not actor.is_active:
        return False
    return may(actor, "see", node.deal) or has_duty(session_of(node), node.id, actor.id, "RACI")


@allow("start", Node)
@allow("finish", Node)
@allow("offer", Node)
def doers(actor: Person, node: Node) -> bool | InPlaceOf:
    """A node is worked on and handed over by whoever does it or answers for it."""
    return by_duty(actor, node, "RA")


@allow("tick", Node)
def contributors(actor: Person, node: Node) -> bool | InPlaceOf:
    """The checklist is kept by whoever does, answers or advises."""
    return by_duty(actor, node, "RAC")


@allow("add_item", Node)
def members_of_the_room(actor: Person, node: Node) -> bool:
    """Any member of the room may remind a node of something; a guest only ticks."""
    return may(actor, "see", node.deal) and is_member(session_of(node), node.deal_id, actor.id)


@allow("see", ChecklistItem)
def whoever_sees_the_node(actor: Person, item: ChecklistItem) -> bool:
    """A checklist item is seen with its node."""
    return may(actor, "see", item.node)


@allow("tick", ChecklistItem)
def keepers(actor: Person, item: ChecklistItem) -> bool | InPlaceOf:
    """An item is kept by whoever keeps the checklist, and a gate's condition by its owner as well."""
    owns = item.owner_id == actor.id and may(actor, "see", item.node)
    return owns or contributors(actor, item.node)


@allow("decide", Node)
def decider(actor: Person, node: Node) -> bool | InPlaceOf:
    """A gate is decided by the one who answers for its node."""
    return by_duty(actor, node, "A")


@allow("reopen", Node)
def accountable(actor: Person, node: Node) -> bool | InPlaceOf:
    """A node is reopened by the one who answers for it."""
    return decider(actor, node)


@allow("skip", Node)
def skipper(actor: Person, node: Node) -> bool | InPlaceOf:
    """A node is skipped by the one who answers for it; the deliverability review by the sponsor in person."""
    if node.is_deliverability_review:
        return actor.is_active and actor.id == holders(session_of(node), node.deal)["SP"]
    return decider(actor, node)


@allow("reopen", Node)
def account_owner(actor: Person, node: Node) -> bool:
    """The deal's AR may take any finished node up again."""
    seated = holders(session_of(node), node.deal)
    return actor.is_active and not actor.is_guest and actor.id == seated["AR"]


@seers("deal")
def connected_deputies(session: Session, deal_ids: list[int], sight: Sight) -> Iterator[tuple[int, int]]:
    """The rule of deputies, asked for many rooms."""
    yield from deputies_in(session, deal_ids)


# A deputy sees the room no longer once whoever was away is back, or has no duty in it any more.
moves_readers("deal", "deal.covered", "deal.lost", "node.reopened", "responsibility.moved")
