"""What a search asks of a row, and which of the rows that fit comes first.

The conditions are built once; what was asked is bound. `asked_values` gives the values.
"""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func

from triangle.identity.queries import pattern
from triangle.search.models import contains, match_of
from triangle.search.words import asked_words, folded


def has_all(dialect: str) -> ColumnElement[bool]:
    """Return the condition that the text of a thing has every word that was asked for."""
    return contains("words", dialect)


def has_term(place: int, dialect: str) -> ColumnElement[bool]:
    """Return the condition that the text of a thing has every word of one term."""
    return contains(f"words_{place}", dialect)


def like_term(column: Any, place: int) -> ColumnElement[bool]:
    """Return the condition that a column contains one term, whatever its case."""
    like: ColumnElement[bool] = column.ilike(bindparam(f"like_{place}"), escape="\\")
    return like


def begins_with_term(column: Any, place: int) -> ColumnElement[bool]:
    """Return the condition that a column begins with one term, whatever its case."""
    return func.lower(column).like(bindparam(f"begins_{place}"), escape="\\")


def rank(title: Any) -> ColumnElement[int]:
    """Put the very name first, then what begins with it, then what holds it, then the rest."""
    name = func.lower(title)
    return case(
        (name == bindparam("very"), 0),
        (name.like(bindparam("begins"), escape="\\"), 1),
        (name.like(bindparam("holds"), escape="\\"), 2),
        else_=3,
    )


def asked_values(q: str, terms: list[str], dialect: str) -> dict[str, Any]:
    """Return what the conditions are run with, for a text and its terms."""
    very = folded(q.strip())
    words = [asked_words(term) for term in terms]
    values = {"very": very, "begins": pattern(very)[1:], "holds": pattern(very)}
    values["words"] = match_of([word for each in words for word in each], dialect)
    for place, (term, each) in enumerate(zip(terms, words, strict=True)):
        values |= {f"like_{place}": pattern(term), f"begins_{place}": pattern(term)[1:]}
        values |= {f"words_{place}": match_of(each, dialect)} if each else {}
    return values
