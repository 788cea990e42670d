"""Deals as a list and a board: each stands where its first open node is, for those who may see it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, update

from tests.company import Company
from triangle.accounts.models import Account
from triangle.deals.models import Deal
from triangle.nodes.queries import nodes_of


def rows(company: Company, who: str, **query: Any) -> list[dict[str, Any]]:
    """Return the deals that somebody lists."""
    answer = company.client(who).get("/api/deals", query_string=query)
    assert answer.status_code == 200, answer.text
    return list(answer.json["data"])


def columns(company: Company, who: str, **query: Any) -> dict[str, dict[str, Any]]:
    """Return the board that somebody sees, by stage."""
    answer = company.client(who).get("/api/deals/board", query_string=query)
    assert answer.status_code == 200, answer.text
    return {column["code"]: column for column in answer.json["data"]}


def pass_stage(company: Company, deal: Deal) -> None:
    """Leave every node of the first stage out, an hour later."""
    company.clock.move(timedelta(hours=1))
    with company.service.database.unit_of_work() as session:
        for node in nodes_of(session, deal.id):
            if node.stage == "S1":
                node.skip("x", company.clock.now())


def test_deal_stands_where_its_first_open_node_is_since_the_last_one_was_closed(company: Company) -> None:
    deal = company.deal()
    began = company.clock.now()

    assert [(row["stage"], row["ar_id"]) for row in rows(company, "ar")] == [("S1", company.id("ar"))]
    pass_stage(company, deal)
    row = rows(company, "ar")[0]

    assert row["stage"] == "S2"
    assert row["stage_since"] > began.isoformat()


def test_board_counts_sums_and_shows_each_stage(company: Company) -> None:
    account = company.account()
    first, second = company.deal(account), company.deal(account)
    pass_stage(company, second)

    seen = columns(company, "ar")

    assert list(seen) == ["S1", "S2", "S3", "S4", "S5", "S6", "S7"]
    assert [deal["id"] for deal in seen["S1"]["deals"]] == [first.id]
    assert [deal["id"] for deal in seen["S2"]["deals"]] == [second.id]
    assert seen["S2"]["amounts"] == [{"currency": "CNY", "amount": 12_800_000}]
    assert seen["S3"] | {"name": None} == {"code": "S3", "name": None, "count": 0, "amounts": [], "deals": []}


def test_column_counts_more_than_it_shows_the_next_to_close_first(company: Company) -> None:
    account = company.account()
    deals = [company.deal(account) for _ in range(3)]
    with company.service.database.unit_of_work() as session:
        session.execute(update(Deal).where(Deal.id == deals[1].id).values(closes_on=date(2026, 4, 1)))

    column = columns(company, "ar", limit=1)["S1"]

    assert (column["count"], [deal["id"] for deal in column["deals"]]) == (3, [deals[1].id])


@pytest.mark.parametrize("who", ["other", "other_lead", "guest", "admin"])
def test_board_of_others_is_empty(company: Company, who: str) -> None:
    company.deal()

    assert {column["count"] for column in columns(company, who).values()} == {0}


def test_filters_choose_by_stage_playbook_person_status_and_day(company: Company) -> None:
    account = company.account()
    known, small = company.deal(account), company.deal(account, playbook="SD", SV="new")
    with company.service.database.unit_of_work() as session:
        session.execute(update(Deal).where(Deal.id == known.id).values(closes_on=date(2026, 4, 1)))

    def found(**query: Any) -> set[int]:
        listed = {row["id"] for row in rows(company, "lead", **query)}
        on_board = {
            deal["id"] for column in columns(company, "lead", **query).values() for deal in column["deals"]
        }
        assert listed == on_board
        return listed

    assert found(playbook="SD") == {small.id}
    assert found(person_id=company.id("new")) == {small.id}
    assert found(closes_before="2026-04-02") == {known.id}
    assert found(stage="S2") == set()
    assert found(status="lost") == set()
    assert found(q="华光") == {known.id, small.id}


@contextmanager
def counting(company: Company) -> Iterator[list[str]]:
    """Collect the statements that readers send meanwhile."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.append(statement)

    event.listen(company.service.database.reader, "before_cursor_execute", note)
    yield sent
    event.remove(company.service.database.reader, "before_cursor_execute", note)


LISTS = [
    *("/api/deals", "/api/deals/board", "/api/accounts", "/api/accounts?gap=true&mine=true", "/api/people"),
    *("/api/inbox", "/api/inbox?box=sent", "/api/search?q=a", "/api/streams/deal:1/entries?after=0"),
    "/api/deals/1/notes",
]


@pytest.mark.parametrize("path", LISTS)
def test_number_of_queries_does_not_grow_with_the_deals(company: Company, path: str) -> None:
    company.deal(company.account())
    client = company.client("ar")
    with counting(company) as few:
        client.get(path)
    for _ in range(3):
        company.deal(company.account())
    with company.reading() as session:
        assert session.query(Account).count() == 4

    with counting(company) as many:
        client.get(path)

    assert len(many) == len(few)


def accounts(company: Company, who: str, **query: Any) -> dict[int, dict[str, Any]]:
    """Return the accounts that somebody lists, by id."""
    answer = company.client(who).get("/api/accounts", query_string=query)
    assert answer.status_code == 200, answer.text
    return {row["id"]: row for row in answer.json["data"]}


def test_account_in_the_list_says_what_is_open_there_for_its_reader(company: Company) -> None:
    account = company.account()
    company.deal(account)
    deal = company.deal(account)
    with company.service.database.unit_of_work() as session:
        session.execute(update(Deal).where(Deal.id == deal.id).values(closes_on=date(2026, 4, 1)))

    seen, hidden = accounts(company, "ar")[account.id], accounts(company, "new")[account.id]

    assert (seen["open_deals"], seen["next_close_on"]) == (2, "2026-04-01")
    assert seen["open_amounts"] == [{"currency": "CNY", "amount": 25_600_000}]
    assert (hidden["open_deals"], hidden["open_amounts"], hidden["next_close_on"]) == (0, [], None)


def test_quick_filters_find_mine_and_those_with_a_gap(company: Company) -> None:
    whole, gap = company.account(), company.account(FR="")

    assert set(accounts(company, "fr", mine=True)) == {whole.id}
    assert set(accounts(company, "fr", gap=True)) == {gap.id}
    assert set(accounts(company, "admin", mine=True)) == set()
