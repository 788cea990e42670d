"""Finding things: one query for each kind, whoever asks and however much there is.

Statements are built once for each kind of reader; building them took several times what running them takes.
"""

from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from triangle.accounts.models import Account
from triangle.accounts.queries import visible as visible_account
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal
from triangle.deals.queries import visible as visible_deal
from triangle.handoffs.queries import node_visible
from triangle.identity.eyes import eyes
from triangle.identity.models import Person
from triangle.nodes.models import Node
from triangle.notes.models import Note
from triangle.playbooks.models import NodeTemplate
from triangle.search.conditions import asked_values, has_all, like_term, rank
from triangle.search.models import SearchText
from triangle.search.node_names import looking_for_nodes
from triangle.search.words import asked_terms, asked_words

_account, _deal, _person = Account.__table__.c, Deal.__table__.c, Person.__table__.c
_text, _note = SearchText.__table__.c, Note.__table__.c
_node, _template = Node.__table__.c, NodeTemplate.__table__.c
Row = dict[str, Any]


def found(session: Session, actor: Person, q: str, kinds: Sequence[str], limit: int) -> list[Row]:
    """Return what somebody may see and asked for; of each kind the best first, at most `limit`."""
    terms = asked_terms(q)
    worded = tuple(bool(asked_words(term)) for term in terms)
    if not any(worded):
        return []
    dialect = session.get_bind().dialect.name
    seen_by = eyes(session, actor)
    finders: dict[str, Callable[[], Prepared]] = {
        "account": lambda: _accounts(seen_by.kind, dialect),
        "deal": lambda: _deals(seen_by.kind, dialect),
        "person": lambda: _people(actor.is_guest, len(terms)),
        "node": lambda: looking_for_nodes(seen_by.kind, dialect, worded),
        "note": lambda: _notes(seen_by.kind, dialect),
    }
    values = asked_values(q, terms, dialect) | seen_by.values | {"rows": limit}
    return [
        _hit(kind, row)
        for kind, find in finders.items()
        if kind in kinds
        for row in _in_order(find().rows(session, values))
    ]


def _in_order(rows: list[Row]) -> list[Row]:
    """Put nodes in their order: a union of ordered parts promises none."""
    nodes = bool(rows) and "turn" in rows[0]
    return sorted(sorted(rows, key=itemgetter("id"), reverse=True), key=itemgetter("turn")) if nodes else rows


def _hit(kind: str, row: Row) -> Row:
    return {"kind": kind, "name": None, "within": "", "deal_id": None, "node_id": None, "status": None} | row


@cache
def _accounts(kind: str, dialect: str) -> Prepared:
    return Prepared(
        select(_account.id, _account.name.label("title"), _account.industry.label("within"))
        .join(SearchText.__table__, and_(_text.kind == "account", _text.thing_id == _account.id))
        .where(has_all(dialect), visible_account(kind))
        .order_by(rank(_account.name), _account.name, _account.id)
        .limit(bindparam("rows"))
    )


@cache
def _deals(kind: str, dialect: str) -> Prepared:
    return Prepared(
        select(_deal.id, _deal.title, _account.name.label("within"), _deal.id.label("deal_id"), _deal.status)
        .join(SearchText.__table__, and_(_text.kind == "deal", _text.thing_id == _deal.id))
        .join(Account.__table__, _account.id == _deal.account_id)
        .where(has_all(dialect), visible_deal(kind))
        .order_by(rank(_deal.title), case((_deal.status == "open", 0), else_=1), _deal.id.desc())
        .limit(bindparam("rows"))
    )


@cache
def _notes(kind: str, dialect: str) -> Prepared:
    # A main note has no title: it is called what its node is called, or as the reader's language has it.
    is_main = _note.title == ""
    return Prepared(
        select(
            _note.id,
            case((is_main, func.coalesce(_template.code, "")), else_=_note.title).label("title"),
            case((is_main, _template.name)).label("name"),
            _deal.title.label("within"),
            _note.deal_id,
            _note.node_id,
        )
        .join(SearchText.__table__, and_(_text.kind == "note", _text.thing_id == _note.id))
        .join(Deal.__table__, _deal.id == _note.deal_id)
        .outerjoin(Node.__table__, _node.id == _note.node_id)
        .outerjoin(NodeTemplate.__table__, _template.id == _node.template_id)
        .where(has_all(dialect), or_(visible_deal(kind), and_(_node.id.is_not(None), node_visible(kind))))
        .order_by(rank(_note.title), _note.written_at.desc(), _note.id)
        .limit(bindparam("rows"))
    )


@cache
def _people(for_guest: bool, terms: int) -> Prepared:
    # People are few, and a change of theirs writes no entry to listen to: they are asked directly.
    seen = [_person.name] if for_guest else [_person.name, _person.email]
    return Prepared(
        select(
            _person.id,
            _person.name.label("title"),
            case((_person.is_active, None), else_="left").label("status"),
        )
        .where(*(or_(*(like_term(column, place) for column in seen)) for place in range(terms)))
        .order_by(_person.is_active.desc(), rank(_person.name), _person.name, _person.id)
        .limit(bindparam("rows"))
    )
