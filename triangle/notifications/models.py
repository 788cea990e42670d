"""Notifications and how people want to hear of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from triangle.core.db import Base, Versioned
from triangle.deals.models import Deal
from triangle.nodes.models import Node
from triangle.notes.models import Note
from triangle.promises.models import Promise

KINDS = ("answer", "mention", "information")
# What people choose by; every entry type that notifies belongs to one topic.
TOPICS = {
    "handoff.offered": "handoff_asked",
    "handoff.readdressed": "handoff_asked",
    "handoff.reminded": "handoff_asked",
    "handoff.escalated": "handoff_asked",
    "handoff.nudged": "handoff_asked",
    "handoff.covered": "handoff_asked",
    "handoff.accepted": "handoff_answered",
    "handoff.returned": "handoff_answered",
    "handoff.withdrawn": "handoff_answered",
    "handoff.looped": "handoff_answered",
    "promise.made": "promise_asked",
    "promise.revised": "promise_asked",
    "promise.accepted": "promise_answered",
    "promise.returned": "promise_answered",
    "promise.kept": "promise_answered",
    "promise.broken": "promise_answered",
    "promise.waived": "promise_answered",
    "node.decided": "decision",
    "veto.overridden": "decision",
    "seat.assigned": "seat",
    "note.mentioned": "mention",
    "deputy.named": "deputy",
    "deputy.moved": "deputy",
    "deputy.released": "deputy",
    "summary.weekly": "weekly",
}
TOPIC_NAMES = tuple(dict.fromkeys(TOPICS.values()))


class Notification(Base):
    """One thing that one person hears of, in a deal, of a team or of themselves; its deed writes it."""

    __tablename__ = "notification"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    type: Mapped[str]
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id"), index=True)
    # Where it is about no deal but a team: only who leads that team reads it.
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    node_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"))
    handoff_id: Mapped[int | None] = mapped_column(ForeignKey("handoff.id"), index=True)
    promise_id: Mapped[int | None] = mapped_column(ForeignKey("promise.id"), index=True)
    note_id: Mapped[int | None] = mapped_column(ForeignKey("note.id"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    acting_for: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]

    deal: Mapped[Deal | None] = relationship()
    node: Mapped[Node | None] = relationship()
    promise: Mapped[Promise | None] = relationship()
    note: Mapped[Note | None] = relationship()

    __table_args__ = (
        Index("ix_notification_person", "person_id", "kind", "done_at", "id"),
        Index("ix_notification_unread", "person_id", "read_at", "kind"),
    )

    @property
    def account(self) -> Any:
        """The customer of the room it is about, if it is about one."""
        return self.deal.account if self.deal is not None else None

    @property
    def subject(self) -> str:
        """The words of the promise or the title of the note it is about."""
        if self.promise is not None:
            return self.promise.text
        return self.note.title if self.note is not None else ""

    @property
    def topic(self) -> str:
        """What people choose by whether, and where, they hear of it."""
        return TOPICS[self.type]

    def mark(self, at: datetime, *, read: bool | None, done: bool | None) -> None:
        """Write down that it was read or is done with, or take that back; what is done was read."""
        if read is not None:
            self.read_at = (self.read_at or at) if read else None
        if done is not None:
            self.done_at = (self.done_at or at) if done else None
            self.read_at = (self.read_at or at) if done else self.read_at


class Wish(Versioned, Base):
    """How one person wants to hear: which topics over which channels, and when not."""

    __tablename__ = "notification_wish"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    channels: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    quiet_from: Mapped[str | None]
    quiet_until: Mapped[str | None]
    digest_at: Mapped[str | None]


class Mute(Base):
    """A deal of which somebody wants to hear only what waits for their answer."""

    __tablename__ = "notification_mute"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"), primary_key=True)
