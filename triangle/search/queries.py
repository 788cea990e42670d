"""Finding things: one query for each kind, whoever asks and however much there is."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, case, or_, select
from sqlalchemy.orm import Session

from triangle.accounts import queries as account_queries
from triangle.accounts.models import Account
from triangle.deals import queries as deal_queries
from triangle.deals.models import Deal
from triangle.identity.models import Person
from triangle.identity.queries import matches
from triangle.search.conditions import contains_all, rank
from triangle.search.models import SearchText
from triangle.search.node_names import looking_for_nodes
from triangle.search.words import asked_terms, asked_words

Looking = Select[*tuple[Any, ...]]


def found(session: Session, actor: Person, q: str, kinds: Sequence[str], limit: int) -> list[dict[str, Any]]:
    """Return what somebody may see and asked for; of each kind the best first, at most `limit`."""
    finders = {"account": _accounts, "deal": _deals, "person": _people, "node": looking_for_nodes}
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
        .where(contains_all(session, terms), account_queries.visible_to(session, actor))
        .order_by(rank(Account.name, q), Account.name, Account.id)
    )


def _deals(session: Session, actor: Person, q: str, terms: list[str]) -> Looking:
    return (
        select(Deal.id, Deal.title, Account.name.label("within"), Deal.id.label("deal_id"), Deal.status)
        .join(SearchText, and_(SearchText.kind == "deal", SearchText.thing_id == Deal.id))
        .join(Account, Account.id == Deal.account_id)
        .where(contains_all(session, terms), deal_queries.visible_to(session, actor))
        .order_by(rank(Deal.title, q), case((Deal.status == "open", 0), else_=1), Deal.id.desc())
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
        .order_by(Person.is_active.desc(), rank(Person.name, q), Person.name, Person.id)
    )
