"""How one node is worked through: begun, ticked, handed over, decided, finished."""

from collections.abc import Generator
from random import Random

from triangle.demo import reason_words
from triangle.demo.history import Story
from triangle.demo.plot import Step
from triangle.demo.room import Room

# Working days until somebody answers: most within hours, a few only after the playbook's clock has run out.
ANSWER_DAYS = (0.05, 0.12, 0.2, 0.35, 0.5, 0.8, 1.6)
FEW = 0.02
STUCK = -1.0


def whole(room: Room, step: Step, at: float, days: float, colleague: int | None) -> Story:
    """Tell a node from its beginning to its end; return when it ended, or STUCK."""
    at = yield from begin(room, step, at)
    half = len(step.items) // 2
    at = yield from tick(room, step, step.items[:half], at, days * 0.45)
    if step.briefing is not None:
        at = yield from brief(room, step, at)
    elif colleague is not None:
        at = yield from transfer(room, step, at, colleague)
    at = yield from tick(room, step, step.items[half:], at, days * 0.45)
    if step.gate is not None:
        at = yield from pass_gate(room, step, at, days)
    at += days * 0.1
    yield at
    return at if room.finish(step) else STUCK


def begin(room: Room, step: Step, at: float) -> Story:
    """Begin a node."""
    yield at
    room.start(step)
    return at


def tick(room: Room, step: Step, items: tuple[tuple[int, str], ...], at: float, days: float) -> Story:
    """Tick lines of a checklist over some days."""
    for item, passed in zip(items, _spread(room.chance, len(items)), strict=True):
        yield at + days * passed
        room.tick(step, item)
    return at + days


def brief(room: Room, step: Step, at: float) -> Story:
    """Offer a briefing and have it answered by everybody; what is returned is offered again, complete."""
    again = False
    while True:
        yield at
        if room.brief(step, again=again) is None:
            return at
        at, returned = yield from answers(room, step, at, calm=again)
        if not returned:
            return at
        at, again = at + room.chance.choice(ANSWER_DAYS), True


def transfer(room: Room, step: Step, at: float, colleague: int) -> Story:
    """Offer a node to a colleague, who may return it."""
    yield at
    if room.transfer(step, colleague) is not None:
        at, _ = yield from answers(room, step, at, calm=False)
    return at


def answers(room: Room, step: Step, at: float, *, calm: bool) -> Generator[float, None, tuple[float, bool]]:
    """Have every hand-off of a node answered; return when, and whether one came back."""
    returned = False
    while asked := room.asked(step):
        at += room.chance.choice(ANSWER_DAYS)
        yield at
        asked = room.asked(step)
        if not asked:
            break
        handoff_id, receiver_id = asked[0]
        if not calm and room.chance.random() < 0.16:
            room.send_back(handoff_id, receiver_id)
            returned = True
        else:
            room.accept(handoff_id, receiver_id)
    return at, returned


def pass_gate(room: Room, step: Step, at: float, days: float) -> Story:
    """Decide a gate so that it is passed, sometimes only after a time on hold."""
    assert step.gate is not None
    if step.gate["on_change"] and room.chance.random() < 0.5:
        return at
    at += days * FEW
    if room.chance.random() < 0.1:
        yield at
        room.decide(step, "hold", room.chance.choice(reason_words.HOLD).format(title=room.contact()), [])
        at += min(days, 8) * room.chance.uniform(0.3, 1)
    yield at
    room.decide(step, **reason_words.passing(room.chance, step.gate["code"]))  # type: ignore[arg-type]
    return at


def _spread(chance: Random, count: int) -> list[float]:
    return sorted(chance.uniform(0.05, 0.95) for _ in range(count))
