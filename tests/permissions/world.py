"""One filled company in which every endpoint has something to be asked about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from tests.company import PASSWORD, Company, moved_in
from tests.databases import fresh_url
from triangle.absences.actions import plan
from triangle.accounts.actions import add_contact
from triangle.deals.models import Deal
from triangle.gates.actions import start
from triangle.handoffs.actions import offer
from triangle.identity.actions import make_token, save_view
from triangle.identity.models import BrowserSession, Person
from triangle.identity.passwords import hash_password
from triangle.matrix.models import Waiver
from triangle.nodes.models import Node
from triangle.notes.actions import begin_note, name_version
from triangle.notifications.models import Notification
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.promises.actions import accept, make

# What stands in an address when its row says nothing else, and by the row's own word.
NODES = {
    "plain": "KC6.5",  # AR answers in place of a channel manager; no partner in it
    "worked": "KC2.1",  # AR answers, AR and PT do it
    "active": "KC1.1",  # AR answers, SR and PT advise; begun
    "SR's": "KC3.1",  # SR answers, PT does it
    "gate": "KC1.2",  # AR decides in place of a channel manager; begun
    "review": "KC4.3",  # FR answers for the deliverability review; not begun
    "briefing": "KC1.3",  # SP answers, AR briefs
}


@dataclass
class World:
    """A company, the ids in it, and a browser or program for everybody."""

    company: Company
    ids: dict[str, Any] = field(default_factory=dict)
    token: str = ""
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    def fill(self) -> None:
        """Open a deal with a partner, begin what has to be begun, and offer one hand-off."""
        self._let_somebody_go()
        self._appoint_deputy()
        account = self.company.account(PT="guest")
        deal = self.company.deal(account, playbook="KC")
        nodes = {word: self.company.node(deal, code) for word, code in NODES.items()}
        self.ids = {
            "account_id": account.id,
            "deal_id": deal.id,
            "person_id": self.company.id("new"),
            "team_id": self.company.teams["west"].id,
            "item_id": nodes["active"].checklist[0].id,
            "role": "FR",
            "code": "KC",
            "secret": "nothing",
            "rule_name": "overloaded",
            "waiver_id": self._waiver(deal),
            "contact_id": self._contact(account.id),
            "view_id": self._view(),
            "absence_id": self._absence(),
            "token_id": self._token(),
            "session_id": self._session(),
            "handoff_id": self._begin(nodes),
            **self._notes(deal, nodes["worked"]),
            "promise_id": self._promise(deal.id),
            "taken": self._promise(deal.id, taken=True),
        }
        self.ids |= self._outbox()
        self.ids |= {word: node.id for word, node in nodes.items()} | self._streams(deal)

    def _let_somebody_go(self) -> None:
        with self.company.service.database.unit_of_work() as session:
            gone = Person(
                name="gone", email="gone@test.example", password_hash=hash_password(PASSWORD), is_active=False
            )
            session.add(gone)
        self.company.people["gone"] = gone

    def _appoint_deputy(self) -> None:
        """Have the AR away, and somebody of no team act for them."""
        now = self.company.clock.now()
        with self.company.service.database.unit_of_work() as session:
            deputy = Person(name="deputy", email="deputy@test.example", password_hash=hash_password(PASSWORD))
            session.add(deputy)
        self.company.people["deputy"] = deputy
        given = {"from_at": now, "until_at": now + timedelta(days=300), "role": None, "deputy_id": deputy.id}
        with self.company.deed("ar") as deed:
            plan(deed, self.company.id("ar"), note="", **given)

    def _contact(self, account_id: int) -> int:
        with self.company.deed("ar") as deed:
            return add_contact(
                deed, account_id, name="陈总", title="", phone="1", email="", influence="decider"
            ).id

    def _absence(self) -> int:
        begins = self.company.clock.now() + timedelta(days=1)
        given = {"from_at": begins, "until_at": begins + timedelta(days=1), "role": None, "deputy_id": None}
        with self.company.deed("new") as deed:
            return plan(deed, self.company.id("new"), note="", **given).id

    def _view(self) -> int:
        with self.company.deed("ar") as deed:
            return save_view(deed, screen="deals", name="mine", query="").id

    def _token(self) -> int:
        with self.company.deed("ar") as deed:
            _, self.token = make_token(deed, name="report", scope="read", expires_on=None)
            other, _ = make_token(deed, name="to be revoked", scope="read", expires_on=None)
        return other.id

    def _session(self) -> int:
        self.company.client("ar")
        with self.company.reading() as session:
            return session.query(BrowserSession).filter_by(person_id=self.company.id("ar")).first().id

    def _waiver(self, deal: Deal) -> int:
        now = self.company.clock.now()
        facts = {"rule": "two_corners", "key": deal.id, "deal_id": deal.id, "reason": "小单"}
        until = now + timedelta(days=400)
        waiver = Waiver(**facts, waived_by=self.company.id("lead"), at=now, until_at=until)
        with self.company.service.database.unit_of_work() as session:
            session.add(waiver)
        return waiver.id

    def _promise(self, deal_id: int, *, taken: bool = False) -> int:
        with self.company.deed("ar") as deed:
            made = make(
                deed,
                deal_id,
                text="三月底上线",
                node_id=None,
                contact_id=None,
                role="FR",
                made_on=None,
                due_on=None,
                evidence=[],
            )
        if taken:
            with self.company.deed("fr") as deed:
                accept(deed, made.id)
        return made.id

    def _begin(self, nodes: dict[str, Node]) -> int:
        self.company.clock.move(timedelta(minutes=1))
        for word in ("active", "gate"):
            with self.company.deed("ar") as deed:
                start(deed, nodes[word].id)
        with self.company.deed("ar") as deed:
            return offer(
                deed,
                nodes["plain"].id,
                receiver_ids=[self.company.id("sr")],
                message="",
                kind="transfer",
                due_at=None,
                questions=[],
            ).id

    def _notes(self, deal: Deal, node: Node) -> dict[str, int]:
        with self.company.deed("ar") as deed:
            own = begin_note(deed, deal_id=deal.id, template="blank")
            version = name_version(deed, own.id, label="kept")
        with self.company.deed("ar") as deed:
            shared = begin_note(deed, node_id=node.id, template="visit")
        return {"note_id": own.id, "note deal's": own.id, "note shared": shared.id, "version_id": version.id}

    def _outbox(self) -> dict[str, Any]:
        """Return what the SR was told, the AR's mailbox, a webhook of the installation, and a failure."""
        with self.company.service.database.unit_of_work() as session:
            told = session.query(Notification).filter_by(person_id=self.company.id("sr")).first()
            mine = session.query(Outlet).filter_by(person_id=self.company.id("ar")).first()
            mine = mine or Outlet(person_id=self.company.id("ar"), channel="mail", lane="mail")
            hook = Outlet(channel="webhook", url="https://127.0.0.1/", secret="x" * 16, lane="127.0.0.1:443")
            session.add_all([mine, hook])
            session.flush()
            at = self.company.clock.now()
            failed = Delivery(
                outlet=hook, event="deal.won", status="failed", message="m", due_at=at, made_at=at
            )
            session.add(failed)
            session.flush()
            ids = {"notification_id": told.id, "outlet_id": mine.id, "shared_outlet": hook.id}
            return ids | {"delivery_id": failed.id, "token": "dead"}

    def _streams(self, deal: Deal) -> dict[str, str]:
        own = f"user:{self.company.id('ar')}"
        return {"deal": f"deal:{deal.id}", "account": f"account:{deal.account_id}", "AR's own": own}

    def client(self, kind: str, *, fresh: bool = False) -> FlaskClient:
        """Return somebody's browser, signed in, or a program; a `fresh` one may be signed out."""
        if fresh or kind not in self.clients:
            self.clients[kind] = self._new_client(kind)
        return self.clients.pop(kind) if fresh else self.clients[kind]

    def _new_client(self, kind: str) -> FlaskClient:
        if kind not in ("nobody", "token"):
            return self.company.client(kind)
        client = self.company.app.test_client()
        if kind == "token":
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {self.token}"
        return client


@contextmanager
def filled_world(folder: Path) -> Iterator[World]:
    """Give a filled world on a fresh database."""
    with moved_in(fresh_url(folder)) as company:
        world = World(company)
        world.fill()
        yield world
