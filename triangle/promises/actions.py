"""Deeds on promises: make, revise, accept, return, keep, break, waive."""

from datetime import date
from typing import Any

from triangle.accounts.models import Contact
from triangle.activity.actions import record
from triangle.core.deed import Deed
from triangle.core.errors import invalid
from triangle.core.policy import in_whose_place, require
from triangle.deals.actions import lock_deal
from triangle.deals.models import Deal, deal_stream
from triangle.nodes.models import Node
from triangle.promises.models import Promise


def make(deed: Deed, deal_id: int, **fields: Any) -> Promise:
    """Write down what a customer was promised; whoever has to keep it is asked."""
    deal = lock_deal(deed, deal_id)
    require(deed.actor, "promise", deal)
    return make_without_policy(deed, deal, **fields)


def make_without_policy(
    deed: Deed,
    deal: Deal,
    *,
    node_id: int | None,
    contact_id: int | None,
    made_on: date | None,
    **fields: Any,
) -> Promise:
    """Write a promise down in a locked deal; also as part of another deed, which asked its own rule."""
    deal.must_be_live()
    _must_belong(deed, deal, node_id, contact_id)
    today = deed.calendar.today(deed.at)
    if made_on is not None and made_on > today:
        raise invalid("made_on", "in_the_future")
    promise = Promise(
        deal=deal,
        node_id=node_id,
        contact_id=contact_id,
        made_by=deed.actor.id,
        made_on=made_on or today,
        **fields,
    )
    deed.session.add(promise)
    return _record(deed, "promise.made", promise)


def revise(deed: Deed, promise_id: int, **changes: Any) -> Promise:
    """Put a promise in other words; it has to be answered again."""
    promise = _lock(deed, promise_id, "revise")
    promise.must_allow("revise")
    deed.expect(promise)
    _must_belong(deed, promise.deal, changes.get("node_id"), changes.get("contact_id"))
    for name, value in changes.items():
        setattr(promise, name, value)
    promise.revise()
    return _record(deed, "promise.revised", promise)


def accept(deed: Deed, promise_id: int) -> Promise:
    """Take a promise on."""
    promise = _lock(deed, promise_id, "accept")
    promise.must_allow("accept")
    deed.expect(promise)
    promise.answer("accept", deed.actor.id, deed.at)
    return _record(deed, "promise.accepted", promise)


def return_(deed: Deed, promise_id: int, *, reason_code: str, reason: str) -> Promise:
    """Say that a promise cannot be kept as it was made, and why."""
    promise = _lock(deed, promise_id, "return")
    promise.must_allow("return")
    deed.expect(promise)
    promise.answer("return", deed.actor.id, deed.at)
    promise.reason_code, promise.reason = reason_code, reason
    return _record(deed, "promise.returned", promise)


def keep(deed: Deed, promise_id: int, *, reason: str) -> Promise:
    """Say that a promise was kept."""
    return _close(deed, promise_id, "keep", "promise.kept", reason)


def break_(deed: Deed, promise_id: int, *, reason: str) -> Promise:
    """Say that a promise was broken."""
    return _close(deed, promise_id, "break", "promise.broken", reason)


def waive(deed: Deed, promise_id: int, *, reason: str) -> Promise:
    """Let a promise go, with what the customer agreed to."""
    return _close(deed, promise_id, "waive", "promise.waived", reason)


def _close(deed: Deed, promise_id: int, verb: str, entry_type: str, reason: str) -> Promise:
    promise = _lock(deed, promise_id, verb)
    promise.must_allow(verb)
    deed.expect(promise)
    promise.close(verb, reason, deed.actor.id, deed.at)
    return _record(deed, entry_type, promise)


def _lock(deed: Deed, promise_id: int, verb: str) -> Promise:
    deal = lock_deal(deed, deed.part(Promise.deal_id, promise_id))
    promise = deed.get(Promise, promise_id)
    # The deal's lock covers its promises, and nothing of them was read before it.
    assert promise.deal is deal
    require(deed.actor, verb, promise)
    # Both names on the record, when somebody does it in the place of the seat.
    deed.acting_for = in_whose_place(deed.actor, verb, promise)
    deal.must_be_live()
    return promise


def _must_belong(deed: Deed, deal: Deal, node_id: int | None, contact_id: int | None) -> None:
    node = deed.session.get(Node, node_id) if node_id is not None else None
    if node_id is not None and (node is None or node.deal_id != deal.id):
        raise invalid("node_id", "unknown", id=node_id)
    contact = deed.session.get(Contact, contact_id) if contact_id is not None else None
    if contact_id is not None and (contact is None or contact.account_id != deal.account_id):
        raise invalid("contact_id", "unknown", id=contact_id)


def _record(deed: Deed, entry_type: str, promise: Promise) -> Promise:
    deed.session.flush()
    record(deed, entry_type, [deal_stream(promise.deal_id)], promise=promise)
    return promise
