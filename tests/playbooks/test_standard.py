"""The four standard playbooks: complete, in both languages, one accountable role a node, unchangeable."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.company import Company, moved_in
from tests.databases import fresh_url
from triangle.accounts.models import SEAT_ROLES
from triangle.playbooks.standard import load_standard_without_policy, role_names, standard

CODES = ["KD", "KC", "SD", "SC"]
KEY_ACCOUNT = ["KD", "KC"]
STAGES = ["S1", "S2", "S3", "S4", "S5", "S6", "S7"]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A company that all tests here read."""
    with moved_in(fresh_url(tmp_path_factory.mktemp("playbooks"))) as made:
        yield made


@pytest.fixture(scope="module")
def client(company: Company) -> FlaskClient:
    """Somebody who may read playbooks."""
    return company.client("new")


def nodes(client: FlaskClient, code: str) -> list[dict[str, Any]]:
    """Return the nodes of a playbook in their order."""
    stages = client.get(f"/api/playbooks/{code}").json["data"]["stages"]
    return [node for stage in stages for node in stage["nodes"]]


def is_worded(names: dict[str, str]) -> bool:
    """Say whether a text is there in both languages."""
    return names.keys() >= {"zh", "en"} and bool(names["zh"].strip()) and bool(names["en"].strip())


def test_four_playbooks_with_84_nodes(client: FlaskClient) -> None:
    listed = client.get("/api/playbooks").json

    assert [book["code"] for book in listed["data"]] == CODES
    assert [book["version"] for book in listed["data"]] == [1, 1, 1, 1]
    assert sum(book["node_count"] for book in listed["data"]) == 84
    assert sum(len(nodes(client, code)) for code in CODES) == 84
    assert set(listed["roles"]) == set(SEAT_ROLES) == set(role_names())


@pytest.mark.parametrize("code", CODES)
def test_stages_are_the_seven_of_the_article(client: FlaskClient, code: str) -> None:
    stages = client.get(f"/api/playbooks/{code}").json["data"]["stages"]

    assert [stage["code"] for stage in stages] == STAGES
    assert all(stage["nodes"] for stage in stages)
    assert all(is_worded(stage[part]) for stage in stages for part in ("name", "entry", "exit"))
    assert all(stage["working_days"] > 0 for stage in stages)


@pytest.mark.parametrize("code", CODES)
def test_every_node_has_one_accountable_role_and_somebody_who_does_it(client: FlaskClient, code: str) -> None:
    for node in nodes(client, code):
        raci = node["raci"]
        assert raci["A"] in SEAT_ROLES, node["code"]
        assert raci["R"], node["code"]
        assert {role for duty in "RCI" for role in raci[duty]} <= set(SEAT_ROLES), node["code"]
        for duty in "RCI":
            assert len(raci[duty]) == len(set(raci[duty])), node["code"]
        assert not set(raci["C"]) & {*raci["R"], *raci["I"], raci["A"]}, node["code"]


@pytest.mark.parametrize("code", CODES)
def test_every_node_has_a_procedure_in_both_languages(client: FlaskClient, code: str) -> None:
    found = nodes(client, code)

    assert [node["position"] for node in found] == list(range(len(found)))
    assert len({node["code"] for node in found}) == len(found)
    assert all(node["code"].startswith(code) for node in found)
    for node in found:
        assert is_worded(node["name"]), node["code"]
        assert node["checklist"], node["code"]
        assert all(is_worded(item) for item in node["checklist"]), node["code"]
        assert node["working_days"] > 0, node["code"]


@pytest.mark.parametrize("code", KEY_ACCOUNT)
def test_triangle_works_in_every_stage(client: FlaskClient, code: str) -> None:
    for stage in client.get(f"/api/playbooks/{code}").json["data"]["stages"]:
        racis = [node["raci"] for node in stage["nodes"]]
        roles = {role for raci in racis for duty in "RCI" for role in raci[duty]} | {
            raci["A"] for raci in racis
        }
        assert {"AR", "SR", "FR"} <= roles, stage["code"]


@pytest.mark.parametrize("code", CODES)
def test_briefings_go_from_roles_to_other_roles(client: FlaskClient, code: str) -> None:
    briefings = [node["briefing"] for node in nodes(client, code) if node["briefing"]]

    assert briefings
    for briefing in briefings:
        assert briefing["code"] in {f"H{number}" for number in range(1, 8)}
        assert briefing["from"]
        assert briefing["to"]
        assert not set(briefing["from"]) & set(briefing["to"]), briefing["code"]
        assert {*briefing["from"], *briefing["to"]} <= set(SEAT_ROLES)
        assert briefing["ack_working_hours"] > 0


@pytest.mark.parametrize("code", CODES)
def test_delivery_has_its_say_before_the_offer(client: FlaskClient, code: str) -> None:
    gates = {node["gate"]["code"]: node for node in nodes(client, code) if node["gate"]}

    assert gates["DELIVERABILITY"]["raci"]["A"] == "FR"
    assert all(isinstance(node["gate"]["on_change"], bool) for node in gates.values())


def test_version_may_be_named_and_unknown_ones_are_not_found(client: FlaskClient) -> None:
    newest = client.get("/api/playbooks/KD").json

    assert client.get("/api/playbooks/KD?version=1").json == newest
    assert client.get("/api/playbooks/KD?version=2").status_code == 404
    assert client.get("/api/playbooks/XX").status_code == 404
    assert client.get("/api/playbooks/KD?version=0").status_code == 422


def test_second_start_publishes_nothing_again(company: Company) -> None:
    with company.service.database.unit_of_work() as session:
        assert load_standard_without_policy(session, company.clock.now()) == []


def test_what_is_served_is_what_ships(client: FlaskClient) -> None:
    shipped = [
        node for book in standard()["playbooks"] for stage in book["stages"] for node in stage["nodes"]
    ]

    served = [node for code in CODES for node in nodes(client, code)]

    assert [node["id"] for node in shipped] == [node["code"] for node in served]
    assert [node["raci"] for node in shipped] == [node["raci"] for node in served]
    assert [len(node["checklist"]) for node in shipped] == [len(node["checklist"]) for node in served]


@pytest.mark.parametrize("table", ["playbook", "stage", "node_template"])
@pytest.mark.parametrize(
    "change", ["DELETE FROM {}", "UPDATE {} SET code = 'XX'", "UPDATE {} SET id = id + 1000"]
)
def test_database_refuses_to_change_a_version(company: Company, table: str, change: str) -> None:
    with company.service.database.writer.connect() as connection:
        with pytest.raises(DBAPIError, match=f"{table} is history"):
            connection.execute(text(change.format(table)))
        connection.rollback()
