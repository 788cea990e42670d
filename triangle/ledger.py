"""`triangle ledger`: every stream's chain, responsibilities from the entries alone, signed checkpoints."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import gevent
import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from triangle.activity import checkpoints
from triangle.activity.chain import breaks, first_break, orphans
from triangle.activity.models import GENESIS, Checkpoint, Entry, Stream, Verification
from triangle.core.chores import UnitOfWork, Work
from triangle.core.db import Database
from triangle.core.errors import Conflict
from triangle.core.schema import moment_text
from triangle.core.signing import signing_key
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.retelling import moved_without_entry

# What did not move is walked again this often: an entry edited in a quiet room is found within a week.
WHOLE_EVERY = timedelta(days=7)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Report:
    """What was checked, and one line for everything that is wrong."""

    streams: int
    entries: int
    intervals: int
    wrong: list[str]

    def __str__(self) -> str:
        """Say how much was checked."""
        return f"{self.streams} streams, {self.entries} entries, {self.intervals} responsibilities checked."


def verify(session: Session) -> Report:
    """Check the whole ledger; the first bad entry of each stream is named."""
    return _report(
        session,
        [*map(str, breaks(session)), *checkpoints.stored_breaks(session), *moved_without_entry(session)],
    )


def verify_matrix(session: Session) -> Report:
    """Recompute every interval of the matrix from the entries alone, and compare."""
    return _report(session, list(moved_without_entry(session)))


def verify_in_steps(session: Session, *, is_whole: bool, pause: Callable[[], None]) -> tuple[int, list[str]]:
    """Check stream by stream, pausing between them; return how many were walked and what is wrong.

    The whole ledger, or only what moved since the last checkpoint: from the entry that it signed.
    """
    signed = checkpoints.kept_heads(session)
    wrong = list((checkpoints.stored_breaks if is_whole else checkpoints.latest_breaks)(session))
    walked = 0
    for stream in session.scalars(select(Stream).order_by(Stream.name)).all():
        known = None if is_whole else signed.get(stream.name)
        if known == [stream.head_seq, stream.head_hash]:
            continue
        pause()
        walked += 1
        wrong += _breaks_of(session, stream, *(known or (0, GENESIS)))
    return walked, wrong + [str(broken) for broken in orphans(session)]


def sign_checkpoint(session: Session, key: Ed25519PrivateKey, at: datetime) -> Checkpoint:
    """Verify everything in a session's snapshot and sign its heads; what is wrong is never signed."""
    report = verify(session)
    if report.wrong:
        raise Conflict("ledger_broken", f"not signed: {report.wrong[0]}", wrong=report.wrong[:20])
    return sign_verified(session, key, at)


def sign_verified(session: Session, key: Ed25519PrivateKey, at: datetime) -> Checkpoint:
    """Sign the heads of a snapshot that its caller has just found to be right."""
    counted = _report(session, [])
    return checkpoints.sign(session, key, at, entries=counted.entries, intervals=counted.intervals)


def signing_round(database: Database, keys: Path, out: Path) -> Work:
    """Return the chore that verifies what moved, records what it found, and signs and files what is right."""

    def work(unit_of_work: UnitOfWork, now: datetime) -> None:
        with database.reading() as snapshot:
            # Walking lasts; after each stream whoever waits for this process has their turn.
            is_whole = _is_whole_due(snapshot, now)
            walked, wrong = verify_in_steps(snapshot, is_whole=is_whole, pause=lambda: gevent.sleep(0))
            signed = None if wrong else sign_verified(snapshot, signing_key(keys), now)
            if signed is not None:
                write_document(checkpoints.document(snapshot, signed), out / _file_name(now))
        with unit_of_work() as session:
            first = wrong[0] if wrong else None
            row = {"is_whole": is_whole, "streams": walked, "wrong": len(wrong), "first_wrong": first}
            session.add(Verification(at=now, **row))
            if signed is not None:
                session.add(signed)
        if wrong:
            log.error("history is not what was written", extra={"what": wrong[0]})

    return work


def write_document(document: dict[str, Any], file: Path) -> None:
    """Write a checkpoint for keeping elsewhere: whole under its name, or not there at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}")
    draft.write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
    draft.replace(file)


def _file_name(now: datetime) -> str:
    return f"checkpoint-{moment_text(now)[:19].replace(':', '').replace('-', '')}Z.json"


def _is_whole_due(session: Session, now: datetime) -> bool:
    last = session.scalar(select(func.max(Verification.at)).where(Verification.is_whole))
    return last is None or not now - WHOLE_EVERY < last <= now


def _breaks_of(session: Session, stream: Stream, after: int, before: str) -> Iterator[str]:
    broken = first_break(session, stream, after, before)
    if broken is not None:
        yield str(broken)
    kind, _, number = stream.name.partition(":")
    if kind == "deal":
        yield from moved_without_entry(session, int(number))


def _report(session: Session, wrong: list[str]) -> Report:
    return Report(_count(session, Stream), _count(session, Entry), _count(session, Responsibility), wrong)


def _count(session: Session, noun: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(noun)) or 0
