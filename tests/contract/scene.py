"""A small room that always begins the same way: the golden files are written from what happens in it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from tests.company import Company
from tests.conftest import MONDAY
from tests.databases import copied_sqlite
from triangle.app import create_app
from triangle.config import Config
from triangle.core.clock import SetClock
from triangle.core.db import Database
from triangle.playbooks.models import NodeTemplate, Playbook, Stage

BRIEFING = {"code": "H1", "from": ["AR"], "to": ["SR", "FR"], "ack_working_hours": 8}
# Four nodes say all that a playbook can say, in files that a person can read.
NODES: list[dict[str, Any]] = [
    {"raci": {"A": "AR", "R": ["AR", "SR"], "C": ["FR"], "I": ["SP"]}, "gate": None, "briefing": None},
    {"raci": {"A": "SP", "R": ["AR"], "C": ["SR"], "I": []}, "gate": None, "briefing": BRIEFING},
    {
        "raci": {"A": "FR", "R": ["FR"], "C": ["SV"], "I": ["AR"]},
        "gate": {"code": "ATC", "on_change": False},
        "briefing": None,
    },
    {
        "raci": {"A": "FR", "R": ["FR"], "C": ["SR"], "I": ["SP"]},
        "gate": {"code": "DELIVERABILITY", "on_change": False},
        "briefing": None,
    },
]


class Scene:
    """People who do things over HTTP, an hour apart, in a room of four nodes."""

    def __init__(self, folder: Path) -> None:
        self.clock = SetClock(MONDAY)
        # Numbers are part of the files, and each database counts in its own way.
        config = Config(database_url=copied_sqlite(folder), origin="http://localhost")
        self.company = Company(create_app(config, clock=self.clock), self.clock)
        self.company.move_in()
        _publish_small_playbook(self.database)
        self._clients: dict[str, FlaskClient] = {}
        self.account = self.company.account().id
        self.deal = self.do("ar", "POST", "/deals", account_id=self.account, playbook="XS", title="云平台")[
            "id"
        ]

    @property
    def database(self) -> Database:
        """The database of the scene."""
        return self.company.service.database

    def close(self) -> None:
        """Leave nothing open."""
        self.database.close()

    def do(self, who: str, method: str, path: str, **body: Any) -> Any:
        """Do something an hour later; it has to be allowed."""
        self.clock.move(timedelta(hours=1))
        answer = self._client(who).open(
            f"/api{path}",
            method=method,
            json=body,
            headers={"X-Op-Id": f"{who} at {self.clock.now():%H:%M}"}
            | ({"If-Match": "*"} if method != "POST" else {}),
        )
        assert answer.status_code < 300, answer.text
        return answer.get_json()["data"] if answer.data else None

    def wait(self, *, hours: int) -> None:
        """Let time pass, and the worker do what is due then."""
        self.clock.move(timedelta(hours=hours))
        self.company.app.extensions["worker"].turn()

    def look(self, who: str, path: str) -> dict[str, Any]:
        """Look at something as a person."""
        answer = self._client(who).get(f"/api{path}")
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json())

    def node(self, number: int) -> int:
        """Return the id of a node by its number, 1 to 4."""
        return int(self._nodes()[number - 1]["id"])

    def item(self, number: int) -> int:
        """Return the id of the first checklist item of a node."""
        return int(self._nodes()[number - 1]["checklist"][0]["id"])

    def offer(self, node: int, to: list[str] | None = None, **offered: Any) -> int:
        """Have the AR offer a node, and return the hand-off's id."""
        receivers = {"receiver_ids": [self.company.id(name) for name in to]} if to else {}
        path = f"/nodes/{self.node(node)}/handoffs"
        return int(self.do("ar", "POST", path, message="请接手", **receivers, **offered)["id"])

    def _nodes(self) -> list[dict[str, Any]]:
        room = self.look("ar", f"/deals/{self.deal}")["data"]
        return [node for stage in room["stages"] for node in stage["nodes"]]

    def _client(self, name: str) -> FlaskClient:
        if name not in self._clients:
            self._clients[name] = self.company.client(name)
        return self._clients[name]


def _publish_small_playbook(database: Database) -> None:
    with database.unit_of_work() as session:
        book = Playbook(code="XS", version=1, name_zh="小打法", name_en="Small", published_at=MONDAY)
        session.add(book)
        session.flush()
        stage = Stage(
            playbook_id=book.id,
            code="S1",
            position=0,
            name={"zh": "客户接触", "en": "Contact"},
            working_days=5,
            entry={"zh": "有线索", "en": "A lead"},
            exit={"zh": "有需求", "en": "A need"},
        )
        session.add(stage)
        session.flush()
        session.add_all(_templates(stage))


def _templates(stage: Stage) -> Iterator[NodeTemplate]:
    for position, node in enumerate(NODES):
        yield NodeTemplate(
            stage_id=stage.id,
            stage_code="S1",
            code=f"XS1.{position + 1}",
            position=position,
            name={"zh": f"第{position + 1}步", "en": f"Step {position + 1}"},
            working_days=2,
            checklist=[{"zh": "见决策人", "en": "Meet the decider", "required": position == 0}],
            **node,
        )
