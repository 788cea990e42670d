"""What the demo company promises to whoever tries Triangle with it."""

import hashlib
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.demo.conftest import SMALL, UNTIL, filled
from triangle.accounts.models import Account, Seat
from triangle.activity.models import Entry
from triangle.core.db import Database
from triangle.core.errors import Conflict
from triangle.core.working_calendar import WorkingCalendar
from triangle.deals.models import Deal
from triangle.deals.queries import holders
from triangle.demo.cast import PASSWORD, SIGN_INS
from triangle.demo.fill import fill, has_sign_ins
from triangle.demo.note_words import REVIEW_VERSION, VISIT_VERSION
from triangle.demo.timeline import LAST_MINUTES
from triangle.gates.models import Override
from triangle.gates.vetoes import override_of, veto_of
from triangle.handoffs.chores import due_receipts
from triangle.handoffs.models import Handoff, Receipt
from triangle.identity.models import Person
from triangle.identity.passwords import check_password
from triangle.ledger import verify
from triangle.matrix.risks import COUNTED, at_risk
from triangle.matrix.rules import Limits
from triangle.matrix.scope import Scope, Wanted
from triangle.nodes.models import ChecklistItem, Node
from triangle.nodes.queries import nodes_of
from triangle.notes.models import Note, NoteVersion
from triangle.notes.queries import mentions_of, paper_of
from triangle.notes.tasks import item_of, tasks_in
from triangle.notifications.boxes import counts
from triangle.notifications.models import Notification
from triangle.notifications.outbox_models import Delivery
from triangle.promises.models import STATUSES, Promise
from triangle.responsibilities.queries import accountable_of


def person(session: Session, who: str) -> Person:
    return session.scalars(select(Person).where(Person.email == f"{who}@demo.example")).one()


def waiting(session: Session, who: str) -> list[Handoff]:
    query = select(Handoff).join(Handoff.receipts).where(Receipt.status == "offered")
    return list(session.scalars(query.where(Receipt.receiver_id == person(session, who).id)).unique())


def fingerprint(database: Database) -> str:
    with database.reading() as session:
        hashes = session.scalars(select(Entry.hash).order_by(Entry.stream, Entry.seq))
        return hashlib.sha256("".join(hashes).encode()).hexdigest()


def test_same_seed_and_end_give_the_same_history(
    demo: Database, tmp_path: Path, calendar: WorkingCalendar
) -> None:
    first = fingerprint(demo)

    again = filled(tmp_path, calendar)

    assert fingerprint(again) == first
    again.close()


def test_ledger_of_the_demo_is_sound(session: Session) -> None:
    report = verify(session)

    assert report.wrong == []
    assert report.entries > 800


def test_every_sign_in_opens_with_the_one_password(session: Session) -> None:
    for who in SIGN_INS:
        found = session.scalars(select(Person).where(Person.email == who.email)).one()
        assert check_password(found.password_hash, PASSWORD)
        assert found.role == who.role


@pytest.mark.parametrize(
    ("who", "least", "most"), [("ar", 2, 6), ("sr", 3, 6), ("fr", 3, 6), ("lead", 2, 6), ("admin", 1, 6)]
)
def test_handoffs_wait_for_each_sign_in(session: Session, who: str, least: int, most: int) -> None:
    found = waiting(session, who)

    assert least <= len(found) <= most
    assert any(handoff.due_at < UNTIL for handoff in found), "one is overdue"
    assert any(handoff.due_at > UNTIL for handoff in found), "one is due later"


def test_every_playbook_and_status_appears(session: Session) -> None:
    deals = session.scalars(select(Deal)).all()

    assert len(deals) == SMALL.deals
    assert {deal.playbook.code for deal in deals} == {"KD", "KC", "SD", "SC"}
    assert {deal.status for deal in deals} == {"open", "won", "lost"}
    assert all(deal.lost_reason for deal in deals if deal.status == "lost")


def test_every_kind_of_answer_and_decision_appears(session: Session) -> None:
    answers = Counter(session.scalars(select(Handoff.status)))
    outcomes = {d["outcome"] for d in session.scalars(select(Node.decision)) if d is not None}

    assert answers.keys() >= {"offered", "accepted", "returned"}
    assert outcomes >= {"go", "go_with_conditions", "hold", "no_go"}
    assert all(session.scalars(select(Receipt.reason).where(Receipt.status == "returned")))


def test_promises_stand_in_every_state_and_wait_for_the_triangle(session: Session) -> None:
    made = session.scalars(select(Promise)).all()
    live = [promise for promise in made if promise.deal.status == "open"]

    def waits(who: str, role: str, status: str) -> list[Promise]:
        mine = person(session, who).id
        return [p for p in live if p.status == status and holders(session, p.deal)[role] == mine]

    assert {promise.status for promise in made} == set(STATUSES)
    assert {promise.deal_id for promise in made} >= {
        deal.id for deal in session.scalars(select(Deal).where(Deal.status == "open"))
    }
    assert [promise for promise in waits("fr", "FR", "open") if promise.role == "FR"]
    assert [promise for promise in waits("sr", "SR", "open") if promise.role == "SR"]
    assert waits("ar", "AR", "returned")


def test_notes_are_written_as_people_write_them(session: Session) -> None:
    papers = {note: paper_of(session, note.id) for note in session.scalars(select(Note))}
    kinds = {block.tag for paper in papers.values() for block in paper.root.children}
    labels = {version.label for version in session.scalars(select(NoteVersion))}
    lines = {item_of(task) for paper in papers.values() for task in tasks_in(paper)} - {None}

    assert {note.node_id is None for note in papers} == {True, False}, "rooms and nodes have notes"
    assert all(str(paper.root.children[0].children[0]) for paper in papers.values())
    assert kinds >= {"heading", "paragraph", "taskList", "table"}
    assert labels >= {VISIT_VERSION, REVIEW_VERSION}
    assert lines
    assert lines <= set(session.scalars(select(ChecklistItem.id)))


