"""How responsibilities move: one interval closes and the next begins, in the same moment."""

from triangle.core.deed import Deed
from triangle.deals.queries import is_member
from triangle.identity.models import Person
from triangle.nodes.models import Node
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.queries import current, of_node
from triangle.responsibilities.resolve import Holders, person_for

Key = tuple[int, str, str]


def hand_over(
    deed: Deed, node: Node, giver_id: int, receiver_id: int, cause: str = "handoff"
) -> list[Responsibility]:
    """Move what the giver does and answers for in a node to the receiver; return every interval touched."""
    given = [row for row in of_node(deed.session, node.id) if row.person_id == giver_id and row.duty in "RA"]
    return _move(deed, [(row, row.duty, row.role, receiver_id) for row in given], node, cause)


def follow_seats(deed: Deed, nodes: list[Node], before: Holders, after: Holders) -> list[Responsibility]:
    """Move the duties of seats that changed; what was handed over to somebody else stays with them."""
    if not nodes:
        return []
    present = _by_key(list(current(deed.session, nodes[0].deal_id)))
    touched: list[Responsibility] = []
    for node in nodes:
        for duty, role in node.template.duties():
            old, new = person_for(duty, role, before), person_for(duty, role, after)
            row = present.get((node.id, duty, role))
            if old == new or (row is not None and row.person_id != old):
                continue
            touched += _move(deed, [(row, duty, role, new)], node, "seat")
    return touched


def catch_up(deed: Deed, node: Node, seated: Holders) -> list[Responsibility]:
    """Give a reopened node to who sits there now; what was handed over to a member stays with them."""
    present = _by_key(list(of_node(deed.session, node.id)))
    touched: list[Responsibility] = []
    for duty, role in node.template.duties():
        row, person_id = present.get((node.id, duty, role)), person_for(duty, role, seated)
        if row is not None and (row.person_id == person_id or _stays(deed, row)):
            continue
        if row is not None or person_id is not None:
            touched += _move(deed, [(row, duty, role, person_id)], node, "reopened")
    return touched


def _stays(deed: Deed, row: Responsibility) -> bool:
    holder = deed.session.get_one(Person, row.person_id)
    return row.cause == "handoff" and holder.is_active and is_member(deed.session, row.deal_id, holder.id)


def _by_key(rows: list[Responsibility]) -> dict[Key, Responsibility]:
    return {(row.node_id, row.duty, row.role): row for row in rows}


def _move(
    deed: Deed, moves: list[tuple[Responsibility | None, str, str, int | None]], node: Node, cause: str
) -> list[Responsibility]:
    closed = [row for row, *_ in moves if row is not None]
    for row in closed:
        row.until_at = deed.at
    deed.session.flush()
    opened = [
        Responsibility(
            deal_id=node.deal_id,
            node_id=node.id,
            person_id=person_id,
            duty=duty,
            role=role,
            from_at=deed.at,
            cause=cause,
        )
        for _, duty, role, person_id in moves
        if person_id is not None
    ]
    deed.session.add_all(opened)
    deed.session.flush()
    return closed + opened
