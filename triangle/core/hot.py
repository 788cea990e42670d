"""For statements of hot reads: values as they are sent, many of them in one, and past the session."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    CursorResult,
    Date,
    Dialect,
    Executable,
    Integer,
    String,
    bindparam,
    literal,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from triangle.core.db import Moment
from triangle.core.schema import moment_text


class MomentText(Moment):
    """A moment that is read as the text that replies use, and written as any other."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Return how what the database keeps becomes that text."""
        return _text_of_text if dialect.name == "sqlite" else _text_of_moment


@lru_cache(8192)
def _text_of_text(text: str | None) -> str | None:
    # SQLite keeps every moment in one form, in UTC.
    return None if text is None else f"{text[:10]}T{text[11:]}Z"


def _text_of_moment(value: datetime | None) -> str | None:
    return None if value is None else moment_text(value)


class DayText(TypeDecorator[date]):
    """A day that is read as the text that replies use."""

    impl = Date
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Return how what the database keeps becomes that text, which in SQLite it is."""
        return None if dialect.name == "sqlite" else _text_of_day


def _text_of_day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


Moment.as_sent = MomentText


def as_sent(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """Return the type that reads a column's values as replies say them."""
    if isinstance(kind, Date):
        return DayText()
    sent = getattr(kind, "as_sent", None)
    return sent() if sent else kind


class Many(TypeDecorator[list[Any]]):
    """Many numbers or names in one bound value: a statement has the same words however many there are."""

    impl = String
    cache_ok = True

    def __init__(self, of: type[TypeEngine[Any]]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Say how they are handed over: as an array, or in SQLite, which has none, as JSON."""
        return dialect.type_descriptor(String() if dialect.name == "sqlite" else ARRAY(self.of()))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return them as this kind of database takes them."""
        return orjson.dumps(list(value)).decode() if dialect.name == "sqlite" else list(value)


class among(FunctionElement[bool]):  # noqa: N801 - reads as a function
    """The condition that a column is one of some values: of a list, or of what a named parameter gives."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], values: str | Sequence[int]) -> None:
        kind = Many(String if isinstance(column.type, String) else Integer)
        given: Any = bindparam(values, type_=kind) if isinstance(values, str) else literal(list(values), kind)
        super().__init__(column, given)

    def self_group(self, against: Any = None) -> Any:
        """Stay as it is: in SQLite it would become `… = 1`, along which no index leads."""
        return self


@compiles(among)
def _in_array(element: Any, compiler: Any, **given: Any) -> str:
    column, numbers = (compiler.process(each, **given) for each in element.clauses)
    return f"{column} = ANY({numbers})"


@compiles(among, "sqlite")
def _in_json(element: Any, compiler: Any, **given: Any) -> str:
    column, numbers = (compiler.process(each, **given) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608 - bound, and our own words


def past_session(
    session: Session, query: Executable, values: dict[str, Any]
) -> CursorResult[*tuple[Any, ...]]:
    """Run a statement of tables' columns on a session's connection; the session adds much to a short one."""
    if session.autoflush:
        session.flush()
    return session.connection().execute(query, values)
