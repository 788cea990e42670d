"""Pages together are the whole list, whatever comes and goes meanwhile; no cursor is an error of ours."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.company import Company
from tests.databases import fresh_url
from triangle.core.db import Database
from triangle.core.errors import Invalid
from triangle.core.paging import Page, cursor, page
from triangle.identity.models import Team

KEYS: list[Any] = [Team.name, Team.id]
names = st.lists(st.sampled_from(["a", "B", "b", "华", "光", "", "%", "é", "z" * 40]), max_size=25)
quick = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database in which every example is taken back."""
    made = Database(fresh_url(tmp_path_factory.mktemp("paging")))
    yield made
    made.close()


@contextmanager
def teams(database: Database, given: list[str]) -> Iterator[Session]:
    """Give a session with some teams in it, and take them back."""
    with Session(database.writer) as session:
        add(session, given)
        yield session
        session.rollback()


def add(session: Session, given: list[str]) -> None:
    """Add teams."""
    for name in given:
        session.add(Team(name=name))
    session.flush()


def one(session: Session, after: str | None, limit: int, *, descending: bool = False) -> Page:
    """Return one page of teams by name."""
    of = lambda team: (team.name, team.id)  # noqa: E731 - what every list of ours hands in
    return page(session, select(Team), KEYS, of=of, after=after, limit=limit, descending=descending)


def whole(session: Session, *, descending: bool) -> list[int]:
    """Return all teams as the database sorts them."""
    order = [key.desc() if descending else key for key in KEYS]
    return list(session.scalars(select(Team.id).order_by(*order)))


@quick
@given(given_names=names, limit=st.integers(1, 8), descending=st.booleans())
def test_pages_together_are_the_whole_list(
    database: Database, given_names: list[str], limit: int, descending: bool
) -> None:
    with teams(database, given_names) as session:
        read: list[int] = []
        found = one(session, None, limit, descending=descending)
        read += [team.id for team in found.rows]
        while found.next is not None:
            assert len(found.rows) == limit
            found = one(session, found.next, limit, descending=descending)
            read += [team.id for team in found.rows]

        assert read == whole(session, descending=descending)


@quick
@given(first=names, meanwhile=names, limit=st.integers(1, 5))
def test_what_was_there_is_read_once_whatever_comes_meanwhile(
    database: Database, first: list[str], meanwhile: list[str], limit: int
) -> None:
    with teams(database, first) as session:
        before, read = whole(session, descending=False), []
        found = one(session, None, limit)
        read += [team.id for team in found.rows]
        for name in meanwhile:
            add(session, [name])
            if found.next is not None:
                found = one(session, found.next, limit)
                read += [team.id for team in found.rows]
        while found.next is not None:
            found = one(session, found.next, limit)
            read += [team.id for team in found.rows]

        assert len(read) == len(set(read))
        assert [ident for ident in read if ident in before] == before


def test_page_stays_right_when_its_last_row_is_deleted(database: Database) -> None:
    with teams(database, ["a", "b", "c"]) as session:
        found = one(session, None, 2)
        session.delete(found.rows[-1])
        session.flush()

        assert [team.name for team in one(session, found.next, 2).rows] == ["c"]


@quick
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60))
def test_any_text_as_a_cursor_is_refused_or_read(database: Database, text: str) -> None:
    check(database, text)


json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    st.lists,
    max_leaves=4,
)


@quick
@given(values=st.lists(json, max_size=3))
def test_any_values_in_a_cursor_are_refused_or_read(database: Database, values: list[Any]) -> None:
    try:
        raw = orjson.dumps(values)
    except (orjson.JSONEncodeError, TypeError):
        raw = b"[]"

    check(database, base64.urlsafe_b64encode(raw).rstrip(b"=").decode())


def check(database: Database, text: str) -> None:
    """Page after a cursor: a page or a refusal that names it, never another error."""
    with teams(database, ["a", "b"]) as session:
        refusals: list[dict[str, Any]] = []
        try:
            found = one(session, text, 10)
        except Invalid as refused:
            refusals = refused.errors

        assert refusals or len(found.rows) <= 2
        assert all((line["field"], line["code"]) == ("after", "bad_cursor") for line in refusals)


WRONG: list[list[Any]] = [
    [1, 2],
    ["a"],
    ["a", "1"],
    ["a", True],
    ["a", 2**63],
    ["a", 1.5],
    ["\0", 1],
    [None, None],
    ["a", 1, 2],
]
BAD = ["x", "%00", "e30", *map(cursor, WRONG)]


@pytest.mark.parametrize("after", BAD)
def test_cursor_of_something_else_is_refused(company: Company, after: str) -> None:
    answer = company.client("ar").get("/api/accounts", query_string={"after": after})

    assert answer.status_code == 422
    assert [(line["field"], line["code"]) for line in answer.json["errors"]] == [("after", "bad_cursor")]


@pytest.mark.parametrize("limit", ["0", "-1", "201", "x", "1e3", "", "99999999999999999999"])
def test_limit_has_bounds(company: Company, limit: str) -> None:
    answer = company.client("ar").get("/api/accounts", query_string={"limit": limit})

    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "limit")


def test_lists_page_through_http(company: Company) -> None:
    client, read, after = company.client("admin"), [], None
    while after is not None or not read:
        reply = client.get(
            "/api/people", query_string={"limit": 3} | ({"after": after} if after else {})
        ).json
        read += [person["name"] for person in reply["data"]]
        after = reply["next"]

    assert read == sorted(company.people)
