"""The boxes of notifications as plain rows: statements built once, columns instead of whole rows."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from triangle.accounts.models import Account
from triangle.core.paging import Page, cut, page_values, paged
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal
from triangle.identity.eyes import Eyes, eyes
from triangle.identity.models import Person
from triangle.nodes.models import Node
from triangle.notes.models import Note
from triangle.notifications.models import TOPICS, Notification
from triangle.notifications.readable import readable
from triangle.playbooks.models import NodeTemplate
from triangle.promises.models import Promise

_told, _deal, _account = Notification.__table__.c, Deal.__table__.c, Account.__table__.c
_node, _template = Node.__table__.c, NodeTemplate.__table__.c
_note, _promise = Note.__table__.c, Promise.__table__.c
_KEYS: list[Any] = [_told.id]
_OWN = (
    *("id", "kind", "type", "handoff_id", "promise_id", "note_id", "actor_id", "acting_for", "about"),
    *("at", "read_at", "done_at", "node_id", "deal_id"),
)
_KINDS = {"answer": "answer", "mentions": "mention", "information": "information"}


def box_of(
    session: Session, actor: Person, box: str, *, after: str | None, limit: int
) -> tuple[Page, dict[str, int]]:
    """Return a page of a person's box, newest first, and the counts of all their boxes."""
    seen_by = eyes(session, actor)
    query = _page(seen_by.kind, box, after is not None)
    found = query.rows(session, seen_by.values | page_values(_KEYS, after, limit))
    shown = cut(found, limit, of=lambda row: (row["id"],))
    return Page([_said(row) for row in shown.rows], shown.next), _counted(session, seen_by)


def counts(session: Session, actor: Person) -> dict[str, int]:
    """Return how many notifications wait for somebody's answer and how many others they have not read."""
    return _counted(session, eyes(session, actor))


def _counted(session: Session, seen_by: Eyes) -> dict[str, int]:
    return _counts(seen_by.kind).rows(session, seen_by.values)[0]


def _in_box(box: str) -> ColumnElement[bool]:
    if box == "done":
        return _told.done_at.is_not(None)
    return and_(_told.done_at.is_(None), _told.kind == _KINDS[box])


@cache
def _page(kind: str, box: str, goes_on: bool) -> Prepared:
    query = (
        select(
            *(_told[name] for name in _OWN),
            _deal.title,
            _deal.account_id,
            _account.name.label("account"),
            _template.code,
            _template.name.label("node"),
            func.coalesce(_promise.text, _note.title, "").label("subject"),
        )
        .outerjoin(Deal.__table__, _deal.id == _told.deal_id)
        .outerjoin(Account.__table__, _account.id == _deal.account_id)
        .outerjoin(Node.__table__, _node.id == _told.node_id)
        .outerjoin(NodeTemplate.__table__, _template.id == _node.template_id)
        .outerjoin(Promise.__table__, _promise.id == _told.promise_id)
        .outerjoin(Note.__table__, _note.id == _told.note_id)
        .where(readable(kind), _in_box(box))
    )
    return Prepared(paged(query, _KEYS, goes_on=goes_on, descending=True), sent=True)


def _said(row: dict[str, Any]) -> dict[str, Any]:
    take = row.pop
    deal = {"id": take("deal_id"), "title": take("title")}
    account = {"id": take("account_id"), "name": row["account"]}
    node = {"id": take("node_id"), "code": take("code"), "name": row["node"]}
    return row | {
        "topic": TOPICS[row["type"]],
        "deal": None if deal["id"] is None else deal,
        "account": None if deal["id"] is None else account,
        "node": None if node["id"] is None else node,
    }


@cache
def _counts(kind: str) -> Prepared:
    waits = and_(_told.kind == "answer", _told.done_at.is_(None))
    unread = and_(_told.kind != "answer", _told.read_at.is_(None), _told.done_at.is_(None))
    each: list[Any] = [
        func.count().filter(waits).label("answer"),
        func.count().filter(unread).label("unread"),
    ]
    told = Notification.__table__.outerjoin(Deal.__table__, _deal.id == _told.deal_id)
    query = select(*each).select_from(told)
    return Prepared(query.where(readable(kind), or_(waits, unread)))
