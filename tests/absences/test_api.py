"""Absences by HTTP: who may plan them, what is refused, and what the calendar says is missing."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.handoffs.clock_play import ClockPlay
from triangle.absences.actions import turn_without_policy
from triangle.activity.models import Entry
from triangle.identity.models import Person


def day(company: Company, number: int) -> str:
    """Return the moment some days from now."""
    return (company.clock.now() + timedelta(days=number)).isoformat()


def plan(
    company: Company,
    who: str = "sr",
    of: str = "sr",
    days: tuple[int, int] = (1, 3),
    deputy: str | None = None,
    **given: Any,
) -> Any:
    """Plan an absence by HTTP."""
    times = {"from_at": day(company, days[0]), "until_at": day(company, days[1])}
    body = times | {"deputy_id": company.id(deputy) if deputy else None} | given
    return company.client(who).post(f"/api/people/{company.id(of)}/absences", json=body)


def listed(company: Company, who: str = "ar", days: tuple[int, int] = (-30, 60)) -> list[dict[str, Any]]:
    """Return the calendar as somebody sees it."""
    times = {"from_at": day(company, days[0]), "until_at": day(company, days[1])}
    answer = company.client(who).get("/api/absences", query_string=times)
    assert answer.status_code == 200, answer.text
    return list(answer.get_json()["data"])


def edit(company: Company, who: str, absence: dict[str, Any], **changes: Any) -> Any:
    """Change an absence by HTTP, having seen it as it was."""
    seen = {"If-Match": f'"{absence["version"]}"'}
    return company.client(who).patch(f"/api/absences/{absence['id']}", json=changes, headers=seen)


def refusal(answer: Any) -> tuple[int, str, str]:
    """Return the status and the field and code of the first error."""
    (error,) = answer.json["errors"]
    return answer.status_code, error["field"], error["code"]


@pytest.mark.parametrize(
    ("who", "status"), [("sr", 201), ("lead", 201), ("admin", 201), ("ar", 403), ("other_lead", 403)]
)
def test_oneself_a_leader_above_and_an_admin_plan_and_nobody_else(
    company: Company, who: str, status: int
) -> None:
    made = plan(company, who, of="sr", deputy="new")

    assert made.status_code == status
    if status == 201:
        assert made.json["data"]["chosen_by"] == company.id(who)
        assert made.json["can"] == ["change", "cancel"]


@pytest.mark.parametrize(("who", "may"), [("sr", True), ("lead", True), ("fr", False), ("other", False)])
def test_colleagues_read_the_calendar_and_change_only_what_is_theirs(
    company: Company, who: str, may: bool
) -> None:
    plan(company, deputy="new")

    (line,) = listed(company, who)

    assert line["can"] == (["change", "cancel"] if may else [])
    assert edit(company, who, line, note="年假").status_code == (200 if may else 403)
    cancelled = company.client(who).post(f"/api/absences/{line['id']}/cancel", json={})
    assert cancelled.status_code == (200 if may else 403)


def test_partner_sees_nobody_elses_absence(company: Company) -> None:
    plan(company, deputy="new")

    assert listed(company, "guest") == []


def test_second_absence_of_the_same_days_is_refused_and_names_the_first(company: Company) -> None:
    first = plan(company, days=(1, 3)).json["data"]

    said = plan(company, days=(2, 5))

    assert (said.status_code, said.json["code"]) == (409, "absence_overlaps")
    assert said.json["params"]["absence_id"] == first["id"]
    assert plan(company, days=(3, 5)).status_code == 201, "one that begins where the other ends"


def test_one_seat_may_be_away_beside_another_and_beside_everything(company: Company) -> None:
    assert plan(company, role="SR", deputy="new").status_code == 201
    assert plan(company, role="FR", deputy="fr").status_code == 201
    assert plan(company, role=None, deputy="new").status_code == 201

    again = plan(company, role="SR")

    assert (again.status_code, again.json["code"]) == (409, "absence_overlaps")


@pytest.mark.parametrize(
    ("deputy", "code"), [("sr", "deputy_oneself"), ("guest", "deputy_guest"), ("fr", "deputy_away")]
)
def test_deputy_is_somebody_else_who_works_here_and_is_there(
    company: Company, deputy: str, code: str
) -> None:
    plan(company, "fr", of="fr", days=(2, 9), deputy="new")

    assert refusal(plan(company, deputy=deputy)) == (422, "deputy_id", code)


def test_deputy_who_left_the_company_is_refused(company: Company) -> None:
    with company.deed("admin") as deed:
        deed.session.get_one(Person, company.id("new")).is_active = False

    assert plan(company, deputy="new").status_code == 422


def test_deputy_who_is_away_in_one_seat_only_still_acts(company: Company) -> None:
    plan(company, "fr", of="fr", role="FR", deputy="new")

    assert plan(company, deputy="fr").status_code == 201
    assert [line["gap"] for line in listed(company) if line["person_id"] == company.id("sr")] == [None]


def test_calendar_finds_in_advance_who_has_no_deputy_and_whose_deputy_will_be_away(company: Company) -> None:
    plan(company, days=(1, 5), deputy="fr")
    plan(company, "new", of="new", days=(1, 5))
    before = {line["person_id"]: line["gap"] for line in listed(company)}

    plan(company, "fr", of="fr", days=(4, 6), deputy="ar")

    after = {line["person_id"]: line["gap"] for line in listed(company)}
    sr, new, fr = company.id("sr"), company.id("new"), company.id("fr")
    assert before == {sr: None, new: "no_deputy"}
    assert after == {sr: "deputy_away", new: "no_deputy", fr: None}


def test_deputies_do_not_pass_on(company: Company) -> None:
    """B acts for A; when B is away, too, C who acts for B hears nothing of A's."""
    play = ClockPlay(company)
    play.away("sr", "fr", timedelta(0), timedelta(days=9))
    plan(company, "fr", of="fr", days=(0, 9), deputy="new")

    play.offer()
    play.look()

    with company.reading() as session:
        told = set(session.scalars(select(Entry.stream).where(Entry.type.startswith("handoff."))))
    assert f"user:{company.id('fr')}" in told
    assert f"user:{company.id('new')}" not in told


