"""Deeds that move a node: start, finish, skip, reopen, decide."""

from triangle.activity.actions import record
from triangle.core.deed import Deed
from triangle.core.errors import Conflict, Forbidden
from triangle.core.schema import moment_text
from triangle.deals.models import deal_stream
from triangle.deals.queries import holders
from triangle.gates.conditions import Condition, impose
from triangle.gates.models import Override
from triangle.gates.queries import missing, unanswered_promises
from triangle.gates.vetoes import override_of, veto_of
from triangle.handoffs.actions import take_back
from triangle.handoffs.queries import open_of_node
from triangle.nodes.actions import lock_node, refuse_behind_gate
from triangle.nodes.models import PASSED, Node
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.moving import catch_up


def start(deed: Deed, node_id: int) -> Node:
    """Begin a node, unless an earlier gate is not passed."""
    node = lock_node(deed, node_id, "start")
    node.must_allow("start")
    deed.expect(node)
    refuse_behind_gate(deed, node)
    node.start(deed.at)
    return _record(deed, "node.started", node)


def finish(deed: Deed, node_id: int) -> Node:
    """Finish a node, or refuse and say everything that is missing."""
    node = lock_node(deed, node_id, "finish")
    if node.status != "offered":
        node.must_allow("finish")
    deed.expect(node)
    lacks = missing(deed.session, node)
    if lacks:
        raise Conflict("node_blocked", "something is missing before this node can be finished", errors=lacks)
    node.finish(deed.at)
    return _record(deed, "node.finished", node)


def skip(deed: Deed, node_id: int, *, reason: str) -> Node:
    """Leave a node out, for a reason; what was offered of it is taken back."""
    node = lock_node(deed, node_id, "skip")
    node.must_allow("skip")
    deed.expect(node)
    _refuse_unanswered_promises(deed, node)
    if veto_of(deed.session, node) is not None:
        raise Conflict("veto_stands", "delivery said no: override it with the risk in writing")
    for handoff in open_of_node(deed.session, node.id):
        take_back(deed, handoff)
    node.skip(reason, deed.at)
    return _record(deed, "node.skipped", node)


def reopen(deed: Deed, node_id: int, *, reason: str) -> Node:
    """Take a node up again, for a reason; whoever sits there now answers for it."""
    node = lock_node(deed, node_id, "reopen")
    deed.expect(node)
    node.reopen(reason, deed.at)
    moved = catch_up(deed, node, holders(deed.session, node.deal))
    return _record(deed, "node.reopened", node, moved)


def decide(deed: Deed, node_id: int, *, outcome: str, reason: str, conditions: list[Condition]) -> Node:
    """Take the decision of a node's gate; what it is passed on becomes work with an owner and a day."""
    node = lock_node(deed, node_id, "decide")
    node.must_allow("decide")
    deed.expect(node)
    if outcome in PASSED:
        _refuse_unanswered_promises(deed, node)
    said = [condition.text for condition in conditions]
    node.decide(outcome, reason, said, deed.actor.id, moment_text(deed.at), deed.acting_for)
    items = impose(deed, node, conditions)
    record(deed, "node.decided", [deal_stream(node.deal_id)], node=node, responsibilities=[], items=items)
    return node


def override(deed: Deed, node_id: int, *, risk: str) -> Node:
    """Let the deal go on against the veto of delivery; the risk stays in the room and in every export."""
    node = lock_node(deed, node_id, "override")
    if deed.acting_for is not None:
        raise Forbidden("in_person", "only the sponsor in person overrides a veto", verb="override")
    deed.expect(node)
    veto = veto_of(deed.session, node) if node.is_open else None
    if veto is None:
        raise Conflict("no_veto", "no veto of delivery stands here")
    if (said := override_of(deed.session, node)) is not None:
        raise Conflict("veto_overridden", "this veto is overridden already", by=said.overridden_by)
    made = Override(
        deal_id=node.deal_id,
        node=node,
        risk=risk,
        overridden_by=deed.actor.id,
        overridden_at=deed.at,
        veto=veto,
    )
    deed.session.add(made)
    node.touch()
    deed.session.flush()
    record(deed, "veto.overridden", [deal_stream(node.deal_id)], node=node, override=made)
    return node


def _refuse_unanswered_promises(deed: Deed, node: Node) -> None:
    lacks = unanswered_promises(deed.session, node)
    if lacks:
        raise Conflict("node_blocked", "a promise waits for somebody who keeps it", errors=lacks)


def _record(deed: Deed, entry_type: str, node: Node, moved: list[Responsibility] | None = None) -> Node:
    record(deed, entry_type, [deal_stream(node.deal_id)], node=node, responsibilities=moved or [])
    return node
