"""`triangle ledger`: every stream's chain, responsibilities from the entries alone, signed checkpoints."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from triangle.activity import checkpoints
from triangle.activity.chain import breaks
from triangle.activity.models import Checkpoint, Entry, Stream
from triangle.core.errors import Conflict
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.retelling import moved_without_entry


@dataclass(frozen=True)
class Report:
    """What was checked, and one line for everything that is wrong."""

    streams: int
    entries: int
    intervals: int
    wrong: list[str]


def verify(session: Session) -> Report:
    """Check the whole ledger; the first bad entry of each stream is named."""
    return _report(
        session,
        [*map(str, breaks(session)), *checkpoints.stored_breaks(session), *moved_without_entry(session)],
    )


def verify_matrix(session: Session) -> Report:
    """Recompute every interval of the matrix from the entries alone, and compare."""
    return _report(session, list(moved_without_entry(session)))


def sign_checkpoint(session: Session, key: Ed25519PrivateKey, at: datetime) -> Checkpoint:
    """Verify everything in a session's snapshot and sign its heads; what is wrong is never signed."""
    report = verify(session)
    if report.wrong:
        raise Conflict("ledger_broken", f"not signed: {report.wrong[0]}", wrong=report.wrong[:20])
    return checkpoints.sign(session, key, at, entries=report.entries, intervals=report.intervals)


def _report(session: Session, wrong: list[str]) -> Report:
    return Report(_count(session, Stream), _count(session, Entry), _count(session, Responsibility), wrong)


def _count(session: Session, noun: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(noun)) or 0
