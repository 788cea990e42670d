"""Clocks of hand-offs: who is reminded and asked, when, and what an answer stops."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.company import Company
from tests.handoffs.clock_play import ClockPlay
from triangle.absences.actions import plan
from triangle.core.errors import Forbidden, Invalid, NotFound, TooMany
from triangle.deals.models import Deal
from triangle.handoffs import actions, waiting
from triangle.handoffs.models import Handoff
from triangle.nodes.queries import nodes_of
from triangle.responsibilities.actions import assign_seat


@pytest.fixture
def play(company: Company) -> ClockPlay:
    """A hand-off of Monday 10:00, due at 18:00."""
    made = ClockPlay(company)
    made.offer()
    return made


def at(company: Company, text: str) -> None:
    """Put the clock just after a local moment: deeds of one moment lie microseconds apart."""
    company.clock.at = datetime.fromisoformat(f"{text}:01+08:00").astimezone(UTC)


def briefing_of(company: Company, deal: Deal) -> int:
    """Return the first node of a deal in which the AR explains something to both others."""
    with company.reading() as session:
        nodes = nodes_of(session, deal.id)
    return next(
        n.id for n in nodes if n.briefing and n.briefing["from"] == ["AR"] and len(n.briefing["to"]) > 1
    )


def brief(play: ClockPlay) -> list[tuple[str, str, list[str]]]:
    """Return what the clock said, without the moments."""
    return [line[:3] for line in play.said()]


def test_receiver_is_reminded_at_half_time_and_not_before(company: Company, play: ClockPlay) -> None:
    at(company, "2026-03-02T13:59")
    play.look()
    before = play.said()

    at(company, "2026-03-02T14:00")
    play.look()
    play.look()

    assert before == []
    assert brief(play) == [("reminded", "receiver", ["sr"])]


def test_leader_then_sponsor_then_silence(company: Company, play: ClockPlay) -> None:
    for moment in ("02T14:00", "02T18:00", "03T12:59", "03T13:00", "03T17:00", "09T10:00"):
        at(company, f"2026-03-{moment}")
        play.look()

    assert [(step, to, f"{when:%d %H:%M}") for _, step, to, when in play.said()] == [
        ("receiver", ["sr"], "02 06:00"),
        ("leader", ["lead"], "02 10:00"),
        ("sponsor", ["sp"], "03 05:00"),
    ]


def test_deputy_is_asked_before_the_leader(company: Company, play: ClockPlay) -> None:
    play.away("sr", "new", timedelta(0), timedelta(days=5))

    at(company, "2026-03-02T18:00")
    play.look()

    assert brief(play) == [("escalated", "deputy", ["new"])]


def test_nobody_in_a_place_means_the_next_place_at_once(company: Company) -> None:
    play = ClockPlay(company)
    play.away("lead", None, timedelta(0), timedelta(days=5))
    play.look()
    play.offer()

    at(company, "2026-03-02T18:00")
    play.look()

    assert brief(play) == [("escalated", "sponsor", ["sp"])]


def test_leader_who_is_away_is_reached_through_their_deputy(company: Company) -> None:
    play = ClockPlay(company)
    play.away("lead", "other", timedelta(0), timedelta(days=5))
    play.offer()

    at(company, "2026-03-02T18:00")
    play.look()

    assert brief(play) == [("escalated", "leader", ["other"])]


def test_giver_is_told_when_nobody_is_left(company: Company) -> None:
    play = ClockPlay(company)
    play.away("lead", None, timedelta(0), timedelta(days=5))
    play.away("sp", None, timedelta(0), timedelta(days=5))
    play.look()
    play.offer()

    at(company, "2026-03-02T18:00")
    play.look()

    assert brief(play) == [("escalated", "nobody", ["ar"])]


def test_answer_stops_the_clock(company: Company, play: ClockPlay) -> None:
    play.accept("sr")

    at(company, "2026-03-20T10:00")
    play.look()

    assert play.said() == []


def test_after_two_weeks_of_downtime_each_still_gets_their_time(company: Company, play: ClockPlay) -> None:
    at(company, "2026-03-16T10:00")
    for _ in range(3):
        play.look()
    at(company, "2026-03-16T14:00")
    play.look()

    assert [(step, f"{when:%d %H:%M}") for _, step, _, when in play.said()] == [
        ("leader", "16 02:00"),
        ("sponsor", "16 06:00"),
    ]


def test_deputy_answers_with_both_names_and_the_duty_goes_to_the_receiver(
    company: Company, play: ClockPlay
) -> None:
    with pytest.raises(NotFound):
        play.accept("other")
    play.away("sr", "other", timedelta(0), timedelta(days=1))
    play.look()

    play.accept("other")

    log = company.client("ar").get(f"/api/streams/deal:{play.handoff.deal_id}/entries?after=0&limit=300").json
    answered = next(entry for entry in log["data"] if entry["type"] == "handoff.accepted")
    assert (answered["actor"], answered["acting_for"]) == (company.id("other"), company.id("sr"))
    accountable = [row for row in answered["data"]["responsibilities"] if row["until_at"] is None]
    assert {row["person_id"] for row in accountable} == {company.id("sr")}


def test_deputy_sees_in_their_inbox_what_the_absent_person_would(company: Company, play: ClockPlay) -> None:
    client = company.client("other")
    before = client.get("/api/inbox").json["data"]
    play.away("sr", "other", timedelta(0), timedelta(hours=3))
    play.look()
    during = client.get("/api/inbox").json["data"]
    room = client.get(f"/api/deals/{play.handoff.deal_id}").status_code

    company.clock.move(timedelta(hours=3))
    play.look()

    assert [card["handoff"]["id"] for card in during] == [play.handoff.id]
    assert during[0]["deal"]["amount"] is None
    assert (before, room, client.get("/api/inbox").json["data"]) == ([], 200, [])
    assert client.get(f"/api/deals/{play.handoff.deal_id}").status_code == 404


def test_deputy_of_one_role_stands_in_for_that_role_only(company: Company) -> None:
    play = ClockPlay(company)
    times = {"from_at": company.clock.now(), "until_at": company.clock.now() + timedelta(days=1)}
    with company.deed("sr") as deed:
        plan(deed, company.id("sr"), role="SR", deputy_id=company.id("other"), note="", **times)

    play.offer()

    assert play.handoff.receipts[0].stand_ins == []


def test_escalated_leader_may_answer_and_nobody_before(company: Company, play: ClockPlay) -> None:
    with pytest.raises(Forbidden):
        play.accept("lead")
    at(company, "2026-03-02T18:00")
    play.look()

    play.accept("lead")

    assert play.said("handoff.accepted")[0][0] == "accepted"


def test_stand_in_for_two_receivers_says_for_whom(company: Company) -> None:
    play = ClockPlay(company)
    deal = company.deal()
    for who in ("sr", "fr"):
        play.away(who, "other", timedelta(0), timedelta(days=1))
    given = {"message": "", "kind": "briefing", "due_at": None, "questions": []}
    briefing = briefing_of(company, deal)
    with company.deed("ar") as deed:
        ids = [company.id("sr"), company.id("fr")]
        offered = actions.offer(deed, briefing, receiver_ids=ids, **given)

    with pytest.raises(Invalid), company.deed("other") as deed:
        actions.accept(deed, offered.id, open_items=[])
    with company.deed("other") as deed:
        actions.accept(deed, offered.id, open_items=[], receiver_id=company.id("fr"))

    with company.reading() as session:
        answered = session.get_one(Handoff, offered.id).receipts
    assert {r.receiver_id: r.status for r in answered} == {ids[0]: "offered", ids[1]: "accepted"}


def test_seeing_is_noted_once(company: Company, play: ClockPlay) -> None:
    for _ in range(2):
        company.clock.move(timedelta(minutes=1))
        with company.deed("sr") as deed:
            seen = waiting.see(deed, play.handoff.id)

    assert seen.receipts[0].seen_at == company.clock.now() - timedelta(minutes=1)
    assert [to for _, _, to, _ in play.said("handoff.seen")] == [["ar"]]


def test_nudges_are_an_hour_apart(company: Company, play: ClockPlay) -> None:
    with company.deed("ar") as deed:
        waiting.nudge(deed, play.handoff.id)
    with pytest.raises(TooMany) as refused, company.deed("ar") as deed:
        waiting.nudge(deed, play.handoff.id)

    company.clock.move(timedelta(hours=1, seconds=1))
    with company.deed("ar") as deed:
        waiting.nudge(deed, play.handoff.id)

    assert refused.value.retry_after == 3600
    assert [to for _, _, to, _ in play.said("handoff.nudged")] == [["sr"], ["sr"]]


def test_nudge_reaches_the_deputy_of_whoever_is_away(company: Company, play: ClockPlay) -> None:
    play.away("sr", "other", timedelta(0), timedelta(days=1))
    play.look()

    with company.deed("ar") as deed:
        waiting.nudge(deed, play.handoff.id)

    assert {who for _, _, to, _ in play.said("handoff.nudged") for who in to} == {"sr", "other"}
    news = company.client("other").get("/api/notifications?box=answer").json["data"]
    assert [each["type"] for each in news if each["done_at"] is None] == ["handoff.nudged"]


def test_snooze_ends_at_the_latest_when_it_is_due(company: Company, play: ClockPlay) -> None:
    with company.deed("sr") as deed:
        waiting.snooze(deed, play.handoff.id, until=play.handoff.due_at)

    with pytest.raises(Invalid), company.deed("sr") as deed:
        waiting.snooze(deed, play.handoff.id, until=play.handoff.due_at + timedelta(minutes=1))


def test_new_holder_of_the_seat_gets_a_clock_of_their_own(company: Company) -> None:
    play = ClockPlay(company)
    account = company.account()
    deal = company.deal(account)
    briefing = briefing_of(company, deal)
    given = {"message": "", "kind": None, "due_at": None, "questions": []}
    with company.deed("ar") as deed:
        play.handoff = actions.offer(deed, briefing, receiver_ids=None, **given)
    company.clock.at = play.handoff.due_at + timedelta(days=3)

    with company.deed("ar") as deed:
        assign_seat(deed, account.id, "SR", person_id=company.id("new"), reason="调岗")

    with company.reading() as session:
        receipt = session.get_one(Handoff, play.handoff.id).receipt_for(company.id("new"))
    assert receipt is not None
    assert receipt.clock_at is not None
    assert receipt.clock_at > company.clock.now()
