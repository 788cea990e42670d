"""How delivery says no to a review, the sponsor takes the risk, and a bid is allowed on conditions."""

from collections.abc import Sequence
from datetime import timedelta

from triangle.demo import veto_words
from triangle.demo.history import Story
from triangle.demo.node_story import STUCK, begin, tick
from triangle.demo.plot import Step
from triangle.demo.room import Room
from triangle.gates.conditions import Condition

REVIEW, BID = "DELIVERABILITY", "ATB"
READING, THINKING = 0.4, 0.7


def vetoed(room: Room, step: Step, at: float, days: float) -> Story:
    """Tell a review until delivery has returned its briefing as undeliverable."""
    at = yield from begin(room, step, at)
    at = yield from tick(room, step, step.items, at, days * 0.6)
    yield at
    if room.brief(step) is None:
        return STUCK
    at += READING
    yield at
    for handoff_id, receiver_id in room.asked(step)[:1]:
        room.refuse(handoff_id, receiver_id, veto_words.UNDELIVERABLE)
    return at


def overridden(room: Room, step: Step, at: float, days: float) -> Story:
    """Tell a review that delivery vetoes and that the sponsor lets pass, with the risk in writing."""
    at = yield from vetoed(room, step, at, days)
    if at == STUCK:
        return at
    at += THINKING
    yield at
    room.override(step, veto_words.RISK)
    at += THINKING
    yield at
    return at if room.finish(step) else STUCK


def allowed(room: Room, step: Step, later: Sequence[Step], at: float, days: float) -> Story:
    """Tell a decision that is taken on conditions: two are work of nodes to come, one is a promise."""
    at = yield from begin(room, step, at)
    at = yield from tick(room, step, step.items, at, days * 0.8)
    yield at
    room.decide(step, "go_with_conditions", veto_words.ALLOWED, _conditions(room, later))
    at += days * 0.1
    yield at
    return at if room.finish(step) else STUCK


def _conditions(room: Room, later: Sequence[Step]) -> list[Condition]:
    today = room.history.timeline.calendar.today(room.history.clock.now())
    soon, late, kept = veto_words.CONDITIONS
    return [
        Condition(text=soon, node_id=later[-2].node_id, due_on=today + timedelta(days=7)),
        Condition(text=late, node_id=later[-1].node_id, due_on=today + timedelta(days=45)),
        Condition(text=kept, kind="promise", role="FR", due_on=today + timedelta(days=90)),
    ]
