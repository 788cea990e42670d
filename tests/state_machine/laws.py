"""The laws that hold at every moment of every history."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.accounts.models import Seat
from triangle.activity.models import Entry, Stream
from triangle.deals.models import Deal, DealSeat
from triangle.deals.queries import holders, member_ids
from triangle.handoffs.models import Handoff
from triangle.identity.models import Person
from triangle.ledger import verify
from triangle.nodes.models import CONTRACT_GATES, PASSED, Node
from triangle.nodes.queries import nodes_of
from triangle.promises.models import UNANSWERED
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.queries import at_moment


def check_all(session: Session, deal_ids: set[int]) -> None:
    """Check every law on everything that is written, and on the rows of some deals."""
    assert verify(session).wrong == []
    _streams_have_no_gaps(session)
    _seats_are_intervals(session)
    for deal in session.scalars(select(Deal).where(Deal.id.in_(deal_ids))):
        rows = session.scalars(
            select(Responsibility).where(Responsibility.deal_id == deal.id).order_by(Responsibility.id)
        ).all()
        nodes = nodes_of(session, deal.id)
        _accountable_without_a_break(deal, nodes, rows)
        _duties_do_not_overlap(rows)
        if deal.status != "lost":
            _duties_follow_seats(session, deal, nodes, rows)
            _whoever_answers_is_in_the_room(session, deal, nodes, rows)
        _waiting_handoffs_can_be_answered(session, deal)


def _streams_have_no_gaps(session: Session) -> None:
    """Entries are numbered 1 to the head, and deal and account streams never go back in time."""
    told: dict[str, list[Any]] = defaultdict(list)
    for stream, seq, at in session.execute(select(Entry.stream, Entry.seq, Entry.at).order_by(Entry.seq)):
        told[stream].append((seq, at))
    for stream in session.scalars(select(Stream)):
        numbers = [seq for seq, _ in told[stream.name]]
        assert numbers == list(range(1, stream.head_seq + 1)), stream.name
        moments = [at for _, at in told[stream.name]]
        assert stream.name.startswith("user:") or moments == sorted(moments), (
            f"{stream.name} went back in time"
        )


def _seats_are_intervals(session: Session) -> None:
    """A seat has one holder at a time, from a moment to a later one."""
    held: dict[Any, list[Any]] = defaultdict(list)
    for seat in session.scalars(select(Seat).order_by(Seat.id)):
        held["account", seat.account_id, seat.role].append(seat)
    for own in session.scalars(select(DealSeat).order_by(DealSeat.id)):
        held["deal", own.deal_id, own.role].append(own)
    for rows in held.values():
        _one_after_the_other(rows)


def _one_after_the_other(rows: Sequence[Any]) -> None:
    for row in rows:
        assert row.until_at is None or row.from_at < row.until_at, "an interval ends after it begins"
    for earlier, later in pairwise(sorted(rows, key=lambda row: row.from_at)):
        assert earlier.until_at is not None, "two intervals are open"
        assert earlier.until_at <= later.from_at, "two intervals overlap"


def _accountable_without_a_break(deal: Deal, nodes: Sequence[Node], rows: Sequence[Responsibility]) -> None:
    """Each node has an A from its opening on, without a gap."""
    for node in nodes:
        held = sorted(
            (r for r in rows if r.node_id == node.id and r.duty == "A"), key=lambda row: row.from_at
        )
        assert held, f"{node.code} never had an A"
        assert held[0].from_at == deal.opened_at
        assert held[-1].until_at is None, f"nobody answers for {node.code}"
        for earlier, later in pairwise(held):
            assert earlier.until_at == later.from_at, f"{node.code} had nobody, or two"


def _duties_do_not_overlap(rows: Sequence[Responsibility]) -> None:
    by_key: dict[Any, list[Responsibility]] = defaultdict(list)
    for row in rows:
        by_key[row.node_id, row.duty, row.role].append(row)
    for same in by_key.values():
        _one_after_the_other(same)


def check_every_edge(session: Session, deal_id: int) -> None:
    """Asked for any moment at which an interval begins or ends, the server names one A per node."""
    rows = session.scalars(select(Responsibility).where(Responsibility.deal_id == deal_id)).all()
    nodes = nodes_of(session, deal_id)
    edges = {row.from_at for row in rows} | {row.until_at for row in rows if row.until_at}
    for edge in edges:
        accountable = [row.node_id for row in at_moment(session, deal_id, edge) if row.duty == "A"]
        assert sorted(accountable) == sorted(node.id for node in nodes), f"at {edge}"


def _duties_follow_seats(
    session: Session, deal: Deal, nodes: Sequence[Node], rows: Sequence[Responsibility]
) -> None:
    """Every duty of an open node lies with its seat's holder, unless it was handed over."""
    seated = holders(session, deal)
    now = {(row.node_id, row.duty, row.role): row for row in rows if row.until_at is None}
    for node in nodes:
        for duty, role in node.template.duties() if node.is_open else ():
            row = now.get((node.id, duty, role))
            holder = seated[role] or (seated["AR"] if duty == "A" else None)
            if row is None or row.person_id != holder:
                assert holder is None or row is not None, f"{role} has no {duty} in {node.code}"
                assert row is None or row.cause == "handoff", f"{duty} of {role} in {node.code}"


def _whoever_answers_is_in_the_room(
    session: Session, deal: Deal, nodes: Sequence[Node], rows: Sequence[Responsibility]
) -> None:
    """Nobody has a duty in an open node of a room that they may not enter."""
    open_ids, inside = {node.id for node in nodes if node.is_open}, set(member_ids(session, deal.id))
    for row in rows:
        if row.until_at is None and row.node_id in open_ids:
            assert row.person_id in inside, f"{row.duty} of {row.role} is not in the room"


def check_contract(room: dict[str, Any], message: dict[str, Any]) -> None:
    """No contract gate is passed, finished or left out while a promise waits for somebody who keeps it."""
    node = message["data"].get("node")
    if node is None or (node["gate"] or {}).get("code") not in CONTRACT_GATES:
        return
    passed = message["type"] == "node.decided" and node["decision"]["outcome"] in PASSED
    if passed or message["type"] in ("node.finished", "node.skipped"):
        waiting = [promise["id"] for promise in room["promises"] if promise["status"] in UNANSWERED]
        assert not waiting, f"{node['code']} went on over the promises {waiting}"


def _waiting_handoffs_can_be_answered(session: Session, deal: Deal) -> None:
    """An open hand-off has a giver with something to give, a node that is open and somebody who is asked."""
    for handoff in session.scalars(select(Handoff).where(Handoff.deal_id == deal.id)):
        waiting = [receipt for receipt in handoff.receipts if receipt.status == "offered"]
        assert bool(waiting) == handoff.is_open
        if not handoff.is_open:
            assert handoff.closed_at is not None
            continue
        assert handoff.node.is_open
        assert deal.status != "lost"
        for receipt in waiting:
            assert session.get_one(Person, receipt.receiver_id).is_active
            if handoff.kind == "transfer":
                assert _gives_something(session, handoff), "the giver has nothing left to give"


def _gives_something(session: Session, handoff: Handoff) -> bool:
    query = select(Responsibility.id).where(
        Responsibility.node_id == handoff.node_id,
        Responsibility.person_id == handoff.giver_id,
        Responsibility.duty.in_(("R", "A")),
        Responsibility.until_at.is_(None),
    )
    return session.scalar(query.limit(1)) is not None
