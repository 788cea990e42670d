"""How a deal is lived through, node by node, until where its plot leaves it now."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from triangle.deals.actions import edit_deal
from triangle.demo import reason_words
from triangle.demo.history import History, Story
from triangle.demo.node_story import STUCK, begin, tick, whole
from triangle.demo.notes import tell_notes
from triangle.demo.plot import Offer, Plot, Step, steps_of
from triangle.demo.promise_story import Promises
from triangle.demo.room import Room
from triangle.demo.veto_story import BID, REVIEW, allowed, overridden, vetoed
from triangle.nodes.queries import nodes_of
from triangle.responsibilities.opening import open_deal

Find = Callable[[str], int]
SIGNED = ("ATC", "ATC-lite")
# From the quotation on nobody leaves anything out: contracts and acceptance are no matter of choice.
EARLY_STAGES = ("S1", "S2", "S3", "S4")


class DealStory:
    """One deal's story; `find` turns a role, or the first part of a demo address, into somebody's id."""

    def __init__(
        self, history: History, chance: Random, plot: Plot, find: Find, contacts: list[str], **fields: Any
    ) -> None:
        self.history = history
        self.chance = chance
        self.plot = plot
        self.find = find
        self.contacts = contacts
        self.fields = fields
        self._ends = 0.0

    def tell(self, begins: float, owner: Callable[[], int]) -> Story:
        """Tell the deal from its opening on; what waits in it now is told beside it."""
        yield begins
        room, steps = self._open(owner())
        self._ends = begins + self.plot.length
        at, promises = begins, Promises(room)
        for step in steps:
            if step.code == self.plot.target:
                break
            at = yield from promises.before(step, at)
            at = yield from self._pass(room, step, at, steps)
            if at == STUCK:
                return at
            at = yield from promises.after(step, at)
            at = yield from self._between(room, step, at)
        step = next(step for step in steps if step.code == self.plot.target)
        at = yield from promises.before(step, at)
        at = yield from self._end(room, step, at)
        if self.plot.offers:
            at = yield from tell_notes(room, step, at)
        if self.plot.status == "open":
            at = yield from promises.leave(step, at)
        for offer in self.plot.offers:
            self.history.add(self._wait(room, offer, {s.code: s for s in steps}))
        return at

    def _open(self, owner: int) -> tuple[Room, list[Step]]:
        deal = open_deal(self.history.deed(owner), playbook=self.plot.playbook, seats={}, **self.fields)
        room = Room(self.history, self.chance, deal.id, self.contacts)
        return room, steps_of(nodes_of(self.history.session, deal.id, with_checklist=True))

    def _pass(self, room: Room, step: Step, at: float, steps: list[Step]) -> Story:
        days = self._days(step, at)
        gate = step.gate["code"] if step.gate is not None else None
        if gate == REVIEW and self.plot.veto is not None:
            return (yield from overridden(room, step, at, days))
        if gate == BID and self.plot.on_conditions:
            last = [each.code for each in steps].index(self.plot.target)
            return (yield from allowed(room, step, steps[: last + 2], at, days))
        if step.code in self.plot.left_open:
            return (yield from self._leave_open(room, step, at, days))
        reason = self._left_out(step)
        if reason is not None:
            yield at
            room.skip(step, reason)
            return at
        handed = self.chance.random() < 0.2
        colleague = self.find(step.template.raci["A"]) if handed else None
        return (yield from whole(room, step, at, days, colleague))

    def _days(self, step: Step, at: float) -> float:
        """Return how long a node takes; late is caught up, early slows down."""
        codes = list(self.plot.days)
        planned = sum(self.plot.days[code] for code in codes[codes.index(step.code) :])
        hurry = (self._ends - at) / planned
        return self.plot.days[step.code] * min(max(hurry, 0.15), 1.5)

    def _left_out(self, step: Step) -> str | None:
        if step.code == "SD7.3":
            return reason_words.NO_LOSS
        early = step.is_plain and step.template.stage_code in EARLY_STAGES
        chosen = early and self.chance.random() < 0.05
        return self.chance.choice(reason_words.SKIPPED) if chosen else None

    def _leave_open(self, room: Room, step: Step, at: float, days: float) -> Story:
        at = yield from begin(room, step, at)
        return (yield from tick(room, step, step.items[:2], at, days * 0.4))

    def _between(self, room: Room, step: Step, at: float) -> Story:
        if step.gate is not None and step.gate["code"] in SIGNED and self.plot.status == "won":
            at += 0.1
            yield at
            room.win()
        elif step.is_plain and self.chance.random() < 0.06:
            at += 0.2
            yield at
            at = yield from self._second_thought(room, step, at)
        return at

    def _second_thought(self, room: Room, step: Step, at: float) -> Story:
        if self.chance.random() < 0.5 and room.node(step).status == "done":
            room.reopen(step)
            at += min(self.plot.days[step.code] * 0.3, 2.5)
            yield at
            room.finish(step)
        elif room.deal.status == "open":
            changed = round(float(room.deal.amount) * self.chance.uniform(0.8, 1.25) / 10_000) * 10_000
            edit_deal(self.history.deed(room.owner()), room.deal_id, amount=Decimal(changed))
        return at

    def _end(self, room: Room, step: Step, at: float) -> Story:
        days = self._days(step, at)
        if self.plot.status == "lost":
            return (yield from self._lose(room, step, at, days))
        if self.plot.veto == "stands":
            return (yield from vetoed(room, step, at, days))
        at = yield from begin(room, step, at)
        at = yield from tick(room, step, step.items[: self.chance.randint(1, 2)], at, days * 0.5)
        if self.plot.on_hold and step.gate is not None:
            yield at
            hold = self.chance.choice(reason_words.HOLD).format(title=room.contact())
            room.decide(step, "hold", hold, [])
        return at

    def _lose(self, room: Room, step: Step, at: float, days: float) -> Story:
        at = yield from begin(room, step, at)
        at = yield from tick(room, step, step.items[:3], at, days * 0.6)
        reason = self.chance.choice(reason_words.LOST)
        if self.plot.no_go:
            yield at
            room.decide(step, "no_go", reason_words.NO_GO, [])
            reason, at = reason_words.NO_GO_LOSS, at + 1.5
        yield at
        room.lose(reason)
        return at

    def _wait(self, room: Room, offer: Offer, steps: dict[str, Step]) -> Story:
        at = self.history.timeline.now - offer.days_ago
        step = steps[offer.code]
        yield at
        if offer.receiver is None:
            room.brief(step)
        else:
            room.transfer(step, self.find(offer.receiver))
        return at
