"""Deputies do the work of whoever is away in their place, with both names on the record, while it lasts."""

import orjson
import pytest
from sqlalchemy import update

from tests.company import Company
from tests.responsibilities.away import Away
from triangle.absences.actions import cancel
from triangle.absences.models import Absence
from triangle.absences.queries import of_person
from triangle.activity.catalog import may_read
from triangle.core.errors import Forbidden, NotFound
from triangle.gates import actions as gates
from triangle.gates.conditions import Condition
from triangle.handoffs.models import Handoff
from triangle.handoffs.waiting import nudge
from triangle.identity.models import Person
from triangle.nodes.actions import change_item
from triangle.promises import actions as promises

# AR answers for the first; the sponsor decides the gate; FR answers for the deliverability review.
FIRST, GATE, REVIEW = "KD1.1", "KD2.4", "KD4.3"


def test_deputy_starts_ticks_finishes_and_reopens_and_both_names_stand_there(company: Company) -> None:
    play = Away(company)

    play.start("other", FIRST)
    play.tick("other", FIRST)
    play.finish("other", FIRST)
    play.reopen("other", FIRST)
    play.skip("other", FIRST)

    for done in ("started", "finished", "reopened", "skipped"):
        assert play.said(f"node.{done}") == [("other", "ar")]
    item = play.node(FIRST).checklist[0]
    assert (item.changed_by, item.changed_for) == (company.id("other"), company.id("ar"))
    assert set(play.said("checklist_item.changed")) == {("other", "ar")}
    assert play.who(FIRST) == "ar", "whoever is away still answers for it"


def test_deputy_decides_a_gate_and_the_decision_names_both(company: Company) -> None:
    play = Away(company, "sp")
    play.skip_before(GATE)
    play.start("other", GATE)

    decided = play.decide("other", GATE, "go").decision

    assert decided is not None
    assert (decided["decided_by"], decided["decided_for"]) == (company.id("other"), company.id("sp"))
    assert play.said("node.decided") == [("other", "sp")]


def test_deputy_passes_a_gate_on_a_promise(company: Company) -> None:
    play = Away(company, "sp")
    play.skip_before(GATE)
    play.start("other", GATE)
    condition = Condition(text="首付三成", kind="promise")

    with company.deed("other") as deed:
        gates.decide(
            deed, play.node(GATE).id, outcome="go_with_conditions", reason="可控", conditions=[condition]
        )

    assert play.said("promise.made") == play.said("node.decided") == [("other", "sp")]


def test_deputy_hands_over_in_the_name_of_whoever_is_away(company: Company) -> None:
    play = Away(company)

    handoff = play.offer("other", FIRST, "sr", kind="transfer")
    with company.deed("other") as deed:
        nudge(deed, handoff.id)
    play.accept("sr", handoff)

    with company.reading() as session:
        assert session.get_one(Handoff, handoff.id).giver_id == company.id("ar")
    assert play.said("handoff.offered") == play.said("handoff.nudged") == [("other", "ar")]
    assert play.who(FIRST) == "sr"


def test_deputy_takes_nothing_over_by_a_handoff_in_anothers_name(company: Company) -> None:
    play = Away(company)

    with pytest.raises(Exception, match="oneself"):
        play.offer("other", FIRST, "other", kind="transfer")


def test_briefing_of_a_seat_is_given_by_its_deputy(company: Company) -> None:
    play = Away(company)
    briefing = next(node for node in play.nodes() if node.briefing and node.briefing["from"] == ["AR"])

    handoff = play.offer("other", briefing.code, kind="briefing")

    assert (handoff.giver_id, play.said("handoff.offered")) == (company.id("ar"), [("other", "ar")])


def test_own_duty_comes_before_that_of_whoever_is_away(company: Company) -> None:
    play = Away(company, "ar", "sr")
    node = next(node for node in play.nodes() if play.who(node.code) == "sr")

    play.skip("sr", node.code)

    assert play.said("node.skipped") == [("sr", None)]


def test_deputy_answers_and_keeps_promises_of_the_seat(company: Company) -> None:
    play = Away(company, "fr")
    given = {"node_id": None, "contact_id": None, "made_on": None, "due_on": None, "evidence": []}
    with company.deed("ar") as deed:
        made = promises.make(deed, play.deal.id, text="三月底上线", role="FR", **given)

    with company.deed("other") as deed:
        promises.accept(deed, made.id)
    with company.deed("other") as deed:
        promises.keep(deed, made.id, reason="验收单")

    assert play.said("promise.accepted") == play.said("promise.kept") == [("other", "fr")]


