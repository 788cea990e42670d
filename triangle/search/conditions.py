"""What a search asks of a row, and which of the rows that fit comes first."""

from typing import Any

from sqlalchemy import ColumnElement, case, func
from sqlalchemy.orm import Session

from triangle.search.models import contains
from triangle.search.words import asked_words, folded


def contains_all(session: Session, terms: list[str]) -> ColumnElement[bool]:
    """Return the condition that the text of a thing has every word of some terms."""
    return has(session, [word for term in terms for word in asked_words(term)])


def has(session: Session, words: list[tuple[str, bool]]) -> ColumnElement[bool]:
    """Return the condition that the text of a thing has some words, as this database says it."""
    return contains(words, session.get_bind().dialect.name)


def rank(title: Any, q: str) -> ColumnElement[int]:
    """Put the very name first, then what begins with it, then what holds it, then the rest."""
    name, asked = func.lower(title), folded(q.strip())
    return case(
        (name == asked, 0),
        (name.startswith(asked, autoescape=True), 1),
        (name.contains(asked, autoescape=True), 2),
        else_=3,
    )
