"""Somebody leaves: what they hold is shown, and one deed gives all of it to others, or nothing."""

from datetime import timedelta
from typing import Any

import pytest

from tests.company import Company
from triangle.accounts.models import Account
from triangle.activity.models import Entry
from triangle.deals.models import Deal
from triangle.handoffs.actions import accept, offer
from triangle.ledger import verify
from triangle.nodes.models import ChecklistItem
from triangle.nodes.queries import nodes_of
from triangle.responsibilities.queries import current


def plan_of(company: Company, name: str) -> dict[str, Any]:
    """Return what somebody holds, as the admin sees it."""
    answer = company.client("admin").get(f"/api/people/{company.id(name)}/leaving")
    assert answer.status_code == 200, answer.text
    return dict(answer.json["data"])


def let_go(company: Company, name: str, **plan: Any) -> Any:
    """Have the admin deactivate somebody."""
    company.clock.move(timedelta(minutes=1))
    return company.client("admin").post(f"/api/people/{company.id(name)}/deactivate", json=plan)


def seat(account_id: int, role: str, person_id: int | None, deal_id: int | None = None) -> dict[str, Any]:
    """Return one line of a plan."""
    return {"account_id": account_id, "deal_id": deal_id, "role": role, "person_id": person_id}


def handed_over(company: Company, deal: Deal, code: str, receiver: str) -> int:
    """Hand a node over to somebody who has no seat for it."""
    node = company.node(deal, code)
    company.clock.move(timedelta(minutes=1))
    given = {"message": "", "kind": "transfer", "due_at": None, "questions": []}
    with company.deed("ar") as deed:
        handoff = offer(deed, node.id, receiver_ids=[company.id(receiver)], **given)
    company.clock.move(timedelta(minutes=1))
    with company.deed(receiver) as deed:
        accept(deed, handoff.id, open_items=[])
    return node.id


def accountable(company: Company, deal: Deal) -> dict[int, int]:
    """Return who answers for each node now."""
    with company.reading() as session:
        return {row.node_id: row.person_id for row in current(session, deal.id) if row.duty == "A"}


def test_plan_names_seats_with_who_has_the_role_elsewhere(company: Company) -> None:
    deal = company.deal(SV="sr")
    with company.reading() as session:
        account = session.get_one(Account, deal.account_id)
    company.account(SR="new")

    plan = plan_of(company, "sr")

    assert [(line["account_id"], line["deal_id"], line["role"]) for line in plan["seats"]] == [
        (account.id, None, "SR"),
        (account.id, deal.id, "SV"),
    ]
    assert [line["suggested_id"] for line in plan["seats"]] == [company.id("new"), None]
    assert plan["nodes"] == []


def test_node_that_was_handed_over_is_named_and_goes_back_to_its_seat(company: Company) -> None:
    deal = company.deal()
    node = handed_over(company, deal, "KD1.1", "new")

    plan = plan_of(company, "new")

    assert plan["seats"] == []
    assert [(line["node_id"], line["suggested_id"]) for line in plan["nodes"]] == [(node, company.id("ar"))]
    assert "A" in plan["nodes"][0]["duties"]


def test_one_deed_gives_seats_and_nodes_and_ends_the_access(company: Company) -> None:
    deal = company.deal()
    node = handed_over(company, deal, "KD1.1", "sr")
    browser = company.client("sr")
    seats = [seat(deal.account_id, "SR", company.id("new"))]

    answer = let_go(company, "sr", seats=seats, nodes=[{"node_id": node, "person_id": company.id("fr")}])

    assert answer.status_code == 200, answer.text
    assert answer.json["data"]["is_active"] is False
    assert browser.get("/api/inbox").status_code == 401
    answering = accountable(company, deal)
    assert company.id("sr") not in answering.values()
    assert answering[node] == company.id("fr")
    assert company.id("new") in answering.values()
    with company.reading() as session:
        assert verify(session).wrong == []


