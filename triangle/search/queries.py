"""Finding things: one query for each kind, whoever asks and however much there is."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from triangle.accounts import queries as account_queries
from triangle.accounts.models import Account
from triangle.deals import queries as deal_queries
from triangle.deals.models import Deal
from triangle.identity.models import Person
from triangle.identity.queries import matches
from triangle.nodes.models import Node
from triangle.playbooks.models import NodeTemplate
from triangle.responsibilities.models import Responsibility
from triangle.search.models import SearchText, contains
from triangle.search.words import asked_terms, asked_words, folded

Looking = Select[*tuple[Any, ...]]


def found(session: Session, actor: Person, q: str, kinds: Sequence[str], limit: int) -> list[dict[str, Any]]:
    """Return what somebody may see and asked for; of each kind the best first, at most `limit`."""
    finders = {"account": _accounts, "deal": _deals, "person": _people, "node": _nodes}
    terms = asked_terms(q)
    if not any(asked_words(term) for term in terms):
        return []
    return [
        _hit(kind, dict(row))
        for kind, find in finders.items()
        if kind in kinds
        for row in session.execute(find(session, actor, q, terms).limit(limit)).mappings()
    ]


def _hit(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "name": None, "within": "", "deal_id": None, "status": None} | row


def _accounts(session: Session, actor: Person, q: str, terms: list[str]) -> Looking:
    return (
        select(Account.id, Account.name.label("title"), Account.industry.label("within"))
        .join(SearchText, and_(SearchText.kind == "account", SearchText.thing_id == Account.id))
        .where(_contains(session, terms), account_queries.visible_to(session, actor))
        .order_by(_rank(Account.name, q), Account.name, Account.id)
    )


def _deals(session: Session, actor: Person, q: str, terms: list[str]) -> Looking:
    return (
        select(Deal.id, Deal.title, Account.name.label("within"), Deal.id.label("deal_id"), Deal.status)
        .join(SearchText, and_(SearchText.kind == "deal", SearchText.thing_id == Deal.id))
        .join(Account, Account.id == Deal.account_id)
        .where(_contains(session, terms), deal_queries.visible_to(session, actor))
        .order_by(_rank(Deal.title, q), case((Deal.status == "open", 0), else_=1), Deal.id.desc())
    )


def _people(session: Session, actor: Person, q: str, terms: list[str]) -> Looking:
    # People are few, and a change of theirs writes no entry to listen to: they are asked directly.
    seen = [Person.name] if actor.is_guest else [Person.name, Person.email]
    return (
        select(
            Person.id,
            Person.name.label("title"),
            case((Person.is_active, None), else_="left").label("status"),
        )
        .where(*(or_(*(matches(column, term) for column in seen)) for term in terms))
        .order_by(Person.is_active.desc(), _rank(Person.name, q), Person.name, Person.id)
    )


def _nodes(session: Session, actor: Person, q: str, terms: list[str]) -> Looking:
    """Find nodes by their own names, and by their deal's where a part of what was asked names the node."""
    # A playbook names its nodes once, for thousands of deals: its few names are compared, and not copied.
    own = [_names_node(term) for term in terms]
    each = [or_(names, _names_deal(session, term)) for names, term in zip(own, terms, strict=True)]
    return (
        select(
            Node.id,
            NodeTemplate.code.label("title"),
            NodeTemplate.name,
            Deal.title.label("within"),
            Node.deal_id,
            Node.status,
        )
        .join(NodeTemplate, NodeTemplate.id == Node.template_id)
        .join(Deal, Deal.id == Node.deal_id)
        .where(Node.template_id.in_(select(NodeTemplate.id).where(or_(*own))))
        .where(*each, _may_see_node(session, actor))
        .order_by(
            case((Node.status.in_(("active", "offered")), 0), (Node.status == "waiting", 1), else_=2),
            Node.id.desc(),
        )
    )


def _names_node(term: str) -> ColumnElement[bool]:
    names = [NodeTemplate.name[language].as_string() for language in ("zh", "en")]
    return or_(
        *(matches(name, term) for name in names),
        func.lower(NodeTemplate.code).startswith(term, autoescape=True),
    )


def _names_deal(session: Session, term: str) -> ColumnElement[bool]:
    words = asked_words(term)
    if not words:
        return true()
    named = select(SearchText.thing_id).where(SearchText.kind == "deal", _has(session, words))
    return Deal.id.in_(named)


def _may_see_node(session: Session, actor: Person) -> ColumnElement[bool]:
    """The SQL form of who sees a node: whoever sees its deal, and a partner who has a duty in it."""
    if not actor.is_active:
        return deal_queries.visible_to(session, actor)
    duty = exists().where(
        Responsibility.node_id == Node.id,
        Responsibility.person_id == actor.id,
        Responsibility.until_at.is_(None),
    )
    return or_(deal_queries.visible_to(session, actor), duty)


def _contains(session: Session, terms: list[str]) -> ColumnElement[bool]:
    return _has(session, [word for term in terms for word in asked_words(term)])


def _has(session: Session, words: list[tuple[str, bool]]) -> ColumnElement[bool]:
    return contains(words, session.get_bind().dialect.name)


def _rank(title: Any, q: str) -> ColumnElement[int]:
    """Put the very name first, then what begins with it, then what holds it, then the rest."""
    name, asked = func.lower(title), folded(q.strip())
    return case(
        (name == asked, 0),
        (name.startswith(asked, autoescape=True), 1),
        (name.contains(asked, autoescape=True), 2),
        else_=3,
    )
