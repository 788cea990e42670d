"""Deeds of a hand-off: offer, accept, return, withdraw."""

from datetime import datetime, timedelta
from typing import Any

from triangle.accounts.actions import present_person
from triangle.core.deed import Deed
from triangle.core.errors import Conflict, Forbidden, field_error, invalid
from triangle.core.policy import in_whose_place, require
from triangle.deals.actions import let_in, lock_deal
from triangle.deals.queries import holders
from triangle.handoffs import clock
from triangle.handoffs.models import Handoff, Receipt
from triangle.handoffs.queries import defaults, due, given_by, open_of_node, others_open
from triangle.handoffs.recording import record_handoff
from triangle.handoffs.standing_in import cover
from triangle.nodes.actions import lock_node, refuse_behind_gate
from triangle.nodes.models import CONTRACT_BRIEFING, Node
from triangle.promises.queries import of_deal, unanswered
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.moving import hand_over

LATEST_DUE = timedelta(days=366)


def offer(
    deed: Deed,
    node_id: int,
    *,
    receiver_ids: list[int] | None,
    message: str,
    kind: str | None,
    due_at: datetime | None,
    questions: list[str],
) -> Handoff:
    """Offer a node to its receivers; nothing moves until they accept."""
    node = lock_node(deed, node_id, "offer")
    node.must_allow("offer")
    deed.expect(node)
    filled: dict[str, Any] = defaults(deed.session, node, deed.actor, deed.calendar, deed.at)
    kind = kind or filled["kind"]
    giver_id = _giver(deed, node, kind)
    receiver_ids = filled["receiver_ids"] if receiver_ids is None else receiver_ids
    receivers = _receivers(deed, node, kind, receiver_ids, giver_id)
    _begin_briefing(deed, node, kind)
    handoff = Handoff(
        deal_id=node.deal_id,
        node=node,
        kind=kind,
        giver_id=giver_id,
        message=message,
        questions=questions,
        package=_package(deed, node),
        offered_at=deed.at,
        due_at=_due(deed, node, kind, due_at),
        receipts=receivers,
    )
    deed.session.add(handoff)
    for receipt in receivers:
        _begin_to_wait(deed, handoff, receipt)
    node.offer()
    let_in(deed, node.deal_id, {receipt.receiver_id for receipt in receivers})
    record_handoff(deed, "handoff.offered", handoff)
    return handoff


def accept(deed: Deed, handoff_id: int, *, open_items: list[str], receiver_id: int | None = None) -> Handoff:
    """Accept; a transfer moves the giver's duties to the receiver, whoever answers, at the same moment."""
    handoff, receipt = _answer(deed, handoff_id, "accept", receiver_id)
    _refuse_unseen_promises(deed, handoff, receipt)
    receipt.open_items = open_items
    receipt.close("accepted", deed.at, deed.actor.id)
    moved: list[Responsibility] = []
    if handoff.kind == "transfer":
        present_person(deed, receipt.receiver_id, "receiver_ids")
        let_in(deed, handoff.deal_id, {receipt.receiver_id})
        moved = hand_over(deed, handoff.node, handoff.giver_id, receipt.receiver_id)
    _settle(deed, handoff)
    record_handoff(deed, "handoff.accepted", handoff, moved=moved)
    return handoff


def return_(
    deed: Deed, handoff_id: int, *, reason_code: str, reason: str, receiver_id: int | None = None
) -> Handoff:
    """Return to the giver, for a reason; responsibility stays where it is."""
    handoff, receipt = _answer(deed, handoff_id, "return", receiver_id)
    receipt.reason_code, receipt.reason = reason_code, reason
    receipt.close("returned", deed.at, deed.actor.id)
    _settle(deed, handoff)
    record_handoff(deed, "handoff.returned", handoff)
    return handoff


def withdraw(deed: Deed, handoff_id: int) -> Handoff:
    """Take back an offer that is not answered by everybody."""
    handoff = lock_handoff(deed, handoff_id)
    require(deed.actor, "withdraw", handoff)
    deed.acting_for = in_whose_place(deed.actor, "withdraw", handoff)
    handoff.must_be_open()
    deed.expect(handoff)
    take_back(deed, handoff)
    return handoff


def take_back(deed: Deed, handoff: Handoff) -> None:
    """Withdraw an open hand-off, whoever caused it: its giver, a seat change, a skipped node, a lost deal."""
    handoff.withdraw(deed.at, deed.actor.id)
    _settle_node(deed, handoff)
    record_handoff(deed, "handoff.withdrawn", handoff)


def excuse(deed: Deed, handoff: Handoff, receipt: Receipt) -> None:
    """Ask one receiver no more; when nobody else was asked, the hand-off goes back to its giver."""
    if all(each is receipt or each.status == "withdrawn" for each in handoff.receipts):
        take_back(deed, handoff)
        return
    receipt.close("withdrawn", deed.at, deed.actor.id)
    handoff.settle(deed.at)
    if not handoff.is_open:
        _settle_node(deed, handoff)
    record_handoff(deed, "handoff.readdressed", handoff)


def readdress(deed: Deed, handoff: Handoff, receipt: Receipt, receiver_id: int) -> None:
    """Move one waiting receipt to the person who sits in its role now."""
    receipt.close("withdrawn", deed.at, deed.actor.id)
    deed.session.flush()
    waiting = handoff.receipt_for(receiver_id)
    if waiting is None or waiting.status != "offered":
        again = Receipt(receiver_id=receiver_id, role=receipt.role)
        handoff.receipts.append(again)
        _begin_to_wait(deed, handoff, again)
    handoff.settle(deed.at)
    record_handoff(deed, "handoff.readdressed", handoff)