def test_what_is_missing_in_the_plan_is_named_and_nothing_happens(company: Company) -> None:
    deal = company.deal()
    node = handed_over(company, deal, "KD1.1", "sr")
    before = accountable(company, deal)

    answer = let_go(company, "sr", seats=[seat(deal.account_id, "SR", company.id("new"))])

    assert answer.status_code == 409
    assert answer.json["code"] == "person_answers"
    assert {(line["code"], line["params"]["node_id"]) for line in answer.json["errors"]} == {
        ("holds_duty", node)
    }
    assert accountable(company, deal) == before
    assert [line["role"] for line in plan_of(company, "sr")["seats"]] == ["SR"]


@pytest.mark.parametrize(
    ("taker", "code"), [("sr", "leaves"), ("guest", "guest_seat"), (None, "unknown_person")], ids=str
)
def test_nobody_unfit_takes_a_seat(company: Company, taker: str | None, code: str) -> None:
    deal = company.deal()
    person_id = company.id(taker) if taker else 4711

    answer = let_go(company, "sr", seats=[seat(deal.account_id, "SR", person_id)])

    assert answer.status_code == 422
    assert [line["code"] for line in answer.json["errors"]] == [code]


def test_seat_that_somebody_does_not_hold_cannot_be_given(company: Company) -> None:
    deal = company.deal()

    answer = let_go(company, "sr", seats=[seat(deal.account_id, "AR", company.id("new"))])

    assert [line["code"] for line in answer.json["errors"]] == ["not_held"]


def test_ar_of_a_live_deal_is_not_left_vacant(company: Company) -> None:
    deal = company.deal()

    answer = let_go(company, "ar", seats=[seat(deal.account_id, "AR", None)])

    assert (answer.status_code, answer.json["code"]) == (409, "seat_needed")


def test_open_offer_of_a_moved_node_is_taken_back(company: Company) -> None:
    deal = company.deal()
    node = handed_over(company, deal, "KD1.1", "new")
    company.clock.move(timedelta(minutes=1))
    given = {"message": "", "kind": "transfer", "due_at": None, "questions": []}
    with company.deed("new") as deed:
        offer(deed, node, receiver_ids=[company.id("sr")], **given)

    let_go(company, "new", nodes=[{"node_id": node, "person_id": company.id("fr")}])

    room = company.client("fr").get(f"/api/deals/{deal.id}").json["data"]
    assert room["handoffs"] == []


@pytest.mark.parametrize("role", ["AR", "SR", "FR", "SP"])
def test_partner_sits_in_no_seat_that_answers_for_the_customer(company: Company, role: str) -> None:
    account = company.account()

    answer = company.client("ar").put(
        f"/api/accounts/{account.id}/seats/{role}",
        json={"person_id": company.id("guest")},
        headers={"If-Match": "*"},
    )

    assert answer.status_code == 422
    assert [line["code"] for line in answer.json["errors"]] == ["guest_seat"]


def test_partner_sits_in_no_such_seat_of_a_deal_either(company: Company) -> None:
    deal = company.deal()
    body, client = {"person_id": company.id("guest")}, company.client("ar")

    refused = client.put(f"/api/deals/{deal.id}/seats/SR", json=body, headers={"If-Match": "*"})
    taken = client.put(f"/api/deals/{deal.id}/seats/PT", json=body, headers={"If-Match": "*"})
    opened = client.post(
        "/api/deals",
        json={
            "account_id": deal.account_id,
            "title": "x",
            "playbook": "KD",
            "seats": {"FR": company.id("guest")},
        },
    )

    assert (refused.status_code, taken.status_code, opened.status_code) == (422, 200, 422)


def test_many_seats_are_proposed_to_several_people(company: Company) -> None:
    for _ in range(2):
        company.account()
    company.account(SR="new")
    company.account(SR="fr")

    plan = plan_of(company, "sr")

    assert {line["suggested_id"] for line in plan["seats"]} == {company.id("new"), company.id("fr")}


def offered_to(company: Company, deal: Deal, receiver: str) -> int:
    """Offer AR's first node to somebody who has not answered yet."""
    node = company.node(deal, "KD1.1")
    company.clock.move(timedelta(minutes=1))
    given = {"message": "", "kind": "transfer", "due_at": None, "questions": []}
    with company.deed("ar") as deed:
        return offer(deed, node.id, receiver_ids=[company.id(receiver)], **given).id


