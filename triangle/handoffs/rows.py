"""Hand-offs as plain rows, for lists and rooms.

Statements are built once, and columns are read instead of whole rows: building and hydrating took several
times what the database takes.
"""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from triangle.accounts.models import Account
from triangle.core.hot import among
from triangle.core.paging import Page, cut, page_values, paged
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal
from triangle.deals.queries import member_of
from triangle.deals.schemas import DealOut
from triangle.handoffs.models import Handoff, Receipt, StandIn
from triangle.handoffs.queries import answerable_by
from triangle.handoffs.schemas import HandoffOut, ReceiptOut, StandInOut
from triangle.identity.eyes import ME
from triangle.identity.models import Person
from triangle.nodes.models import Node
from triangle.nodes.rows import NODE_COLUMNS
from triangle.playbooks.models import NodeTemplate, Playbook

Row = dict[str, Any]

_handoff, _receipt, _stand_in = Handoff.__table__.c, Receipt.__table__.c, StandIn.__table__.c
_node, _template = Node.__table__.c, NodeTemplate.__table__.c
_deal, _book, _account = Deal.__table__.c, Playbook.__table__.c, Account.__table__.c
_KEYS: list[Any] = [_handoff.id]
_HANDOFF = {name: _handoff[name] for name in HandoffOut().fields if name != "receipts"}
# What a card is made of: each part with its own names, one after the other in one row.
_PARTS = {
    "handoff": _HANDOFF,
    "node": NODE_COLUMNS,
    "deal": {name: _deal[name] for name in DealOut().fields if name != "playbook"},
    "book": {name: _book[name] for name in ("code", "version", "name_zh", "name_en")},
    "account": {"id": _account.id, "name": _account.name},
}
_ENDS = list(accumulate(map(len, _PARTS.values())))
_PLACES = [
    (place, tuple(part), slice(end - len(part), end))
    for (place, part), end in zip(_PARTS.items(), _ENDS, strict=True)
]
_ANSWERS = Prepared(
    select(*(_receipt[name] for name in ReceiptOut().fields if name != "stand_ins"), _receipt.handoff_id)
    .where(among(_receipt.handoff_id, "ids"))
    .order_by(_receipt.id),
    sent=True,
)
_STANDING_IN = Prepared(
    select(*(_stand_in[name] for name in StandInOut().fields), _stand_in.receipt_id)
    .join(Receipt.__table__, _receipt.id == _stand_in.receipt_id)
    .where(among(_receipt.handoff_id, "ids"))
    .order_by(_stand_in.person_id),
    sent=True,
)
_ROWS = select(*_HANDOFF.values()).order_by(_handoff.id)
_OF_NODE = Prepared(_ROWS.where(_handoff.node_id == bindparam("node")), sent=True)
_OPEN_IN_DEAL = Prepared(
    _ROWS.where(_handoff.deal_id == bindparam("deal"), _handoff.status == "offered"), sent=True
)


def rows_of_node(session: Session, node_id: int) -> list[Row]:
    """Return every hand-off of a node with its answers, oldest first."""
    return _answered(session, _OF_NODE.rows(session, {"node": node_id}))


def open_rows(session: Session, deal_id: int) -> list[Row]:
    """Return the hand-offs of a deal that wait for an answer, with the answers so far."""
    return _answered(session, _OPEN_IN_DEAL.rows(session, {"deal": deal_id}))


def inbox(session: Session, actor: Person, box: str, *, after: str | None, limit: int) -> Page:
    """Return a page of the cards that wait for somebody's answer, oldest first, or of those they sent."""
    query = _inbox(box, after is not None)
    found = query.tuples(session, {"me": actor.id} | page_values(_KEYS, after, limit))
    # The hand-off's id comes first in its row.
    shown = cut(found, limit, of=lambda row: row[:1])
    cards = [_card(row) for row in shown.rows]
    _answered(session, [card["handoff"] for card in cards])
    inside = set() if actor.is_guest else member_of(session, actor.id, [card["deal"]["id"] for card in cards])
    for card in cards:
        if card["deal"]["id"] not in inside:
            card["deal"]["amount"] = None
    return Page(cards, shown.next)


@cache
def _inbox(box: str, goes_on: bool) -> Prepared:
    theirs: dict[str, Callable[[], ColumnElement[bool]]] = {
        "to_answer": lambda: _handoff.id.in_(select(_receipt.handoff_id).where(answerable_by(ME))),
        "sent": lambda: _handoff.giver_id == ME,
    }
    query = (
        select(*(column.label(None) for part in _PARTS.values() for column in part.values()))
        .select_from(Handoff.__table__)
        .join(Node.__table__, _node.id == _handoff.node_id)
        .join(NodeTemplate.__table__, _template.id == _node.template_id)
        .join(Deal.__table__, _deal.id == _node.deal_id)
        .join(Playbook.__table__, _book.id == _deal.playbook_id)
        .join(Account.__table__, _account.id == _deal.account_id)
        .where(theirs[box]())
    )
    return Prepared(paged(query, _KEYS, goes_on=goes_on, descending=box == "sent"), sent=True)


def _card(row: Any) -> dict[str, Row]:
    said = {place: dict(zip(names, row[where], strict=True)) for place, names, where in _PLACES}
    book = said.pop("book")
    name = {"zh": book["name_zh"], "en": book["name_en"]}
    said["deal"]["playbook"] = {"code": book["code"], "version": book["version"], "name": name}
    return said


def _answered(session: Session, handoffs: Sequence[Row]) -> list[Row]:
    """Put into hand-offs what each receiver answered, and who may answer in their place."""
    ids = {"ids": [handoff["id"] for handoff in handoffs]}
    if not handoffs:
        return []
    instead = _STANDING_IN.by_last(session, ids)
    answers = _ANSWERS.by_last(session, ids)
    for handoff in handoffs:
        handoff["receipts"] = answers[handoff["id"]]
        for answer in handoff["receipts"]:
            answer["stand_ins"] = instead[answer["id"]]
    return list(handoffs)