def test_veto_is_overridden_and_its_review_left_out_by_the_sponsor_in_person(company: Company) -> None:
    play = Away(company, "sp")
    play.skip_before(REVIEW)
    play.start("fr", REVIEW)
    play.decide("fr", REVIEW, "no_go", "产能不足")
    client = company.client("other")
    node = client.get(f"/api/nodes/{play.node(REVIEW).id}").json

    asked = client.post(
        f"/api/nodes/{node['data']['id']}/override", json={"risk": "x"}, headers={"If-Match": "*"}
    )

    assert asked.status_code == 403
    assert not {"override", "skip"} & set(node["can"])


def test_deputy_of_one_seat_does_the_work_of_that_seat_only(company: Company) -> None:
    play = Away(company, role="SR")

    # The AR has no duty as SR here: not even the room is there.
    with pytest.raises(NotFound):
        play.start("other", FIRST)

    play.leave("sr", "other", role="SR")
    node = next(node for node in play.nodes() if play.who(node.code) == "sr")
    play.skip("other", node.code)
    with pytest.raises(Forbidden):
        play.start("other", FIRST)


def test_deputies_do_not_pass_on(company: Company) -> None:
    play = Away(company)
    play.leave("other", "other_lead")

    with pytest.raises(NotFound):
        play.start("other_lead", FIRST)


def test_it_ends_when_whoever_was_away_is_back(company: Company) -> None:
    play = Away(company)
    assert play.reads("other")

    play.come_back()

    assert not play.reads("other")
    with pytest.raises(NotFound):
        play.start("other", FIRST)
    play.start("ar", FIRST)
    assert play.said("node.started") == [("ar", None)]


def test_it_ends_at_once_when_the_absence_is_called_off(company: Company) -> None:
    play = Away(company)
    with company.deed("ar") as deed:
        cancel(deed, of_person(deed.session, company.id("ar"))[0].id)

    with pytest.raises(NotFound):
        play.start("other", FIRST)


def test_room_is_told_once_who_acts_and_once_that_it_is_over(company: Company) -> None:
    play = Away(company)
    play.look()
    with company.service.database.unit_of_work() as session:
        # A worker that was killed before it had noted that all rooms are told.
        session.execute(update(Absence).values(is_followed=False))
    play.look()
    play.come_back()

    told = [orjson.loads(entry.data)["absence"] for entry in play.entries("deal.covered")]
    assert [absence["status"] for absence in told] == ["running", "over"]
    assert {absence["deputy_id"] for absence in told} == {company.id("other")}


def test_node_says_in_whose_place_the_reader_would_act(company: Company) -> None:
    play = Away(company)
    address = f"/api/nodes/{play.node(FIRST).id}"

    theirs = company.client("other").get(address).json
    own = company.client("ar").get(address).json

    assert (theirs["acting_for"], own["acting_for"]) == (company.id("ar"), None)
    assert set(theirs["can"]) == set(own["can"]) >= {"start", "skip", "tick", "offer"}


def test_node_names_whoever_is_away_also_to_a_deputy_with_a_duty_of_their_own(company: Company) -> None:
    play = Away(company, "sp", "ar")
    play.skip_before(GATE)
    play.start("ar", GATE)

    asked = company.client("ar").get(f"/api/nodes/{play.node(GATE).id}").json

    assert play.said("node.started") == [("ar", None)]
    assert asked["can"][0] == "finish"
    assert "decide" in asked["can"]
    assert asked["acting_for"] == company.id("sp")


def test_partner_is_nobodys_deputy_even_when_they_became_one_later(company: Company) -> None:
    play = Away(company)
    with company.deed("admin") as deed:
        deed.session.get_one(Person, company.id("other")).is_guest = True

    with pytest.raises(NotFound):
        play.start("other", FIRST)
    with pytest.raises(NotFound), company.deed("other") as deed:
        change_item(deed, play.node(FIRST).checklist[0].id, state="done")


def test_room_without_a_duty_of_whoever_is_away_stays_closed(company: Company) -> None:
    play = Away(company)
    elsewhere = company.deal(play.account, AR="new")
    with company.reading() as session:
        other = session.get_one(Person, company.id("other"))
        seen = [may_read(session, other, f"deal:{deal.id}") for deal in (play.deal, elsewhere)]

    assert seen == [True, False]
