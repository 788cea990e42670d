"""Who may see and write notes."""

from triangle.core.policy import allow, may
from triangle.deals.models import Deal
from triangle.deals.policy import session_of
from triangle.identity.models import Person
from triangle.nodes.models import Node
from triangle.notes.models import Note
from triangle.notes.queries import is_writer


@allow("see", Note)
def whoever_sees_where_it_stands(actor: Person, note: Note) -> bool:
    """A note is read by whoever sees its deal; a partner reads the notes of the nodes they see."""
    if not actor.is_active:
        return False
    return may(actor, "see", note.deal) or (note.node is not None and may(actor, "see", note.node))


@allow("write", Note)
@allow("rename", Note)
@allow("name_version", Note)
@allow("restore", Note)
@allow("make_item", Note)
def members(actor: Person, note: Note) -> bool:
    """Notes are written by the members of the room; leaders above and partners read."""
    return is_writer(session_of(note), note.deal_id, actor.id)


@allow("add_note", Deal)
def members_of_the_room(actor: Person, deal: Deal) -> bool:
    """A note is begun by a member of the deal's room."""
    return is_writer(session_of(deal), deal.id, actor.id)


@allow("add_note", Node)
def members_of_its_room(actor: Person, node: Node) -> bool:
    """A note of a node is begun by a member of the deal's room."""
    return is_writer(session_of(node), node.deal_id, actor.id)
