"""What happens to hand-offs that wait, when seats change or the deal is lost."""

import pytest

from tests.company import Company
from tests.rooms.play import Play
from triangle.core.errors import Conflict
from triangle.handoffs.models import Handoff

BRIEFING = "KD1.3"


def version_of(company: Company, handoff: Handoff) -> int:
    with company.reading() as session:
        return session.get_one(Handoff, handoff.id).version


@pytest.mark.parametrize("seat", [Play.account_seat, Play.deal_seat])
def test_transfer_goes_when_its_giver_lost_the_duty(company: Company, seat) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")

    seat(play, "AR", "new")

    assert play.status(handoff) == "withdrawn"
    with pytest.raises(Conflict):
        play.accept("sr", handoff)
    assert play.who("KD1.1") == "new"


def test_transfer_stays_when_another_seat_changes(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")

    play.account_seat("SR", "new")

    assert play.answers(handoff) == {"sr": "offered"}


def test_transfer_of_what_was_handed_over_stays_when_the_seat_changes(company: Company) -> None:
    play = Play(company)
    play.accept("new", play.offer("ar", "KD1.1", "new"))
    handoff = play.offer("new", "KD1.1", "sr")

    play.account_seat("AR", "other")

    assert (play.status(handoff), play.who("KD1.1")) == ("offered", "new")


@pytest.mark.parametrize("seat", [Play.account_seat, Play.deal_seat])
def test_waiting_briefing_goes_to_the_new_holder(company: Company, seat) -> None:
    play = Play(company)
    handoff = play.offer("ar", BRIEFING)

    seat(play, "SR", "new")

    assert play.answers(handoff) == {"sr": "withdrawn", "new": "offered", "fr": "offered"}
    with pytest.raises(Conflict):
        play.accept("sr", handoff)
    play.accept("new", handoff)


def test_readdressed_briefing_is_a_new_version(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", BRIEFING)
    before = version_of(company, handoff)

    play.deal_seat("SR", "new")

    assert version_of(company, handoff) > before


def test_accepted_briefing_stays_with_who_accepted(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", BRIEFING)
    play.accept("sr", handoff)

    play.account_seat("SR", "new")

    assert play.answers(handoff) == {"sr": "accepted", "fr": "offered"}


def test_briefing_of_a_seat_left_vacant_is_withdrawn(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", BRIEFING)

    play.account_seat("FR", None)

    assert play.status(handoff) == "withdrawn"
    assert ("seat_vacant", "FR") in play.missing(BRIEFING)


def test_briefing_whose_giver_takes_the_seat_is_withdrawn(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", BRIEFING)

    play.deal_seat("SR", "ar")

    assert play.status(handoff) == "withdrawn"


def test_new_holder_who_is_asked_already_is_asked_once(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", BRIEFING)

    play.deal_seat("SR", "fr")

    assert play.answers(handoff) == {"sr": "withdrawn", "fr": "offered"}
    play.accept("fr", handoff)
    assert play.status(handoff) == "accepted"
    assert not [line for line in play.missing(BRIEFING) if line[0] == "briefing_missing"]


def test_lost_deal_withdraws_everything(company: Company) -> None:
    play = Play(company)
    play.start("ar", "KD1.1")
    handoffs = [play.offer("ar", "KD1.1", "sr"), play.offer("ar", BRIEFING)]

    play.lose()

    assert [play.status(handoff) for handoff in handoffs] == ["withdrawn", "withdrawn"]
    assert play.node("KD1.1").status == "active"
    with pytest.raises(Conflict):
        play.accept("sr", handoffs[0])


def test_won_deal_keeps_what_waits(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")

    play.win()
    play.accept("sr", handoff)

    assert play.who("KD1.1") == "sr"
