"""Signs somebody in to what `bench.matrix_fill` made: `python -m bench.matrix_session URL [MAIL]`."""

import sys
from datetime import UTC, datetime

from bench.matrix_rows import LEADER
from triangle.core.db import Database
from triangle.identity.actions import open_session
from triangle.identity.queries import person_by_email


def session_of(database: Database, email: str) -> str:
    """Return what the cookie of a new session of somebody holds."""
    with database.unit_of_work() as session:
        person = person_by_email(session, email)
        assert person is not None, "fill the database first: python -m bench.matrix_fill"
        return open_session(session, person, at=datetime.now(UTC), address="", user_agent="bench")


if __name__ == "__main__":
    base = Database(sys.argv[1])
    print(session_of(base, sys.argv[2] if len(sys.argv) > 2 else LEADER))
    base.close()
