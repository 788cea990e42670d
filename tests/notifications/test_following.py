"""Who hears of what, in the same transaction as the deed."""

from contextlib import suppress
from datetime import timedelta

from tests.company import Company
from tests.notifications.reading import statuses, told
from tests.promises.making import answer, promise
from tests.rooms.play import Play
from triangle.absences.actions import plan
from triangle.app import create_app
from triangle.config import Config
from triangle.handoffs.actions import offer
from triangle.notifications.models import Notification


def test_receiver_is_asked_and_done_once_they_accept(company: Company) -> None:
    play = Play(company)

    handoff = play.offer("ar", "KD1.1", "sr")
    asked = told(company, "sr")
    play.accept("sr", handoff)

    assert asked == [("answer", "handoff.offered", False)]
    assert told(company, "sr") == [("answer", "handoff.offered", True)]
    assert told(company, "ar") == [("information", "handoff.accepted", False)]


def test_giver_hears_why_a_hand_off_came_back(company: Company) -> None:
    play = Play(company)

    play.return_("sr", play.offer("ar", "KD1.1", "sr"))

    with company.reading() as session:
        back = session.query(Notification).filter_by(person_id=company.id("ar")).one()
        assert back.about == {"reason_code": "unclear_need", "reason": "预算不清"}


def test_withdrawn_hand_off_asks_nobody_any_more(company: Company) -> None:
    play = Play(company)

    play.withdraw("ar", play.offer("ar", "KD1.1", "sr"))

    assert told(company, "sr") == [
        ("answer", "handoff.offered", True),
        ("information", "handoff.withdrawn", False),
    ]


def test_an_answer_takes_back_what_was_not_sent_yet(company: Company) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")
    before = statuses(company)

    play.accept("sr", handoff)

    assert (before, statuses(company)[0]) == (["waiting"], "dropped")


def test_briefing_asks_the_new_holder_and_the_other_goes_on(company: Company) -> None:
    play = Play(company)
    play.offer("ar", "KD1.3")

    play.deal_seat("SR", "new")

    assert ("answer", "handoff.readdressed", False) in told(company, "new")
    assert ("answer", "handoff.offered", True) in told(company, "sr")
    assert [line for line in told(company, "fr") if line[0] == "answer"] == [
        ("answer", "handoff.offered", False)
    ]


def test_the_seat_that_keeps_a_promise_is_asked_and_the_maker_hears_the_answer(company: Company) -> None:
    deal = company.deal()

    made = promise(company, deal)
    answer(company, "fr", made, "return")

    assert told(company, "fr") == [("answer", "promise.made", True)]
    assert told(company, "ar") == [("information", "promise.returned", False)]


def test_a_decision_is_told_to_everybody_seated_but_who_decided(company: Company) -> None:
    play = Play(company, "KC")
    decider = play.who("KC1.2")
    play.start(decider, "KC1.2")

    play.decide(decider, "KC1.2", "hold", "等报价")

    heard = {
        name
        for name in ("ar", "sr", "fr", "sp")
        if ("information", "node.decided", False) in told(company, name)
    }
    assert heard == {"ar", "sr", "fr", "sp"} - {decider}


def test_nothing_is_told_of_a_deed_that_is_undone(company: Company) -> None:
    node = company.node(company.deal(), "KD1.1")

    offered = {"message": "", "kind": "transfer", "due_at": None, "questions": []}

    with suppress(RuntimeError), company.deed("ar") as deed:
        offer(deed, node.id, receiver_ids=[company.id("sr")], **offered)
        raise RuntimeError

    assert (told(company, "sr"), statuses(company)) == ([], [])


def test_an_app_that_is_made_twice_tells_everything_once(company: Company) -> None:
    url = company.service.config.database_url
    create_app(Config(database_url=url), clock=company.clock).extensions["triangle"].database.close()

    Play(company).offer("ar", "KD1.1", "sr")

    assert told(company, "sr") == [("answer", "handoff.offered", False)]


def test_deputy_of_somebody_who_is_away_already_is_asked_with_the_offer(company: Company) -> None:
    begins = company.clock.now()
    with company.deed("sr") as deed:
        times = {"from_at": begins, "until_at": begins + timedelta(days=2)}
        plan(deed, company.id("sr"), role=None, deputy_id=company.id("fr"), note="", **times)
    company.clock.move(timedelta(minutes=1))

    Play(company).offer("ar", "KD1.1", "sr")

    assert told(company, "sr") == [("answer", "handoff.offered", False)]
    assert told(company, "fr") == [
        ("information", "deputy.named", False),
        ("answer", "handoff.covered", False),
    ]
