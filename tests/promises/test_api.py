"""Promises by HTTP: what is refused, what a version guards, and what an account was promised."""

from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.company import Company
from tests.promises.making import answer, promise
from triangle.accounts.actions import add_contact
from triangle.identity.models import Person

COUNTS = {"open": 0, "accepted": 0, "returned": 0, "kept": 0, "broken": 0, "waived": 0}


def patch(company: Company, who: str, promise_id: int, version: str | None, **changes: Any) -> Any:
    headers = {"If-Match": version} if version else {}
    return company.client(who).patch(f"/api/promises/{promise_id}", json=changes, headers=headers)


def test_revision_says_something_and_names_the_version_it_saw(company: Company) -> None:
    made = promise(company, company.deal())

    assert patch(company, "ar", made.id, '"1"').status_code == 422
    assert patch(company, "ar", made.id, None, text="四月").status_code == 428
    assert patch(company, "ar", made.id, '"9"', text="四月").status_code == 412
    said = patch(company, "ar", made.id, '"1"', text="四月", node_id=None)

    assert (said.status_code, said.json["data"]["text"], said.headers["ETag"]) == (200, "四月", '"2"')


def test_revised_promise_stays_with_its_deal_and_customer(company: Company) -> None:
    made, other = promise(company, company.deal()), company.deal()

    said = patch(company, "ar", made.id, '"1"', node_id=company.node(other, "KD1.1").id)

    assert said.status_code == 422
    assert said.json["errors"][0]["field"] == "node_id"


def test_nobody_accepts_words_that_were_changed_under_their_hands(company: Company) -> None:
    """Whoever answers says which version they read."""
    made = promise(company, company.deal())
    patch(company, "ar", made.id, '"1"', text="一周内上线")

    said = company.client("fr").post(f"/api/promises/{made.id}/accept", json={}, headers={"If-Match": '"1"'})

    assert said.status_code == 412
    assert company.client("fr").get(f"/api/promises/{made.id}").json["data"]["status"] == "open"


def test_somebody_who_left_answers_nothing_and_the_account_manager_goes_on(company: Company) -> None:
    made = promise(company, company.deal())
    fr = company.client("fr")
    with company.deed("admin") as deed:
        deed.session.get_one(Person, company.id("fr")).is_active = False

    assert fr.post(f"/api/promises/{made.id}/accept", json={}).status_code == 401
    moved = patch(company, "ar", made.id, '"1"', role="SR")

    assert moved.json["data"]["role"] == "SR"
    assert answer(company, "sr", made, "accept").status == "accepted"


@pytest.mark.parametrize("verb", ["keep", "break"])
def test_only_what_was_taken_on_is_kept_or_broken(company: Company, verb: str) -> None:
    made = promise(company, company.deal())

    said = company.client("fr").post(f"/api/promises/{made.id}/{verb}", json={"reason": "按期"})

    assert (said.status_code, said.json["code"]) == (409, "promise_open")


def test_a_broken_or_waived_promise_needs_words(company: Company) -> None:
    made = promise(company, company.deal())
    answer(company, "fr", made, "accept")

    for verb in ("break", "waive"):
        assert company.client("ar").post(f"/api/promises/{made.id}/{verb}", json={}).status_code == 422


def test_nothing_was_promised_tomorrow(company: Company) -> None:
    body = {"text": "上线", "made_on": "2099-01-01"}

    said = company.client("ar").post(f"/api/deals/{company.deal().id}/promises", json=body)

    assert said.json["errors"][0]["code"] == "in_the_future"


def test_removed_contact_leaves_the_promise_without_a_name(company: Company) -> None:
    account = company.account()
    with company.deed("ar") as deed:
        words = {"title": "", "phone": "", "email": "", "influence": "unknown"}
        contact = add_contact(deed, account.id, name="吴敏", **words)
    made = promise(company, company.deal(account), contact_id=contact.id)

    gone = company.client("ar").delete(f"/api/contacts/{contact.id}", headers={"If-Match": "*"})

    assert gone.status_code == 204
    assert company.client("ar").get(f"/api/promises/{made.id}").json["data"]["contact_id"] is None


def test_account_lists_what_it_was_promised_in_the_rooms_that_one_may_see(company: Company) -> None:
    account = company.account()
    seen, hidden = company.deal(account), company.deal(account, SR="other")
    first, second = promise(company, seen), promise(company, hidden)
    answer(company, "fr", first, "accept")

    def told(who: str) -> Any:
        return company.client(who).get(f"/api/accounts/{account.id}/promises").json

    assert [row["id"] for row in told("ar")["data"]] == [second.id, first.id]
    assert told("ar")["counts"] == COUNTS | {"open": 1, "accepted": 1}
    assert [row["deal"]["id"] for row in told("other")["data"]] == [hidden.id]
    assert told("other")["counts"] == COUNTS | {"open": 1}
    assert told("admin")["counts"] == COUNTS


def test_long_register_of_an_account_takes_no_more_queries(company: Company) -> None:
    account = company.account()
    client, asked = company.client("ar"), 0
    path = f"/api/accounts/{account.id}/promises"

    def count(*_: Any) -> None:
        nonlocal asked
        asked += 1

    event.listen(Engine, "before_cursor_execute", count)
    costs = []
    for _ in range(2):
        for _ in range(4):
            promise(company, company.deal(account))
        asked = 0
        assert client.get(path).status_code == 200
        costs.append(asked)
    event.remove(Engine, "before_cursor_execute", count)

    assert costs[0] == costs[1] > 0


def test_register_of_an_account_pages(company: Company) -> None:
    account = company.account()
    deal = company.deal(account)
    made = [promise(company, deal).id for _ in range(3)]
    path = f"/api/accounts/{account.id}/promises?limit=2"

    page = company.client("ar").get(path).json
    rest = company.client("ar").get(f"{path}&after={page['next']}").json

    assert [row["id"] for row in page["data"] + rest["data"]] == made[::-1]
    assert rest["next"] is None
