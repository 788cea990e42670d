"""Checklist items: ticked with evidence, or not applicable for a reason."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.company import Company

LINK = {"kind": "link", "text": "纪要", "url": "https://docs.example/minutes"}
NOTE = {"kind": "text", "text": "电话确认", "url": ""}


@pytest.fixture
def client(company: Company) -> FlaskClient:
    """The AR, who works on the first node."""
    return company.client("ar")


@pytest.fixture
def item(company: Company) -> dict[str, Any]:
    """The first item of a deal's first node."""
    node = company.node(company.deal(), "KD1.1")
    return company.client("ar").get(f"/api/checklist-items/{node.checklist[0].id}").json["data"]


def change(client: FlaskClient, item: dict[str, Any], **changes: Any) -> TestResponse:
    """Change an item on the version that was seen."""
    headers = {"If-Match": f'"{item["version"]}"'}
    return client.patch(f"/api/checklist-items/{item['id']}", json=changes, headers=headers)


def test_fresh_item_is_open_and_worded_by_its_playbook(item: dict[str, Any]) -> None:
    assert (item["state"], item["required"], item["position"], item["version"]) == ("open", True, 0, 1)
    assert (item["note"], item["evidence"], item["reason"], item["changed_by"]) == ("", [], "", None)
    assert item["text"].keys() == {"zh", "en"}


def test_tick_says_who_and_when(company: Company, client: FlaskClient, item: dict[str, Any]) -> None:
    done = change(client, item, state="done", note="与客户确认", evidence=[LINK, NOTE]).json["data"]

    said = {"state": "done", "note": "与客户确认", "evidence": [LINK, NOTE], "changed_by": company.id("ar")}
    assert done.items() >= (said | {"version": 2}).items()
    assert done["changed_at"] is not None
    assert client.get(f"/api/checklist-items/{item['id']}").json["data"] == done


def test_tick_is_an_entry_with_the_whole_item(
    company: Company, client: FlaskClient, item: dict[str, Any]
) -> None:
    done = change(client, item, state="done").json["data"]
    deal_id = client.get(f"/api/nodes/{item['node_id']}").json["data"]["deal_id"]

    last = client.get(f"/api/streams/deal:{deal_id}/entries").json["data"][-1]

    assert (last["type"], last["actor"], last["data"]) == (
        "checklist_item.changed",
        company.id("ar"),
        {"item": done},
    )


def test_not_applicable_needs_a_reason_and_keeps_it(client: FlaskClient, item: dict[str, Any]) -> None:
    without = change(client, item, state="not_applicable")
    kept = change(client, item, state="not_applicable", reason="中小客户").json["data"]

    assert (without.status_code, without.json["errors"][0]["field"]) == (422, "reason")
    assert (kept["state"], kept["reason"], kept["version"]) == ("not_applicable", "中小客户", 2)
    assert change(client, kept, reason="").status_code == 422


def test_reason_goes_when_the_item_applies_again(client: FlaskClient, item: dict[str, Any]) -> None:
    kept = change(client, item, state="not_applicable", reason="中小客户").json["data"]

    assert change(client, kept, state="open").json["data"]["reason"] == ""


def test_what_is_left_out_stays(client: FlaskClient, item: dict[str, Any]) -> None:
    noted = change(client, item, note="一").json["data"]

    done = change(client, noted, state="done").json["data"]

    assert (done["note"], done["state"]) == ("一", "done")


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "finished"},
        {"note": None},
        {"note": "x" * 2001},
        {"required": False},
        {"evidence": [LINK] * 21},
        {"evidence": [{"kind": "file"}]},
        {"evidence": [LINK | {"url": "javascript:alert(1)"}]},
        {"evidence": [LINK | {"url": "data:text/html,x"}]},
        {"evidence": [LINK | {"url": "ftp://docs.example/x"}]},
        {"evidence": [LINK | {"url": "//docs.example/x"}]},
        {"evidence": "x"},
    ],
)
def test_unusable_change_changes_nothing(
    client: FlaskClient, item: dict[str, Any], changes: dict[str, Any]
) -> None:
    answer = change(client, item, **changes)

    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"].startswith(next(iter(changes)))
    assert client.get(f"/api/checklist-items/{item['id']}").json["data"] == item


def test_items_of_a_finished_node_are_closed(company: Company, client: FlaskClient) -> None:
    node = company.node(company.deal(), "KD1.1")
    client.post(f"/api/nodes/{node.id}/skip", json={"reason": "已知客户"})

    item = client.get(f"/api/checklist-items/{node.checklist[0].id}").json["data"]
    answer = change(client, item, state="done")

    assert (answer.status_code, answer.json["code"]) == (409, "node_skipped")
