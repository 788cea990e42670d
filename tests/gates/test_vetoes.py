"""Delivery may say no, and the sponsor in person alone overrides it, with the risk in writing."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.company import Company
from tests.rooms.play import Play
from triangle.core.errors import Conflict, Forbidden, NotFound
from triangle.gates import actions as gates
from triangle.gates.vetoes import overrides_of

REVIEW = "KD4.3"
RISK = "延期由公司承担"


@pytest.fixture
def play(company: Company) -> Play:
    """A room at its deliverability review, explained to delivery, with the checklist done."""
    made = Play(company)
    made.skip_before(REVIEW)
    made.start("sr", REVIEW)
    made.tick("sr", REVIEW)
    return made


def override(play: Play, who: str = "sp", **given: Any) -> None:
    """Override the veto as somebody, a minute later."""
    play.company.clock.move(timedelta(minutes=1))
    with play.company.deed(who, **given) as deed:
        gates.override(deed, play.node(REVIEW).id, risk=RISK)


def veto(play: Play) -> None:
    """Have delivery hear of it and say no."""
    play.accept("fr", play.offer("sr", REVIEW))
    play.decide("fr", REVIEW, "no_go", "产能不足")


def test_veto_stops_the_deal(play: Play) -> None:
    veto(play)

    assert play.missing(REVIEW) == [("decision_blocks", "DELIVERABILITY")]
    with pytest.raises(Conflict):
        play.start("ar", "KD4.4")


def test_sponsor_overrides_and_the_deal_goes_on(play: Play) -> None:
    veto(play)

    override(play)

    assert play.missing(REVIEW) == []
    assert play.finish("sr", REVIEW).status == "done"
    assert play.start("ar", "KD4.4").status == "active"


def test_return_as_undeliverable_is_a_veto_too(play: Play) -> None:
    play.return_("fr", play.offer("sr", REVIEW), "undeliverable")
    assert ("briefing_missing", "FR") in play.missing(REVIEW)

    override(play)

    assert play.missing(REVIEW) == []


def test_return_of_a_poor_package_is_no_veto(play: Play) -> None:
    play.return_("fr", play.offer("sr", REVIEW), "incomplete_package")

    with pytest.raises(Conflict) as refused:
        override(play)

    assert refused.value.code == "no_veto"


@pytest.mark.parametrize("who", ["ar", "sr", "fr", "lead"])
def test_nobody_but_the_sponsor_overrides(play: Play, who: str) -> None:
    veto(play)

    with pytest.raises(Forbidden):
        override(play, who)


def test_whoever_sees_nothing_of_it_overrides_nothing(play: Play) -> None:
    veto(play)

    with pytest.raises(NotFound):
        override(play, "other")


def test_deputy_of_the_sponsor_does_not_override(play: Play) -> None:
    veto(play)

    with pytest.raises(Forbidden) as refused:
        override(play, "sp", acting_for=play.company.id("sp"))

    assert refused.value.code == "in_person"


def test_veto_is_overridden_once(play: Play) -> None:
    veto(play)
    override(play)

    with pytest.raises(Conflict) as refused:
        override(play)

    assert refused.value.code == "veto_overridden"


def test_another_veto_needs_another_override(play: Play) -> None:
    veto(play)
    override(play)
    play.company.clock.move(timedelta(hours=1))

    play.decide("fr", REVIEW, "no_go", "仍然做不到")

    assert play.missing(REVIEW) == [("decision_blocks", "DELIVERABILITY")]


def test_veto_is_not_got_round_by_skipping(play: Play) -> None:
    veto(play)

    with pytest.raises(Conflict):
        play.skip("sp", REVIEW)


def test_returned_review_is_not_got_round_by_skipping(play: Play) -> None:
    play.return_("fr", play.offer("sr", REVIEW), "undeliverable")

    with pytest.raises(Conflict) as refused:
        play.skip("sp", REVIEW)

    assert refused.value.code == "veto_stands"


def test_risk_stays_when_the_review_is_taken_up_again(play: Play) -> None:
    veto(play)
    override(play)
    play.finish("sr", REVIEW)

    play.reopen("ar", REVIEW)

    with play.company.reading() as session:
        assert [each["risk"] for each in overrides_of(session, play.deal.id)] == [RISK]
    assert ("decision_missing", "DELIVERABILITY") in play.missing(REVIEW)


@pytest.mark.parametrize("change", ["UPDATE veto_override SET risk = ''", "DELETE FROM veto_override"])
def test_database_keeps_the_risk(play: Play, change: str) -> None:
    veto(play)
    override(play)

    with (
        play.company.service.database.writer.connect() as connection,
        pytest.raises(DBAPIError, match="is history"),
    ):
        connection.execute(text(change))


def test_node_says_what_stands_and_who_may_override(play: Play) -> None:
    veto(play)
    path = f"/api/nodes/{play.node(REVIEW).id}"

    seen = {who: play.company.client(who).get(path).get_json() for who in ("sp", "fr")}

    assert seen["sp"]["veto"]["reason"] == "产能不足"
    assert seen["sp"]["veto"]["is_overridden"] is False
    assert [("override" in seen[who]["can"], "skip" in seen[who]["can"]) for who in seen] == [
        (True, False),
        (False, False),
    ]


def test_risk_is_asked_for_in_writing(play: Play) -> None:
    veto(play)

    answer = play.company.client("sp").post(f"/api/nodes/{play.node(REVIEW).id}/override", json={"risk": " "})

    assert answer.status_code == 422
