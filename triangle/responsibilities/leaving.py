"""When a person leaves: in one deed, somebody takes each seat and node that they hold."""

from collections.abc import Sequence
from typing import Any

from triangle.accounts.actions import lock_account, present_person
from triangle.activity.actions import record
from triangle.core.deed import Deed
from triangle.core.errors import Conflict, field_error, invalid
from triangle.core.policy import require
from triangle.deals.actions import let_in, lock_deal
from triangle.deals.models import deal_stream
from triangle.deals.queries import member_ids
from triangle.identity.actions import one_at_a_time, revoke_all
from triangle.identity.models import Person
from triangle.nodes.models import Node
from triangle.responsibilities.actions import (
    lock_with_account,
    seat_in_deal_without_policy,
    seat_without_policy,
)
from triangle.responsibilities.held import held_nodes, held_seats
from triangle.responsibilities.moving import hand_over

Plan = Sequence[dict[str, Any]]
MOST_NAMED = 200


def deactivate(deed: Deed, person_id: int, *, seats: Plan = (), nodes: Plan = ()) -> Person:
    """End a person's access and give what they hold to whom the plan names; refuse while anything is left."""
    one_at_a_time(deed.session)
    person = deed.get(Person, person_id, lock=True)
    require(deed.actor, "deactivate", person)
    deed.expect(person)
    if person.id == deed.actor.id:
        raise Conflict("oneself", "another admin has to do this")
    _give_seats(deed, person, seats)
    _give_nodes(deed, person, nodes)
    left = _left(deed, person)
    if left:
        raise Conflict("person_answers", "somebody else has to take these first", errors=left)
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


def _give_seats(deed: Deed, person: Person, plan: Plan) -> None:
    held = {(s["account_id"], s["deal_id"], s["role"]) for s in held_seats(deed.session, person)}
    # Accounts before their deals' own seats, and both in order: as every other deed locks them.
    for seat in sorted(
        plan, key=lambda s: (s["deal_id"] is not None, s["deal_id"] or s["account_id"], s["role"])
    ):
        key = (seat["account_id"], seat["deal_id"], seat["role"])
        if key not in held:
            raise invalid("seats", "not_held", account_id=key[0], deal_id=key[1], role=key[2])
        held.remove(key)
        _refuse_oneself(person, seat["person_id"], "seats")
        if seat["deal_id"] is None:
            account = lock_account(deed, seat["account_id"])
            seat_without_policy(deed, account, seat["role"], seat["person_id"], "left")
        else:
            deal = lock_with_account(deed, seat["deal_id"])
            seat_in_deal_without_policy(deed, deal, seat["role"], seat["person_id"], "left")


def _give_nodes(deed: Deed, person: Person, plan: Plan) -> None:
    held = {node["node_id"]: node["deal_id"] for node in held_nodes(deed.session, person)}
    for wish in sorted(plan, key=lambda wish: (held.get(wish["node_id"], 0), wish["node_id"])):
        if wish["node_id"] not in held:
            # A seat that was given away before may have taken the node along: then nothing is left to do.
            continue
        _refuse_oneself(person, wish["person_id"], "nodes")
        _give_node(deed, person, held.pop(wish["node_id"]), wish)


def _give_node(deed: Deed, person: Person, deal_id: int, wish: dict[str, Any]) -> None:
    deal = lock_deal(deed, deal_id)
    taker = present_person(deed, wish["person_id"], "nodes")
    if taker.is_guest:
        raise invalid("nodes", "guest_seat", id=taker.id)
    node = deed.get(Node, wish["node_id"])
    touched = hand_over(deed, node, person.id, taker.id, "left")
    let_in(deed, deal_id, {taker.id})
    record(
        deed,
        "responsibility.moved",
        [deal_stream(deal_id)],
        deal=deal,
        node=node,
        members=member_ids(deed.session, deal_id),
        responsibilities=touched,
    )


def _refuse_oneself(person: Person, taker_id: int | None, field: str) -> None:
    if taker_id == person.id:
        raise invalid(field, "leaves", id=person.id)


def _left(deed: Deed, person: Person) -> list[dict[str, Any]]:
    seats = [
        field_error("seats", "holds_seat", account_id=seat["account_id"], role=seat["role"])
        if seat["deal_id"] is None
        else field_error("seats", "holds_deal_seat", deal_id=seat["deal_id"], role=seat["role"])
        for seat in held_seats(deed.session, person)
    ]
    nodes = [
        field_error("nodes", "holds_duty", node_id=node["node_id"], deal_id=node["deal_id"], duty=duty)
        for node in held_nodes(deed.session, person)
        for duty in node["duties"]
    ]
    return [*seats, *nodes][:MOST_NAMED]
