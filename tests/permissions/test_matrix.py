"""Every endpoint asked by every kind of person answers as the table says."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.permissions.bodies import BODIES
from tests.permissions.table import KINDS, QUERIES, TABLE, VERBS
from tests.permissions.world import World

ROW = re.compile(r"^([A-Z]+) +(\S+) +(?:#(.*?) +)?((?:(?:\+|\d{3}) *)+)$")
IDS = re.compile(r"<(?:\w+:)?(\w+)>")
UNKNOWN = 2_000_000_000


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    method: str
    path: str
    word: str
    cells: dict[str, str]

    @property
    def address(self) -> str:
        """The path with the word that tells rows of one endpoint apart."""
        return f"{self.path} {self.word}".strip()

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


def rows() -> list[Row]:
    """Read the table."""
    found = [ROW.match(line.rstrip()) for line in TABLE.splitlines()]
    read = [
        Row(line[1], line[2], line[3] or "", dict(zip(KINDS, line[4].split(), strict=True)))
        for line in found
        if line
    ]
    assert len(read) == sum(
        line.startswith(("GET", "POST", "PUT", "PATCH", "DELETE")) for line in TABLE.splitlines()
    )
    return read


ROWS = rows()
BY_ADDRESS = {(row.method, row.address): row for row in ROWS}


def ask(world: World, row: Row, kind: str, ids: dict[str, Any]) -> TestResponse:
    """Send the request of a row as somebody, with a version that nobody has: what may be done is stale."""
    known = {
        "node_id": ids.get(row.word),
        "note_id": ids.get(f"note {row.word}", ids["note_id"]),
        "name": ids.get(row.word, "nothing.js"),
        "path": "deals",
        "seq": 1,
    }
    if row.word == "taken":
        known["promise_id"] = ids["taken"]
    if row.word == "installation's":
        known["outlet_id"] = ids["shared_outlet"]
    if row.word == "unknown api":
        known["path"] = "api/nothing"
    path = IDS.sub(lambda found: str((ids | known)[found[1]]), row.path)
    body = BODIES.get((row.method, row.address), {})
    if row.path == "/api/notifications/mark":
        body = {"ids": [ids["notification_id"]], "read": True}
    who = "ar" if kind == "token" else kind
    body = {key: value.format(kind=who) if isinstance(value, str) else value for key, value in body.items()}
    client = world.client(kind, fresh=row.path == "/api/session")
    if row.method == "GET":
        return client.get(path, query_string=QUERIES.get(row.path))
    return client.open(path, method=row.method, json=body, headers={"If-Match": '"0"'})


def outcome(response: TestResponse) -> str:
    """Return how a response stands in the table."""
    done = 200 <= response.status_code < 300
    let_through = response.status_code == 412 and response.request.method != "GET"
    return "+" if done or let_through else str(response.status_code)


def expected(row: Row) -> dict[str, str]:
    """Return the cells of a row, with what is known to differ."""
    return dict(row.cells)


def test_every_endpoint_has_a_row_and_every_row_an_endpoint(world: World) -> None:
    endpoints = {
        (method, IDS.sub(r"<\1>", rule.rule))
        for rule in world.company.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert {(row.method, row.path) for row in ROWS} == endpoints


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_the_answer_of_the_table(world: World, row: Row) -> None:
    answers = {kind: outcome(ask(world, row, kind, world.ids)) for kind in KINDS}

    assert answers == expected(row)


HIDDEN = [
    row for row in ROWS if "404" in row.cells.values() and IDS.search(row.path) and "code" not in row.path
]


@pytest.mark.parametrize("row", [row for row in HIDDEN if row.path.startswith("/api/")], ids=str)
def test_foreign_is_answered_like_unknown(world: World, row: Row) -> None:
    nowhere = {key: UNKNOWN if isinstance(value, int) else f"{str(value).split(':')[0]}:{UNKNOWN}"
               for key, value in world.ids.items()} | {"role": "FR"}  # fmt: skip

    for kind in (kind for kind, cell in expected(row).items() if cell == "404"):
        foreign, unknown = ask(world, row, kind, world.ids), ask(world, row, kind, nowhere)

        assert (unknown.status_code, said(unknown)) == (foreign.status_code, said(foreign)), kind
        assert dict(unknown.headers).keys() == dict(foreign.headers).keys()


def said(answer: TestResponse) -> dict[str, Any]:
    """Return a refusal without the number of its request, the one thing that differs each time."""
    return {name: value for name, value in answer.json.items() if name != "id"}


@pytest.mark.parametrize("noun", ["account", "deal"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("nobody", "gone")])
def test_lists_hold_what_their_reader_may_open(world: World, noun: str, kind: str) -> None:
    row = BY_ADDRESS["GET", f"/api/{noun}s/<{noun}_id>"]

    listed = [line["id"] for line in world.client(kind).get(f"/api/{noun}s").json["data"]]

    assert (world.ids[f"{noun}_id"] in listed) == (expected(row)[kind] == "+")


@pytest.mark.parametrize("address", VERBS)
def test_replies_say_what_their_reader_may_do(world: World, address: str) -> None:
    row = BY_ADDRESS["GET", address]

    for kind in (kind for kind, cell in expected(row).items() if cell == "+" and kind != "token"):
        can = ask(world, row, kind, world.ids).json["can"]

        may = {verb for verb, deed in VERBS[address].items() if expected(BY_ADDRESS[deed])[kind] == "+"}
        assert set(can) & VERBS[address].keys() == may, kind
