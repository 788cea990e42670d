"""How a customer of the demo company is won as an account: its seats, contacts, deals and changes."""

from dataclasses import asdict, dataclass, field
from datetime import timedelta
from decimal import Decimal
from random import Random

from triangle.accounts.actions import add_account, add_contact
from triangle.accounts.models import Account
from triangle.demo import customers, reason_words
from triangle.demo.cast import Cast
from triangle.demo.customers import Customer
from triangle.demo.deal_story import DealStory
from triangle.demo.history import History, Story
from triangle.demo.plot import Plot
from triangle.identity.models import Person
from triangle.responsibilities.actions import assign_seat

DAYS_UNTIL_SIGNED = {"KD": 210, "KC": 160, "SD": 34, "SC": 30}


@dataclass(slots=True)
class SeatChange:
    """Somebody else takes a seat, or nobody, some working days ago."""

    role: str
    days_ago: float
    to: str | None
    reason: str


@dataclass(slots=True)
class Line:
    """What is decided about one account before it begins."""

    customer: Customer
    seats: dict[str, str]
    plots: list[Plot] = field(default_factory=list)
    changes: list[SeatChange] = field(default_factory=list)
    quiet_days: float = 60.0


class AccountStory:
    """One account's story."""

    def __init__(self, history: History, cast: Cast, chance: Random, line: Line) -> None:
        self.history = history
        self.cast = cast
        self.chance = chance
        self.line = line
        self.account_id = 0

    def tell(self) -> Story:
        """Tell the account from its first day; its deals and changes of seats go on side by side."""
        begins = [self._begins(plot) for plot in self.line.plots]
        at = max(min(begins, default=self.history.timeline.now - self.line.quiet_days) - 4, 1.0)
        yield at
        self.account_id = self._add()
        for contact in self.line.customer.contacts:
            at += 0.3
            yield at
            adder = self.history.deed(self._holder("AR"))
            add_contact(adder, self.account_id, **asdict(contact))
        for plot, begin in zip(self.line.plots, begins, strict=True):
            self.history.add(self._deal(plot).tell(max(begin, at), lambda: self._holder("AR")))
        for change in self.line.changes:
            self.history.add(self._change(change))
        return at

    def _begins(self, plot: Plot) -> float:
        return max(self.history.timeline.now - plot.rest - plot.length, 5.0)

    def _add(self) -> int:
        customer, chance = self.line.customer, self.chance
        seats = {
            role: self.cast.find(who, chance, region=customer.region) for role, who in self.line.seats.items()
        }
        deed = self.history.deed(seats["AR"])
        owner = self.history.session.get_one(Person, seats["AR"])
        added = add_account(
            deed,
            seats=seats,
            team_id=owner.team_id,
            name=customer.name,
            type=customer.type,
            channel=customer.channel,
            industry=customer.industry.name,
            region=customer.region,
        )
        return added.id

    def _holder(self, role: str) -> int:
        holder = self.history.session.get_one(Account, self.account_id).holder(role)
        assert holder is not None, f"the account's {role} seat is taken"
        return holder

    def _deal(self, plot: Plot) -> DealStory:
        customer, chance, timeline = self.line.customer, self.chance, self.history.timeline
        own = Random(chance.random())
        opens = timeline.moment(self._begins(plot)).date()
        calendar_days = DAYS_UNTIL_SIGNED[plot.playbook] * own.uniform(0.8, 1.2)
        return DealStory(
            self.history,
            own,
            plot,
            lambda who: self.cast.find(who, own, region=customer.region),
            [f"{contact.title}{contact.name}" for contact in customer.contacts],
            account_id=self.account_id,
            title=customers.deal_title(own, customer),
            amount=Decimal(customers.amount(own, customer)),
            currency="CNY",
            closes_on=opens + timedelta(days=round(calendar_days)),
        )

    def _change(self, change: SeatChange) -> Story:
        at = self.history.timeline.now - change.days_ago
        yield at
        old = self._holder(change.role)
        new = self.cast.find(change.to, self.chance) if change.to else None
        if new == old:
            return at
        reason = change.reason.format(old=self._name(old), new=self._name(new))
        leader = self.cast.find("lead", self.chance)
        assign_seat(self.history.deed(leader), self.account_id, change.role, person_id=new, reason=reason)
        return at

    def _name(self, person_id: int | None) -> str:
        return self.history.session.get_one(Person, person_id).name if person_id else ""


def change_of_seat(chance: Random, role: str, days_ago: float) -> SeatChange:
    """Return a change that gives a seat to a colleague."""
    return SeatChange(role, days_ago, role, chance.choice(reason_words.SEATS[role]))


def vacancy(role: str, days_ago: float) -> SeatChange:
    """Return a change that leaves a seat to nobody."""
    return SeatChange(role, days_ago, None, reason_words.LEFT)
