"""What a prepared statement promises: a session's answers in the same snapshot, at the cost of the driver."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, case, event, func, select
from sqlalchemy.exc import StatementError

from tests.company import Company
from tests.databases import fresh_url
from triangle.core.db import Database, mappings
from triangle.core.hot import among
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal
from triangle.identity.models import ApiToken, Team

_team, _token, _deal = Team.__table__.c, ApiToken.__table__.c, Deal.__table__.c
BELOW = select(_team.id, _team.name).where(_team.parent_id == bindparam("above")).order_by(_team.id)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database with one team above two."""
    made = Database(fresh_url(tmp_path))
    with made.unit_of_work() as session:
        session.add(Team(id=1, name="all"))
        session.flush()
        session.add_all([Team(id=2, name="east", parent_id=1), Team(id=3, name="west", parent_id=1)])
    yield made
    made.close()


def test_rows_are_those_of_a_session(database: Database) -> None:
    with database.reading() as session:
        expected = mappings(session.execute(BELOW, {"above": 1}))

        assert Prepared(BELOW).rows(session, {"above": 1}) == expected
        assert [row["name"] for row in expected] == ["east", "west"]


def test_value_that_is_not_given_is_no_null(database: Database) -> None:
    with database.reading() as session, pytest.raises(KeyError, match="above"):
        Prepared(BELOW).rows(session)


def test_rows_are_put_together_by_their_last_column(database: Database) -> None:
    query = select(_team.name, _team.parent_id).where(_team.parent_id.is_not(None)).order_by(_team.id)

    with database.reading() as session:
        assert Prepared(query).by_last(session, {}) == {1: [{"name": "east"}, {"name": "west"}]}


@pytest.mark.parametrize("wanted", [[], [2], [1, 3]])
def test_many_values_are_one(database: Database, wanted: list[int]) -> None:
    query = select(_team.id).order_by(_team.id)
    names = {2: "east", 1: "all", 3: "west"}

    with database.reading() as session:
        asked = Prepared(query.where(among(_team.id, "ids")))
        assert asked.column(session, {"ids": wanted}) == wanted
        assert Prepared(query.where(among(_team.id, wanted))).column(session) == wanted
        worded = Prepared(query.where(among(_team.name, "names")))
        assert worded.column(session, {"names": [names[number] for number in wanted]}) == wanted


def test_values_of_the_statement_itself_stay(database: Database) -> None:
    query = select(_team.id).where(_team.name.in_(("east", "west")), _team.id > bindparam("after"))

    with database.reading() as session:
        assert Prepared(query.order_by(_team.id).limit(1)).column(session, {"after": 2}) == [3]


def test_list_that_would_become_several_values_is_refused(database: Database) -> None:
    query = select(_team.id).where(_team.id.in_(bindparam("ids", expanding=True)))

    with database.reading() as session, pytest.raises(AssertionError, match="among"):
        Prepared(query).rows(session, {"ids": [1]})


def test_one_snapshot_is_seen_by_objects_and_statements(database: Database) -> None:
    with database.reading() as session:
        before = Prepared(select(_team.id)).column(session)
        with database.unit_of_work() as writing:
            writing.add(Team(id=9, name="new"))

        assert Prepared(select(_team.id)).column(session) == before
        assert session.scalar(select(func.count()).select_from(Team)) == len(before)


def test_deed_asks_of_what_it_wrote(database: Database) -> None:
    with database.unit_of_work() as session:
        session.add(Team(id=9, name="new", parent_id=3))

        assert [row["name"] for row in Prepared(BELOW).rows(session, {"above": 3})] == ["new"]


def test_statements_are_heard_by_whoever_counts_them(database: Database) -> None:
    heard: list[str] = []

    def hear(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        heard.append(statement)

    event.listen(database.reader, "before_cursor_execute", hear)
    with database.reading() as session:
        Prepared(BELOW).rows(session, {"above": 1})

    assert [statement.split()[0] for statement in heard] == ["SELECT"]


def test_error_of_the_driver_comes_as_sessions_tell_it(database: Database) -> None:
    with database.reading() as session, pytest.raises(StatementError, match=r"team\.parent_id"):
        Prepared(BELOW).rows(session, {"above": 2**70})
    with database.reading() as session:
        assert len(Prepared(BELOW).rows(session, {"above": 1})) == 2


def test_what_is_sent_is_what_replies_say(company: Company) -> None:
    ident, database = company.deal().id, company.service.database
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    with database.unit_of_work() as session:
        deal = session.get_one(Deal, ident)
        deal.amount, deal.closes_on, deal.closed_at = Decimal("1280000.5"), date(2026, 5, 1), at
    names = ("amount", "closes_on", "closed_at", "lost_reason")
    query = select(*(_deal[name] for name in names)).where(_deal.id == ident)
    summed = select(func.sum(_deal.amount)).where(_deal.id == ident)
    never = select(case((_deal.id < 0, _deal.closed_at))).where(_deal.id == ident)

    with database.reading() as session:
        said = {
            "amount": 1280000.5,
            "closes_on": "2026-05-01",
            "closed_at": "2026-03-02T09:30:00.000000Z",
            "lost_reason": None,
        }
        assert Prepared(query, sent=True).rows(session) == [said]
        assert Prepared(summed, sent=True).column(session) == [1280000.5]
        assert Prepared(never, sent=True).column(session) == [None]
