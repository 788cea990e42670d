"""Hand-offs and what each receiver answered: rows that keep their own rules."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from triangle.core.db import Base, Versioned
from triangle.core.errors import Conflict, invalid
from triangle.core.schema import moment_text
from triangle.nodes.models import Node

KINDS = ("transfer", "briefing")
# Who is asked after the receiver, in this order; nobody is left after the sponsor.
STEPS = ("deputy", "leader", "sponsor", "nobody")
STATUSES = ("offered", "accepted", "returned", "withdrawn")
REASON_CODES = (
    "incomplete_package",
    "unclear_need",
    "undeliverable",
    "wrong_receiver",
    "no_capacity",
    "other",
)


class Handoff(Versioned, Base):
    """A node given by one person to one receiver (transfer) or explained to several (briefing)."""

    __tablename__ = "handoff"

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"))
    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"), index=True)
    kind: Mapped[str]
    giver_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    message: Mapped[str]
    questions: Mapped[list[str]] = mapped_column(JSON)
    package: Mapped[dict[str, Any]] = mapped_column(JSON)
    status: Mapped[str] = mapped_column(default="offered")
    offered_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    node: Mapped[Node] = relationship()
    receipts: Mapped[list["Receipt"]] = relationship(order_by="Receipt.id", lazy="selectin")

    __table_args__ = (
        Index("ix_handoff_deal_status", "deal_id", "status"),
        Index("ix_handoff_giver", "giver_id", "status", "id"),
    )

    @property
    def is_open(self) -> bool:
        """Say whether somebody has to answer still."""
        return self.status == "offered"

    def receipt_for(self, person_id: int) -> "Receipt | None":
        """Return the newest receipt of a receiver."""
        return next((r for r in reversed(self.receipts) if r.receiver_id == person_id), None)

    def must_be_open_for(self, person_id: int, receiver_id: int | None = None) -> "Receipt":
        """Return the receipt that somebody answers now, for themselves or in the place of a receiver.

        One's own comes first; an answered one is refused and says who was faster.
        """
        asked = [r for r in self.receipts if receiver_id in (None, r.receiver_id)]
        theirs = [r for r in asked if r.may_be_answered_by(person_id)]
        waiting = [r for r in theirs if r.status == "offered"]
        own = [r for r in waiting if r.receiver_id == person_id]
        if len(waiting) > 1 and not own:
            raise invalid("receiver_id", "which_receiver", receivers=[r.receiver_id for r in waiting])
        if waiting:
            return (own or waiting)[0]
        raise self._answered([*self.receipts, *theirs][-1])

    def touch(self) -> None:
        """Make it a new version for whoever reads it, though only its receipts changed."""
        flag_modified(self, "status")

    def must_be_open(self) -> None:
        """Refuse what can be done to open hand-offs only."""
        if not self.is_open:
            raise self._answered(self.receipts[-1])

    def settle(self, at: datetime) -> None:
        """Close the hand-off once every receiver has answered; one return makes it returned."""
        # An answer is a new version, even while others still have to answer.
        self.touch()
        states = {receipt.status for receipt in self.receipts}
        if "offered" not in states:
            self.closed_at = at
            self.status = next(s for s in ("returned", "accepted", "withdrawn") if s in states)

    def withdraw(self, at: datetime, by: int) -> None:
        """Take the offer back from everybody who has not answered."""
        self.must_be_open()
        for receipt in self.receipts:
            if receipt.status == "offered":
                receipt.close("withdrawn", at, by)
        self.status, self.closed_at = "withdrawn", at

    def _answered(self, receipt: "Receipt") -> Conflict:
        return Conflict(
            "handoff_answered",
            f"this hand-off is {receipt.status} already",
            by=receipt.answered_by,
            at=moment_text(receipt.answered_at) if receipt.answered_at else None,
            status=receipt.status if receipt.status != "offered" else self.status,
        )


class Receipt(Base):
    """One receiver's answer; each receiver answers alone."""

    __tablename__ = "receipt"

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id"), index=True)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="offered")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    reason_code: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    open_items: Mapped[list[str]] = mapped_column(JSON, default=list)
    seen_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    # What the clock does next and when; nothing once it is answered, or nobody is left to ask.
    clock_step: Mapped[str | None]
    clock_at: Mapped[datetime | None]

    stand_ins: Mapped[list["StandIn"]] = relationship(
        order_by="StandIn.person_id", lazy="selectin", cascade="all, delete-orphan"
    )

    __table_args__ = (
        Index(
            "ix_receipt_clock",
            "clock_at",
            sqlite_where=text("clock_at IS NOT NULL"),
            postgresql_where=text("clock_at IS NOT NULL"),
        ),
        Index(
            "uq_receipt_once_offered",
            "handoff_id",
            "receiver_id",
            unique=True,
            sqlite_where=text("status = 'offered'"),
            postgresql_where=text("status = 'offered'"),
        ),
        Index("ix_receipt_receiver", "receiver_id", "status", "id"),
    )

    def close(self, status: str, at: datetime, by: int) -> None:
        """Write down the answer."""
        self.status, self.answered_at, self.answered_by = status, at, by
        self.clock_step = self.clock_at = None

    def stand_in(self, person_id: int) -> "StandIn | None":
        """Return how somebody came to answer in the receiver's place, None when they may not."""
        return next((each for each in self.stand_ins if each.person_id == person_id), None)

    def answerers(self) -> set[int]:
        """Return who may answer: the receiver, and whoever stands in for them."""
        return {self.receiver_id, *(each.person_id for each in self.stand_ins)}

    def may_be_answered_by(self, person_id: int) -> bool:
        """Say whether somebody may answer, for themselves or in the receiver's place."""
        return person_id in self.answerers()

    def wind(self, step: str | None, at: datetime | None) -> None:
        """Set the clock to its next step."""
        self.clock_step, self.clock_at = step, at


class StandIn(Base):
    """Somebody who may answer in a receiver's place: the deputy, or whoever it was escalated to."""

    __tablename__ = "stand_in"

    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipt.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    step: Mapped[str]
    at: Mapped[datetime]
