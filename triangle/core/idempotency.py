"""Idempotency keys: a write that is sent twice has one effect and one answer."""

import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from triangle.core.chores import UnitOfWork
from triangle.core.db import Base
from triangle.core.errors import Conflict, Invalid

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 200


class StoredAnswer(Base):
    """The answer that was given to one person's key; kept for a day."""

    __tablename__ = "stored_answer"

    actor_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    status: Mapped[int]
    etag: Mapped[str | None]
    body: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(index=True)


_KEEP = insert(StoredAnswer.__table__)  # type: ignore[arg-type]
_KEPT_NAMES = tuple(column.name for column in StoredAnswer.__table__.columns)


@dataclass
class Keys:
    """The keys that are running in this process; PostgreSQL's advisory locks tell the other processes."""

    _running: set[tuple[int, str]] = field(default_factory=set)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def running(self, actor_id: int, key: str) -> Iterator[None]:
        """Hold a key while its request runs; a second request with it meanwhile is refused."""
        if len(key) > LONGEST_KEY or not key.isprintable():
            raise Invalid("idempotency_key_bad", "Idempotency-Key takes 1 to 200 printable characters")
        with self._guard:
            if (actor_id, key) in self._running:
                raise _still_running()
            self._running.add((actor_id, key))
        try:
            yield
        finally:
            self._running.discard((actor_id, key))


def claim(session: Session, actor_id: int, key: str, fingerprint: str) -> StoredAnswer | None:
    """Take the key for this transaction; return the stored answer when it was used before."""
    if session.get_bind().dialect.name == "postgresql":
        # A lock that ends with its transaction needs no lease: a killed process frees its keys at once.
        number = zlib.crc32(key.encode()) - 2**31
        if not session.scalar(select(func.pg_try_advisory_xact_lock(actor_id, number))):
            raise _still_running()
    stored = session.get(StoredAnswer, (actor_id, key))
    if stored is not None and stored.fingerprint != fingerprint:
        raise Invalid("idempotency_key_reused", "this Idempotency-Key came with another request before")
    return stored


def keep(session: Session, answer: StoredAnswer) -> None:
    """Store an answer with the transaction that made it true."""
    session.execute(_KEEP, {name: getattr(answer, name) for name in _KEPT_NAMES})


def forget_old(session: Session, now: datetime) -> None:
    """Delete the answers that are older than a day."""
    session.execute(delete(StoredAnswer).where(StoredAnswer.at < now - KEPT_FOR))


def forget_answers(unit_of_work: UnitOfWork, now: datetime) -> None:
    """Do the chore of forgetting answers that nobody will ask for again."""
    with unit_of_work() as session:
        forget_old(session, now)


def _still_running() -> Conflict:
    return Conflict("idempotency_running", "a request with this Idempotency-Key is still running")
