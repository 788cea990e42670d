"""When somebody looked at the overview: all that the matrix keeps of its own."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from triangle.core.db import Base

VISIT_ENDS = timedelta(minutes=30)


class Visit(Base):
    """A person's last visit to the overview, and when the visit before it ended."""

    __tablename__ = "visit"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
    before: Mapped[datetime | None]

    def go_on(self, at: datetime) -> None:
        """Note that its person is here: after half an hour away it is another visit."""
        if self.is_over(at):
            self.before = self.at
        self.at = at

    def is_over(self, at: datetime) -> bool:
        """Say whether looking at a moment would be another visit."""
        return at - self.at > VISIT_ENDS

    def since(self, at: datetime) -> datetime | None:
        """Return since when things are new to its person at a moment; None on the first visit."""
        return self.at if self.is_over(at) else self.before
