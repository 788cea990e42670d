"""Accounts, the people on the customer's side, and the seats of the triangle."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from triangle.core.db import Base, Versioned
from triangle.identity.models import Person, Team

TYPES = ("key_account", "sme")
CHANNELS = ("direct", "partner")
INFLUENCES = ("decider", "influencer", "user", "unknown")
TRIANGLE = ("AR", "SR", "FR")
# Whoever sits here answers for the customer and reads the whole room, which a partner does not.
STAFF_ONLY = (*TRIANGLE, "SP")
SEAT_ROLES = (*TRIANGLE, "SP", "BF", "CM", "PT", "SV")


class Seat(Base):
    """Who sits in a role of an account's triangle, from when until when, and why; never overwritten."""

    __tablename__ = "seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    reason: Mapped[str]

    person: Mapped[Person] = relationship()

    __table_args__ = (
        Index(
            "uq_seat_one_holder",
            "account_id",
            "role",
            unique=True,
            sqlite_where=text("until_at IS NULL"),
            postgresql_where=text("until_at IS NULL"),
        ),
    )


class Account(Versioned, Base):
    """A customer that is sold to."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    type: Mapped[str]
    channel: Mapped[str]
    industry: Mapped[str]
    region: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    # Set when whoever added it took it back before anybody used it: gone for all but admins.
    removed_at: Mapped[datetime | None]

    team: Mapped[Team | None] = relationship()
    seats: Mapped[list[Seat]] = relationship(
        primaryjoin="and_(Seat.account_id == Account.id, Seat.until_at.is_(None))",
        order_by=Seat.id,
        viewonly=True,
    )

    def holder(self, role: str) -> int | None:
        """Return the id of the person who sits in a role now, None when the seat is vacant."""
        return next((seat.person_id for seat in self.seats if seat.role == role), None)

    def seats_changed(self) -> None:
        """Count a new version: the seats are part of what a reader of the account saw."""
        flag_modified(self, "name")

    def seat_of(self, role: str) -> Seat | None:
        """Return the present interval of a role's seat."""
        return next((seat for seat in self.seats if seat.role == role), None)


class Contact(Versioned, Base):
    """Somebody on the customer's side."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]
    title: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    influence: Mapped[str]

    account: Mapped[Account] = relationship()


def account_stream(account_id: int) -> str:
    """Return the name of an account's stream."""
    return f"account:{account_id}"
