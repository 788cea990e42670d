"""What was verified and when: the last signed checkpoint, and one deal at this moment."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from triangle.activity.chain import first_break
from triangle.activity.checkpoints import latest
from triangle.activity.models import Entry, Stream, Verification
from triangle.deals.models import deal_stream
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.retelling import moved_without_entry


def last_checkpoint(session: Session) -> dict[str, Any]:
    """Return when everything was last verified and signed, and by which key; not how much there is."""
    last = latest(session)
    round_ = session.scalar(select(Verification).order_by(Verification.id.desc()).limit(1))
    verified = {"at": round_.at, "is_whole": round_.is_whole, "wrong": round_.wrong} if round_ else None
    return {
        "checkpoint_at": last.at if last else None,
        "key": last.key if last else None,
        "verified": verified,
    }


def verify_deal(session: Session, deal_id: int) -> dict[str, Any]:
    """Walk a deal's chain and recompute its intervals from the entries alone; return what was found."""
    stream = session.get_one(Stream, deal_stream(deal_id))
    broken = first_break(session, stream)
    wrong = [str(broken)] if broken else []
    return {
        "entries": _count(session, Entry.seq, Entry.stream == stream.name),
        "intervals": _count(session, Responsibility.id, Responsibility.deal_id == deal_id),
        "wrong": [*wrong, *moved_without_entry(session, deal_id)],
    }


def _count(session: Session, column: Any, condition: Any) -> int:
    return session.scalar(select(func.count(column)).where(condition)) or 0
