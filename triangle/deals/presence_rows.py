"""What processes on one PostgreSQL tell each other of who is where: an unlogged table (docs/adr/0011)."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from triangle.core.db import Database
from triangle.core.hot import among
from triangle.core.prepared import Prepared
from triangle.deals.models import PresenceRow

DEAD_AFTER_SECONDS = 10
BEAT_EVERY_SECONDS = 3
# Counts on for this process, and returns how many rows it has, and the highest count of each other one: a row
# may have been written between two beats of its process.
_BEAT = """\
WITH own AS (UPDATE presence SET beat = %(beat)s WHERE node = %(node)s RETURNING 1),
  others AS (SELECT node, max(beat) AS beat FROM presence WHERE node <> %(node)s GROUP BY node)
SELECT counted.n, others.node, others.beat
FROM (SELECT count(*) AS n FROM own) AS counted LEFT JOIN others ON true"""
_row = PresenceRow.__table__.c
_OTHERS = Prepared(
    select(_row.node, _row.deal_id, _row.people, _row.beat).where(
        among(_row.deal_id, "deals"), _row.node != bindparam("node")
    )
)

People = dict[int, dict[str, Any]]
Stopwatch = Callable[[], float]


class PresenceRows:
    """The rows of this process, written; and those of the others, as long as these are alive.

    A process counts its own beats, and is dead when its count stands still for ten seconds of the reader's
    stopwatch: no clock of one machine is compared with that of another.
    """

    def __init__(self, database: Database, node: str, stopwatch: Stopwatch = time.monotonic) -> None:
        self._database, self._node, self._stopwatch = database, node, stopwatch
        self._beat, self._next_beat = 0, 0.0
        # process -> (its last count, when it was first seen here)
        self._seen: dict[str, tuple[int, float]] = {}

    def write(self, rooms: dict[int, People]) -> None:
        """Replace this process's people in some rooms."""
        if not rooms:
            return
        rows = [
            {"node": self._node, "deal_id": deal_id, "people": list(people.values()), "beat": self._beat}
            for deal_id, people in sorted(rooms.items())
            if people
        ]
        left = [deal_id for deal_id, people in rooms.items() if not people]
        with self._database.unit_of_work() as session:
            if left:
                own = delete(PresenceRow).where(PresenceRow.node == self._node)
                session.execute(own.where(PresenceRow.deal_id.in_(left)))
            if rows:
                add = insert(PresenceRow)
                keys = {"people": add.excluded.people, "beat": add.excluded.beat}
                session.execute(
                    add.on_conflict_do_update(index_elements=["node", "deal_id"], set_=keys), rows
                )

    def read(self, deal_ids: list[int]) -> dict[int, People]:
        """Return who is in some rooms through other processes that are alive."""
        found: dict[int, People] = {}
        if not deal_ids:
            return found
        with self._database.glimpse() as session:
            rows = _OTHERS.tuples(session, {"deals": deal_ids, "node": self._node})
        for node, deal_id, people, beat in rows:
            if self._is_alive(node, beat):
                _merge(found.setdefault(deal_id, {}), people)
        return found

    def beat(self) -> int | None:
        """Show that this process lives, sweep away those that do not, and return how many own rows there are.

        None when it is not yet time for the next beat.
        """
        if self._stopwatch() < self._next_beat:
            return None
        self._next_beat = self._stopwatch() + BEAT_EVERY_SECONDS
        self._beat += 1
        with self._database.direct() as direct:
            found = direct.do(_BEAT, {"node": self._node, "beat": self._beat}).fetchall()
            own = int(found[0][0])
            # Nothing that anybody has to look for: not every beat of ours is a look at everything.
            direct.has_written = own > 0
        others = {node: beat for _, node, beat in found if node is not None}
        dead = [node for node, beat in others.items() if not self._is_alive(node, beat)]
        if dead:
            with self._database.unit_of_work() as session:
                session.execute(delete(PresenceRow).where(PresenceRow.node.in_(dead)))
        self._seen = {node: seen for node, seen in self._seen.items() if node in others}
        return own

    def clear(self) -> None:
        """Take away everything this process wrote."""
        with self._database.unit_of_work() as session:
            session.execute(delete(PresenceRow).where(PresenceRow.node == self._node))

    def _is_alive(self, node: str, beat: int) -> bool:
        now = self._stopwatch()
        last, since = self._seen.get(node, (-1, now))
        if beat > last:
            self._seen[node] = (beat, now)
            return True
        return now - since < DEAD_AFTER_SECONDS


def _merge(room: People, people: list[dict[str, Any]]) -> None:
    for state in people:
        known = room.get(state["id"])
        if known is None or known["since"] <= state["since"]:
            room[state["id"]] = state
