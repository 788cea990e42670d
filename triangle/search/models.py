"""What of accounts, deals and notes can be found: of notes soon, of all others in the same transaction."""

from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Index,
    Select,
    String,
    Text,
    bindparam,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from triangle.core.db import Base

INDEXED = ("account", "deal", "note")
KINDS = (*INDEXED, "person", "node")


class SearchText(Base):
    """The title of an account, a deal or a note, and the words by which it is found (ADR 0016)."""

    __tablename__ = "search_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    thing_id: Mapped[int]
    title: Mapped[str]
    words: Mapped[str] = mapped_column(Text)
    # Of a note: the number of the last update that was read into its words.
    upto: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (
        Index("uq_search_text_thing", "kind", "thing_id", unique=True),
        # How far notes were read is asked all the time: from here, and past the words.
        Index("ix_search_text_read", "kind", "thing_id", "title", "upto"),
    )


# As it stands in the index: PostgreSQL only uses an expression that it recognises. Words are taken as they
# are, so neither the configuration nor the locale of the server decides what is found.
VECTOR = "array_to_tsvector(string_to_array(search_text.words, ' '))"


def contains(name: str, dialect: str) -> ColumnElement[bool]:
    """Return the condition that a text has all of some words, answered by the index of the database.

    It is run with a text of `match_of` under this name.
    """
    asked: BindParameter[str] = bindparam(name, type_=String())
    if dialect == "sqlite":
        rows: Select[Any] = select(literal_column("rowid")).select_from(table("search_index"))
        return SearchText.__table__.c.id.in_(rows.where(literal_column("search_index").op("MATCH")(asked)))
    return cast("ColumnElement[bool]", text(f"{VECTOR} @@ CAST(:{name} AS tsquery)").bindparams(asked))


def match_of(words: list[tuple[str, bool]], dialect: str) -> str:
    """Return some words, each whole or only its beginning, as this database asks its index for them."""
    if dialect == "sqlite":
        return " AND ".join(f'"{word}"{"*" if is_start else ""}' for word, is_start in words)
    return " & ".join(f"'{word}'{':*' if is_start else ''}" for word, is_start in words)
