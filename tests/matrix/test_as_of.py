"""The matrix as of any moment is what a replay of the entries up to it says, for random histories."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.databases import POSTGRESQL
from tests.matrix.replaying import Standing, Told
from tests.state_machine.machine import Histories
from triangle.identity.models import Person
from triangle.matrix.difference import difference
from triangle.matrix.history import neighbours
from triangle.matrix.queries import matrix
from triangle.matrix.scope import Scope, Wanted
from triangle.matrix.terms import GROUPS

TICK = timedelta(microseconds=1)


def pages(ask: Any, **given: Any) -> list[dict[str, Any]]:
    """Read all pages of something, three rows at a time."""
    rows, after = [], None
    while True:
        page = ask(after=after, limit=3, **given)
        rows += page["data"]
        after = page["next"]
        if after is None:
            return rows


def standing(rows: list[dict[str, Any]]) -> Standing:
    """Return who has each (node, duty, role) in rows of the matrix."""
    found = [
        ((row["node_id"], cell["duty"], cell["role"]), cell["person_id"])
        for row in rows
        for cell in row["cells"]
    ]
    assert len(found) == len(dict(found)), "a duty was told twice"
    return dict(found)


class MatrixHistories(Histories):
    """A random history, at whose end any moment of it is asked for."""

    def laws_hold(self) -> None:
        """Leave the laws to the histories' own test: here only the end is looked at."""

    def teardown(self) -> None:
        """Compare the matrix with the replay, then leave."""
        try:
            with self.here.world.reading() as session:
                told = Told(session)
                lead = session.get_one(Person, self.here.world.company.id("lead"))
                self._compare(Scope(session, lead, Wanted()), told)
        finally:
            super().teardown()

    def _compare(self, scope: Scope, told: Told) -> None:
        chance = Random(len(told.entries))
        edges = told.moments()
        asked = [edge + step for edge in edges for step in (-TICK, timedelta(0), TICK)]
        for at in chance.sample(asked, min(6, len(asked))):
            self._compare_moment(scope, told, at, chance.choice(GROUPS))
        if len(edges) > 1:
            since, until = sorted(chance.sample(edges, 2))
            self._compare_difference(scope, told, since, until)
        self._compare_now(scope, told, edges[-1])

    def _compare_moment(self, scope: Scope, told: Told, at: datetime, group: str) -> None:
        then = Scope(scope.session, scope.actor, Wanted(), at)

        found = pages(lambda **given: matrix(then, group=group, **given))

        assert standing(found) == told.standing(at), f"at {at}"
        near = neighbours(scope, at)
        live = [moment for moment in told.moments() if told.standing(moment) != told.standing(moment - TICK)]
        if not told.lost:
            assert near["current"] == max((m for m in live if m <= at), default=None)
            assert near["next"] == min((m for m in live if m > at), default=None)

    def _compare_difference(self, scope: Scope, told: Told, since: datetime, until: datetime) -> None:
        before, after = told.standing(since), told.standing(until)
        moved = {
            key: (before.get(key), after.get(key))
            for key in before | after
            if before.get(key) != after.get(key)
        }

        rows = pages(lambda **given: difference(scope, since, until, group="deal", **given))

        changes = [(row["node_id"], change) for row in rows for change in row["changes"]]
        found = {(node, c["duty"], c["role"]): (c["before"], c["after"]) for node, c in changes}
        if not told.lost:
            assert found == moved
        for _, change in changes:
            entry = change["entry"]
            assert told.mover(entry["stream"], entry["seq"]) == (
                entry["type"],
                datetime.fromisoformat(change["at"]),
            )

    def _compare_now(self, scope: Scope, told: Told, last: datetime) -> None:
        ahead = last + timedelta(days=400)

        assert standing(pages(lambda **given: matrix(scope, group="deal", **given))) == told.standing(ahead)


TestMatrixHistories = MatrixHistories.TestCase
TestMatrixHistories.pytestmark = [pytest.mark.timeout(600)]
TestMatrixHistories.settings = settings(
    max_examples=10 if POSTGRESQL else 15,
    stateful_step_count=30,
    derandomize=True,
    phases=[Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
