"""The outbox: where messages go, what waits to be sent there, and the links inside."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from triangle.core.db import Base
from triangle.identity.models import Person
from triangle.notifications.models import Notification

STATUSES = ("waiting", "sending", "sent", "failed", "dropped")


class Outlet(Base):
    """Where messages of one channel go: a person's own, or the installation's (nobody's)."""

    __tablename__ = "outlet"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    secret: Mapped[str] = mapped_column(default="")
    events: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_on: Mapped[bool] = mapped_column(default=True)
    # Counts what people changed of it: how its messages fare is no change that somebody could overwrite.
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    # Receivers that answer together slowly share a lane; see rounds.py.
    lane: Mapped[str]
    # Not before when it takes another message, and until when somebody is at it.
    free_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    last_error_at: Mapped[datetime | None]
    last_sent_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()

    __table_args__ = (
        Index(
            "uq_outlet_of_person",
            "person_id",
            "channel",
            unique=True,
            sqlite_where=text("person_id IS NOT NULL"),
            postgresql_where=text("person_id IS NOT NULL"),
        ),
    )

    @property
    def has_secret(self) -> bool:
        """Say whether a secret is kept, which is never shown again."""
        return bool(self.secret)


class Delivery(Base):
    """One thing that waits to be sent to one outlet; several become one message."""

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlet.id"))
    notification_id: Mapped[int | None] = mapped_column(ForeignKey("notification.id"), index=True)
    event: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    status: Mapped[str] = mapped_column(default="waiting")
    # Set before the first try and kept over all of them: what a receiver knows a repeated message by.
    message: Mapped[str | None]
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")

    outlet: Mapped[Outlet] = relationship()
    notification: Mapped[Notification | None] = relationship()

    __table_args__ = (
        Index("ix_delivery_outlet", "outlet_id", "status", "due_at"),
        Index("ix_delivery_due", "status", "due_at", "outlet_id"),
    )


class AnswerLink(Base):
    """A link by which one person answers one hand-off, once; only the hash of its token is kept."""

    __tablename__ = "answer_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    def is_live(self, at: datetime) -> bool:
        """Say whether it still answers at a moment."""
        return self.used_at is None and at < self.expires_at and self.person.is_active