@pytest.mark.parametrize(
    ("days", "code"), [((3, 1), "before_its_start"), ((-9, -1), "in_the_past"), ((1, 400), "too_far")]
)
def test_time_that_makes_no_sense_is_refused(company: Company, days: tuple[int, int], code: str) -> None:
    assert refusal(plan(company, days=days)) == (422, "until_at", code)


def test_absence_that_is_on_begins_at_once_and_one_that_is_over_stays_as_it_was(company: Company) -> None:
    made = plan(company, days=(0, 2), deputy="fr").json["data"]
    assert made["status"] == "running"
    company.clock.move(timedelta(days=3))
    service = company.service
    turn_without_policy(service.database.unit_of_work, service.calendar, company.clock.now())

    (line,) = listed(company)
    said = edit(company, "sr", line, note="晚一天")

    assert (line["status"], line["can"], line["gap"]) == ("over", [], None)
    assert (said.status_code, said.json["code"]) == (409, "absence_over")


def test_absence_is_changed_by_whoever_saw_its_last_version(company: Company) -> None:
    plan(company, deputy="fr")
    (line,) = listed(company)
    edit(company, "lead", line, deputy_id=company.id("new"))

    late = edit(company, "sr", line, note="年假")

    assert late.status_code == 412
    assert [each["deputy_id"] for each in listed(company)] == [company.id("new")]


def test_calendar_shows_the_time_that_was_asked_for_and_nothing_that_was_called_off(company: Company) -> None:
    plan(company, days=(1, 3))
    off = plan(company, days=(10, 12)).json["data"]
    company.client("sr").post(f"/api/absences/{off['id']}/cancel", json={})

    assert len(listed(company, days=(2, 30))) == 1
    assert listed(company, days=(3, 30)) == []
