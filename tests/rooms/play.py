"""A deal room in which people do things by name and node code; each deed is the product's own action."""

from datetime import datetime, timedelta
from typing import Any

from tests.company import Company
from triangle.accounts.models import Account
from triangle.deals.actions import lose_deal, win_deal
from triangle.deals.models import Deal
from triangle.deals.queries import member_ids
from triangle.gates import actions as gates
from triangle.gates.conditions import Condition
from triangle.gates.queries import missing
from triangle.handoffs import actions as handoffs
from triangle.handoffs.models import Handoff
from triangle.nodes.actions import change_item
from triangle.nodes.models import Node
from triangle.nodes.queries import nodes_of
from triangle.responsibilities.actions import assign_deal_seat, assign_seat, reopen_deal
from triangle.responsibilities.queries import at_moment


class Play:
    """One deal room and short words for what is done in it."""

    def __init__(self, company: Company, playbook: str = "KD", **seats: str) -> None:
        self.company = company
        self.account: Account = company.account(**seats)
        self.deal: Deal = company.deal(self.account, playbook)

    def node(self, code: str) -> Node:
        """Return a node as it is now."""
        return self.company.node(self.deal, code)

    def nodes(self) -> list[Node]:
        """Return every node in order, as it is now."""
        with self.company.reading() as session:
            return list(nodes_of(session, self.deal.id, with_checklist=True))

    def start(self, who: str, code: str) -> Node:
        """Begin a node."""
        with self.company.deed(who) as deed:
            return gates.start(deed, self.node(code).id)

    def finish(self, who: str, code: str) -> Node:
        """Finish a node."""
        with self.company.deed(who) as deed:
            return gates.finish(deed, self.node(code).id)

    def skip(self, who: str, code: str, reason: str = "不需要") -> Node:
        """Leave a node out."""
        with self.company.deed(who) as deed:
            return gates.skip(deed, self.node(code).id, reason=reason)

    def skip_before(self, code: str) -> None:
        """Have everything before a node left out by whoever answers for it."""
        with self.company.reading() as session:
            codes = [node.code for node in nodes_of(session, self.deal.id)]
        for earlier in codes[: codes.index(code)]:
            # The deliverability review is left out by the sponsor alone.
            self.skip("sp" if earlier.endswith("4.3") else self.who(earlier), earlier)

    def reopen(self, who: str, code: str, reason: str = "客户要求") -> Node:
        """Take a node up again."""
        with self.company.deed(who) as deed:
            return gates.reopen(deed, self.node(code).id, reason=reason)

    def decide(self, who: str, code: str, outcome: str, reason: str = "", *conditions: str) -> Node:
        """Decide a gate."""
        with self.company.deed(who) as deed:
            return gates.decide(
                deed,
                self.node(code).id,
                outcome=outcome,
                reason=reason,
                conditions=[Condition(text=text) for text in conditions],
            )

    def tick(self, who: str, code: str) -> None:
        """Do every item of a node's checklist."""
        for item in self.node(code).checklist:
            with self.company.deed(who) as deed:
                change_item(deed, item.id, state="done")

    def missing(self, code: str) -> list[tuple[str, Any]]:
        """Return what a node lacks: each code with the one thing that it names."""
        with self.company.reading() as session:
            lacks = missing(session, session.get_one(Node, self.node(code).id))
        return [(line["code"], next(iter(line["params"].values()))) for line in lacks]

    def offer(self, who: str, code: str, *to: str, **given: Any) -> Handoff:
        """Offer a node; nobody named means whom the playbook names."""
        offered: dict[str, Any] = {"message": "请接手", "kind": None, "due_at": None, "questions": []}
        receivers = [self.company.id(name) for name in to] or None
        with self.company.deed(who) as deed:
            return handoffs.offer(deed, self.node(code).id, receiver_ids=receivers, **offered | given)

    def accept(self, who: str, handoff: Handoff, *open_items: str) -> Handoff:
        """Accept a hand-off."""
        with self.company.deed(who) as deed:
            return handoffs.accept(deed, handoff.id, open_items=list(open_items))

    def return_(self, who: str, handoff: Handoff, reason_code: str = "unclear_need") -> Handoff:
        """Return a hand-off."""
        with self.company.deed(who) as deed:
            return handoffs.return_(deed, handoff.id, reason_code=reason_code, reason="预算不清")

    def withdraw(self, who: str, handoff: Handoff) -> Handoff:
        """Withdraw a hand-off."""
        with self.company.deed(who) as deed:
            return handoffs.withdraw(deed, handoff.id)

    def answers(self, handoff: Handoff) -> dict[str, str]:
        """Return the newest answer of each receiver, by name."""
        with self.company.reading() as session:
            receipts = session.get_one(Handoff, handoff.id).receipts
            return {self.name(receipt.receiver_id): receipt.status for receipt in receipts}

    def status(self, handoff: Handoff) -> str:
        """Return how a hand-off stands now."""
        with self.company.reading() as session:
            return session.get_one(Handoff, handoff.id).status

    def account_seat(self, role: str, name: str | None, who: str = "lead") -> None:
        """Put somebody, or nobody, in a seat of the account."""
        with self.company.deed(who) as deed:
            person_id = self.company.id(name) if name else None
            assign_seat(deed, self.account.id, role, person_id=person_id, reason="调岗")

    def deal_seat(self, role: str, name: str | None, who: str = "lead") -> None:
        """Put somebody in a seat of the deal, or give it back to the account."""
        with self.company.deed(who) as deed:
            person_id = self.company.id(name) if name else None
            assign_deal_seat(deed, self.deal.id, role, person_id=person_id, reason="专人")

    def win(self, who: str = "ar") -> None:
        """Win the deal."""
        with self.company.deed(who) as deed:
            win_deal(deed, self.deal.id)

    def lose(self, who: str = "ar") -> None:
        """Lose the deal."""
        with self.company.deed(who) as deed:
            lose_deal(deed, self.deal.id, reason="价格")

    def take_up(self, who: str = "ar") -> None:
        """Reopen the deal."""
        with self.company.deed(who) as deed:
            reopen_deal(deed, self.deal.id, reason="客户回来了")

    def who(self, code: str, duty: str = "A", at: datetime | None = None) -> str:
        """Return who has a duty in a node: one name, or several joined by a space; "" is nobody."""
        # Deeds of a clock that stands follow each other by microseconds: a day later all of them are over.
        node, at = self.node(code), at or self.company.clock.now() + timedelta(days=1)
        with self.company.reading() as session:
            rows = at_moment(session, self.deal.id, at)
            held = [row.person_id for row in rows if row.node_id == node.id and row.duty == duty]
        return " ".join(sorted(map(self.name, held)))

    def members(self) -> set[str]:
        """Return who is in the room."""
        with self.company.reading() as session:
            return set(map(self.name, member_ids(session, self.deal.id)))

    def name(self, person_id: int) -> str:
        """Return a person's name in the cast."""
        return next(name for name, person in self.company.people.items() if person.id == person_id)
