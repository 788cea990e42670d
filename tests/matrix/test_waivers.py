"""A finding that was waived is silent until its time is over or its facts change."""

from datetime import timedelta
from typing import Any

import pytest

from tests.company import Company
from tests.matrix.test_findings import WEEK, found, reach_needs, rules
from tests.rooms.play import Play

WHY = "小单，一人兼任"


def waive(company: Company, finding: dict[str, Any], who: str = "lead", days: float = 30, **more: Any) -> Any:
    """Waive a finding for some days."""
    until = company.clock.now() + timedelta(days=days)
    wish = {
        "rule": finding["rule"],
        "key": finding["key"],
        "reason": WHY,
        "until_at": until.isoformat(),
    }
    return company.client(who).post("/api/waivers", json=wish | more)


def two_corners(company: Company) -> Play:
    """Have one person sit in two corners."""
    play = Play(company, SR="ar")
    reach_needs(play)
    return play


def test_waived_finding_is_silent_and_listed_apart_with_who_and_why(company: Company) -> None:
    play = two_corners(company)
    (finding,) = found(company)

    answer = waive(company, finding)

    assert answer.status_code == 201, answer.text
    assert found(company) == []
    assert company.client("lead").get("/api/overview").get_json()["counts"] == []
    (waived,) = found(company, waived="true")
    assert (waived["key"], waived["waiver"]["waived_by"]) == (finding["key"], company.id("lead"))
    assert waived["waiver"]["reason"] == WHY
    entries = company.client("ar").get(f"/api/streams/deal:{play.deal.id}/entries").get_json()["data"]
    assert (entries[-1]["type"], entries[-1]["data"]["waiver"]["reason"]) == (
        "finding.waived",
        WHY,
    )


def test_it_comes_back_when_the_time_is_over(company: Company) -> None:
    two_corners(company)
    waive(company, found(company)[0], days=1)

    company.clock.move(timedelta(days=1))

    assert rules(company) == ["two_corners"]
    assert found(company, waived="true") == []


def test_it_comes_back_when_its_facts_change(company: Company) -> None:
    play = two_corners(company)
    waive(company, found(company)[0])

    play.deal_seat("SR", "fr")

    assert [(f["rule"], f["person_id"]) for f in found(company)] == [("two_corners", company.id("fr"))]


def test_a_larger_number_is_another_fact_and_a_smaller_one_is_not(company: Company) -> None:
    play = Play(company)
    play.skip_before("KD2.4")
    who = play.who("KD2.4")
    play.start(who, "KD2.4")
    play.decide(who, "KD2.4", "go")
    waive(company, found(company)[0])

    assert found(company) == []
    (waived,) = found(company, waived="true")
    # What it counted for whoever waived it is no matter of those who see less.
    assert set(waived["waiver"]) == {"id", "reason", "waived_by", "at", "until_at"}


def test_a_finding_is_waived_by_the_latest_waiver_alone(company: Company) -> None:
    play = two_corners(company)
    first = waive(company, found(company)[0]).get_json()["data"]
    play.deal_seat("SR", "fr")
    second = waive(company, found(company)[0]).get_json()["data"]
    play.deal_seat("SR", "ar")

    end = company.client("lead").post(f"/api/waivers/{first['id']}/end", json={})

    assert (end.status_code, end.get_json()["code"]) == (409, "waiver_over")
    assert first["key"] != second["key"] or found(company, waived="true") == []


@pytest.mark.parametrize("key", [2**63, -1, True, "x", None])
def test_key_that_no_finding_has_is_refused(company: Company, key: Any) -> None:
    two_corners(company)
    (finding,) = found(company)

    assert waive(company, finding, key=key).status_code == 422


def test_it_may_be_ended_before_its_time_and_only_once(company: Company) -> None:
    two_corners(company)
    waiver = waive(company, found(company)[0]).get_json()["data"]
    end = f"/api/waivers/{waiver['id']}/end"

    first, second = (company.client("lead").post(end, json={}) for _ in range(2))

    assert (first.status_code, second.status_code, second.get_json()["code"]) == (200, 409, "waiver_over")
    assert rules(company) == ["two_corners"]


def test_only_who_leads_waives_and_nobody_twice_or_for_ever(company: Company) -> None:
    play = two_corners(company)
    (finding,) = found(company)

    assert waive(company, finding, who="ar").status_code == 403
    assert waive(company, finding, who="other_lead").status_code == 404
    assert waive(company, finding, days=400).status_code == 422
    assert waive(company, finding, days=-1).status_code == 422
    assert waive(company, finding).status_code == 201
    assert waive(company, finding).status_code == 404
    assert waive(company, finding, key=play.deal.id + 1).status_code == 404


def test_finding_about_a_person_is_waived_by_who_leads_them(company: Company) -> None:
    account = company.account()
    for _ in range(4):
        company.deal(account)
    (alone, *_) = found(company, rule="only_one")

    assert waive(company, alone).status_code == 201

    assert len(found(company, rule="only_one")) == 2
    company.clock.move(WEEK)
    company.deal(account)
    assert len(found(company, rule="only_one")) == 3
