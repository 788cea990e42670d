"""Gates: they are decided, and block what comes after them until they are passed."""

import pytest

from tests.company import Company
from tests.rooms.play import Play
from triangle.core.errors import Conflict, Forbidden, Invalid

GATE = "KD2.4"  # ATI, decided by the sponsor
BEHIND = "KD3.1"


@pytest.fixture
def play(company: Company) -> Play:
    """A room at its first gate, with the checklist done."""
    made = Play(company)
    made.skip_before(GATE)
    made.start("ar", GATE)
    made.tick("ar", GATE)
    return made


def test_nothing_behind_a_gate_begins_before_it_is_passed(play: Play) -> None:
    with pytest.raises(Conflict) as refused:
        play.start("sr", BEHIND)

    assert refused.value.errors[0]["code"] == "gate_before"
    assert refused.value.errors[0]["params"] == {"node_id": play.node(GATE).id, "code": GATE, "gate": "ATI"}


def test_gate_is_not_finished_without_a_decision(play: Play) -> None:
    with pytest.raises(Conflict) as refused:
        play.finish("ar", GATE)

    assert [(line["code"], line["params"]) for line in refused.value.errors] == [
        ("decision_missing", {"gate": "ATI"})
    ]


def test_go_lets_the_deal_pass(play: Play) -> None:
    play.decide("sp", GATE, "go")

    play.finish("ar", GATE)

    assert play.start("sr", BEHIND).status == "active"


@pytest.mark.parametrize("outcome", ["no_go", "hold"])
def test_no_go_and_hold_stop_the_deal_there(play: Play, outcome: str) -> None:
    play.decide("sp", GATE, outcome, "预算未批")

    assert play.missing(GATE) == [("decision_blocks", "ATI")]
    with pytest.raises(Conflict):
        play.finish("ar", GATE)
    with pytest.raises(Conflict):
        play.start("sr", BEHIND)


def test_no_go_may_be_decided_again(play: Play) -> None:
    play.decide("sp", GATE, "no_go", "预算未批")

    play.decide("sp", GATE, "go")

    assert play.finish("ar", GATE).status == "done"


def test_conditions_are_listed_and_pass(play: Play) -> None:
    decided = play.decide("sp", GATE, "go_with_conditions", "风险可控", "首付三成")

    assert decided.decision is not None
    assert decided.decision["conditions"] == ["首付三成"]
    assert decided.decision["decided_by"] == play.company.id("sp")
    assert play.finish("ar", GATE).status == "done"


@pytest.mark.parametrize(
    ("outcome", "reason", "conditions", "field"),
    [
        ("no_go", "", [], "reason"),
        ("hold", "", [], "reason"),
        ("go_with_conditions", "", ["首付"], "reason"),
        ("go_with_conditions", "可控", [], "conditions"),
        ("go", "", ["首付"], "conditions"),
    ],
)
def test_decision_says_what_it_must(
    play: Play, outcome: str, reason: str, conditions: list[str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        play.decide("sp", GATE, outcome, reason, *conditions)

    assert refused.value.errors[0]["field"] == field
    assert play.node(GATE).decision is None


def test_only_who_answers_for_the_gate_decides(play: Play) -> None:
    with pytest.raises(Forbidden):
        play.decide("ar", GATE, "go")


def test_gate_that_has_not_begun_is_not_decided(play: Play) -> None:
    with pytest.raises(Conflict) as refused:
        play.decide("sp", "KD4.4", "go")

    assert refused.value.code == "node_waiting"


def test_node_without_a_gate_has_nothing_to_decide(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")

    with pytest.raises(Conflict) as refused:
        play.decide("ar", "KD1.1", "go")

    assert refused.value.code == "node_has_no_gate"


def test_skipped_gate_does_not_block(play: Play) -> None:
    play.skip("sp", GATE, "老客户")

    assert play.start("sr", BEHIND).status == "active"


def test_reopened_gate_is_decided_again(play: Play) -> None:
    play.decide("sp", GATE, "go")
    play.finish("ar", GATE)

    reopened = play.reopen("sp", GATE)

    assert reopened.decision is None
    assert ("decision_missing", "ATI") in play.missing(GATE)
    with pytest.raises(Conflict):
        play.start("sr", BEHIND)


def test_work_begun_behind_a_gate_is_not_finished_while_it_is_open_again(play: Play) -> None:
    play.decide("sp", GATE, "go")
    play.finish("ar", GATE)
    play.start("sr", BEHIND)
    play.tick("sr", BEHIND)
    play.reopen("sp", GATE)

    with pytest.raises(Conflict) as refused:
        play.finish("sr", BEHIND)

    assert [line["code"] for line in refused.value.errors] == ["gate_before"]


def test_gate_on_change_blocks_nobody_and_needs_no_decision(company: Company) -> None:
    play = Play(company)
    play.skip_before("KD6.3")
    play.start("fr", "KD6.4")
    play.start("fr", "KD6.3")
    play.tick("fr", "KD6.3")

    assert play.finish("fr", "KD6.3").status == "done"


def test_gate_on_change_that_is_refused_blocks_its_own_node(company: Company) -> None:
    play = Play(company)
    play.skip_before("KD6.3")
    play.start("fr", "KD6.3")
    play.tick("fr", "KD6.3")
    play.decide("fr", "KD6.3", "no_go", "变更未批")

    assert play.missing("KD6.3") == [("decision_blocks", "ATAC")]


def test_deliverability_needs_an_fr(company: Company) -> None:
    play = Play(company, FR="")
    play.skip_before("KD4.3")
    play.start("ar", "KD4.3")
    play.tick("ar", "KD4.3")
    play.decide("ar", "KD4.3", "go")

    assert play.missing("KD4.3") == [("seat_vacant", "FR")]
    play.account_seat("FR", "new")
    assert play.missing("KD4.3") == [("briefing_missing", "FR")]
    play.accept("new", play.offer("sr", "KD4.3"))
    assert play.finish("new", "KD4.3").status == "done"


def test_vacant_extension_seat_blocks_no_briefing(company: Company) -> None:
    play = Play(company)
    play.skip_before("KD7.1")
    play.start("fr", "KD7.1")
    play.tick("fr", "KD7.1")

    play.accept("ar", play.offer("fr", "KD7.1"))

    assert play.finish("fr", "KD7.1").status == "done"
