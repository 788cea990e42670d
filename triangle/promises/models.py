"""Promises made to customers: rows that keep their own rules."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from triangle.core.db import Base, Versioned
from triangle.core.errors import Conflict
from triangle.deals.models import Deal

STATUSES = ("open", "accepted", "returned", "kept", "broken", "waived")
# What the contract waits for: nobody who delivers has taken these on.
UNANSWERED = ("open", "returned")
ANSWERING_ROLES = ("FR", "SR")
RETURN_REASONS = ("undeliverable", "unclear", "too_costly", "too_soon", "other")
# From which states a verb leads on.
FROM = {
    "accept": ("open",),
    "return": ("open",),
    "revise": ("open", "returned"),
    "keep": ("accepted",),
    "break": ("accepted",),
    "waive": ("open", "returned", "accepted"),
}


class Promise(Versioned, Base):
    """One thing that a customer was told they would get, and who takes it on."""

    __tablename__ = "promise"

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"))
    node_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    text: Mapped[str]
    evidence: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    role: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_on: Mapped[date]
    due_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="open")
    reason_code: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]

    deal: Mapped[Deal] = relationship()

    __table_args__ = (Index("ix_promise_deal_status", "deal_id", "status"),)

    def may_now(self, verb: str) -> bool:
        """Say whether the promise's state allows a verb, whoever asks."""
        return self.status in FROM[verb]

    def must_allow(self, verb: str) -> None:
        """Refuse a verb that the promise's state does not allow, and say who was faster."""
        if not self.may_now(verb):
            raise Conflict(
                "promise_answered" if verb in ("accept", "return") else f"promise_{self.status}",
                f"this promise is {self.status} already",
                status=self.status,
                by=self.closed_by or self.answered_by,
            )

    def answer(self, verb: str, by: int, at: datetime) -> None:
        """Take the promise on, or say that it cannot be kept like this."""
        self.must_allow(verb)
        self.status = {"accept": "accepted", "return": "returned"}[verb]
        self.answered_by, self.answered_at = by, at
        self.reason_code, self.reason = None, ""

    def revise(self) -> None:
        """Ask again for an answer: it says something else now."""
        self.must_allow("revise")
        self.status, self.answered_by, self.answered_at = "open", None, None
        self.reason_code, self.reason = None, ""

    def close(self, verb: str, reason: str, by: int, at: datetime) -> None:
        """Say how it ended: kept, broken, or waived with the customer's agreement."""
        self.must_allow(verb)
        self.status = {"keep": "kept", "break": "broken", "waive": "waived"}[verb]
        self.reason, self.closed_by, self.closed_at = reason, by, at
