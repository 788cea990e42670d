"""Finding nodes: by what their playbook calls them, and by the name of their deal."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from triangle.deals import queries as deal_queries
from triangle.deals.models import Deal
from triangle.identity.models import Person
from triangle.identity.queries import matches
from triangle.nodes.models import Node
from triangle.playbooks.models import NodeTemplate
from triangle.responsibilities.models import Responsibility
from triangle.search.conditions import has
from triangle.search.models import SearchText
from triangle.search.words import asked_words


def looking_for_nodes(session: Session, actor: Person, _q: str, terms: list[str]) -> Select[*tuple[Any, ...]]:
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
    named = select(SearchText.thing_id).where(SearchText.kind == "deal", has(session, words))
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
