"""What the worker does for hand-offs: absences begin and end, deputies follow, clocks strike."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from triangle.absences import actions as absences
from triangle.absences.models import Absence
from triangle.absences.queries import unfollowed
from triangle.core.chores import UnitOfWork
from triangle.core.clock import SetClock
from triangle.core.deed import Deed
from triangle.core.working_calendar import WorkingCalendar
from triangle.deals.actions import lock_deal
from triangle.handoffs import clock
from triangle.handoffs.actions import lock_handoff
from triangle.handoffs.models import STEPS, Handoff, Receipt
from triangle.handoffs.recording import record_handoff
from triangle.handoffs.standing_in import add, cover, reach
from triangle.identity.models import Person
from triangle.responsibilities.covering import tell_room_without_policy
from triangle.responsibilities.queries import deals_with_duty

MOST_AT_ONCE = 2000
log = logging.getLogger(__name__)


class Clocks:
    """The chore of every clock of hand-offs; all it knows stands in rows, so that anybody may do it again."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self._calendar = calendar

    def work(self, unit_of_work: UnitOfWork, now: datetime) -> None:
        """Let absences begin and end, deputies follow them, and every clock strike that is due."""
        absences.turn_without_policy(unit_of_work, self._calendar, now)
        with unit_of_work() as session:
            changed = [session.get_one(Absence, each) for each in unfollowed(session)]
        for absence in changed:
            self._follow(unit_of_work, absence, now)
        with unit_of_work() as session:
            ids = due_receipts(session, now)
        _each(ids, lambda number: self._strike(unit_of_work, number, now))
        # Somebody may have two hundred rooms: what waits for an answer does not wait for them.
        for absence in changed:
            self._tell_rooms(unit_of_work, absence, now)

    def _follow(self, unit_of_work: UnitOfWork, absence: Absence, now: datetime) -> None:
        with unit_of_work() as session:
            ids = _waiting_for(session, absence.person_id)
        _each(ids, lambda number: self._cover(unit_of_work, number, now))

    def _tell_rooms(self, unit_of_work: UnitOfWork, absence: Absence, now: datetime) -> None:
        with unit_of_work() as session:
            rooms = deals_with_duty(session, absence.person_id, absence.role)
        _each(rooms, partial(self._tell_room, unit_of_work, absence.id, now))
        with unit_of_work() as session:
            # Changed meanwhile: followed the next time.
            unchanged = update(Absence).where(Absence.id == absence.id, Absence.version == absence.version)
            session.execute(unchanged.values(is_followed=True))

    def _tell_room(self, unit_of_work: UnitOfWork, absence_id: int, now: datetime, deal_id: int) -> None:
        with unit_of_work() as session:
            away = session.get_one(Absence, absence_id).person_id
            deed = Deed(session, session.get_one(Person, away), SetClock(now), self._calendar)
            tell_room_without_policy(deed, deal_id, absence_id)

    def _cover(self, unit_of_work: UnitOfWork, receipt_id: int, now: datetime) -> None:
        with unit_of_work() as session:
            deed, handoff, receipt = self._open(session, receipt_id, now)
            changed = cover(deed, handoff, receipt) if receipt.status == "offered" else set()
            if changed:
                # The deputies who came or went, to tell them apart from an escalation.
                told = sorted(changed & {each.person_id for each in receipt.stand_ins})
                record_handoff(deed, "handoff.covered", handoff, to=told, step="deputy", beside=changed)

    def _strike(self, unit_of_work: UnitOfWork, receipt_id: int, now: datetime) -> None:
        with unit_of_work() as session:
            deed, handoff, receipt = self._open(session, receipt_id, now)
            # Asked again under the lock: an answer stops it, and another worker may have been faster.
            if receipt.clock_at is None or receipt.clock_at > now:
                return
            if receipt.clock_step == clock.REMIND and now < handoff.due_at:
                receipt.wind(STEPS[0], handoff.due_at)
                record_handoff(deed, "handoff.reminded", handoff, to=reminded(receipt), step="receiver")
            else:
                self._escalate(deed, handoff, receipt)

    def _escalate(self, deed: Deed, handoff: Handoff, receipt: Receipt) -> None:
        """Ask the next in line who can be reached; nobody in a place means the next place at once."""
        first = STEPS.index(receipt.clock_step) if receipt.clock_step in STEPS else 0
        reached = ((step, reach(deed, handoff, receipt, step)) for step in STEPS[first:])
        step, people = next(found for found in reached if found[1])
        for person_id in people if step != "nobody" else []:
            add(deed, receipt, person_id, step)
        clock.go_on(handoff, receipt, step, self._calendar, deed.at)
        record_handoff(deed, "handoff.escalated", handoff, to=people, step=step, receiver=receipt.receiver_id)

    def _open(self, session: Session, receipt_id: int, now: datetime) -> tuple[Deed, Handoff, Receipt]:
        # The giver set the clock by offering: what it does stands in the giver's name.
        where = select(Handoff.id, Handoff.deal_id, Handoff.giver_id).join(
            Receipt, Receipt.handoff_id == Handoff.id
        )
        handoff_id, deal_id, giver_id = session.execute(where.where(Receipt.id == receipt_id)).one()
        deed = Deed(session, session.get_one(Person, giver_id), SetClock(now), self._calendar)
        lock_deal(deed, deal_id)
        handoff = lock_handoff(deed, handoff_id)
        return deed, handoff, next(each for each in handoff.receipts if each.id == receipt_id)


def due_receipts(session: Session, now: datetime) -> Sequence[int]:
    """Return the receipts whose clocks are due, the longest due first."""
    query = select(Receipt.id).where(Receipt.clock_at.is_not(None), Receipt.clock_at <= now)
    return session.scalars(query.order_by(Receipt.clock_at, Receipt.id).limit(MOST_AT_ONCE)).all()


def reminded(receipt: Receipt) -> list[int]:
    """Return who is reminded of a receipt: its receiver, and the deputies who act for them now."""
    return [receipt.receiver_id, *(each.person_id for each in receipt.stand_ins if each.step == "deputy")]


def _waiting_for(session: Session, person_id: int) -> Sequence[int]:
    waiting = select(Receipt.id).where(Receipt.receiver_id == person_id, Receipt.status == "offered")
    return session.scalars(waiting.order_by(Receipt.id)).all()


def _each(ids: Sequence[int], do: Callable[[int], None]) -> None:
    """Do something for each, a failed one not in the way of the others; fail in the end when one did."""
    failed: Exception | None = None
    for number in ids:
        try:
            do(number)
        except Exception as error:
            log.exception("clock failed", extra={"receipt": number})
            failed = error
    if failed is not None:
        raise failed
