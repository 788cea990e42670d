"""When a person leaves: in one deed, somebody takes each seat, node and hand-off that they hold."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.accounts.actions import lock_account, present_person
from triangle.activity.actions import record
from triangle.core.deed import Deed
from triangle.core.errors import Conflict, field_error, invalid
from triangle.core.policy import require
from triangle.deals.actions import let_in, lock_deal
from triangle.deals.models import deal_stream
from triangle.deals.queries import holders, member_ids
from triangle.handoffs.actions import excuse, lock_handoff, readdress
from triangle.handoffs.models import Handoff, Receipt
from triangle.identity.actions import one_at_a_time, revoke_all
from triangle.identity.models import Person
from triangle.nodes.models import ChecklistItem, Node
from triangle.responsibilities.actions import (
    lock_with_account,
    seat_in_deal_without_policy,
    seat_without_policy,
)
from triangle.responsibilities.held import held_nodes, held_seats, owned_items
from triangle.responsibilities.moving import hand_over
from triangle.responsibilities.queries import accountable_of

Plan = Sequence[dict[str, Any]]
MOST_NAMED = 200


def deactivate(
    deed: Deed, person_id: int, *, seats: Plan = (), nodes: Plan = (), handoffs: Plan = ()
) -> Person:
    """End a person's access and give what they hold to whom the plan names; refuse while anything is left."""
    one_at_a_time(deed.session)
    person = deed.get(Person, person_id, lock=True)
    require(deed.actor, "deactivate", person)
    deed.expect(person)
    if person.id == deed.actor.id:
        raise Conflict("oneself", "another admin has to do this")
    _give_seats(deed, person, seats)
    _give_nodes(deed, person, nodes)
    _ask_others(deed, person, handoffs)
    left = _left(deed, person)
    if left:
        raise Conflict("person_answers", "somebody else has to take these first", errors=left)
    _pass_items_on(deed, person)
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


def held_handoffs(session: Session, person: Person) -> list[dict[str, Any]]:
    """Return the hand-offs that wait for somebody's answer and follow no seat of theirs."""
    query = (
        select(Receipt, Handoff)
        .join(Handoff, Handoff.id == Receipt.handoff_id)
        .where(Receipt.receiver_id == person.id, Receipt.status == "offered")
        .order_by(Handoff.deal_id, Handoff.id)
    )
    found = []
    for receipt, handoff in session.execute(query):
        deal, node = handoff.node.deal, handoff.node
        if receipt.role is not None and holders(session, deal)[receipt.role] == person.id:
            continue
        about = {"handoff_id": handoff.id, "kind": handoff.kind, "giver_id": handoff.giver_id}
        where = {"node_id": node.id, "deal_id": deal.id, "account": deal.account.name, "deal": deal.title}
        named = {"code": node.template.code, "name": node.template.name}
        found.append(about | where | named | {"suggested_id": _back(session, person, handoff)})
    return found


def _back(session: Session, person: Person, handoff: Handoff) -> int | None:
    """Return its giver, who knows it, unless they have left themselves."""
    giver = session.get_one(Person, handoff.giver_id)
    return giver.id if giver.is_active and giver.id != person.id else None


def _ask_others(deed: Deed, person: Person, plan: Plan) -> None:
    held = {each["handoff_id"]: each["deal_id"] for each in held_handoffs(deed.session, person)}
    for wish in sorted(plan, key=lambda wish: (held.get(wish["handoff_id"], 0), wish["handoff_id"])):
        if wish["handoff_id"] not in held:
            # It was taken back with a seat or node that was given away before.
            continue
        _refuse_oneself(person, wish["person_id"], "handoffs")
        handoff = lock_handoff(deed, wish["handoff_id"])
        receipt = handoff.receipt_for(person.id)
        if receipt is None or receipt.status != "offered":
            continue
        if wish["person_id"] == handoff.giver_id:
            excuse(deed, handoff, receipt)
            continue
        taker = present_person(deed, wish["person_id"], "handoffs")
        if taker.is_guest:
            raise invalid("handoffs", "guest_seat", id=taker.id)
        let_in(deed, handoff.deal_id, {taker.id})
        readdress(deed, handoff, receipt, taker.id)


def _pass_items_on(deed: Deed, person: Person) -> None:
    """Give the open items that somebody owns to whoever answers for their nodes: nobody owns what is left."""
    for item_id, deal_id in owned_items(deed.session, person):
        lock_deal(deed, deal_id)
        item = deed.get(ChecklistItem, item_id)
        if item.owner_id != person.id or item.state != "open":
            # Somebody was faster, before the lock.
            continue
        item.owner_id = accountable_of(deed.session, item.node_id)
        deed.session.flush()
        record(deed, "checklist_item.changed", [deal_stream(deal_id)], item=item)


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
    waiting = [
        field_error("handoffs", "holds_handoff", handoff_id=each["handoff_id"], deal_id=each["deal_id"])
        for each in held_handoffs(deed.session, person)
    ]
    return [*seats, *nodes, *waiting][:MOST_NAMED]