def let_in_again(company: Company, name: str) -> None:
    """Have the admin activate somebody, for the tests that come after."""
    company.client("admin").post(
        f"/api/people/{company.id(name)}/activate", json={}, headers={"If-Match": "*"}
    )


def test_handoff_that_waits_for_somebody_is_named_and_asked_of_whom_the_plan_says(company: Company) -> None:
    deal = company.deal()
    handoff = offered_to(company, deal, "new")

    (line,) = plan_of(company, "new")["handoffs"]
    left = let_go(company, "new")
    answer = let_go(company, "new", handoffs=[{"handoff_id": handoff, "person_id": company.id("fr")}])

    assert (line["handoff_id"], line["suggested_id"]) == (handoff, company.id("ar"))
    assert [each["code"] for each in left.json["errors"]] == ["holds_handoff"]
    assert answer.status_code == 200, answer.text
    cards = company.client("fr").get("/api/inbox").json["data"]
    assert handoff in [card["handoff"]["id"] for card in cards]
    with company.reading() as session:
        assert verify(session).wrong == []
    let_in_again(company, "new")


def test_handoff_goes_back_to_its_giver(company: Company) -> None:
    deal = company.deal()
    handoff = offered_to(company, deal, "new")

    answer = let_go(company, "new", handoffs=[{"handoff_id": handoff, "person_id": company.id("ar")}])

    assert answer.status_code == 200, answer.text
    again = company.client("ar").get(f"/api/handoffs/{handoff}").json["data"]
    assert again["status"] == "withdrawn"
    let_in_again(company, "new")


def test_others_who_were_asked_too_are_asked_still(company: Company) -> None:
    deal = company.deal()
    with company.reading() as session:
        briefed = next(
            n.id for n in nodes_of(session, deal.id) if n.briefing and n.briefing["from"] == ["AR"]
        )
    company.clock.move(timedelta(minutes=1))
    given = {"message": "", "kind": "briefing", "due_at": None, "questions": []}
    with company.deed("ar") as deed:
        handoff = offer(deed, briefed, receiver_ids=[company.id("new"), company.id("fr")], **given).id

    answer = let_go(company, "new", handoffs=[{"handoff_id": handoff, "person_id": company.id("ar")}])

    assert answer.status_code == 200, answer.text
    left = company.client("ar").get(f"/api/handoffs/{handoff}").json["data"]
    states = {receipt["receiver_id"]: receipt["status"] for receipt in left["receipts"]}
    assert states == {company.id("new"): "withdrawn", company.id("fr"): "offered"}
    assert handoff in [card["handoff"]["id"] for card in company.client("fr").get("/api/inbox").json["data"]]
    let_in_again(company, "new")


@pytest.mark.parametrize(("taker", "code"), [("new", "leaves"), ("guest", "guest_seat")])
def test_nobody_unfit_is_asked_instead(company: Company, taker: str, code: str) -> None:
    handoff = offered_to(company, company.deal(), "new")

    answer = let_go(company, "new", handoffs=[{"handoff_id": handoff, "person_id": company.id(taker)}])

    assert [line["code"] for line in answer.json["errors"]] == [code]


def test_items_that_somebody_owns_go_to_who_answers_for_their_nodes(company: Company) -> None:
    deal = company.deal()
    node = company.node(deal, "KD1.1")
    owned, done, free = (item.id for item in node.checklist[:3])
    with company.service.database.unit_of_work() as session:
        for item_id, state in ((owned, "open"), (done, "done")):
            item = session.get_one(ChecklistItem, item_id)
            item.owner_id, item.state = company.id("new"), state

    assert let_go(company, "new").status_code == 200

    with company.reading() as session:
        owners = {item.id: item.owner_id for item in session.query(ChecklistItem) if item.node_id == node.id}
        told = session.query(Entry).filter(Entry.type == "checklist_item.changed").all()
        assert verify(session).wrong == []
    assert (owners[owned], owners[done], owners[free]) == (company.id("ar"), company.id("new"), None)
    assert [entry.stream for entry in told] == [f"deal:{deal.id}"]
