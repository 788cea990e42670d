"""Every deed that moves responsibility, by anybody in any order, while the clock stands or steps back."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from tests.replay import replay
from tests.state_machine.laws import check_all, check_every_edge
from tests.state_machine.world import PEOPLE, World
from triangle.accounts.actions import add_account, edit_account
from triangle.core.deed import Deed
from triangle.deals.actions import edit_deal, lose_deal, win_deal
from triangle.gates import actions as gates
from triangle.handoffs import actions as handoffs
from triangle.handoffs.models import REASON_CODES, Handoff
from triangle.handoffs.queries import open_in_deal
from triangle.nodes.actions import change_item
from triangle.nodes.models import Node
from triangle.nodes.queries import nodes_of
from triangle.responsibilities.actions import assign_deal_seat, assign_seat, reopen_deal
from triangle.responsibilities.opening import open_deal
from triangle.responsibilities.queries import of_node

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
steps = st.sampled_from([timedelta(0), timedelta(0), HOUR, 9 * HOUR, DAY, -HOUR, -3 * DAY])
people = st.sampled_from(PEOPLE)
# Mostly whoever may do it, so that histories get somewhere; else anybody.
RIGHT = "whoever may"
actors = st.one_of(st.just(RIGHT), st.just(RIGHT), st.just(RIGHT), people)
roles = st.sampled_from(["AR", "SR", "FR", "SP", "SV", "CM", "PT"])
# Few nodes of many, so that deeds meet each other in the same ones.
picks = st.one_of(st.integers(0, 3), st.integers(0, 3), st.integers(0, 27))
seatings = st.dictionaries(st.sampled_from(["SR", "FR", "SP", "SV", "CM", "PT"]), people)
reasons = st.just("为什么")


class Histories(RuleBasedStateMachine):
    """Any history of a few deals; the laws are asked after each step."""

    accounts, deals = Bundle("accounts"), Bundle("deals")

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.rooms: dict[int, Any] = {}
        self.touched: set[int] = set()
        self.inboxes: dict[str, Any] = {name: [] for name in PEOPLE}

    def teardown(self) -> None:
        """Compare what was heard with what the server says now, and leave."""
        try:
            self._check_what_was_heard()
        finally:
            self.world.close()

    @initialize(target=accounts, seats=seatings)
    def begin(self, seats: dict[str, str]) -> Any:
        """Begin with one account."""
        return self._account(seats)

    @rule(target=accounts, seats=seatings)
    def add_account(self, seats: dict[str, str]) -> Any:
        """Add an account with some seats vacant."""
        return self._account(seats)

    @rule(
        target=deals,
        account=accounts,
        playbook=st.sampled_from(["KD", "KC", "SD", "SC"]),
        overrides=st.dictionaries(roles, people, max_size=3),
        step=steps,
    )
    def open_deal(self, account: int, playbook: str, overrides: dict[str, str], step: timedelta) -> Any:
        """Open a room."""
        fields: dict[str, Any] = {
            "title": "云平台",
            "amount": Decimal(100),
            "currency": "CNY",
            "closes_on": None,
            "seats": {role: self.world.company.id(name) for role, name in overrides.items()},
        }
        deal = self._do(
            "ar", lambda deed: open_deal(deed, account_id=account, playbook=playbook, **fields), step
        )
        if deal is None:
            return multiple()
        self.rooms[deal.id] = self.world.look("lead", f"/deals/{deal.id}")["data"]
        return deal.id

    @rule(account=accounts, role=roles, person=st.none() | people, who=actors, step=steps)
    def assign_seat(self, account: int, role: str, person: str | None, who: str, step: timedelta) -> None:
        """Put somebody, or nobody, in an account's seat."""
        actor = "lead" if who == RIGHT else who
        given = {"person_id": person and self.world.company.id(person), "reason": "调岗"}
        self._do(actor, lambda deed: assign_seat(deed, account, role, **given), step)

    @rule(deal=deals, role=roles, person=st.none() | people, who=actors, step=steps)
    def assign_deal_seat(self, deal: int, role: str, person: str | None, who: str, step: timedelta) -> None:
        """Put somebody in a deal's own seat, or give it back to the account."""
        actor = "lead" if who == RIGHT else who
        given = {"person_id": person and self.world.company.id(person), "reason": "专人"}
        self._do(actor, lambda deed: assign_deal_seat(deed, deal, role, **given), step)

    @rule(
        deal=deals,
        pick=picks,
        who=actors,
        to=st.none() | st.lists(people, min_size=1, max_size=3),
        kind=st.sampled_from([None, None, "transfer", "briefing"]),
        step=steps,
    )
    def offer(
        self, deal: int, pick: int, who: str, to: list[str] | None, kind: str | None, step: timedelta
    ) -> None:
        """Offer a node."""
        node = self._node(deal, pick)
        given: dict[str, Any] = {
            "receiver_ids": [self.world.company.id(name) for name in to] if to else None,
            "message": "请接手",
            "kind": kind,
            "due_at": None,
            "questions": [],
        }
        self._do(self._doer(node, who), lambda deed: handoffs.offer(deed, node.id, **given), step)

    @rule(deal=deals, pick=picks, who=actors, step=steps)
    def accept(self, deal: int, pick: int, who: str, step: timedelta) -> None:
        """Accept one of the hand-offs that wait."""
        for handoff in self._waiting(deal, pick):
            actor = self._receiver(handoff, who)
            self._do(actor, lambda deed, it=handoff: handoffs.accept(deed, it.id, open_items=["预算"]), step)

    @rule(deal=deals, pick=picks, who=actors, code=st.sampled_from(REASON_CODES), step=steps)
    def return_(self, deal: int, pick: int, who: str, code: str, step: timedelta) -> None:
        """Return one of the hand-offs that wait."""
        why = {"reason_code": code, "reason": "不清楚"}
        for handoff in self._waiting(deal, pick):
            self._do(
                self._receiver(handoff, who),
                lambda deed, it=handoff: handoffs.return_(deed, it.id, **why),
                step,
            )

    @rule(deal=deals, pick=picks, who=actors, step=steps)
    def withdraw(self, deal: int, pick: int, who: str, step: timedelta) -> None:
        """Withdraw one of the hand-offs that wait."""
        for handoff in self._waiting(deal, pick):
            actor = self.world.name_of(handoff.giver_id) if who == RIGHT else who
            self._do(actor, lambda deed, it=handoff: handoffs.withdraw(deed, it.id), step)

    @rule(deal=deals, pick=picks, who=actors, step=steps, state=st.sampled_from(["done", "not_applicable"]))
    def tick(self, deal: int, pick: int, who: str, step: timedelta, state: str) -> None:
        """Go through a node's checklist."""
        node = self._node(deal, pick)
        change = {"state": state, "reason": "不需要"}
        for item in node.checklist:
            self._do(self._doer(node, who), lambda deed, it=item: change_item(deed, it.id, **change), step)

    @rule(deal=deals, pick=picks, who=actors, step=steps, verb=st.sampled_from(["start", "start", "finish"]))
    def work(self, deal: int, pick: int, who: str, step: timedelta, verb: str) -> None:
        """Start or finish a node."""
        node = self._node(deal, pick)
        self._do(self._doer(node, who), lambda deed: getattr(gates, verb)(deed, node.id), step)

    @rule(deal=deals, pick=picks, who=actors, step=steps, verb=st.sampled_from(["skip", "reopen", "reopen"]))
    def skip_or_reopen(self, deal: int, pick: int, who: str, step: timedelta, verb: str) -> None:
        """Leave a node out, or take it up again."""
        node = self._node(deal, pick)
        self._do(self._doer(node, who), lambda deed: getattr(gates, verb)(deed, node.id, reason="变更"), step)

    @rule(deal=deals, pick=st.integers(1, 20), step=steps)
    def pass_until(self, deal: int, pick: int, step: timedelta) -> None:
        """Skip everything before a node, so that histories get behind the gates."""
        with self.world.reading() as session:
            nodes = [node for node in nodes_of(session, deal) if node.is_open]
        for node in nodes[: pick // 3]:
            self._do(
                self._doer(node, RIGHT), lambda deed, it=node: gates.skip(deed, it.id, reason="略"), step
            )

    @rule(
        deal=deals,
        pick=picks,
        who=actors,
        step=steps,
        outcome=st.sampled_from(["go", "no_go", "hold", "go_with_conditions"]),
        words=st.sampled_from(["", "风险可控"]),
    )
    def decide(self, deal: int, pick: int, who: str, step: timedelta, outcome: str, words: str) -> None:
        """Decide a gate."""
        with self.world.reading() as session:
            nodes = [node for node in nodes_of(session, deal) if node.gate or pick > 20]
        node = nodes[pick % len(nodes)]
        decision = {"outcome": outcome, "reason": words, "conditions": [words] if "with" in outcome else []}
        self._do(self._doer(node, who), lambda deed: gates.decide(deed, node.id, **decision), step)

    @rule(
        deal=deals, who=actors, step=steps, verb=st.sampled_from(["win", "lose", "reopen", "reopen", "edit"])
    )
    def close_or_reopen(self, deal: int, who: str, step: timedelta, verb: str) -> None:
        """Win, lose, edit or reopen a deal."""
        does: dict[str, Callable[[Deed], Any]] = {
            "win": lambda deed: win_deal(deed, deal),
            "lose": lambda deed: lose_deal(deed, deal, reason="价格"),
            "reopen": lambda deed: reopen_deal(deed, deal, reason="客户回来了"),
            "edit": lambda deed: edit_deal(deed, deal, title="云平台二期"),
        }
        seats = {seat["role"]: seat["person_id"] for seat in self.rooms[deal]["seats"]}
        right = seats["AR"] or seats["SP"] or self.world.company.id("ar")
        self._do(self.world.name_of(right) if who == RIGHT else who, does[verb], step)

    @rule(account=accounts, step=steps)
    def edit_account(self, account: int, step: timedelta) -> None:
        """Change an account."""
        self._do("lead", lambda deed: edit_account(deed, account, industry="能源"), step)

    @invariant()
    def laws_hold(self) -> None:
        """Ask every law of what the last step touched."""
        if self.touched:
            with self.world.reading() as session:
                check_all(session, self.touched & set(self.rooms))
        self.touched = set()

    def _do(self, actor: str, deed: Callable[[Deed], Any], step: timedelta) -> Any:
        done = self.world.do(actor, deed, step)
        for message in self.world.pushed:
            kind, _, number = message["stream"].partition(":")
            self.touched.add(int(number))
            if kind == "deal" and int(number) in self.rooms:
                self.rooms[int(number)] = replay("room", self.rooms[int(number)], [message])
            elif kind == "user":
                name = self.world.name_of(int(number))
                self.inboxes[name] = replay("inbox", self.inboxes.get(name, []), [message])
        return done

    def _check_what_was_heard(self) -> None:
        for deal_id, heard in self.rooms.items():
            assert heard == self.world.look("lead", f"/deals/{deal_id}")["data"]
            with self.world.reading() as session:
                check_every_edge(session, deal_id)
        for name, cards in self.inboxes.items():
            fresh = self.world.look(name, "/inbox?limit=200")["data"]
            # A card's node and deal are as they were when its hand-off was last written about.
            assert [card["handoff"] for card in cards] == [card["handoff"] for card in fresh]

    def _account(self, seats: dict[str, str]) -> int:
        company = self.world.company
        account = self._do(
            "ar",
            lambda deed: add_account(
                deed,
                name="华光电子",
                type="key_account",
                channel="direct",
                industry="",
                region="",
                team_id=company.teams["east"].id,
                seats={role: company.id(name) for role, name in seats.items()},
            ),
            timedelta(0),
        )
        return int(account.id)

    def _node(self, deal: int, pick: int) -> Node:
        with self.world.reading() as session:
            nodes = nodes_of(session, deal, with_checklist=True)
            return nodes[pick % len(nodes)]

    def _doer(self, node: Node, who: str) -> str:
        if who != RIGHT:
            return who
        with self.world.reading() as session:
            answers = next(row.person_id for row in of_node(session, node.id) if row.duty == "A")
        return self.world.name_of(answers)

    def _waiting(self, deal: int, pick: int) -> list[Handoff]:
        """Return one hand-off that waits in a deal, none when none does."""
        with self.world.reading() as session:
            waiting = open_in_deal(session, deal)
            return [waiting[pick % len(waiting)]] if waiting else []

    def _receiver(self, handoff: Handoff, who: str) -> str:
        asked = [receipt for receipt in handoff.receipts if receipt.status == "offered"]
        return self.world.name_of(asked[0].receiver_id) if who == RIGHT else who
