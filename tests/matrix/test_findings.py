"""Each rule of the lint finds its hole, and is silent once it is closed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.company import Company
from tests.rooms.play import Play
from triangle.absences.models import Absence
from triangle.identity.models import Person
from triangle.nodes.actions import change_item
from triangle.responsibilities.models import Responsibility

WEEK = timedelta(days=7)


def found(company: Company, **query: str) -> list[dict[str, Any]]:
    """Return what the leader is told."""
    answer = company.client("lead").get("/api/matrix/findings", query_string=query)
    assert answer.status_code == 200, answer.text
    return list(answer.get_json()["data"])


def rules(company: Company) -> list[str]:
    """Return the rules that found something."""
    return sorted({finding["rule"] for finding in found(company)})


def reach_needs(play: Play) -> None:
    """Have the needs analysis begin: the solution is next."""
    play.skip_before("KD3.1")
    play.start(play.who("KD3.1"), "KD3.1")


def test_new_room_has_no_holes(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")

    assert found(company) == []


def test_missing_fulfilment_is_found_before_the_solution(company: Company) -> None:
    play = Play(company, FR="")
    play.start("ar", "KD1.1")
    assert rules(company) == []

    reach_needs(play)

    assert [(f["rule"], f["deal_id"], f["role"], f["fix"]) for f in found(company)] == [
        ("fulfilment_missing", play.deal.id, "FR", "assign_seat")
    ]
    play.deal_seat("FR", "fr")
    assert rules(company) == []


def test_open_node_that_nobody_answers_for_is_found(company: Company) -> None:
    play = Play(company)
    node = play.node("KD1.1")
    # No deed leaves a node without: a database that was mended by hand may.
    with company.service.database.unit_of_work() as session:
        held = session.query(Responsibility).filter_by(node_id=node.id, duty="A", until_at=None).one()
        lost = {name: getattr(held, name) for name in ("deal_id", "node_id", "person_id", "duty", "role")}
        held.until_at = company.clock.move(timedelta(days=1))

    assert [(f["rule"], f["severity"], f["node_id"], f["fix"]) for f in found(company)] == [
        ("no_accountable", "high", node.id, "assign_seat")
    ]
    with company.service.database.unit_of_work() as session:
        session.add(Responsibility(**lost, from_at=company.clock.now(), cause="seat"))
    assert rules(company) == []


def test_one_person_in_two_corners_is_found(company: Company) -> None:
    play = Play(company, SR="ar")

    reach_needs(play)

    (finding,) = found(company)
    assert (finding["rule"], finding["person_id"]) == ("two_corners", company.id("ar"))


def test_overdue_hand_off_is_found_until_it_is_answered(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    handoff = play.offer("ar", "KD1.1", "sr")
    assert rules(company) == []

    company.clock.move(timedelta(days=3))

    (finding,) = found(company, rule="handoff_overdue")
    assert (finding["handoff_id"], finding["person_id"]) == (handoff.id, company.id("sr"))
    play.accept("sr", handoff)
    assert found(company, rule="handoff_overdue") == []


def test_late_node_is_found_only_when_nothing_happens_in_it(company: Company) -> None:
    play = Play(company)
    node = play.start("ar", "KD1.1")
    company.clock.move(5 * WEEK)
    (finding,) = found(company)
    assert (finding["rule"], finding["node_id"], finding["person_id"]) == (
        "stalled",
        node.id,
        company.id("ar"),
    )

    with company.deed("ar") as deed:
        change_item(deed, play.node("KD1.1").checklist[0].id, state="done")

    assert found(company) == []


def test_gate_passed_with_open_items_is_found(company: Company) -> None:
    play = Play(company)
    play.skip_before("KD2.4")
    who = play.who("KD2.4")
    play.start(who, "KD2.4")
    assert rules(company) == []

    play.decide(who, "KD2.4", "go")

    (finding,) = found(company)
    required = [item for item in play.node("KD2.4").checklist if item.required]
    assert (finding["rule"], finding["count"]) == ("gate_open_items", len(required))
    play.tick(who, "KD2.4")
    assert found(company) == []


def test_too_many_nodes_at_work_are_found_by_the_setting(company: Company) -> None:
    play = Play(company)
    for code in ("KD1.1", "KD1.2"):
        play.start(play.who(code), code)
    assert found(company) == []

    service = company.service
    service.config = replace(service.config, findings_load=1)

    (finding,) = found(company)
    assert (finding["rule"], finding["count"], finding["person_id"]) == ("overloaded", 2, company.id("ar"))


def test_person_away_without_a_deputy_is_found_until_somebody_acts_for_them(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    now = company.clock.now()
    away = Absence(
        person_id=company.id("ar"),
        from_at=now,
        until_at=now + WEEK,
        status="running",
        chosen_by=company.id("ar"),
    )
    with company.service.database.unit_of_work() as session:
        session.add(away)
    (finding,) = found(company)
    assert (finding["rule"], finding["person_id"], finding["count"]) == ("no_deputy", company.id("ar"), 1)
    hidden = company.client("other_lead").get("/api/matrix/findings").get_json()
    assert (hidden["data"], hidden["counts"]) == ([], [])

    with company.service.database.unit_of_work() as session:
        session.get_one(Absence, away.id).deputy_id = company.id("new")

    assert found(company) == []


def test_rule_may_be_switched_off(company: Company) -> None:
    play = Play(company, SR="ar")
    reach_needs(play)
    service = company.service

    service.config = replace(service.config, findings_off=frozenset({"two_corners"}))

    assert found(company) == []


def test_person_who_left_and_is_still_informed_is_found(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    with company.service.database.unit_of_work() as session:
        session.get_one(Person, company.id("sp")).is_active = False

    named = [f for f in found(company) if f["rule"] == "person_gone"]

    assert named
    assert {f["person_id"] for f in named} == {company.id("sp")}
    play.lose("ar")
    assert found(company) == []


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_tell_each_finding_once_and_count_them_on_the_first(company: Company, limit: int) -> None:
    for _ in range(3):
        play = Play(company, SR="ar")
        reach_needs(play)
    company.clock.move(20 * WEEK)
    client = company.client("lead")
    seen, after, counted = [], "", 0

    while after is not None:
        page = client.get(
            "/api/matrix/findings",
            query_string={"limit": limit, "after": after} if after else {"limit": limit},
        )
        page = page.get_json()
        seen += [(f["rule"], f["key"]) for f in page["data"]]
        counted += sum(count["count"] for count in page["counts"])
        after = page["next"]

    assert len(seen) == len(set(seen)) == counted == 6
    assert {rule for rule, _ in seen} == {"two_corners", "stalled"}
