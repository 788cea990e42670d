"""Signs in the leader of a company that `bench.matrix_fill` made: `python -m bench.matrix_session URL`."""

import sys
from datetime import UTC, datetime

from bench.matrix_rows import LEADER
from triangle.core.db import Database
from triangle.identity.actions import open_session
from triangle.identity.queries import person_by_email


def session_of_leader(database: Database) -> str:
    """Return what the cookie of a new session of the leader holds."""
    with database.unit_of_work() as session:
        leader = person_by_email(session, LEADER)
        assert leader is not None, "fill the database first: python -m bench.matrix_fill"
        return open_session(session, leader, at=datetime.now(UTC), address="", user_agent="bench")


if __name__ == "__main__":
    base = Database(sys.argv[1])
    print(session_of_leader(base))
    base.close()
