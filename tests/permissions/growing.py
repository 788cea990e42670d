"""Makes a filled world larger: more rows of everything that some list shows, copied from those it has."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tests.permissions.world import World
from triangle.absences.models import Absence
from triangle.accounts.models import Account, Contact, Seat
from triangle.activity.chain import hash_of
from triangle.activity.models import Entry, Stream
from triangle.deals.models import Deal, Member
from triangle.handoffs.models import Handoff, Receipt
from triangle.identity.models import ApiToken, BrowserSession, Person, SavedView, Team
from triangle.nodes.models import ChecklistItem, Node
from triangle.notes.models import Note, NoteMention, NoteVersion
from triangle.notifications.models import Notification
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.playbooks.models import Playbook
from triangle.promises.models import Promise
from triangle.responsibilities.models import Responsibility

Change = Callable[[int], Any]


class Growing:
    """Copies rows; every copy differs where a key says it must."""

    def __init__(self, world: World, session: Session, first: int) -> None:
        self.ids, self.session, self.first = world.ids, session, first
        self.people = {name: world.company.id(name) for name in ("ar", "sr", "new")}
        self.now = world.company.clock.now()

    def copy(self, noun: Any, count: int, *where: Any, **changes: Change) -> list[int]:
        """Add so many copies of the first row that fits; return their ids."""
        model = self.session.scalars(select(noun).where(*where).order_by(noun.id).limit(1)).first()
        assert model is not None, noun
        columns = [column.key for column in noun.__mapper__.column_attrs if column.key != "id"]
        same = {name: getattr(model, name) for name in columns}
        rows = [same | {name: change(n) for name, change in changes.items()} for n in range(count)]
        return list(self.session.scalars(insert(noun).returning(noun.id, sort_by_parameter_order=True), rows))

    def named(self, word: str) -> Change:
        """Return what names a copy as no other is named."""
        return lambda n: f"{word} {self.first + n}"

    def people_and_what_is_theirs(self, count: int) -> None:
        """Add people, teams, sessions, tokens, views, absences and outlets."""
        self.copy(Person, count, email=lambda n: f"more{self.first + n}@test.example")
        self.copy(Team, count, name=self.named("team"))
        self.copy(
            BrowserSession, count, BrowserSession.id == self.ids["session_id"], token_hash=self.named("s")
        )
        self.copy(ApiToken, count, ApiToken.id == self.ids["token_id"], token_hash=self.named("t"))
        self.copy(SavedView, count, name=self.named("view"))
        self.copy(Absence, count)
        self.copy(Outlet, count, Outlet.id == self.ids["shared_outlet"])
        self.copy(Delivery, count)
        self.copy(Playbook, count, code=self.named("book"))

    def customers(self, count: int) -> None:
        """Add accounts with a seat that is over, contacts, rooms with a node, and who is in them."""
        accounts = self.copy(Account, count, name=self.named("customer"))
        over = {"until_at": lambda n: self.now, "account_id": accounts.__getitem__}
        self.copy(Seat, count, until_at=over["until_at"])
        self.copy(Seat, count, account_id=accounts.__getitem__)
        self.copy(Contact, count)
        deals = self.copy(Deal, count, account_id=accounts.__getitem__)
        for name in ("ar", "sr"):
            self.copy(
                Member, count, deal_id=deals.__getitem__, person_id=lambda n, name=name: self.people[name]
            )
        nodes = self.copy(Node, count, Node.id == self.ids["plain"], deal_id=deals.__getitem__)
        place = {"deal_id": deals.__getitem__, "node_id": nodes.__getitem__}
        held = Responsibility.node_id == self.ids["plain"]
        # Nobody answers for the other half: that is a finding each.
        self.copy(Responsibility, count // 2, held, **place)
        self.copy(ChecklistItem, count, ChecklistItem.node_id == self.ids["plain"])
        self.handoffs(count, place)
        self.copy(Notification, count, Notification.person_id == self.people["sr"], **place)
        self.copy(
            Notification, count, person_id=lambda n: self.people["ar"], kind=lambda n: "information", **place
        )

    def handoffs(self, count: int, place: dict[str, Change]) -> None:
        """Add hand-offs that wait, half of them in one node, the others each in a room of its own."""
        given = Handoff.id == self.ids["handoff_id"]
        waits = Receipt.handoff_id == self.ids["handoff_id"]
        for where in ({}, place):
            offered = self.copy(Handoff, count, given, **where)
            self.copy(Receipt, count, waits, handoff_id=offered.__getitem__)

    def words(self, count: int) -> None:
        """Add notes of the room and of a node, versions, mentions in each, promises and entries."""
        mine = {"person_id": lambda n: self.people["ar"], "by_id": lambda n: self.people["sr"]}
        for note_id in (self.ids["note deal's"], self.ids["note shared"]):
            notes = self.copy(
                Note, count, Note.id == note_id, is_main=lambda n: False, title=self.named("note")
            )
            rows = [
                {"note_id": note, "key": "k", "at": self.now, "words": "x", "told": True}
                | {name: value(0) for name, value in mine.items()}
                for note in notes
            ]
            self.session.execute(insert(NoteMention), rows)
        self.copy(NoteVersion, count)
        self.copy(Promise, count)
        self.entries(count)

    def entries(self, count: int) -> None:
        """Add entries to the room's stream, each chained to the one before: what is wrong is not exported."""
        newest = select(Entry).where(Entry.stream == self.ids["deal"]).order_by(Entry.seq.desc()).limit(1)
        entry = self.session.scalars(newest).one()
        same = {column.key: getattr(entry, column.key) for column in Entry.__mapper__.column_attrs}
        rows = [same]
        for _ in range(count):
            row = same | {"seq": rows[-1]["seq"] + 1, "prev_hash": rows[-1]["hash"]}
            rows.append(row | {"hash": hash_of(row)})
        self.session.execute(insert(Entry), rows[1:])
        head = {"head_seq": rows[-1]["seq"], "head_hash": rows[-1]["hash"]}
        self.session.execute(update(Stream).where(Stream.name == entry.stream).values(head))


def grow(world: World, count: int, first: int) -> None:
    """Add so many rows of everything, named by numbers from `first`."""
    with world.company.service.database.unit_of_work() as session:
        growing = Growing(world, session, first)
        growing.people_and_what_is_theirs(count)
        growing.customers(count)
        growing.words(count)
