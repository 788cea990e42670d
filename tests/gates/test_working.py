"""Start, finish, skip and reopen: a node closes with evidence, not with a click."""

from datetime import timedelta

import pytest

from tests.company import Company
from tests.rooms.play import Play
from triangle.core.errors import Conflict, Forbidden, Invalid
from triangle.nodes.actions import change_item


def test_node_is_finished_when_its_checklist_is_done(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    play.tick("ar", "KD1.1")

    play.finish("ar", "KD1.1")

    assert play.node("KD1.1").status == "done"


def test_open_items_block_and_are_named(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    ids = [item.id for item in play.node("KD1.1").checklist]

    with pytest.raises(Conflict) as refused:
        play.finish("ar", "KD1.1")

    assert refused.value.code == "node_blocked"
    assert [(line["code"], line["params"]["item_id"]) for line in refused.value.errors] == [
        ("item_open", item_id) for item_id in ids
    ]
    assert play.node("KD1.1").status == "active"


def test_not_applicable_counts_as_done_and_needs_a_reason(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    play.tick("ar", "KD1.1")
    item = play.node("KD1.1").checklist[0]

    with pytest.raises(Invalid), company.deed("ar") as deed:
        change_item(deed, item.id, state="not_applicable")
    with company.deed("ar") as deed:
        change_item(deed, item.id, state="not_applicable", reason="老客户")

    play.finish("ar", "KD1.1")
    assert play.node("KD1.1").status == "done"


def test_waiting_handoff_blocks_and_is_named(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    play.tick("ar", "KD1.1")
    handoff = play.offer("ar", "KD1.1", "sr")

    with pytest.raises(Conflict) as refused:
        play.finish("ar", "KD1.1")

    assert [(line["code"], line["params"]) for line in refused.value.errors] == [
        ("handoff_open", {"handoff_id": handoff.id})
    ]


def test_briefing_blocks_until_every_role_has_accepted(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.3")
    play.tick("ar", "KD1.3")
    play.accept("sr", handoff)
    assert play.missing("KD1.3") == [("briefing_missing", "FR"), ("handoff_open", handoff.id)]

    play.accept("fr", handoff)
    play.finish("ar", "KD1.3")

    assert play.node("KD1.3").status == "done"


def test_node_that_waits_is_not_finished(company: Company) -> None:
    play = Play(company)
    play.tick("ar", "KD1.1")

    with pytest.raises(Conflict) as refused:
        play.finish("ar", "KD1.1")

    assert refused.value.code == "node_waiting"


def test_skipping_withdraws_what_was_offered(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")

    skipped = play.skip("ar", "KD1.1", "老客户")

    assert (skipped.status, skipped.reason) == ("skipped", "老客户")
    assert play.status(handoff) == "withdrawn"


def test_only_who_answers_for_a_node_skips_it(company: Company) -> None:
    play = Play(company)

    with pytest.raises(Forbidden):
        play.skip("ar", "KD1.3")

    assert play.skip("sp", "KD1.3").status == "skipped"


def test_reopened_node_is_worked_on_again_and_says_why(company: Company) -> None:
    play = Play(company)
    play.skip("ar", "KD1.1")

    reopened = play.reopen("ar", "KD1.1", "客户换了范围")

    assert (reopened.status, reopened.reason, reopened.finished_at) == ("active", "客户换了范围", None)


def test_reopened_node_keeps_when_it_began(company: Company) -> None:
    play = Play(company)
    began = play.start("ar", "KD1.1").started_at
    play.tick("ar", "KD1.1")
    company.clock.move(timedelta(days=2))
    play.finish("ar", "KD1.1")

    assert play.reopen("ar", "KD1.1").started_at == began


def test_reopened_node_goes_to_who_sits_there_now(company: Company) -> None:
    play = Play(company)
    play.skip("sr", "KD2.3")
    play.account_seat("SR", "new")
    assert play.who("KD2.3") == "sr"

    play.reopen("ar", "KD2.3")

    assert play.who("KD2.3") == "new"


def test_deals_ar_reopens_what_others_finished(company: Company) -> None:
    play = Play(company)
    play.skip("sr", "KD2.3")

    with pytest.raises(Forbidden):
        play.reopen("fr", "KD2.3")

    assert play.reopen("ar", "KD2.3").status == "active"


def test_open_node_is_not_reopened(company: Company) -> None:
    play = Play(company)

    with pytest.raises(Conflict):
        play.reopen("ar", "KD1.1")


@pytest.mark.parametrize(
    "deed",
    [
        lambda play: play.start("ar", "KD1.1"),
        lambda play: play.skip("ar", "KD1.1"),
        lambda play: play.tick("ar", "KD1.1"),
        lambda play: play.offer("ar", "KD1.1", "sr"),
        lambda play: play.deal_seat("SR", "new"),
    ],
    ids=["start", "skip", "tick", "offer", "seat"],
)
def test_nothing_is_done_in_a_lost_deal(company: Company, deed) -> None:
    play = Play(company)
    play.lose()

    with pytest.raises(Conflict) as refused:
        deed(play)

    assert refused.value.code == "deal_lost"


def test_won_deal_goes_on_to_delivery(company: Company) -> None:
    play = Play(company)
    play.win()

    assert play.start("ar", "KD1.1").status == "active"


def test_deliverability_review_is_skipped_by_the_sponsor_alone(company: Company) -> None:
    play = Play(company)
    play.skip_before("KD4.3")

    with pytest.raises(Forbidden):
        play.skip(play.who("KD4.3"), "KD4.3")

    assert play.skip("sp", "KD4.3").status == "skipped"
