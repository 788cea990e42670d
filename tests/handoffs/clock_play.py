"""One hand-off that waits, a worker that looks at it, and what was said of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import select

from tests.company import Company
from triangle.absences.actions import plan
from triangle.activity.models import Entry
from triangle.handoffs import actions
from triangle.handoffs.chores import Clocks
from triangle.handoffs.models import Handoff

SAID_BY_CLOCK = ("handoff.reminded", "handoff.escalated")


@dataclass
class ClockPlay:
    """The AR gives the first node of a new room to the SR, and time passes."""

    company: Company
    handoff: Handoff = field(init=False)

    def offer(self, node: str = "KD1.1", to: str = "sr") -> Handoff:
        """Offer a node of a deal that was opened the day before."""
        self.company.clock.move(-timedelta(days=1))
        deal = self.company.deal()
        self.company.clock.move(timedelta(days=1))
        node_id = self.company.node(deal, node).id
        given: dict[str, Any] = {"message": "", "kind": "transfer", "due_at": None, "questions": []}
        with self.company.deed("ar") as deed:
            self.handoff = actions.offer(deed, node_id, receiver_ids=[self.company.id(to)], **given)
        return self.handoff

    def look(self) -> None:
        """Have a worker do what is due, without a lease: leases only spare work."""
        here = self.company.service
        Clocks(here.calendar).work(here.database.unit_of_work, self.company.clock.now())

    def accept(self, who: str) -> None:
        """Answer."""
        with self.company.deed(who) as deed:
            actions.accept(deed, self.handoff.id, open_items=[])

    def away(self, who: str, deputy: str | None, begins: timedelta, lasts: timedelta) -> None:
        """Plan an absence from now on."""
        from_at = self.company.clock.now() + begins
        deputy_id = self.company.id(deputy) if deputy else None
        times = {"from_at": from_at, "until_at": from_at + lasts}
        with self.company.deed(who) as deed:
            plan(deed, self.company.id(who), role=None, deputy_id=deputy_id, note="", **times)

    def said(self, *types: str) -> list[tuple[str, str, list[str], datetime]]:
        """Return (type, step, to whom by name, when) of what was said in the deal's stream."""
        query = select(Entry).where(
            Entry.stream == f"deal:{self.handoff.deal_id}", Entry.type.in_(types or SAID_BY_CLOCK)
        )
        with self.company.reading() as session:
            entries = session.scalars(query.order_by(Entry.seq)).all()
        read = [(entry, orjson.loads(entry.data)) for entry in entries]
        return [
            (
                entry.type.partition(".")[2],
                data.get("step"),
                [self.name(p) for p in data.get("to", [])],
                entry.at,
            )
            for entry, data in read
        ]

    def name(self, person_id: int) -> str:
        """Return a person's name."""
        return next(name for name, person in self.company.people.items() if person.id == person_id)
