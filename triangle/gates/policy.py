"""Who may override what delivery said."""

from triangle.core.policy import allow, may
from triangle.deals.policy import session_of
from triangle.deals.queries import holders
from triangle.identity.models import Person
from triangle.nodes.models import Node


@allow("override", Node)
def sponsor(actor: Person, node: Node) -> bool:
    """A veto of delivery is overridden by whoever sits in the sponsor's seat, and by nobody for them."""
    if not node.is_deliverability_review or not may(actor, "see", node.deal):
        return False
    return actor.id == holders(session_of(node), node.deal)["SP"]
