"""Briefings: the playbook's own hand-offs from one role to others, each of whom answers alone."""

import pytest

from tests.company import Company
from tests.rooms.play import Play
from triangle.core.errors import Conflict, Invalid

NODE = "KD1.3"  # H1: from AR to SR and FR


def test_playbook_names_kind_and_receivers(company: Company) -> None:
    play = Play(company)

    handoff = play.offer("ar", NODE)

    assert handoff.kind == "briefing"
    assert play.answers(handoff) == {"sr": "offered", "fr": "offered"}
    assert [receipt.role for receipt in handoff.receipts] == ["SR", "FR"]


def test_briefing_begins_the_node(company: Company) -> None:
    play = Play(company)

    play.offer("ar", NODE)

    assert play.node(NODE).status == "offered"


def test_each_receiver_answers_alone(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", NODE)

    play.accept("sr", handoff)
    assert (play.status(handoff), play.node(NODE).status) == ("offered", "offered")

    play.accept("fr", handoff)
    assert (play.status(handoff), play.node(NODE).status) == ("accepted", "active")


def test_one_return_makes_it_returned_when_all_have_answered(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", NODE)

    play.return_("sr", handoff)
    play.accept("fr", handoff)

    assert play.status(handoff) == "returned"
    assert play.answers(handoff) == {"sr": "returned", "fr": "accepted"}


def test_briefing_moves_no_responsibility(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", NODE)

    play.accept("sr", handoff)

    assert (play.who(NODE, "A"), play.who(NODE, "R"), play.who(NODE, "C")) == ("sp", "ar", "fr sr")


def test_next_briefing_goes_to_those_who_have_not_accepted(company: Company) -> None:
    play = Play(company)
    first = play.offer("ar", NODE)
    play.return_("sr", first)
    play.accept("fr", first)

    second = play.offer("ar", NODE)

    assert play.answers(second) == {"sr": "offered"}


def test_withdrawing_keeps_what_was_accepted(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", NODE)
    play.accept("fr", handoff)

    play.withdraw("ar", handoff)

    assert play.answers(handoff) == {"sr": "withdrawn", "fr": "accepted"}
    assert [line for line in play.missing(NODE) if line[0] == "briefing_missing"] == [
        ("briefing_missing", "SR")
    ]


def test_same_receiver_is_asked_once_at_a_time(company: Company) -> None:
    play = Play(company)
    play.offer("ar", NODE)

    with pytest.raises(Conflict) as refused:
        play.offer("ar", NODE, "sr", kind="briefing")

    assert refused.value.code == "handoff_open"


def test_no_briefing_where_the_playbook_has_none(company: Company) -> None:
    play = Play(company)

    with pytest.raises(Invalid) as refused:
        play.offer("ar", "KD1.1", "sr", kind="briefing")

    assert refused.value.errors[0]["code"] == "no_briefing_here"


def test_one_acceptance_of_a_person_in_two_roles_is_enough(company: Company) -> None:
    play = Play(company, FR="sr")
    handoff = play.offer("ar", NODE)

    play.accept("sr", handoff)

    assert not [line for line in play.missing(NODE) if line[0] == "briefing_missing"]


def test_somebody_on_both_sides_needs_no_briefing(company: Company) -> None:
    play = Play(company, SR="ar")

    handoff = play.offer("ar", NODE)

    assert play.answers(handoff) == {"fr": "offered"}


def test_gate_before_the_briefing_blocks_it(company: Company) -> None:
    play = Play(company)

    with pytest.raises(Conflict) as refused:
        play.offer("ar", "KD3.4")

    assert refused.value.errors[0]["params"]["code"] == "KD2.4"
