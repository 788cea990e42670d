"""Is somebody doing what is due: clocks of hand-offs, deliveries, summaries."""

from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from triangle.core.chores import ChoreState, states
from triangle.core.db import Database
from triangle.health.models import Check

LATE = timedelta(minutes=2)


def check_worker(database: Database, now: datetime) -> Check:
    """Say whether every chore is done in time, and which one fails."""
    try:
        with database.reading() as session:
            known = states(session)
    except SQLAlchemyError:
        return Check("worker", "worker_unknown", "fail")
    failing = [each for each in known if each.failures]
    late = [each for each in known if _is_late(each, now) and each not in failing]
    if failing:
        said = ", ".join(f"{each.name}: {each.problem}" for each in failing)
        return Check("worker", "worker_fails", "fail", {"chores": said})
    if late:
        oldest = min(each.due_at for each in late)
        params = {
            "chores": ", ".join(each.name for each in late),
            "minutes": round((now - oldest).total_seconds() / 60),
        }
        return Check("worker", "worker_late", "fail", params)
    if not known:
        return Check("worker", "worker_never", "warn")
    return Check("worker", "worker_works", "ok", {"count": len(known)})


def _is_late(chore: ChoreState, now: datetime) -> bool:
    at_work = chore.leased_until is not None and chore.leased_until > now
    return not at_work and chore.due_at < now - LATE
