"""Seats of accounts and deals: who follows whom, and what stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.rooms.play import Play
from triangle.accounts.models import Seat
from triangle.activity.models import Entry
from triangle.core.errors import Conflict
from triangle.ledger import verify


def test_open_nodes_follow_the_account_seat(company: Company) -> None:
    play = Play(company)

    play.account_seat("SR", "new")

    assert play.who("KD4.1", "A") == "new"
    assert play.who("KD1.2", "R") == "ar new"
    assert play.who("KD1.1", "C") == "fr new"


def test_every_inheriting_deal_follows_and_one_with_its_own_seat_does_not(company: Company) -> None:
    play = Play(company)
    other, own = Play(company), Play(company)
    for room in (other, own):
        room.account = play.account
        room.deal = company.deal(play.account)
    own.deal_seat("SR", "other")

    play.account_seat("SR", "new")

    assert [room.who("KD4.1") for room in (play, other, own)] == ["new", "new", "other"]


def test_closed_nodes_keep_who_answered(company: Company) -> None:
    play = Play(company)
    play.skip("ar", "KD1.1")

    play.account_seat("AR", "new")

    assert (play.who("KD1.1"), play.who("KD1.2")) == ("ar", "new")


def test_handed_over_duty_stays_with_its_receiver(company: Company) -> None:
    play = Play(company)
    play.accept("other", play.offer("ar", "KD1.1", "other"))

    play.account_seat("AR", "new")

    assert (play.who("KD1.1"), play.who("KD1.2")) == ("other", "new")


def test_vacant_seat_leaves_its_accountability_to_the_ar(company: Company) -> None:
    play = Play(company)

    play.account_seat("FR", None)

    assert play.who("KD4.3", "A") == "ar"
    assert play.who("KD4.3", "R") == "sr"


def test_filled_seat_takes_its_accountability_back(company: Company) -> None:
    play = Play(company)
    play.account_seat("FR", None)

    play.account_seat("FR", "new")

    assert (play.who("KD4.3", "A"), play.who("KD4.3", "R")) == ("new", "new sr")


def test_new_ar_also_answers_for_vacant_seats(company: Company) -> None:
    play = Play(company, FR="")

    play.account_seat("AR", "new")

    assert (play.who("KD4.3"), play.who("KD1.1")) == ("new", "new")


def test_live_deal_needs_an_ar(company: Company) -> None:
    play = Play(company)

    with pytest.raises(Conflict) as refused:
        play.account_seat("AR", None)

    assert refused.value.code == "seat_needed"
    assert play.who("KD1.1") == "ar"


def test_deal_seat_given_back_is_the_account_holders_again(company: Company) -> None:
    play = Play(company)
    play.deal_seat("SR", "new")

    play.deal_seat("SR", None)

    assert play.who("KD4.1") == "sr"


def test_former_holder_leaves_the_room_and_the_new_one_enters(company: Company) -> None:
    play = Play(company)

    play.account_seat("SR", "new")

    assert "sr" not in play.members()
    assert "new" in play.members()


def test_former_holder_who_still_answers_stays_in_the_room(company: Company) -> None:
    play = Play(company)
    play.accept("sr", play.offer("ar", "KD1.1", "sr"))

    play.account_seat("SR", "new")

    assert "sr" in play.members()


def test_lost_deal_keeps_who_answered_until_it_is_reopened(company: Company) -> None:
    play = Play(company)
    play.lose()
    play.account_seat("SR", "new")
    assert play.who("KD4.1") == "sr"

    play.take_up()

    assert play.who("KD4.1") == "new"


def test_reopened_deal_lets_its_new_holders_in(company: Company) -> None:
    play = Play(company)
    play.lose()
    play.account_seat("SR", "new")

    play.take_up()

    assert "new" in play.members()


def test_deal_without_an_ar_is_not_reopened(company: Company) -> None:
    play = Play(company)
    play.lose()
    play.account_seat("AR", None)

    with pytest.raises(Conflict) as refused:
        play.take_up("sp")

    assert refused.value.code == "seat_needed"
    assert play.who("KD1.1") == "ar"


def test_reopened_node_stays_with_the_member_it_was_handed_to(company: Company) -> None:
    play = Play(company)
    play.accept("new", play.offer("ar", "KD1.1", "new"))
    play.skip("new", "KD1.1")

    play.reopen("ar", "KD1.1")

    assert play.who("KD1.1") == "new"


def test_reopened_node_goes_back_to_its_seat_when_its_receiver_left_the_room(company: Company) -> None:
    play = Play(company)
    play.accept("sr", play.offer("ar", "KD1.1", "sr"))
    play.skip("sr", "KD1.1")
    play.account_seat("SR", "new")
    assert "sr" not in play.members()

    play.reopen("ar", "KD1.1")

    assert play.who("KD1.1") == "ar"


def test_account_stream_never_goes_back_in_time(company: Company) -> None:
    play = Play(company)
    play.deal_seat("SR", "other")
    company.clock.move(timedelta(hours=3))
    play.account_seat("SR", "new")
    company.clock.move(timedelta(hours=-2))
    play.win()

    play.account_seat("SR", "sp")

    with company.reading() as session:
        name = f"account:{play.account.id}"
        moments = session.scalars(select(Entry.at).where(Entry.stream == name).order_by(Entry.seq)).all()
        seats = session.scalars(select(Seat).where(Seat.role == "SR").order_by(Seat.id)).all()
        assert verify(session).wrong == []
    assert list(moments) == sorted(moments)
    assert all(seat.until_at is None or seat.from_at < seat.until_at for seat in seats)


def test_clock_that_stepped_back_leaves_no_gap(company: Company) -> None:
    play = Play(company)
    company.clock.move(timedelta(days=-30))

    play.account_seat("SR", "new")
    play.account_seat("SR", "other")

    assert play.who("KD4.1", at=company.clock.now() + timedelta(days=60)) == "other"
    with company.reading() as session:
        assert verify(session).wrong == []


def test_who_answers_now_is_told_when_the_clock_stepped_back(company: Company) -> None:
    play = Play(company)
    company.clock.move(timedelta(hours=1))
    play.account_seat("AR", "new")
    company.clock.move(timedelta(hours=-1))

    told = company.client("new").get(f"/api/deals/{play.deal.id}/responsibilities").get_json()

    node = play.node("KD1.1").id
    assert [row["person_id"] for row in told["data"] if row["node_id"] == node and row["duty"] == "A"] == [
        company.id("new")
    ]
