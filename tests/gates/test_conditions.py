"""What a gate is passed on becomes work: an item with an owner and a day, or a promise."""

from datetime import date
from typing import Any

import pytest

from tests.company import Company
from tests.rooms.play import Play
from triangle.core.errors import Conflict, Forbidden, Invalid
from triangle.gates import actions as gates
from triangle.gates.conditions import Condition
from triangle.nodes.actions import change_item
from triangle.nodes.models import ChecklistItem
from triangle.promises.queries import of_deal

GATE, BEHIND = "KD2.4", "KD3.1"


@pytest.fixture
def play(company: Company) -> Play:
    """A room at its first gate, with the checklist done."""
    made = Play(company)
    made.skip_before(GATE)
    made.start("ar", GATE)
    made.tick("ar", GATE)
    return made


def pass_on(play: Play, **condition: Any) -> None:
    """Pass the gate on one condition."""
    with play.company.deed("sp") as deed:
        gates.decide(
            deed,
            play.node(GATE).id,
            outcome="go_with_conditions",
            reason="风险可控",
            conditions=[Condition(text="首付三成", **condition)],
        )


def condition_in(play: Play, code: str) -> ChecklistItem:
    """Return the one condition among the items of a node."""
    (found,) = [item for item in play.node(code).checklist if item.condition_of is not None]
    return found


def test_condition_is_an_item_of_the_next_node_with_its_owner_and_day(play: Play) -> None:
    pass_on(play)

    item = condition_in(play, BEHIND)
    assert (item.text["zh"], item.required, item.condition_of) == ("首付三成", True, play.node(GATE).id)
    assert play.name(item.owner_id or 0) == play.who(BEHIND)
    assert item.due_on == play.node(BEHIND).planned_finish_on


def test_condition_blocks_the_node_that_it_was_put_in(play: Play) -> None:
    play.tick("sr", BEHIND)
    pass_on(play)
    play.finish("ar", GATE)
    play.start("sr", BEHIND)

    assert play.missing(BEHIND) == [("item_open", condition_in(play, BEHIND).id)]


def test_owner_ticks_their_condition_and_no_other_item(play: Play) -> None:
    pass_on(play, node_id=play.node("KD3.4").id, owner_id=play.company.id("fr"), due_on=date(2026, 4, 1))
    node = play.node("KD3.4")
    mine, others = condition_in(play, "KD3.4"), node.checklist[0]

    with play.company.deed("fr") as deed:
        change_item(deed, mine.id, state="done")
    with pytest.raises(Forbidden), play.company.deed("fr") as deed:
        change_item(deed, others.id, state="done")

    assert condition_in(play, "KD3.4").state == "done"
    assert mine.due_on == date(2026, 4, 1)


def test_condition_may_be_a_promise_that_is_answered(play: Play) -> None:
    pass_on(play, kind="promise", role="SR", due_on=date(2026, 4, 1))

    with play.company.reading() as session:
        (promise,) = of_deal(session, play.deal.id)
        assert (promise.text, promise.role, promise.status) == ("首付三成", "SR", "open")
        assert (promise.node_id, promise.due_on) == (play.node(GATE).id, date(2026, 4, 1))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"owner_id": 2_000_000_000}, "conditions.0.owner_id"),
        ({"node_id": 2_000_000_000}, "conditions.0.node_id"),
        ({"due_on": date(2026, 1, 1)}, "conditions.0.due_on"),
    ],
)
def test_condition_that_cannot_be_is_refused_with_its_field(
    play: Play, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        pass_on(play, **given)

    assert refused.value.errors[0]["field"] == field
    assert play.node(GATE).decision is None


def test_mere_words_are_a_condition(play: Play) -> None:
    body = {"outcome": "go_with_conditions", "reason": "可控", "conditions": ["首付三成"]}

    answer = play.company.client("sp").post(f"/api/nodes/{play.node(GATE).id}/decide", json=body)

    assert answer.get_json()["data"]["decision"]["conditions"] == ["首付三成"]
    assert condition_in(play, BEHIND).owner_id is not None


def test_stopped_gate_is_not_got_round_by_skipping(play: Play) -> None:
    play.decide("sp", GATE, "no_go", "预算未批")

    with pytest.raises(Conflict) as refused:
        play.skip("sp", GATE)

    assert refused.value.code == "gate_stopped"


def test_no_go_on_a_change_stops_the_deal_there(company: Company) -> None:
    play = Play(company)
    play.skip_before("KD6.3")
    play.start("fr", "KD6.3")

    play.decide("fr", "KD6.3", "no_go", "变更未批")

    with pytest.raises(Conflict) as refused:
        play.start("fr", "KD6.4")
    assert refused.value.errors[0]["code"] == "gate_before"
