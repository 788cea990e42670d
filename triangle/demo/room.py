"""The deeds of a deal's people, each done by somebody who may do it."""

from collections.abc import Sequence
from random import Random

from triangle.core.errors import Conflict
from triangle.deals.actions import lose_deal, win_deal
from triangle.deals.models import Deal
from triangle.deals.queries import holders
from triangle.demo import evidence_words, handoff_words, reason_words
from triangle.demo.history import INSTANT, History
from triangle.demo.plot import Step
from triangle.gates.actions import decide, finish, override, reopen, skip, start
from triangle.gates.conditions import Condition
from triangle.gates.vetoes import UNDELIVERABLE
from triangle.handoffs.actions import accept, offer, return_
from triangle.handoffs.models import Handoff
from triangle.handoffs.queries import open_of_node, roles_to_brief
from triangle.nodes.actions import change_item
from triangle.nodes.models import Node
from triangle.responsibilities.queries import of_node


class Room:
    """A deal's room while its story is told."""

    def __init__(self, history: History, chance: Random, deal_id: int, contacts: list[str]) -> None:
        self.history = history
        self.chance = chance
        self.deal_id = deal_id
        self.contacts = contacts

    @property
    def deal(self) -> Deal:
        """The deal as it is now."""
        return self.history.session.get_one(Deal, self.deal_id)

    def node(self, step: Step) -> Node:
        """Return a step's node as it is now."""
        return self.history.session.get_one(Node, step.node_id)

    def seats(self) -> dict[str, int | None]:
        """Return who sits where now."""
        return holders(self.history.session, self.deal)

    def on_duty(self, step: Step, duties: str) -> int:
        """Return somebody who has one of the duties in a node; else whoever answers for it."""
        rows = of_node(self.history.session, step.node_id)
        having = [row.person_id for row in rows if row.duty in duties]
        return self.chance.choice(having or [row.person_id for row in rows if row.duty == "A"])

    def contact(self) -> str:
        """Return somebody on the customer's side by title and name."""
        return self.chance.choice(self.contacts)

    def start(self, step: Step) -> None:
        """Begin a node."""
        if self.node(step).status == "waiting":
            start(self.history.deed(self.on_duty(step, "R")), step.node_id)

    def tick(self, step: Step, item: tuple[int, str]) -> None:
        """Tick a line of a checklist, sometimes with a note and with what shows it."""
        item_id, line = item
        deed = self.history.deed(self.on_duty(step, "RA" if self.chance.random() < 0.85 else "C"))
        if self.chance.random() < 0.04:
            reason = self.chance.choice(evidence_words.NOT_APPLICABLE)
            change_item(deed, item_id, state="not_applicable", reason=reason)
            return
        changes: dict[str, object] = {"state": "done"}
        if self.chance.random() < 0.55:
            changes["note"] = evidence_words.note(self.chance, line, self.contact())
        if self.chance.random() < 0.3:
            changes["evidence"] = evidence_words.evidence(self.chance, line, item_id)
        change_item(deed, item_id, **changes)

    def decide(self, step: Step, outcome: str, reason: str, conditions: Sequence[str | Condition]) -> None:
        """Take a gate's decision."""
        deed = self.history.deed(self.on_duty(step, "A"))
        said = [each if isinstance(each, Condition) else Condition(text=each) for each in conditions]
        decide(deed, step.node_id, outcome=outcome, reason=reason, conditions=said)

    def override(self, step: Step, risk: str) -> None:
        """Have the sponsor go past delivery's veto, with the risk in writing."""
        sponsor = self.seats()["SP"]
        assert sponsor is not None, "a deal with a veto to override has a sponsor"
        override(self.history.deed(sponsor), step.node_id, risk=risk)

    def finish(self, step: Step) -> bool:
        """Finish a node and say whether that was possible; what a gate was passed on is done by then."""
        for item in self.node(step).checklist:
            if item.condition_of is not None and item.state == "open" and item.owner_id is not None:
                change_item(self.history.deed(item.owner_id), item.id, state="done")
                self.history.clock.at += INSTANT
        try:
            finish(self.history.deed(self.on_duty(step, "A")), step.node_id)
        except Conflict:
            # Refused before anything was written: something is missing, and the node stays as it is.
            return False
        return True

    def skip(self, step: Step, reason: str) -> None:
        """Leave a node out."""
        skip(self.history.deed(self.on_duty(step, "A")), step.node_id, reason=reason)

    def reopen(self, step: Step) -> None:
        """Take a finished node up again."""
        reason = self.chance.choice(reason_words.REOPENED)
        reopen(self.history.deed(self.on_duty(step, "A")), step.node_id, reason=reason)

    def win(self) -> None:
        """Close the deal as won."""
        win_deal(self.history.deed(self.owner()), self.deal_id)

    def lose(self, reason: str) -> None:
        """Close the deal as lost."""
        lose_deal(self.history.deed(self.owner()), self.deal_id, reason=reason)

    def brief(self, step: Step, *, again: bool = False) -> Handoff | None:
        """Offer a node's briefing to who has not accepted it yet; None when that is nobody."""
        node, seated = self.node(step), self.seats()
        assert step.briefing is not None
        roles = roles_to_brief(self.history.session, node, seated)
        giver = next((who for role in step.briefing["from"] if (who := seated[role]) is not None), None)
        receivers = sorted({who for role in roles if (who := seated[role]) is not None} - {giver})
        if giver is None or not receivers:
            return None
        kind = "again" if again else step.briefing["code"]
        return self._offer(step, giver, receivers, "briefing", self._message(kind))

    def transfer(self, step: Step, receiver_id: int) -> Handoff | None:
        """Offer a node to somebody who is not working on it yet."""
        working = {row.person_id for row in of_node(self.history.session, step.node_id) if row.duty in "RA"}
        giver = self.on_duty(step, "A")
        if receiver_id in working:
            return None
        message = self._message(step.template.name["zh"])
        return self._offer(step, giver, [receiver_id], "transfer", message)

    def accept(self, handoff_id: int, receiver_id: int) -> None:
        """Accept a hand-off, sometimes with things left open."""
        open_items = handoff_words.some(self.chance, handoff_words.OPEN_ITEMS, 2)
        accept(self.history.deed(receiver_id), handoff_id, open_items=open_items)

    def send_back(self, handoff_id: int, receiver_id: int) -> None:
        """Return a hand-off for a reason."""
        code, words = handoff_words.returning(self.chance)
        return_(self.history.deed(receiver_id), handoff_id, reason_code=code, reason=words)

    def refuse(self, handoff_id: int, receiver_id: int, reason: str) -> None:
        """Return a hand-off as something that cannot be delivered."""
        return_(self.history.deed(receiver_id), handoff_id, reason_code=UNDELIVERABLE, reason=reason)

    def asked(self, step: Step) -> list[tuple[int, int]]:
        """Return each hand-off of a node that waits, with the person it waits for."""
        return [
            (handoff.id, receipt.receiver_id)
            for handoff in open_of_node(self.history.session, step.node_id)
            for receipt in handoff.receipts
            if receipt.status == "offered"
        ]

    def owner(self) -> int:
        """Return who sits as the deal's AR now."""
        owner = self.seats()["AR"]
        assert owner is not None, "a live deal has an AR"
        return owner

    def _message(self, kind: str) -> str:
        deal = self.deal
        if kind == "again":
            return self.chance.choice(handoff_words.AGAIN)
        account = deal.account
        return handoff_words.offering(
            self.chance,
            kind,
            node=kind,
            customer=account.name,
            industry=account.industry,
            deal=deal.title,
            contact=self.contact(),
        )

    def _offer(self, step: Step, giver: int, receivers: list[int], kind: str, message: str) -> Handoff:
        return offer(
            self.history.deed(giver),
            step.node_id,
            receiver_ids=receivers,
            message=message,
            kind=kind,
            due_at=None,
            questions=handoff_words.some(self.chance, handoff_words.QUESTIONS, 2),
        )