@pytest.mark.parametrize("who", ["ar", "sr", "fr"])
def test_somebody_is_mentioned_and_reads_of_it_in_the_inbox(session: Session, who: str) -> None:
    me = person(session, who)
    told = select(Notification).where(Notification.person_id == me.id)

    assert mentions_of(session, me).rows
    assert [each for each in session.scalars(told) if each.type == "note.mentioned"]


def test_one_veto_of_delivery_was_overridden_on_conditions_and_another_waits_for_the_sponsor(
    session: Session,
) -> None:
    (made,) = session.scalars(select(Override))
    reviews = [node for node in session.scalars(select(Node)) if node.is_deliverability_review]
    standing = [n for n in reviews if n.is_open and veto_of(session, n) and not override_of(session, n)]
    bid = next(n for n in nodes_of(session, made.deal_id) if n.gate and n.gate["code"] == "ATB")
    conditions = session.scalars(select(ChecklistItem).where(ChecklistItem.condition_of == bid.id)).all()

    assert made.risk
    assert made.overridden_by == person(session, "lead").id
    assert made.veto["reason"]
    assert made.node.status == "done"
    assert [item.state for item in conditions] == ["open", "open"]
    assert bid.decision is not None
    assert len(bid.decision["conditions"]) == 3
    assert [holders(session, node.deal)["SP"] for node in standing] == [person(session, "lead").id]


def test_leader_sees_deals_at_risk_for_many_reasons(session: Session) -> None:
    everything = Wanted()
    scope = Scope(session, person(session, "lead"), everything)

    found = at_risk(scope, Limits(UNTIL, UNTIL.date()), 100)

    there = {name for risk in found for name in COUNTED if risk[name]}
    assert there >= {"late_nodes", "late_handoffs", "standing_vetoes", "overridden_vetoes", "late_conditions"}


def test_the_account_manager_can_open_a_room_at_once(session: Session) -> None:
    theirs = [
        account
        for account in session.scalars(select(Account))
        if account.holder("AR") == person(session, "ar").id
    ]
    busy = set(session.scalars(select(Deal.account_id).where(Deal.status != "lost")))

    assert len(theirs) >= 5
    assert [a for a in theirs if a.id not in busy and a.holder("SR") == person(session, "sr").id]


def test_the_account_manager_has_work_that_could_be_handed_over(session: Session) -> None:
    me = person(session, "ar").id
    at_work = session.scalars(select(Node).where(Node.status == "active")).all()

    assert [node for node in at_work if node.briefing is None and accountable_of(session, node.id) == me]


def test_there_are_gaps_to_find(session: Session) -> None:
    live = session.scalars(select(Deal).where(Deal.status == "open")).all()
    late = select(func.count()).where(Node.status == "active", Node.planned_finish_on < UNTIL.date())
    answered_late = select(func.count(Receipt.id)).join(Handoff, Handoff.id == Receipt.handoff_id)
    answered_late = answered_late.where(Receipt.answered_at > Handoff.due_at)

    assert [deal for deal in live if holders(session, deal)["FR"] is None]
    assert session.scalar(late)
    assert session.scalar(answered_late)
    assert all(session.scalars(select(Seat.reason).where(Seat.reason != "")))


def test_nobody_works_at_night_or_on_a_holiday(session: Session, calendar: WorkingCalendar) -> None:
    moments = session.scalars(select(Entry.at)).all()
    there = [moment.astimezone(calendar.time_zone) for moment in moments]

    assert all(calendar.is_working(moment.date()) for moment in there)
    assert all(calendar.hours[0] <= moment.time() <= calendar.hours[1] for moment in there)
    assert max(moments) < UNTIL


def test_checklists_carry_notes_and_evidence(session: Session) -> None:
    ticked = session.scalars(select(ChecklistItem).where(ChecklistItem.state != "open")).all()

    assert len([item for item in ticked if item.note]) > len(ticked) / 3
    assert any(piece["url"] for item in ticked for piece in item.evidence)
    assert any(item.state == "not_applicable" and item.reason for item in ticked)


def test_an_installation_with_people_is_left_alone(demo: Database, calendar: WorkingCalendar) -> None:
    before = fingerprint(demo)

    with pytest.raises(Conflict) as refusal:
        fill(demo, calendar, SMALL, UNTIL)

    assert refusal.value.code == "already_set_up"
    assert fingerprint(demo) == before
    assert has_sign_ins(demo)


@pytest.mark.parametrize("who", ["ar", "sr", "fr", "lead", "admin"])
def test_bell_of_each_sign_in_shows_a_handful_at_the_most(session: Session, who: str) -> None:
    found = counts(session, person(session, who))

    assert found["unread"] <= 5


def test_history_is_known_to_its_people_and_not_sent_out(session: Session) -> None:
    told = session.scalars(select(Notification).where(Notification.kind == "information")).all()

    assert any(each.read_at is None for each in told), "something is left to read"
    assert any(each.read_at is not None for each in told)
    assert set(session.scalars(select(Delivery.status))) == {"dropped"}


def test_no_clock_strikes_the_moment_the_demo_is_served(session: Session) -> None:
    assert due_receipts(session, UNTIL - LAST_MINUTES) == []
