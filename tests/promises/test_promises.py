"""What customers were promised is taken on or sent back before the contract, and its end is on record."""

import pytest

from tests.company import Company
from tests.promises.making import answer, promise
from tests.rooms.play import Play
from triangle.core.errors import Conflict, Forbidden, Invalid
from triangle.ledger import verify
from triangle.promises import actions


def test_the_seat_that_delivers_takes_a_promise_on_and_keeps_it(company: Company) -> None:
    made = promise(company, company.deal())

    answer(company, "fr", made, "accept")
    with company.deed("fr") as deed:
        kept = actions.keep(deed, made.id, reason="按期上线")

    assert (kept.status, kept.answered_by, kept.closed_by) == ("kept", company.id("fr"), company.id("fr"))
    with company.reading() as session:
        assert verify(session).wrong == []


def test_a_second_answer_is_told_who_was_faster(company: Company) -> None:
    made = promise(company, company.deal())
    answer(company, "fr", made, "accept")

    with pytest.raises(Conflict) as refused:
        answer(company, "fr", made, "return")

    assert refused.value.code == "promise_answered"
    assert refused.value.params == {"status": "accepted", "by": company.id("fr")}


def test_only_the_seat_that_delivers_answers(company: Company) -> None:
    made = promise(company, company.deal())

    with pytest.raises(Forbidden):
        answer(company, "sr", made, "accept")


def test_a_returned_promise_is_put_in_other_words_and_asked_again(company: Company) -> None:
    made = promise(company, company.deal())
    answer(company, "fr", made, "return")

    with company.deed("ar") as deed:
        revised = actions.revise(deed, made.id, text="四月底上线")

    assert (revised.status, revised.text, revised.reason_code) == ("open", "四月底上线", None)
    assert answer(company, "fr", made, "accept").status == "accepted"


def test_a_promise_belongs_to_its_own_deal_and_customer(company: Company) -> None:
    deal, other = company.deal(), company.deal()

    with pytest.raises(Invalid, match="node_id"):
        promise(company, deal, node_id=company.node(other, "KD1.1").id)


@pytest.fixture
def at_the_contract(company: Company) -> Play:
    """A room whose contract waits for its decision."""
    play = Play(company)
    play.skip_before("KD5.4")
    play.start("ar", "KD5.4")
    play.tick("ar", "KD5.4")
    return play


@pytest.mark.parametrize("sent_back", [False, True], ids=["unseen", "returned"])
def test_contract_gate_waits_for_every_promise(
    company: Company, at_the_contract: Play, *, sent_back: bool
) -> None:
    play, code = at_the_contract, "promise_returned" if sent_back else "promise_open"
    made = promise(company, play.deal)
    if sent_back:
        answer(company, "fr", made, "return")

    for blocked in (lambda: play.decide("sp", "KD5.4", "go"), lambda: play.skip("sp", "KD5.4")):
        with pytest.raises(Conflict) as refused:
            blocked()
        assert refused.value.code == "node_blocked"
        found = [(line["code"], line["params"]["promise_id"]) for line in refused.value.errors]
        assert found == [(code, made.id)]

    assert (code, made.id) in play.missing("KD5.4")
    assert play.decide("sp", "KD5.4", "hold", "等交付答复").decision is not None


def test_contract_gate_passes_once_promises_are_taken_on_or_waived(
    company: Company, at_the_contract: Play
) -> None:
    taken, waived = promise(company, at_the_contract.deal), promise(company, at_the_contract.deal)
    answer(company, "fr", taken, "accept")
    with company.deed("ar") as deed:
        actions.waive(deed, waived.id, reason="客户同意改为二期")

    at_the_contract.decide("sp", "KD5.4", "go")

    assert at_the_contract.finish("ar", "KD5.4").status == "done"


def test_contract_briefing_is_accepted_after_its_promises(company: Company) -> None:
    play = Play(company)
    play.skip_before("KD6.1")
    made = promise(company, play.deal)
    briefing = play.offer("ar", "KD6.1", "fr", kind="briefing")

    with pytest.raises(Conflict) as refused:
        play.accept("fr", briefing)
    answer(company, "fr", made, "accept")

    assert refused.value.code == "promises_unanswered"
    assert play.accept("fr", briefing).status == "accepted"
    assert briefing.package["promises"] == [made.id]
