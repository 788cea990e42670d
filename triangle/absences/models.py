"""Absences and their deputies: rows that keep their own rules."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from triangle.core.db import Base, Versioned
from triangle.core.errors import Conflict
from triangle.identity.models import Person

STATUSES = ("planned", "running", "over", "cancelled")


class Absence(Versioned, Base):
    """Somebody is away for a while, as a whole or in one role, and a deputy acts for them, or nobody yet.

    The worker begins and ends it, so that rights rest on `status` and not on what time it is.
    """

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str | None]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(default="planned")
    note: Mapped[str] = mapped_column(default="")
    chosen_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # Whether what waits for the person has followed the last change.
    is_followed: Mapped[bool] = mapped_column(default=True)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    __table_args__ = (
        Index("ix_absence_status_until_at", "status", "until_at"),
        Index("ix_absence_person_id_status", "person_id", "status"),
        Index("ix_absence_deputy_id_status", "deputy_id", "status"),
        Index(
            "ix_absence_unfollowed",
            "id",
            sqlite_where=text("NOT is_followed"),
            postgresql_where=text("NOT is_followed"),
        ),
    )

    def covers(self, role: str | None) -> bool:
        """Say whether this is about everything, or about this role."""
        return self.role is None or self.role == role

    def overlaps(self, from_at: datetime, until_at: datetime) -> bool:
        """Say whether it shares a moment with another time."""
        return self.from_at < until_at and from_at < self.until_at

    def turn(self, at: datetime) -> bool:
        """Begin or end, when it is time; say whether something changed."""
        before = self.status
        if self.status == "planned" and self.from_at <= at:
            self.status = "running"
        if self.status == "running" and self.until_at <= at:
            self.status = "over"
        if self.status == before:
            return False
        self.is_followed = False
        return True

    def cancel(self) -> None:
        """Call it off, before or during it."""
        self.must_lie_ahead()
        self.is_followed = self.status == "planned"
        self.status = "cancelled"

    def must_lie_ahead(self) -> None:
        """Refuse to change what is over."""
        if self.status not in ("planned", "running"):
            raise Conflict("absence_over", "this absence is over", status=self.status)
