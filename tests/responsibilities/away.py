"""A room in which somebody is away and a deputy acts for them."""

from datetime import timedelta

from sqlalchemy import select

from tests.company import Company
from tests.rooms.play import Play
from triangle.absences.actions import plan
from triangle.activity.catalog import Sight, may_read, seers_of
from triangle.activity.models import Entry
from triangle.handoffs.chores import Clocks
from triangle.identity.models import Person

AWAY = timedelta(days=7)


class Away(Play):
    """A room in which the AR is away, or nobody yet, and `other`, of another team, is their deputy."""

    def __init__(
        self, company: Company, who: str | None = "ar", deputy: str = "other", role: str | None = None
    ) -> None:
        super().__init__(company)
        if who is not None:
            self.leave(who, deputy, role)

    def leave(self, who: str, deputy: str, role: str | None = None) -> None:
        """Be away from now on."""
        now = self.company.clock.now()
        times = {"from_at": now, "until_at": now + AWAY, "role": role, "note": ""}
        with self.company.deed(who) as deed:
            plan(deed, self.company.id(who), deputy_id=self.company.id(deputy), **times)
        self.look()

    def look(self) -> None:
        """Have a worker do what is due."""
        here = self.company.service
        Clocks(here.calendar).work(here.database.unit_of_work, self.company.clock.now())

    def come_back(self) -> None:
        """Let the time of the absence pass."""
        self.company.clock.move(AWAY)
        self.look()

    def said(self, entry_type: str) -> list[tuple[str, str | None]]:
        """Return (by whom, for whom) of what was said in the room."""
        found = [(entry.actor, entry.acting_for) for entry in self.entries(entry_type)]
        return [(self.name(actor), self.name(instead) if instead else None) for actor, instead in found]

    def entries(self, entry_type: str) -> list[Entry]:
        """Return the entries of a type in the room's stream."""
        query = select(Entry).where(Entry.stream == f"deal:{self.deal.id}", Entry.type == entry_type)
        with self.company.reading() as session:
            return list(session.scalars(query.order_by(Entry.seq)))

    def reads(self, who: str) -> bool:
        """Say whether somebody may read the room's stream, asked alone and asked for everybody."""
        with self.company.reading() as session:
            person = session.get_one(Person, self.company.id(who))
            seen = seers_of("deal", session, [self.deal.id], Sight({}, {}))
            alone = may_read(session, person, f"deal:{self.deal.id}")
            assert ((person.id, self.deal.id) in set(seen)) == alone
        assert self.lists(who) == alone
        return alone

    def lists(self, who: str) -> bool:
        """Say whether the list of deals shows it."""
        found = self.company.client(who).get("/api/deals").json["data"]
        return self.deal.id in [row["id"] for row in found]
