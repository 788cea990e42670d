"""Search: what somebody may see is found by any part of its name, and nothing else is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, event

from tests.company import Company
from triangle.accounts.actions import add_account, edit_account
from triangle.deals.actions import edit_deal
from triangle.handoffs.actions import offer
from triangle.nodes.models import Node
from triangle.search.indexing import rebuild_without_policy
from triangle.search.models import SearchText


def found(company: Company, who: str, q: str, **query: Any) -> list[dict[str, Any]]:
    """Return what somebody finds."""
    answer = company.client(who).get("/api/search", query_string={"q": q, **query})
    assert answer.status_code == 200, answer.text
    return list(answer.json["data"])


def titles(company: Company, who: str, q: str, kind: str) -> list[str]:
    """Return the titles of one kind that somebody finds."""
    return [hit["title"] for hit in found(company, who, q, kinds=kind)]


def named(company: Company, name: str) -> int:
    """Add an account of a name."""
    with company.deed("ar") as deed:
        given = {"type": "sme", "channel": "direct", "industry": "", "region": ""}
        return add_account(deed, name=name, team_id=None, seats={}, **given).id


@pytest.mark.parametrize("q", ["华光", "光电", "子", "华光电子", "电子", "云平", "平台 华光"])
def test_deal_is_found_by_its_title_and_its_account(company: Company, q: str) -> None:
    deal = company.deal()

    hits = found(company, "sr", q, kinds="deal")

    assert [(hit["id"], hit["title"], hit["within"]) for hit in hits] == [(deal.id, "云平台", "华光电子")]


@pytest.mark.parametrize("who", ["other", "other_lead", "guest", "admin"])
def test_foreign_deal_is_never_found(company: Company, who: str) -> None:
    company.deal()

    assert found(company, who, "云平台", kinds="deal,node") == []
    assert found(company, who, "需求", kinds="deal,node") == []


def test_leader_finds_what_is_below(company: Company) -> None:
    company.deal()

    assert {hit["kind"] for hit in found(company, "lead", "华光")} == {"account", "deal"}


def test_guest_finds_the_nodes_they_have_a_duty_in_and_nobodys_address(company: Company) -> None:
    deal = company.deal(company.account(PT="guest"), playbook="KC")
    own, foreign = company.node(deal, "KC2.1"), company.node(deal, "KC6.5")

    seen = {hit["id"] for hit in found(company, "guest", "KC", limit=50)}

    assert own.id in seen
    assert foreign.id not in seen
    assert titles(company, "guest", "ar@test", "person") == []
    assert titles(company, "sr", "ar@test", "person") == ["ar"]


def test_node_is_found_by_code_by_name_and_together_with_its_deal(company: Company) -> None:
    deal = company.deal()
    node = company.node(deal, "KD2.1")

    for q in ("kd2.1", node.name["zh"], node.name["en"], f"云平 {node.name['zh'][:2]}"):
        assert node.id in [hit["id"] for hit in found(company, "ar", q, kinds="node", limit=50)], q
    assert found(company, "ar", f"无此商机 {node.name['zh']}", kinds="node") == []


def test_node_that_is_worked_on_comes_first_and_the_one_that_is_over_last(company: Company) -> None:
    account = company.account()
    over, waiting, working = (company.node(company.deal(account), "KD2.1") for _ in range(3))
    with company.service.database.unit_of_work() as session:
        session.get_one(Node, over.id).status = "skipped"
        session.get_one(Node, working.id).status = "active"

    def asked(limit: int) -> list[int]:
        return [hit["id"] for hit in found(company, "ar", "kd2.1", kinds="node", limit=limit)]

    assert asked(8) == [working.id, waiting.id, over.id]
    assert asked(2) == [working.id, waiting.id]


def test_partner_finds_the_node_they_are_asked_to_take(company: Company) -> None:
    node = company.node(company.deal(), "KD1.1")
    with company.deed("ar") as deed:
        given = {"message": "", "kind": "transfer", "due_at": None, "questions": []}
        offer(deed, node.id, receiver_ids=[company.id("guest")], **given)

    assert [hit["id"] for hit in found(company, "guest", "KD", kinds="node")] == [node.id]


def test_very_name_comes_first_then_its_beginning(company: Company) -> None:
    for name in ("东方华光", "华光电子集团", "华光"):
        named(company, name)

    assert titles(company, "ar", "华光", "account") == ["华光", "华光电子集团", "东方华光"]


def test_new_name_is_found_and_the_old_one_is_not(company: Company) -> None:
    deal = company.deal()
    with company.deed("ar") as deed:
        edit_account(deed, deal.account_id, name="远山重工")
    company.clock.move(timedelta(minutes=1))
    with company.deed("ar") as deed:
        edit_deal(deed, deal.id, title="智能产线")

    assert titles(company, "ar", "远山", "deal") == ["智能产线"]
    assert titles(company, "ar", "产线", "deal") == ["智能产线"]
    assert found(company, "ar", "华光") == []
    assert found(company, "ar", "云平台") == []


def test_undone_deed_names_nothing(company: Company) -> None:
    given = {"type": "sme", "channel": "direct", "industry": "", "region": ""}

    def undone() -> None:
        with company.deed("ar") as deed:
            add_account(deed, name="昙花一现", team_id=None, seats={}, **given)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()

    assert found(company, "admin", "昙花") == []


def test_rebuilding_finds_everything_again(company: Company) -> None:
    company.deal()
    with company.service.database.unit_of_work() as session:
        session.execute(delete(SearchText))
    assert found(company, "ar", "华光") == []

    with company.service.database.unit_of_work() as session:
        count = rebuild_without_policy(session)

    assert count == 2
    assert {hit["kind"] for hit in found(company, "ar", "华光")} == {"account", "deal"}


@pytest.mark.parametrize(
    "q", ["'", '"', "&", "华光'", 'a" OR "b', "NEAR(", "*", "a:*", "\\", "%", "_", "é", "😀"]
)
def test_any_text_may_be_asked_for(company: Company, q: str) -> None:
    company.deal()

    assert isinstance(found(company, "ar", q), list)


@pytest.mark.parametrize(
    "query", [{}, {"q": ""}, {"q": "x" * 81}, {"q": "x", "kinds": "secret"}, {"q": "x", "limit": 51}]
)
def test_unusable_question_is_refused(company: Company, query: dict[str, Any]) -> None:
    assert company.client("ar").get("/api/search", query_string=query).status_code == 422


@contextmanager
def counting(company: Company) -> Iterator[list[str]]:
    """Collect the statements that readers send meanwhile."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.append(statement)

    event.listen(company.service.database.reader, "before_cursor_execute", note)
    yield sent
    event.remove(company.service.database.reader, "before_cursor_execute", note)


def test_number_of_queries_does_not_grow_with_what_is_found(company: Company) -> None:
    account = company.account()
    company.deal(account)
    with counting(company) as few:
        found(company, "lead", "华光", limit=50)
    for _ in range(4):
        company.clock.move(timedelta(minutes=1))
        company.deal(account)

    with counting(company) as many:
        assert len(found(company, "lead", "华光", kinds="deal", limit=50)) == 5
        many.clear()
        found(company, "lead", "华光", limit=50)

    assert len(many) == len(few)
