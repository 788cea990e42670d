"""What of accounts and deals can be found, kept beside them and written in the same transaction."""

from typing import cast

from sqlalchemy import ColumnElement, Index, Text, bindparam, text
from sqlalchemy.orm import Mapped, mapped_column

from triangle.core.db import Base

# Notes come with their feature: a note is one more kind of text here, and one more query.
INDEXED = ("account", "deal")
KINDS = (*INDEXED, "person", "node")


class SearchText(Base):
    """The title of an account or a deal, and the words by which it is found (ADR 0016)."""

    __tablename__ = "search_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    thing_id: Mapped[int]
    title: Mapped[str]
    words: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("uq_search_text_thing", "kind", "thing_id", unique=True),)


# As it stands in the index: PostgreSQL only uses an expression that it recognises. Words are taken as they
# are, so neither the configuration nor the locale of the server decides what is found.
VECTOR = "array_to_tsvector(string_to_array(search_text.words, ' '))"


def contains(words: list[tuple[str, bool]], dialect: str) -> ColumnElement[bool]:
    """Return the condition that a text has all of some words, answered by the index of the database."""
    if dialect == "sqlite":
        asked = " AND ".join(f'"{word}"{"*" if is_start else ""}' for word, is_start in words)
        match = "search_text.id IN (SELECT rowid FROM search_index WHERE search_index MATCH :asked)"
    else:
        asked = " & ".join(f"'{word}'{':*' if is_start else ''}" for word, is_start in words)
        match = f"{VECTOR} @@ CAST(:asked AS tsquery)"
    return cast("ColumnElement[bool]", text(match).bindparams(bindparam("asked", asked, unique=True)))
