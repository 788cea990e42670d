"""What people do in random histories, and what a browser that hears every entry holds meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.replay import replay
from tests.state_machine.laws import check_all, check_contract, check_every_edge
from tests.state_machine.world import PEOPLE, World
from triangle.core.deed import Deed
from triangle.gates import actions as gates
from triangle.gates.conditions import Condition
from triangle.handoffs import actions as handoffs
from triangle.handoffs.models import Handoff
from triangle.handoffs.queries import open_in_deal
from triangle.nodes.actions import change_item
from triangle.nodes.models import Node
from triangle.nodes.queries import nodes_of
from triangle.promises import actions as promises
from triangle.responsibilities.queries import of_node

# Mostly whoever may do it, so that histories get somewhere; else anybody.
RIGHT = "whoever may"


class Deeds:
    """The accounts and rooms of one history, as they are and as they were heard."""

    def __init__(self) -> None:
        self.world = World()
        self.accounts: list[int] = []
        self.rooms: dict[int, Any] = {}
        self.inboxes: dict[str, Any] = {name: [] for name in PEOPLE}
        self._touched: set[int] = set()

    def do(self, actor: str, deed: Callable[[Deed], Any], step: timedelta) -> Any:
        """Let somebody do something, and hear what is said of it."""
        done = self.world.do(actor, deed, step)
        for message in self.world.pushed:
            kind, _, number = message["stream"].partition(":")
            self._touched.add(int(number))
            if kind == "deal" and int(number) in self.rooms:
                self.rooms[int(number)] = replay("room", self.rooms[int(number)], [message])
                check_contract(self.rooms[int(number)], message)
            elif kind == "user":
                name = self.world.name_of(int(number))
                self.inboxes[name] = replay("inbox", self.inboxes.get(name, []), [message])
        return done

    def enter(self, deal_id: int) -> None:
        """Look at a room for the first time."""
        self.rooms[deal_id] = self.world.look("lead", f"/deals/{deal_id}")["data"]

    def check_laws(self) -> None:
        """Ask every law of what was touched since it was asked last."""
        if self._touched:
            with self.world.reading() as session:
                check_all(session, self._touched & set(self.rooms))
        self._touched = set()

    def check_what_was_heard(self) -> None:
        """Compare what was heard with what the server says now."""
        for deal_id, heard in self.rooms.items():
            assert heard == self.world.look("lead", f"/deals/{deal_id}")["data"]
            with self.world.reading() as session:
                check_every_edge(session, deal_id)
        for name, cards in self.inboxes.items():
            fresh = self.world.look(name, "/inbox?limit=200")["data"]
            # A card's node and deal are as they were when its hand-off was last written about.
            assert [card["handoff"] for card in cards] == [card["handoff"] for card in fresh]

    def account(self, pick: int) -> int:
        """Return one of the accounts."""
        return self.accounts[pick % len(self.accounts)]

    def deal(self, pick: int) -> int:
        """Return one of the deals."""
        return sorted(self.rooms)[pick % len(self.rooms)]

    def node(self, deal: int, pick: int, statuses: tuple[str, ...]) -> Node:
        """Return a node, mostly one of the first that are in a status in which something can be done."""
        with self.world.reading() as session:
            nodes = nodes_of(session, self.deal(deal), with_checklist=True)
        fitting = [node for node in nodes if node.status in statuses and pick <= 20] or nodes
        return fitting[pick % len(fitting)]

    def doer(self, node: Node, who: str) -> str:
        """Return who answers for a node, unless it shall be somebody else."""
        if who != RIGHT:
            return who
        with self.world.reading() as session:
            answers = next(row.person_id for row in of_node(session, node.id) if row.duty == "A")
        return self.world.name_of(answers)

    def waiting(self) -> list[Handoff]:
        """Return the hand-offs that wait."""
        with self.world.reading() as session:
            return [handoff for deal in sorted(self.rooms) for handoff in open_in_deal(session, deal)]

    def offer(self, node: Node, who: str, to: list[str] | None, kind: str | None, step: timedelta) -> Any:
        """Offer a node."""
        given: dict[str, Any] = {
            "receiver_ids": [self.world.company.id(name) for name in to] if to else None,
            "message": "请接手",
            "kind": kind,
            "due_at": None,
            "questions": [],
        }
        return self.do(self.doer(node, who), lambda deed: handoffs.offer(deed, node.id, **given), step)

    def answer(self, handoff: Handoff, who: str, verb: str, code: str, step: timedelta) -> None:
        """Accept, return or withdraw a hand-off."""
        why = {"reason_code": code, "reason": "不清"}
        does: dict[str, Callable[[Deed], Any]] = {
            "accept": lambda deed: handoffs.accept(deed, handoff.id, open_items=["预算"]),
            "return": lambda deed: handoffs.return_(deed, handoff.id, **why),
            "withdraw": lambda deed: handoffs.withdraw(deed, handoff.id),
        }
        asked = [receipt.receiver_id for receipt in handoff.receipts if receipt.status == "offered"]
        right = self.world.name_of(handoff.giver_id if verb == "withdraw" else asked[0])
        self.do(right if who == RIGHT else who, does[verb], step)

    def promise(self, deal: int, node: Node, who: str, role: str, step: timedelta) -> None:
        """Write down what a customer was promised."""
        number = self.deal(deal)
        said = {"text": "三月底上线", "contact_id": None, "made_on": None, "due_on": None, "evidence": []}
        given = said | {"node_id": node.id, "role": role}
        actor = self._seated(number, "AR") if who == RIGHT else who
        self.do(actor, lambda deed: promises.make(deed, number, **given), step)

    def answer_promise(self, promise: dict[str, Any], who: str, verb: str, step: timedelta) -> None:
        """Answer, revise or end a promise."""
        number, why = promise["id"], {"reason": "产能不足"}
        does: dict[str, Callable[[Deed], Any]] = {
            "accept": lambda deed: promises.accept(deed, number),
            "return": lambda deed: promises.return_(deed, number, reason_code="too_soon", **why),
            "revise": lambda deed: promises.revise(deed, number, text="四月底上线"),
            "keep": lambda deed: promises.keep(deed, number, **why),
            "break": lambda deed: promises.break_(deed, number, **why),
            "waive": lambda deed: promises.waive(deed, number, **why),
        }
        role = "AR" if verb in ("revise", "waive") else promise["role"]
        self.do(self._seated(promise["deal_id"], role) if who == RIGHT else who, does[verb], step)

    def _seated(self, deal_id: int, role: str) -> str:
        """Return who sits in a role of a deal, or else its AR; anybody when that seat is vacant, too."""
        seats = {seat["role"]: seat["person_id"] for seat in self.rooms[deal_id]["seats"]}
        seated = seats[role] or seats["AR"]
        return self.world.name_of(seated) if seated else "ar"

    def tick(self, node: Node, doer: str, step: timedelta) -> None:
        """Go through a node's checklist."""
        for item in node.checklist:
            self.do(doer, lambda deed, it=item: change_item(deed, it.id, state="done"), step)

    def decide(self, node: Node, doer: str, outcome: str, words: str, step: timedelta) -> None:
        """Decide a gate."""
        conditions = [Condition(text=words)] if "with" in outcome else []
        decision = {"outcome": outcome, "reason": words, "conditions": conditions}
        self.do(doer, lambda deed: gates.decide(deed, node.id, **decision), step)

    def carry(self, node: Node, step: timedelta) -> None:
        """Carry a node through with all that it needs."""
        doer = self.doer(node, RIGHT)
        self.tick(node, doer, step)
        self.do(doer, lambda deed: gates.start(deed, node.id), step)
        if node.gate:
            self.decide(node, doer, "go", "", step)
        if node.briefing:
            handoff = self.offer(node, RIGHT, None, "briefing", step)
            for receipt in handoff.receipts if handoff else ():
                name = self.world.name_of(receipt.receiver_id)
                self.do(name, lambda deed: handoffs.accept(deed, handoff.id, open_items=[]), step)
        self.do(doer, lambda deed: gates.finish(deed, node.id), step)
