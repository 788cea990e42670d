"""The clock of a receipt: when it reminds, whom it asks next and when, in working time."""

from datetime import datetime, timedelta

from triangle.core.working_calendar import WorkingCalendar
from triangle.handoffs.models import STEPS, Handoff, Receipt

REMIND = "remind"
SHORTEST_PAUSE = timedelta(hours=1)


def start(handoff: Handoff, receipt: Receipt, calendar: WorkingCalendar, at: datetime) -> None:
    """Wind the clock of a receipt that begins to wait: the reminder comes after half of the time left."""
    due_at = handoff.due_at
    if due_at <= at:
        # Addressed to somebody new when it is late already: they get a time of their own.
        receipt.wind(STEPS[0], _after(calendar, at, pause(handoff, calendar)))
        return
    half_at = _after(calendar, at, calendar.worked(at, due_at) / 2)
    is_useful = at < half_at < due_at
    receipt.wind(REMIND if is_useful else STEPS[0], half_at if is_useful else due_at)


def go_on(handoff: Handoff, receipt: Receipt, step: str, calendar: WorkingCalendar, at: datetime) -> None:
    """Wind the clock after a step: whoever is asked has half of the receiver's time, at least an hour."""
    following = STEPS[STEPS.index(step) + 1 :]
    if step in ("sponsor", "nobody") or not following:
        receipt.wind(None, None)
    else:
        receipt.wind(following[0], _after(calendar, at, pause(handoff, calendar)))


def pause(handoff: Handoff, calendar: WorkingCalendar) -> timedelta:
    """Return how long somebody who was asked is waited for before the next is."""
    return max(calendar.worked(handoff.offered_at, handoff.due_at) / 2, SHORTEST_PAUSE)


def _after(calendar: WorkingCalendar, at: datetime, worked: timedelta) -> datetime:
    return calendar.add_hours(at, worked / timedelta(hours=1))
