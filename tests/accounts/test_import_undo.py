"""Accounts from a file taken back: those that nobody has used, by whoever added them; the rest stays."""

from typing import Any

from flask.testing import FlaskClient

from tests.accounts.test_import import sent
from tests.company import Company
from triangle.activity.catalog import Sight, may_read, seers_of
from triangle.identity.models import Person, Standing
from triangle.identity.queries import team_tree


def added(client: FlaskClient, *names: str) -> list[int]:
    """Import some accounts and return their ids."""
    return [row["account_id"] for row in sent(client, *({"name": name} for name in names))]


def undo(client: FlaskClient, *ids: int, key: str = "") -> dict[int, bool]:
    """Take accounts back; return which of them are gone."""
    headers = {"Idempotency-Key": key} if key else {}
    answer = client.post("/api/accounts/import/undo", json={"account_ids": list(ids)}, headers=headers)
    assert answer.status_code == 200, answer.text
    return {row["account_id"]: row["is_removed"] for row in answer.json["data"]}


def names_in(client: FlaskClient, path: str, field: str) -> set[str]:
    """Return what a list says."""
    found: list[dict[str, Any]] = client.get(path).json["data"]
    return {row[field] for row in found}


def test_what_nobody_used_is_gone_from_every_list_and_the_search(company: Company) -> None:
    client = company.client("ar")
    ids = added(client, "误导入甲", "误导入乙")

    assert undo(client, *ids) == dict.fromkeys(ids, True)

    for who in ("ar", "lead", "admin"):
        reader = company.client(who)
        assert not names_in(reader, "/api/accounts?q=误导入", "name")
        assert not names_in(reader, "/api/search?q=误导入", "title")
    assert client.get(f"/api/accounts/{ids[0]}").status_code == 404


def test_what_somebody_used_stays(company: Company) -> None:
    client = company.client("ar")
    touched, seated, sold, idle = added(client, "加了联系人", "换了席位", "开了作战室", "没有人用")
    client.post(f"/api/accounts/{touched}/contacts", json={"name": "李总"})
    seat = {"person_id": company.id("sr"), "reason": ""}
    client.put(f"/api/accounts/{seated}/seats/SR", json=seat, headers={"If-Match": "*"})
    opened = client.post("/api/deals", json={"account_id": sold, "title": "一期", "playbook": "KD"})
    assert opened.status_code == 201, opened.text

    kept = dict.fromkeys((touched, seated, sold), False)
    assert undo(client, touched, seated, sold, idle) == kept | {idle: True}

    assert names_in(client, "/api/accounts?limit=200", "name") >= {"加了联系人", "换了席位", "开了作战室"}


def test_only_whoever_added_them_takes_them_back(company: Company) -> None:
    ids = added(company.client("ar"), "别人导入的")

    for who in ("sr", "lead", "admin"):
        assert undo(company.client(who), *ids) == {ids[0]: False}

    assert company.client("ar").get(f"/api/accounts/{ids[0]}").status_code == 200


def test_taking_back_twice_and_what_never_was_says_no(company: Company) -> None:
    client = company.client("ar")
    [account] = added(client, "撤回两次")

    assert undo(client, account, key="once") == undo(client, account, key="once") == {account: True}

    assert undo(client, account, 2**31 - 1) == {account: False, 2**31 - 1: False}


def test_admins_alone_read_what_happened_and_nothing_goes_on_there(company: Company) -> None:
    client = company.client("ar")
    [account] = added(client, "历史还在")
    undo(client, account)
    path = f"/api/streams/account:{account}/entries"

    told = company.client("admin").get(path).json["data"]

    assert [entry["type"] for entry in told] == ["account.created", "account.removed"]
    assert told[-1]["data"]["account"]["seats"] == []
    assert client.get(path).status_code == 404
    assert company.client("admin").get(f"/api/accounts/{account}").json["can"] == []
    body = {"account_id": account, "title": "一期", "playbook": "KD"}
    assert company.client("lead").post("/api/deals", json=body).status_code == 404


def test_the_same_file_can_be_imported_again(company: Company) -> None:
    client = company.client("ar")
    undo(client, *added(client, "再来一次"))

    assert [row["outcome"] for row in sent(client, {"name": "再来一次"})] == ["added"]


def test_whoever_is_connected_hears_of_what_they_may_read_and_of_nothing_else(company: Company) -> None:
    client = company.client("ar")
    kept, gone = added(client, "还在的", "撤回以后")
    undo(client, gone)

    with company.reading() as session:
        people = [
            session.get_one(Person, company.id(name)) for name in ("admin", "ar", "new", "lead", "other")
        ]
        here = {each.id: Standing(each.id, each.role, each.team_id, is_guest=False) for each in people}
        heard = set(seers_of("account", session, [kept, gone], Sight(here, team_tree(session))))
        read = {
            (each.id, account)
            for each in people
            for account in (kept, gone)
            if may_read(session, each, f"account:{account}")
        }

    assert heard == read
    assert {person for person, account in heard if account == gone} == {company.id("admin")}
