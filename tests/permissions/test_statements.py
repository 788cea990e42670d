"""However much there is, no question takes more statements; a page that is full sooner may take fewer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from tests.permissions.growing import grow
from tests.permissions.test_matrix import ROWS, Row, ask
from tests.permissions.world import World, filled_world
from triangle.core.db import Database

WHO = ("admin", "ar", "sr", "lead", "guest")
FEW, MANY = 10, 200
ASKED = [
    row for row in ROWS if row.method == "GET" and row.path.startswith("/api/") and "secret" not in row.path
]
Counted = dict[tuple[str, str], tuple[int, int]]


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """Collect the statements that readers send meanwhile."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.append(statement)

    event.listen(database.reader, "before_cursor_execute", note)
    yield sent
    event.remove(database.reader, "before_cursor_execute", note)


def count(world: World) -> Counted:
    """Ask everything; return for each question and person how many statements and how many rows it was."""
    found: Counted = {}
    for row in ASKED:
        for kind in WHO:
            if row.cells[kind] == "+":
                found[str(row), kind] = counted(world, row, kind)
    return found


def counted(world: World, row: Row, kind: str) -> tuple[int, int]:
    """Return how many statements a question took, and how many rows its answer lists."""
    ask(world, row, kind, world.ids)
    with counting(world.company.service.database) as sent:
        answer = ask(world, row, kind, world.ids)
    assert answer.status_code == 200, answer.text
    data = (answer.json or {}).get("data") if answer.is_json else None
    return len(sent), len(data) if isinstance(data, list) else 0


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Counted, Counted]]:
    """What every question takes with ten rows of everything, and with two hundred."""
    with filled_world(tmp_path_factory.mktemp("growing")) as world:
        grow(world, FEW, 0)
        few = count(world)
        grow(world, MANY - FEW, FEW)
        yield few, count(world)


def test_number_of_statements_does_not_grow(asked: tuple[Counted, Counted]) -> None:
    few, many = asked

    grown = {key: (few[key][0], number) for key, (number, _) in many.items() if number > few[key][0]}
    assert grown == {}


# Every other list grows with what was added, until its page is full.
SHORT = {
    "GET /api/deals/board",  # always the seven stages
    "GET /api/search",  # the first of each kind
    "GET /api/matrix/load",  # one row a person, and nobody new has a duty
    "GET /api/deals/<deal_id>/matrix",  # as many as the playbook has nodes
    "GET /api/deals/<deal_id>/responsibilities",
    "GET /api/overview/news",  # the first eight
    "GET /api/rules",  # as many as there are rules
    "GET /api/working-hours",  # as many as the time asked for has working days
    # The deal's stream goes through the same door.
    "GET /api/streams/<name>/entries account",
    "GET /api/streams/<name>/entries AR's own",
}


def test_lists_were_long_when_they_were_counted(asked: tuple[Counted, Counted]) -> None:
    few, many = asked
    longest: dict[str, tuple[int, int]] = {}
    for (name, kind), (_, rows) in many.items():
        before, after = longest.get(name, (0, 0))
        longest[name] = (max(before, few[name, kind][1]), max(after, rows))

    same = {name for name, (before, after) in longest.items() if 0 < after <= before}
    assert same - SHORT == set()
