"""Keyset paging in one shape: pages stay right while rows come and go, and cost the same at any depth."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, bindparam, tuple_
from sqlalchemy.orm import Session

from triangle.core.errors import invalid

LIMIT, MOST = 50, 200


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its rows and the cursor of the next page, None at the end."""

    rows: Sequence[Any]
    next: str | None


def cursor(values: Sequence[Any]) -> str:
    """Return the cursor that continues after a row with these sort values."""
    return base64.urlsafe_b64encode(orjson.dumps(list(values))).rstrip(b"=").decode()


def read_cursor(text: str, kinds: Sequence[type]) -> list[Any]:
    """Return the sort values in a cursor, which are of these kinds; refuse any other text."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        values = orjson.loads(raw)
    except (binascii.Error, ValueError) as error:
        raise invalid("after", "bad_cursor") from error
    fits = isinstance(values, list) and len(values) == len(kinds)
    if not fits or not all(type(v) is k and _storable(v) for v, k in zip(values, kinds, strict=True)):
        raise invalid("after", "bad_cursor")
    return list(values)


def _storable(value: Any) -> bool:
    return "\0" not in value if isinstance(value, str) else abs(value) < 2**63


def page(
    session: Session,
    query: Select[Any],
    keys: Sequence[ColumnElement[Any]],
    *,
    of: Callable[[Any], Sequence[Any]],
    after: str | None = None,
    limit: int = LIMIT,
    descending: bool = False,
) -> Page:
    """Return the page of `query` sorted by `keys` that follows the cursor; `of` gives a row's key values."""
    if after is not None:
        start = tuple_(*read_cursor(after, [key.type.python_type for key in keys]))
        query = query.where(tuple_(*keys) < start if descending else tuple_(*keys) > start)
    order = [key.desc() if descending else key.asc() for key in keys]
    return cut(session.scalars(query.order_by(*order).limit(limit + 1)).unique().all(), limit, of=of)


def paged(
    query: Select[Any], keys: Sequence[ColumnElement[Any]], *, goes_on: bool, descending: bool = False
) -> Select[Any]:
    """Return `query` as the statement of one page, to be built once and run with `page_values`.

    It is sorted by `keys`, and when it `goes_on` it follows a cursor.
    """
    if goes_on:
        start = tuple_(*(bindparam(f"after_{place}", type_=key.type) for place, key in enumerate(keys)))
        query = query.where(tuple_(*keys) < start if descending else tuple_(*keys) > start)
    order = [key.desc() if descending else key.asc() for key in keys]
    return query.order_by(*order).limit(bindparam("rows"))


def page_values(keys: Sequence[ColumnElement[Any]], after: str | None, limit: int) -> dict[str, Any]:
    """Return what the statement of a page is run with; a row more than is shown tells whether more follow."""
    start = [] if after is None else read_cursor(after, [key.type.python_type for key in keys])
    return {f"after_{place}": value for place, value in enumerate(start)} | {"rows": limit + 1}


def cut(rows: Sequence[Any], limit: int, *, of: Callable[[Any], Sequence[Any]]) -> Page:
    """Return what `paged` has found as a page; `of` gives a row's key values."""
    shown = rows[:limit]
    return Page(shown, cursor(of(shown[-1])) if len(rows) > limit else None)
