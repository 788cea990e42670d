"""What is promised in one deal while it is lived through, and what becomes of it."""

from datetime import timedelta
from random import Random

from triangle.accounts.queries import contacts
from triangle.demo import evidence_words, promise_words
from triangle.demo.history import Story
from triangle.demo.plot import Step
from triangle.demo.room import Room
from triangle.nodes.models import CONTRACT_BRIEFING, CONTRACT_GATES
from triangle.promises import actions
from triangle.promises.models import Promise
from triangle.promises.queries import of_deal, unanswered

# Promises are made while the customer is wooed; who delivers hears of them afterwards.
WOOING = ("S2", "S3", "S4")
PAUSE = 0.04


class Promises:
    """The promises of one deal; chance of their own, so that the rest of the story stays as it is."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.chance = Random(f"promises {room.deal_id}")

    def after(self, step: Step, at: float) -> Story:
        """Go on after a node: something is promised or answered, and late in a deal something kept."""
        if step.template.stage_code in WOOING and self.chance.random() < 0.4:
            at = yield from self._make(at, self.chance.choice(("FR", "FR", "SR")), step)
        if self.chance.random() < 0.5:
            at = yield from self.answer_one(at)
        if self.room.deal.status == "won" and self.chance.random() < 0.6:
            at = yield from self._end_one(at)
        return at

    def before(self, step: Step, at: float) -> Story:
        """Have everything answered before the contract is decided or explained."""
        signs = step.gate is not None and step.gate["code"] in CONTRACT_GATES
        explains = step.briefing is not None and step.briefing["code"] == CONTRACT_BRIEFING
        if signs or explains:
            while unanswered(self.room.history.session, self.room.deal_id):
                later = yield from self.answer_one(at, calm=True)
                if later == at:
                    return at
                at = later
        return at

    def leave(self, step: Step, at: float) -> Story:
        """Leave something to do: a promise for each who delivers, and one that came back to the AR."""
        for role in ("FR", "SR", "FR"):
            at = yield from self._make(at, role, step)
        found = unanswered(self.room.history.session, self.room.deal_id)
        waiting = [each for each in found if each.status == "open"]
        if waiting and (who := self.room.seats()[waiting[-1].role]) is not None:
            at += PAUSE
            yield at
            self._return(waiting[-1], who)
        return at

    def answer_one(self, at: float, *, calm: bool = False) -> Story:
        """Have the oldest unanswered promise answered, revised or let go."""
        found = unanswered(self.room.history.session, self.room.deal_id)
        if not found:
            return at
        at += PAUSE
        yield at
        # Whoever was to answer may have left between two days of the story.
        promise, seats = found[0], self.room.seats()
        who = seats[promise.role]
        if promise.status == "returned" and self.chance.random() < 0.8:
            text = f"{promise.text}{promise_words.REVISED}"
            actions.revise(self.room.history.deed(self.room.owner()), promise.id, text=text)
        elif promise.status == "returned" or who is None:
            reason = self._words(promise_words.WAIVED)
            actions.waive(self.room.history.deed(self.room.owner()), promise.id, reason=reason)
        elif not calm and not promise.text.endswith(promise_words.REVISED) and self.chance.random() < 0.3:
            self._return(promise, who)
        else:
            actions.accept(self.room.history.deed(who), promise.id)
        return at

    def _make(self, at: float, role: str, step: Step) -> Story:
        at += PAUSE
        yield at
        owner = self.room.owner()
        deed = self.room.history.deed(owner)
        today = deed.calendar.today(deed.at)
        known = contacts(deed.session, self.room.deal.account)
        shown = self._words(promise_words.EVIDENCE)
        actions.make(
            deed,
            self.room.deal_id,
            node_id=step.node_id,
            contact_id=self.chance.choice(known).id if known else None,
            made_on=None,
            text=self._new_text(role),
            role=role,
            due_on=today + timedelta(days=self.chance.randint(40, 260)),
            evidence=[
                {"kind": "link", "text": shown, "url": f"{evidence_words.DOCUMENTS}/{step.node_id:06d}"}
            ],
        )
        return at

    def _new_text(self, role: str) -> str:
        said = {each.text for each in of_deal(self.room.history.session, self.room.deal_id)}
        left = [line for line in promise_words.PROMISES[role] if line not in said]
        return self._words(left or promise_words.PROMISES[role])

    def _end_one(self, at: float) -> Story:
        made = of_deal(self.room.history.session, self.room.deal_id)
        taken = [promise for promise in made if promise.status == "accepted"]
        who = self.room.seats()[taken[0].role] if taken else None
        if who is None:
            return at
        at += PAUSE
        yield at
        # The second of each deal goes wrong, and every sixth from there on.
        ended = sum(promise.status in ("kept", "broken") for promise in made)
        end, words = (
            (actions.break_, promise_words.BROKEN) if ended % 6 == 1 else (actions.keep, promise_words.KEPT)
        )
        end(self.room.history.deed(who), taken[0].id, reason=self._words(words))
        return at

    def _return(self, promise: Promise, who: int) -> None:
        code, words = self.chance.choice(promise_words.RETURNS)
        actions.return_(self.room.history.deed(who), promise.id, reason_code=code, reason=words)

    def _words(self, lines: tuple[str, ...] | list[str]) -> str:
        return self.chance.choice(lines).format(contact=self.chance.choice(self.room.contacts))