def lock_handoff(deed: Deed, handoff_id: int) -> Handoff:
    """Lock a hand-off with its deal and read it as it is now."""
    deal = lock_deal(deed, deed.part(Handoff.deal_id, handoff_id))
    handoff = deed.get(Handoff, handoff_id)
    # The deal's lock covers its hand-offs, and nothing of them was read before it.
    assert handoff.node.deal is deal
    return handoff


def _begin_to_wait(deed: Deed, handoff: Handoff, receipt: Receipt) -> None:
    clock.start(handoff, receipt, deed.calendar, deed.at)
    cover(deed, handoff, receipt)


def _answer(deed: Deed, handoff_id: int, verb: str, receiver_id: int | None) -> tuple[Handoff, Receipt]:
    handoff = lock_handoff(deed, handoff_id)
    require(deed.actor, verb, handoff)
    # Who was faster matters more to the loser of a race than that their page is old: 409 before 412.
    receipt = handoff.must_be_open_for(deed.actor.id, receiver_id)
    deed.expect(handoff)
    handoff.node.deal.must_be_live()
    if receipt.receiver_id != deed.actor.id:
        # Both names on the record: who answered, and for whom.
        deed.acting_for = receipt.receiver_id
    return handoff, receipt


def _package(deed: Deed, node: Node) -> dict[str, Any]:
    return {
        "checklist": [{"item_id": item.id, "state": item.state} for item in node.checklist],
        "promises": [promise.id for promise in of_deal(deed.session, node.deal_id)],
    }


def _refuse_unseen_promises(deed: Deed, handoff: Handoff, receipt: Receipt) -> None:
    """Have a contract briefing accepted only by somebody who has answered every promise of their role."""
    briefing = handoff.node.briefing if handoff.kind == "briefing" else None
    if briefing is None or briefing["code"] != CONTRACT_BRIEFING or receipt.role is None:
        return
    unseen = unanswered(deed.session, handoff.deal_id, receipt.role)
    if unseen:
        errors = [field_error("promises", f"promise_{each.status}", promise_id=each.id) for each in unseen]
        raise Conflict("promises_unanswered", "answer each promise first", errors=errors)


def _receivers(deed: Deed, node: Node, kind: str, ids: list[int], giver_id: int) -> list[Receipt]:
    if len(ids) != len(set(ids)):
        raise invalid("receiver_ids", "twice")
    if not ids or (kind == "transfer" and len(ids) != 1):
        raise invalid("receiver_ids", "one_receiver" if kind == "transfer" else "no_receiver", given=len(ids))
    # A deputy may have to be told what they tell in another's place, and takes nothing over like this.
    if giver_id in ids or (kind == "transfer" and deed.actor.id in ids):
        raise invalid("receiver_ids", "oneself")
    _refuse_waiting(deed, node, kind, set(ids), giver_id)
    seated = holders(deed.session, node.deal)
    wanted = node.briefing["to"] if kind == "briefing" and node.briefing else []
    receipts = []
    for person_id in ids:
        present_person(deed, person_id, "receiver_ids")
        role = next((role for role in wanted if seated[role] == person_id), None)
        receipts.append(Receipt(receiver_id=person_id, role=role))
    return receipts


def _giver(deed: Deed, node: Node, kind: str) -> int:
    """Return whose part is given: the actor's own, or that of whoever they are deputy for."""
    if kind == "briefing" and node.briefing is None:
        raise invalid("kind", "no_briefing_here", allowed=["transfer"])
    giver_id = given_by(deed.session, node, kind, deed.actor.id)
    if giver_id is None:
        raise Forbidden("no_duty_to_give", "you have no duty in this node to give", verb="offer")
    deed.acting_for = None if giver_id == deed.actor.id else giver_id
    return giver_id


def _refuse_waiting(deed: Deed, node: Node, kind: str, ids: set[int], giver_id: int) -> None:
    for handoff in open_of_node(deed.session, node.id):
        asked = {receipt.receiver_id for receipt in handoff.receipts if receipt.status == "offered"}
        same_gift = kind == handoff.kind == "transfer" and handoff.giver_id == giver_id
        if same_gift or (kind == handoff.kind and asked & ids):
            raise Conflict("handoff_open", "an offer waits for an answer already", handoff_id=handoff.id)


def _begin_briefing(deed: Deed, node: Node, kind: str) -> None:
    if kind == "briefing" and node.status == "waiting":
        refuse_behind_gate(deed, node)
        node.start(deed.at)


def _due(deed: Deed, node: Node, kind: str, due_at: datetime | None) -> datetime:
    if due_at is not None and due_at <= deed.at:
        raise invalid("due_at", "in_the_past")
    if due_at is not None and due_at > deed.at + LATEST_DUE:
        raise invalid("due_at", "too_far", days=LATEST_DUE.days)
    return due_at or due(node, kind, deed.calendar, deed.at)


def _settle(deed: Deed, handoff: Handoff) -> None:
    handoff.settle(deed.at)
    _settle_node(deed, handoff)


def _settle_node(deed: Deed, handoff: Handoff) -> None:
    if not handoff.is_open and not others_open(deed.session, handoff):
        handoff.node.settle()
