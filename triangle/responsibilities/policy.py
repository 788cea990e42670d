"""Who may see and work on nodes: it follows from their duties."""

from triangle.core.policy import allow, may
from triangle.deals.policy import session_of
from triangle.deals.queries import holders, is_member
from triangle.identity.models import Person
from triangle.nodes.models import ChecklistItem, Node
from triangle.responsibilities.queries import has_duty


@allow("see", Node)
def whoever_sees_the_deal(actor: Person, node: Node) -> bool:
    """A node is seen with its deal; a partner sees the nodes they have a duty in."""
    if not actor.is_active:
        return False
    return may(actor, "see", node.deal) or has_duty(session_of(node), node.id, actor.id, "RACI")


@allow("start", Node)
@allow("finish", Node)
@allow("offer", Node)
def doers(actor: Person, node: Node) -> bool:
    """A node is worked on and handed over by whoever does it or answers for it."""
    return actor.is_active and has_duty(session_of(node), node.id, actor.id, "RA")


@allow("tick", Node)
def contributors(actor: Person, node: Node) -> bool:
    """The checklist is kept by whoever does, answers or advises."""
    return actor.is_active and has_duty(session_of(node), node.id, actor.id, "RAC")


@allow("add_item", Node)
def members_of_the_room(actor: Person, node: Node) -> bool:
    """Any member of the room may remind a node of something; a guest only ticks."""
    return may(actor, "see", node.deal) and is_member(session_of(node), node.deal_id, actor.id)


@allow("see", ChecklistItem)
def whoever_sees_the_node(actor: Person, item: ChecklistItem) -> bool:
    """A checklist item is seen with its node."""
    return may(actor, "see", item.node)


@allow("tick", ChecklistItem)
def keepers(actor: Person, item: ChecklistItem) -> bool:
    """An item is kept by whoever keeps the checklist, and a gate's condition by its owner as well."""
    owns = item.owner_id == actor.id and may(actor, "see", item.node)
    return owns or may(actor, "tick", item.node)


@allow("decide", Node)
def decider(actor: Person, node: Node) -> bool:
    """A gate is decided by the one who answers for its node."""
    return actor.is_active and has_duty(session_of(node), node.id, actor.id, "A")


@allow("reopen", Node)
def accountable(actor: Person, node: Node) -> bool:
    """A node is reopened by the one who answers for it."""
    return decider(actor, node)


@allow("skip", Node)
def skipper(actor: Person, node: Node) -> bool:
    """A node is skipped by the one who answers for it; the deliverability review by the sponsor alone."""
    if node.is_deliverability_review:
        return actor.is_active and actor.id == holders(session_of(node), node.deal)["SP"]
    return decider(actor, node)


@allow("reopen", Node)
def account_owner(actor: Person, node: Node) -> bool:
    """The deal's AR may take any finished node up again."""
    seated = holders(session_of(node), node.deal)
    return actor.is_active and not actor.is_guest and actor.id == seated["AR"]
