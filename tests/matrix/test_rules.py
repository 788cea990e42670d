"""Admins set which rules hold, from when on and how gravely; everything that counts findings obeys."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from tests.company import Company
from tests.matrix.test_findings import found, reach_needs, rules
from tests.rooms.play import Play
from triangle.absences.models import Absence


def set_rule(company: Company, name: str, who: str = "admin", **wish: Any) -> Any:
    """Set a rule, whatever its version."""
    return company.client(who).patch(f"/api/rules/{name}", json=wish, headers={"If-Match": "*"})


def listed(company: Company, name: str) -> dict[str, Any]:
    """Return a rule as the admin sees it."""
    answer = company.client("admin").get("/api/rules").get_json()["data"]
    return next(dict(rule) for rule in answer if rule["name"] == name)


def test_rule_obeys_what_was_set_and_comes_back_as_it_was(company: Company) -> None:
    play = Play(company)
    for code in ("KD1.1", "KD1.2"):
        play.start(play.who(code), code)
    assert rules(company) == []

    assert set_rule(company, "overloaded", threshold=1, severity="high").status_code == 200

    (finding,) = found(company)
    assert (finding["rule"], finding["severity"]) == ("overloaded", "high")
    overview = company.client("lead").get("/api/overview").get_json()["counts"]
    assert [(count["rule"], count["severity"]) for count in overview] == [("overloaded", "high")]
    set_rule(company, "overloaded", is_on=False)
    assert (found(company), company.client("lead").get("/api/overview").get_json()["counts"]) == ([], [])
    set_rule(company, "overloaded", is_on=None, threshold=None, severity=None)
    back = listed(company, "overloaded")
    assert {name: back[name] for name in back["comes"]} == back["comes"]
    assert (rules(company), back["version"]) == ([], 3)


def written(company: Company) -> str:
    """Return the words of the leader's workbook."""
    answer = company.client("lead").get("/api/matrix/export?language=en")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        return book.read("xl/sharedStrings.xml").decode()


def test_export_obeys_too(company: Company) -> None:
    reach_needs(Play(company, SR="ar"))
    assert "One person in two corners" in written(company)

    set_rule(company, "two_corners", is_on=False)

    assert "One person in two corners" not in written(company)


@pytest.mark.parametrize(
    ("name", "wish"),
    [("overloaded", {"threshold": 0}), ("no_accountable", {"threshold": 1}), ("stalled", {"threshold": 366})],
)
def test_threshold_out_of_range_is_refused(company: Company, name: str, wish: dict[str, Any]) -> None:
    answer = set_rule(company, name, **wish)

    assert (answer.status_code, answer.get_json()["errors"][0]["code"]) == (422, "out_of_range")


def test_unknown_rule_and_an_old_version_are_refused(company: Company) -> None:
    assert set_rule(company, "nothing", is_on=True).status_code == 404
    set_rule(company, "stalled", threshold=3)
    old = {"If-Match": '"0"'}

    answer = company.client("admin").patch("/api/rules/stalled", json={"threshold": 5}, headers=old)

    assert (answer.status_code, listed(company, "stalled")["threshold"]) == (412, 3)


def test_hours_and_days_are_counted_from_the_end(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    play.offer("ar", "KD1.1", "sr")
    company.clock.move(timedelta(days=3))
    assert rules(company) == ["handoff_overdue"]

    set_rule(company, "handoff_overdue", threshold=500)

    assert rules(company) == []


def test_only_one_person_is_found_until_somebody_may_stand_in(company: Company) -> None:
    account = company.account()
    for _ in range(4):
        company.deal(account)

    alone = found(company, rule="only_one")

    assert {(f["role"], f["person_id"], f["count"]) for f in alone} == {
        (role, company.id(role.lower()), 4) for role in ("AR", "SR", "FR")
    }
    assert {f["fix"] for f in alone} == {"name_deputy"}
    now = company.clock.now()
    away = Absence(
        person_id=company.id("fr"),
        deputy_id=company.id("new"),
        from_at=now,
        until_at=now + timedelta(days=7),
        status="planned",
        chosen_by=company.id("fr"),
    )
    with company.service.database.unit_of_work() as session:
        session.add(away)
    assert {f["role"] for f in found(company, rule="only_one")} == {"AR", "SR"}
    company.deal(account, SR="new")
    assert {f["role"] for f in found(company, rule="only_one")} == {"AR"}


def test_who_sees_a_part_of_a_team_is_not_told_who_is_alone_in_it(company: Company) -> None:
    account = company.account()
    for _ in range(4):
        company.deal(account)

    for who in ("ar", "other_lead", "admin"):
        answer = company.client(who).get("/api/matrix/findings?rule=only_one").get_json()
        assert (answer["data"], answer["counts"]) == ([], [])
    assert found(company, rule="only_one", account=str(account.id)) == []
