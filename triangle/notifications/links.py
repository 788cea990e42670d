"""Personal links: made when a mail is sent, for one person and one hand-off, for one answer."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.handoffs.models import Handoff
from triangle.notifications.outbox_models import AnswerLink

LIVES = timedelta(days=7)
BYTES = 32


def make_link(session: Session, person_id: int, handoff_id: int, at: datetime) -> str:
    """Make a link and return its token, which is kept nowhere."""
    token = secrets.token_urlsafe(BYTES)
    session.add(
        AnswerLink(
            token_hash=hash_of(token),
            person_id=person_id,
            handoff_id=handoff_id,
            made_at=at,
            expires_at=at + LIVES,
        )
    )
    return token


def link_of(session: Session, token: str, *, lock: bool = False) -> AnswerLink | None:
    """Return the link with a token, locked when it is about to be used."""
    query = select(AnswerLink).where(AnswerLink.token_hash == hash_of(token))
    return session.scalars(query.with_for_update(of=AnswerLink) if lock else query).one_or_none()


def open_handoffs(session: Session, ids: set[int]) -> set[int]:
    """Return those of some hand-offs that still wait for an answer."""
    return set(session.scalars(select(Handoff.id).where(Handoff.id.in_(ids), Handoff.status == "offered")))


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
