"""Every deed that moves responsibility, by anybody in any order, while the clock stands or steps back.

There is one rule with many verbs: of many rules Hypothesis leaves most out of each history, and deeds would
seldom meet each other.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.state_machine.deeds import RIGHT, Deeds
from tests.state_machine.world import PEOPLE
from triangle.accounts.actions import add_account, edit_account
from triangle.accounts.models import STAFF_ONLY
from triangle.core.deed import Deed
from triangle.deals.actions import edit_deal, lose_deal, win_deal
from triangle.gates import actions as gates
from triangle.handoffs.models import REASON_CODES
from triangle.nodes.models import CLOSED, CONTRACT_GATES, OPEN
from triangle.nodes.queries import nodes_of, open_nodes
from triangle.responsibilities.actions import assign_deal_seat, assign_seat, reopen_deal
from triangle.responsibilities.opening import open_deal

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_ACCOUNTS, MOST_DEALS, MOST_CARRIED = 2, 3, 3
steps = st.sampled_from([timedelta(0), timedelta(0), HOUR, 9 * HOUR, DAY, -HOUR, -3 * DAY])
people = st.sampled_from(PEOPLE)
actors = st.one_of(st.just(RIGHT), st.just(RIGHT), st.just(RIGHT), people)
roles = st.sampled_from(["AR", "AR", "SR", "SR", "FR", "FR", "SP", "SV", "CM", "PT"])
playbooks = st.sampled_from(["KD", "KC", "SD", "SC"])
staff = st.sampled_from([name for name in PEOPLE if name != "guest"])
SEATS = ["SR", "FR", "SP", "SV", "CM", "PT"]
# A room has to begin somewhere: its account is one that nobody refuses.
seatings = st.fixed_dictionaries(
    {}, optional={role: staff if role in STAFF_ONLY else people for role in SEATS}
)
# Few nodes of many and few deals, so that deeds meet each other in the same ones.
picks = st.one_of(st.integers(0, 3), st.integers(0, 3), st.integers(0, 27))
deals = st.sampled_from([0, 0, 0, 1, 2])
receivers = st.one_of(st.none(), st.lists(people, min_size=1, max_size=1), st.lists(people, max_size=3))
kinds = st.sampled_from([None, None, None, None, "transfer", "briefing"])
outcomes = st.sampled_from(["go", "no_go", "hold", "go_with_conditions"])
words = st.sampled_from(["", "可控"])
offers = st.sampled_from(["offer", "offer", "hand over", "accept", "accept", "return", "withdraw"])
works = st.sampled_from(["start", "finish", "skip", "reopen", "reopen", "decide", "tick"])
answers = st.sampled_from(["accept", "accept", "return", "revise", "keep", "break", "waive"])
closings = st.sampled_from(["win", "lose", "lose", "reopen", "edit", "edit account"])
# What may be wished for, how often among the others, and with what.
WISHES: dict[str, tuple[int, dict[str, Any]]] = {
    "add_account": (1, {"seats": seatings}),
    "open_deal": (
        1,
        {
            "account": deals,
            "playbook": playbooks,
            "seats": st.dictionaries(roles, people, max_size=3),
            "step": steps,
        },
    ),
    "assign_seat": (
        4,
        {
            "deal": deals,
            "own": st.booleans(),
            "role": roles,
            "person": st.none() | people,
            "who": actors,
            "step": steps,
        },
    ),
    "hand_off": (
        9,
        {
            "deal": deals,
            "pick": picks,
            "who": actors,
            "verb": offers,
            "to": receivers,
            "kind": kinds,
            "code": st.sampled_from(REASON_CODES),
            "step": steps,
        },
    ),
    "work": (
        6,
        {
            "deal": deals,
            "pick": picks,
            "who": actors,
            "verb": works,
            "outcome": outcomes,
            "why": words,
            "step": steps,
        },
    ),
    "promise": (
        3,
        {
            "deal": deals,
            "pick": picks,
            "who": actors,
            "role": st.sampled_from(["FR", "FR", "SR"]),
            "verb": st.none() | answers,
            "step": steps,
        },
    ),
    "sign": (2, {"deal": deals, "outcome": st.sampled_from(["go", "go_with_conditions"]), "step": steps}),
    "carry": (1, {"deal": deals, "left_out": st.integers(0, 4), "step": steps}),
    "close_or_reopen": (3, {"deal": deals, "who": actors, "step": steps, "verb": closings}),
}
wishes = st.sampled_from([name for name, (often, _) in WISHES.items() for _ in range(often)]).flatmap(
    lambda name: st.tuples(st.just(name), st.fixed_dictionaries(WISHES[name][1]))
)


class Histories(RuleBasedStateMachine):
    """Any history of a few deals; the laws are asked after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.here = Deeds()
        self.carried = 0

    def teardown(self) -> None:
        """Compare what was heard with what the server says now, and leave."""
        try:
            self.here.check_what_was_heard()
        finally:
            self.here.world.close()

    @initialize(seats=seatings, playbook=playbooks)
    def begin(self, seats: dict[str, str], playbook: str) -> None:
        """Begin with one room."""
        self.add_account(seats)
        self.open_deal(0, playbook, {}, timedelta(0))

    @rule(wish=wishes)
    def wish(self, wish: tuple[str, dict[str, Any]]) -> None:
        """Have somebody wish for something."""
        name, given = wish
        getattr(self, name)(**given)

    def add_account(self, seats: dict[str, str]) -> None:
        """Add an account with some seats vacant."""
        if len(self.here.accounts) == MOST_ACCOUNTS:
            return
        company = self.here.world.company
        fields: dict[str, Any] = {"type": "key_account", "channel": "direct", "industry": "", "region": ""}
        fields |= {"name": "华光电子", "team_id": company.teams["east"].id}
        taken = {role: company.id(name) for role, name in seats.items()}
        account = self.here.do("ar", lambda deed: add_account(deed, seats=taken, **fields), timedelta(0))
        self.here.accounts.append(account.id)

    def open_deal(self, account: int, playbook: str, seats: dict[str, str], step: timedelta) -> None:
        """Open a room, with seats that differ from the account's."""
        if len(self.here.rooms) == MOST_DEALS:
            return
        fields: dict[str, Any] = {
            "account_id": self.here.account(account),
            "title": "云平台",
            "amount": Decimal(100),
            "currency": "CNY",
            "closes_on": None,
            "seats": {role: self.here.world.company.id(name) for role, name in seats.items()},
        }
        deal = self.here.do("ar", lambda deed: open_deal(deed, playbook=playbook, **fields), step)
        if deal is not None:
            self.here.enter(deal.id)

    def assign_seat(
        self, deal: int, own: bool, role: str, person: str | None, who: str, step: timedelta
    ) -> None:
        """Put somebody, or nobody, in a seat of a deal or of an account."""
        number = self.here.deal(deal) if own else self.here.account(deal)
        does: Callable[..., Any] = assign_deal_seat if own else assign_seat
        given = {"person_id": person and self.here.world.company.id(person), "reason": "调岗"}
        actor = "lead" if who == RIGHT else who
        self.here.do(actor, lambda deed: does(deed, number, role, **given), step)

    def hand_off(
        self,
        deal: int,
        pick: int,
        who: str,
        verb: str,
        to: list[str] | None,
        kind: str | None,
        code: str,
        step: timedelta,
    ) -> None:
        """Offer a node, answer an offer that waits, or both without anything between."""
        waiting = self.here.waiting()
        if waiting and verb in ("accept", "return", "withdraw"):
            self.here.answer(waiting[pick % len(waiting)], who, verb, code, step)
            return
        node = self.here.node(deal, pick, OPEN)
        # A briefing finds its receivers in the playbook; a transfer needs somebody.
        handoff = self.here.offer(node, who, to if to or node.briefing else ["new"], kind, step)
        if handoff is not None and verb == "hand over":
            self.here.answer(handoff, RIGHT, "accept", code, step)

    def work(
        self, deal: int, pick: int, who: str, verb: str, outcome: str, why: str, step: timedelta
    ) -> None:
        """Move a node on, decide its gate, or go through its checklist."""
        node = self.here.node(deal, pick, CLOSED if verb == "reopen" else OPEN)
        doer = self.here.doer(node, who)
        reason = {"reason": "变更"} if verb in ("skip", "reopen") else {}
        if verb == "tick":
            self.here.tick(node, doer, step)
        elif verb == "decide":
            self.here.decide(node, doer, outcome, why, step)
        else:
            self.here.do(doer, lambda deed: getattr(gates, verb)(deed, node.id, **reason), step)

    def promise(self, deal: int, pick: int, who: str, role: str, verb: str | None, step: timedelta) -> None:
        """Write a promise down, or do something to one that is there."""
        made = self.here.rooms[self.here.deal(deal)]["promises"]
        if verb is not None and made:
            self.here.answer_promise(made[pick % len(made)], who, verb, step)
        else:
            self.here.promise(deal, self.here.node(deal, pick, OPEN), who, role, step)

    def sign(self, deal: int, outcome: str, step: timedelta) -> None:
        """Try to pass the contract's gate, wherever the deal is: begun, decided and finished."""
        with self.here.world.reading() as session:
            nodes = nodes_of(session, self.here.deal(deal))
        node = next(each for each in nodes if (each.gate or {"code": ""})["code"] in CONTRACT_GATES)
        doer = self.here.doer(node, RIGHT)
        self.here.do(doer, lambda deed: gates.start(deed, node.id), step)
        self.here.decide(node, doer, outcome, "可控", step)
        self.here.do(doer, lambda deed: gates.finish(deed, node.id), step)
        self.here.do(doer, lambda deed: gates.skip(deed, node.id, reason="略"), step)

    def carry(self, deal: int, left_out: int, step: timedelta) -> None:
        """Leave the next few nodes out, and carry the one after them through."""
        if self.carried == MOST_CARRIED:
            return
        self.carried += 1
        for _ in range(left_out):
            with self.here.world.reading() as session:
                node = next(iter(open_nodes(session, self.here.deal(deal))), None)
            if node is not None:
                doer = self.here.doer(node, RIGHT)
                self.here.do(doer, lambda deed, it=node: gates.skip(deed, it.id, reason="略"), step)
        self.here.carry(self.here.node(deal, 0, OPEN), step)

    def close_or_reopen(self, deal: int, who: str, step: timedelta, verb: str) -> None:
        """Win, lose, edit or reopen a deal, or edit an account."""
        number, account = self.here.deal(deal), self.here.account(deal)
        room = self.here.rooms[number]
        if verb in ("win", "lose") and room["status"] != "open":
            verb = "reopen"
        does: dict[str, Callable[[Deed], Any]] = {
            "win": lambda deed: win_deal(deed, number),
            "lose": lambda deed: lose_deal(deed, number, reason="价格"),
            "reopen": lambda deed: reopen_deal(deed, number, reason="客户回来了"),
            "edit": lambda deed: edit_deal(deed, number, title="云平台二期"),
            "edit account": lambda deed: edit_account(deed, account, industry="能源"),
        }
        seats = {seat["role"]: seat["person_id"] for seat in room["seats"]}
        right = self.here.world.name_of(seats["SP"] or seats["AR"] or self.here.world.company.id("ar"))
        self.here.do(right if who == RIGHT else who, does[verb], step)

    @invariant()
    def laws_hold(self) -> None:
        """Ask every law."""
        self.here.check_laws()
