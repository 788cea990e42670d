"""Promises come with a hand-off: a deputy who answers it answers them, and both names are on the record."""

from datetime import timedelta

import pytest

from tests.company import Company
from tests.handoffs.clock_play import ClockPlay
from tests.notifications.reading import told
from tests.promises.making import answer, promise
from triangle.activity.models import Entry
from triangle.core.errors import Forbidden, NotFound
from triangle.deals.models import Deal
from triangle.ledger import verify
from triangle.promises.models import Promise
from triangle.responsibilities.actions import assign_seat


@pytest.fixture
def play(company: Company) -> ClockPlay:
    """The SR has a hand-off to answer, and is away; somebody of another team acts for them."""
    made = ClockPlay(company)
    made.offer()
    made.away("sr", "other", timedelta(0), timedelta(days=1))
    made.look()
    return made


def promised(play: ClockPlay, **changed: str) -> Promise:
    """Promise something in the room of the hand-off."""
    with play.company.reading() as session:
        deal = session.get_one(Deal, play.handoff.deal_id)
    return promise(play.company, deal, **changed)


@pytest.mark.parametrize(("verb", "status"), [("accept", "accepted"), ("return", "returned")])
def test_deputy_answers_a_promise_in_the_place_of_the_seat(play: ClockPlay, verb: str, status: str) -> None:
    company = play.company
    made = promised(play, role="SR")

    answered = answer(company, "other", made, verb)

    with company.reading() as session:
        entry = session.query(Entry).filter(Entry.type == f"promise.{status}").one()
        assert (entry.actor, entry.acting_for) == (company.id("other"), company.id("sr"))
        assert verify(session).wrong == []
    assert (answered.status, answered.answered_by) == (status, company.id("other"))


def test_seat_itself_answers_in_its_own_name(play: ClockPlay) -> None:
    answer(play.company, "sr", promised(play, role="SR"), "accept")

    with play.company.reading() as session:
        assert session.query(Entry).filter(Entry.type == "promise.accepted").one().acting_for is None


def test_deputy_of_one_seat_answers_no_promise_of_another(play: ClockPlay) -> None:
    with pytest.raises(Forbidden):
        answer(play.company, "other", promised(play, role="FR"), "accept")


def test_deputy_answers_no_promise_once_the_receiver_is_back(play: ClockPlay) -> None:
    made = promised(play, role="SR")
    play.company.clock.move(timedelta(days=1))
    play.look()

    with pytest.raises(NotFound):
        answer(play.company, "other", made, "accept")


def test_waiting_promise_is_passed_on_to_who_sits_there_now(company: Company) -> None:
    account = company.account()
    deal = company.deal(account)
    promise(company, deal, role="FR")
    done = promise(company, deal, role="FR")
    answer(company, "fr", done, "accept")
    promise(company, deal, role="SR")
    company.clock.move(timedelta(minutes=1))

    with company.deed("ar") as deed:
        assign_seat(deed, account.id, "FR", person_id=company.id("new"), reason="调岗")

    asked = [line for line in told(company, "new") if line[0] == "answer"]
    assert asked == [("answer", "promise.made", False)]
    assert [is_done for kind, _, is_done in told(company, "fr") if kind == "answer"] == [True, True]
    assert [is_done for kind, _, is_done in told(company, "sr") if kind == "answer"] == [False]
