"""What hand-offs do to responsibilities, and what each answer leads to."""

from datetime import timedelta

import pytest

from tests.company import Company
from tests.rooms.play import Play
from triangle.core.errors import Conflict, Forbidden, Invalid
from triangle.handoffs.models import REASON_CODES, Handoff
from triangle.handoffs.queries import open_of_node

HOUR = timedelta(hours=1)


def test_receiver_becomes_accountable_on_accept(company: Company) -> None:
    play = Play(company)
    offered_at = company.clock.move(HOUR)
    handoff = play.offer("ar", "KD1.1", "sr")
    company.clock.move(HOUR)

    play.accept("sr", handoff)

    assert play.who("KD1.1") == "sr"
    assert play.who("KD1.1", at=offered_at) == "ar"


def test_nothing_moves_before_the_answer(company: Company) -> None:
    play = Play(company)

    play.offer("ar", "KD1.1", "sr")

    assert (play.who("KD1.1", "A"), play.who("KD1.1", "R")) == ("ar", "ar")


def test_accept_moves_what_the_giver_does_and_leaves_who_advises(company: Company) -> None:
    play = Play(company)

    play.accept("new", play.offer("ar", "KD1.2", "new"))

    assert play.who("KD1.2", "A") == "new"
    assert play.who("KD1.2", "R") == "new sr"
    assert (play.who("KD1.2", "C"), play.who("KD1.2", "I")) == ("fr", "sp")


def test_giver_of_what_they_only_do_stays_out_of_what_they_do_not_answer_for(company: Company) -> None:
    play = Play(company)

    play.accept("new", play.offer("sr", "KD1.2", "new"))

    assert (play.who("KD1.2", "A"), play.who("KD1.2", "R")) == ("ar", "ar new")


def test_one_interval_ends_in_the_moment_the_next_begins(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")
    moved_at = company.clock.move(HOUR)

    play.accept("sr", handoff)

    assert play.who("KD1.1", at=moved_at) == "sr"
    assert play.who("KD1.1", at=moved_at - timedelta(microseconds=1)) == "ar"


@pytest.mark.parametrize("code", REASON_CODES)
def test_return_keeps_the_giver_and_says_why(company: Company, code: str) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")

    returned = play.return_("sr", handoff, code)

    assert play.who("KD1.1") == "ar"
    assert (returned.status, returned.receipts[0].reason_code) == ("returned", code)
    assert returned.receipts[0].reason == "预算不清"


def test_returned_node_is_offered_again(company: Company) -> None:
    play = Play(company)
    play.return_("sr", play.offer("ar", "KD1.1", "sr"))

    play.accept("sr", play.offer("ar", "KD1.1", "sr"))

    assert play.who("KD1.1") == "sr"


def test_withdrawn_handoff_cannot_be_accepted(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")
    play.withdraw("ar", handoff)

    with pytest.raises(Conflict) as refused:
        play.accept("sr", handoff)

    assert refused.value.code == "handoff_answered"
    assert refused.value.params["status"] == "withdrawn"
    assert play.who("KD1.1") == "ar"


def test_second_answer_is_refused_and_names_the_first(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")
    company.clock.move(HOUR)
    play.accept("sr", handoff)

    with pytest.raises(Conflict) as refused:
        play.return_("sr", handoff)

    assert refused.value.params["by"] == company.id("sr")
    assert refused.value.params["status"] == "accepted"
    assert refused.value.params["at"] == "2026-03-02T03:00:00.000000Z"


def test_others_do_not_answer_or_withdraw(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")

    for deed in (play.accept, play.return_, play.withdraw):
        with pytest.raises(Forbidden):
            deed("fr", handoff)

    assert play.status(handoff) == "offered"


def test_whoever_has_no_duty_gives_nothing(company: Company) -> None:
    play = Play(company)

    with pytest.raises(Forbidden):
        play.offer("fr", "KD1.1", "sr")


def test_giver_offers_the_same_thing_to_one_at_a_time(company: Company) -> None:
    play = Play(company)
    waiting = play.offer("ar", "KD1.1", "sr")

    with pytest.raises(Conflict) as refused:
        play.offer("ar", "KD1.1", "fr")

    assert refused.value.code == "handoff_open"
    assert refused.value.params["handoff_id"] == waiting.id


@pytest.mark.parametrize(
    ("receivers", "code"), [(["sr", "fr"], "one_receiver"), (["ar"], "oneself"), (["sr", "sr"], "twice")]
)
def test_transfer_goes_to_one_other_person(company: Company, receivers: list[str], code: str) -> None:
    play = Play(company)

    with pytest.raises(Invalid) as refused:
        play.offer("ar", "KD1.1", *receivers)

    assert refused.value.errors[0]["code"] == code


def test_whoever_is_asked_is_in_the_room(company: Company) -> None:
    play = Play(company)
    assert "other" not in play.members()

    play.offer("ar", "KD1.1", "other")

    assert "other" in play.members()


def test_package_is_the_checklist_as_it_stood(company: Company) -> None:
    play = Play(company)
    play.tick("ar", "KD1.1")
    handoff = play.offer("ar", "KD1.1", "sr")

    states = {item["state"] for item in handoff.package["checklist"]}

    assert (len(handoff.package["checklist"]), states) == (4, {"done"})


def test_active_node_is_offered_until_every_offer_is_answered(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.2")
    first, second = play.offer("ar", "KD1.2", "new"), play.offer("sr", "KD1.2", "fr")

    play.return_("new", first)
    assert play.node("KD1.2").status == "offered"

    play.accept("fr", second)
    assert play.node("KD1.2").status == "active"


def test_accepting_with_open_items_keeps_them(company: Company) -> None:
    play = Play(company)

    accepted = play.accept("sr", play.offer("ar", "KD1.1", "sr"), "预算表", "纪要")

    assert accepted.receipts[0].open_items == ["预算表", "纪要"]


def test_refused_offer_leaves_nothing(company: Company) -> None:
    play = Play(company)
    members = play.members()

    with pytest.raises(Invalid):
        play.offer("ar", "KD1.1", "other", "new")

    assert play.members() == members
    with company.reading() as session:
        assert session.query(Handoff).count() == 0


def test_what_waits_at_a_node_is_found_without_what_was_answered(company: Company) -> None:
    play = Play(company)
    for _ in range(3):
        play.withdraw("ar", play.offer("ar", "KD1.1", "sr"))
    waiting = play.offer("ar", "KD1.1", "sr")

    with company.reading() as session:
        found = open_of_node(session, waiting.node_id)
        known = [row.id for row in session.identity_map.values() if isinstance(row, Handoff)]

    assert [handoff.id for handoff in found] == known == [waiting.id]
