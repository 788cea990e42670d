"""People and teams: one address each, no cycles, and never an installation without an admin."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.company import Company
from tests.identity.racing import overtaken
from triangle.identity.models import Person, Team

NEW = {"name": "新人", "email": "person@test.example", "password": "correct horse"}
ANY = {"If-Match": "*"}


def admins(company: Company) -> int:
    """Count the active admins."""
    with company.reading() as session:
        found = select(func.count()).select_from(Person).where(Person.role == "admin", Person.is_active)
        return session.scalar(found) or 0


def edit(client: FlaskClient, person_id: int, **changes: object) -> TestResponse:
    """Change a person."""
    return client.patch(f"/api/people/{person_id}", json=changes, headers=ANY)


def test_admin_adds_a_person_who_can_sign_in(company: Company) -> None:
    team = company.teams["east"].id

    made = company.client("admin").post("/api/people", json=NEW | {"team_id": team, "role": "leader"})

    assert made.status_code == 201
    assert made.json["data"].items() >= {"name": "新人", "role": "leader", "team_id": team}.items()
    assert NEW["password"] not in made.text
    given = {"email": NEW["email"], "password": NEW["password"]}
    assert company.app.test_client().post("/api/session", json=given).status_code == 200


@pytest.mark.parametrize("email", ["ar@test.example", "AR@Test.Example"])
def test_mail_address_is_used_once_in_any_case(company: Company, email: str) -> None:
    again = company.client("admin").post("/api/people", json=NEW | {"email": email})

    assert again.status_code == 422
    assert again.json["errors"] == [{"field": "email", "code": "taken", "params": {}}]


def test_mail_address_is_used_once_when_two_come_at_once(company: Company) -> None:
    first, second = company.client("admin"), company.client("admin")

    answers = overtaken(
        company,
        lambda: first.post("/api/people", json=NEW),
        lambda: second.post("/api/people", json=NEW | {"email": "PERSON@test.example"}),
    )

    assert answers[0].status_code == 201
    assert answers[1].status_code in (409, 422)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "short"),
        ("email", "no address"),
        ("role", "king"),
        ("language", "de"),
        ("time_zone", "Beijing"),
        ("team_id", 4711),
        ("is_active", True),
    ],
)
def test_unusable_field_is_named(company: Company, field: str, value: object) -> None:
    answer = company.client("admin").post("/api/people", json=NEW | {field: value})

    assert answer.status_code == 422
    assert [line["field"] for line in answer.json["errors"]] == [field]


def test_person_changes_their_own_name_but_not_their_place(company: Company) -> None:
    client, me = company.client("new"), company.id("new")

    assert edit(client, me, name="我", language="en", time_zone="Europe/Berlin").status_code == 200
    assert edit(client, me, role="admin").status_code == 403
    assert edit(client, me, team_id=None).status_code == 403
    assert edit(client, me, name="x", role="member").status_code == 403
    shown = client.get(f"/api/people/{me}").json["data"]
    assert (shown["name"], shown["role"], shown["team_id"]) == ("我", "member", company.teams["east"].id)


def test_last_admin_stays_one(company: Company) -> None:
    client, me = company.client("admin"), company.id("admin")

    assert edit(client, me, role="member").json["code"] == "last_admin"
    assert client.post(f"/api/people/{me}/deactivate", json={}).json["code"] == "oneself"

    assert edit(client, company.id("new"), role="admin").status_code == 200
    assert edit(client, me, role="member").status_code == 200
    assert client.post("/api/teams", json={"name": "x"}).status_code == 403


def test_two_admins_who_step_down_at_once_leave_one(company: Company) -> None:
    edit(company.client("admin"), company.id("new"), role="admin")
    first, second = company.client("admin"), company.client("new")

    answers = overtaken(
        company,
        lambda: edit(first, company.id("admin"), role="member"),
        lambda: edit(second, company.id("new"), role="member"),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert admins(company) == 1


def test_two_admins_who_send_each_other_away_leave_one(company: Company) -> None:
    edit(company.client("admin"), company.id("new"), role="admin")
    first, second = company.client("admin"), company.client("new")

    answers = overtaken(
        company,
        lambda: first.post(f"/api/people/{company.id('new')}/deactivate", json={}),
        lambda: second.post(f"/api/people/{company.id('admin')}/deactivate", json={}),
    )

    assert answers[0].status_code == 200
    assert answers[1].status_code >= 400
    assert admins(company) == 1


def test_nobody_leaves_while_they_hold_a_seat(company: Company) -> None:
    account = company.account()
    admin, sr = company.client("admin"), company.id("sr")

    held = admin.post(f"/api/people/{sr}/deactivate", json={})

    assert (held.status_code, held.json["code"]) == (409, "person_answers")
    assert held.json["errors"] == [
        {"field": "seats", "code": "holds_seat", "params": {"account_id": account.id, "role": "SR"}}
    ]
    admin.put(f"/api/accounts/{account.id}/seats/SR", json={"person_id": None}, headers=ANY)
    assert admin.post(f"/api/people/{sr}/deactivate", json={}).status_code == 200


def test_people_are_found_by_name_and_address_wildcards_taken_literally(company: Company) -> None:
    client = company.client("ar")

    def found(q: str) -> list[str]:
        return [person["name"] for person in client.get("/api/people", query_string={"q": q}).json["data"]]

    assert found("LEAD") == ["lead", "other_lead"]
    assert found("other_") == ["other_lead"]
    assert found("sr@test") == ["sr"]
    assert found("%") == []


def test_partner_learns_names_and_no_addresses(company: Company) -> None:
    guest = company.client("guest")

    listed = {person["id"]: person["email"] for person in guest.get("/api/people").json["data"]}

    assert listed.pop(company.id("guest")) == "guest@test.example"
    assert set(listed.values()) == {""}
    assert guest.get(f"/api/people/{company.id('ar')}").json["data"]["email"] == ""


def test_partner_cannot_try_addresses_by_searching(company: Company) -> None:
    found = company.client("guest").get("/api/people?q=ar@test.example").json["data"]

    assert found == []


def move(client: FlaskClient, team: Team, parent: Team | None) -> TestResponse:
    """Put a team below another."""
    body = {"name": team.name, "parent_id": parent.id if parent else None}
    return client.patch(f"/api/teams/{team.id}", json=body, headers=ANY)


def test_team_cannot_be_put_below_itself(company: Company) -> None:
    admin, sales, east = company.client("admin"), company.teams["sales"], company.teams["east"]

    for parent in (sales, east):
        answer = move(admin, sales, parent)
        assert answer.status_code == 422
        assert [line["code"] for line in answer.json["errors"]] == ["below_itself"]


def test_two_teams_cannot_be_put_below_each_other_at_once(company: Company) -> None:
    first, second = company.client("admin"), company.client("admin")
    sales, west = company.teams["sales"], company.teams["west"]

    answers = overtaken(company, lambda: move(first, sales, west), lambda: move(second, west, sales))

    assert sorted(answer.status_code for answer in answers) == [200, 422]


def test_unknown_parent_is_named(company: Company) -> None:
    answer = company.client("admin").post("/api/teams", json={"name": "x", "parent_id": 4711})

    assert [(line["field"], line["code"]) for line in answer.json["errors"]] == [("parent_id", "unknown")]


def test_moved_team_is_led_from_its_new_place_at_once(company: Company) -> None:
    deal = company.deal()
    room = f"/api/deals/{deal.id}"
    lead, other = company.client("lead"), company.client("other_lead")
    assert (lead.get(room).status_code, other.get(room).status_code) == (200, 404)

    move(company.client("admin"), company.teams["east"], company.teams["west"])

    assert (lead.get(room).status_code, other.get(room).status_code) == (404, 200)
    assert [row["id"] for row in other.get("/api/deals").json["data"]] == [deal.id]
