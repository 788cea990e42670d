"""Deals, who is in their rooms, and seats that differ from the account's."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Dialect, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.types import TypeDecorator

from triangle.accounts.models import Account
from triangle.core.db import Base, Versioned
from triangle.core.errors import Conflict
from triangle.identity.models import Person
from triangle.playbooks.models import Playbook

STATUSES = ("open", "won", "lost")


class Money(TypeDecorator[Decimal]):
    """An amount with two decimals, kept as whole hundredths so that every database keeps it exactly."""

    impl = BigInteger
    cache_ok = True
    as_sent: ClassVar[type[TypeDecorator[Any]] | None] = None

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Turn an amount into hundredths."""
        return None if value is None else int(value * 100)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Turn hundredths into an amount."""
        return None if value is None else Decimal(value) / 100


class MoneyAsSent(Money):
    """An amount that is read as the number that replies use."""

    cache_ok = True

    def process_result_value(self, value: int | None, dialect: Dialect) -> Any:
        """Turn hundredths into that number; PostgreSQL adds them up to a decimal."""
        if value is None:
            return None
        whole, rest = divmod(int(value), 100)
        return int(value) / 100 if rest else whole


Money.as_sent = MoneyAsSent


class Deal(Versioned, Base):
    """One chance to sell to an account, run by one pinned playbook version."""

    __tablename__ = "deal"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    playbook_id: Mapped[int] = mapped_column(ForeignKey("playbook.id"))
    title: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Money)
    currency: Mapped[str]
    opens_on: Mapped[date]
    closes_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="open")
    lost_reason: Mapped[str | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
    playbook: Mapped[Playbook] = relationship(lazy="joined", innerjoin=True)
    # Of a deal that is only `known`: where rules ask what else they want to know.
    known_in: ClassVar[Session | None] = None

    @classmethod
    def known(cls, session: Session, columns: dict[str, Any], *, team_id: int | None) -> "Deal":
        """Return a deal as rules take one: its columns and its account's team, an object of no session.

        Nothing else is loaded when it is asked for, as with `Person.known`.
        """
        account, deal = object.__new__(Account), object.__new__(cls)
        account.__dict__.update(id=columns["account_id"], team_id=team_id)
        deal.__dict__.update(columns, account=account, known_in=session)
        return deal

    @property
    def is_live(self) -> bool:
        """Say whether work goes on: a won deal goes on to delivery."""
        return self.status != "lost"

    def may_now(self, verb: str) -> bool:
        """Say whether the deal's state allows a verb, whoever asks."""
        match verb:
            case "win" | "lose":
                return self.status == "open"
            case "reopen":
                return self.status != "open"
            case "assign_seat" | "promise":
                return self.is_live
        return True

    def must_be_live(self) -> None:
        """Refuse work in a lost deal."""
        if not self.is_live:
            raise Conflict("deal_lost", "this deal is lost; reopen it first", status=self.status)

    def win(self, at: datetime) -> None:
        """Close the deal as won."""
        self._close("won", at)

    def lose(self, reason: str, at: datetime) -> None:
        """Close the deal as lost, for a reason."""
        self._close("lost", at)
        self.lost_reason = reason

    def reopen(self) -> None:
        """Take a won or lost deal up again."""
        if self.status == "open":
            raise Conflict("deal_open", "this deal is open already", status=self.status)
        self.status, self.closed_at, self.lost_reason = "open", None, None

    def seats_changed(self) -> None:
        """Count a new version: the seats are part of what a reader of the deal saw."""
        flag_modified(self, "title")

    def _close(self, status: str, at: datetime) -> None:
        if self.status != "open":
            raise Conflict("deal_closed", f"this deal is {self.status} already", status=self.status)
        self.status, self.closed_at = status, at


class Member(Base):
    """Somebody in a deal's room, from when until when."""

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_member_once",
            "deal_id",
            "person_id",
            unique=True,
            sqlite_where=text("until_at IS NULL"),
            postgresql_where=text("until_at IS NULL"),
        ),
        Index("ix_member_person", "person_id", "until_at", "deal_id"),
    )


class DealSeat(Base):
    """A seat of one deal that differs from its account's; an interval, closed and never overwritten."""

    __tablename__ = "deal_seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"), index=True)
    role: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    reason: Mapped[str]

    person: Mapped[Person] = relationship()

    __table_args__ = (
        Index(
            "uq_deal_seat_one_holder",
            "deal_id",
            "role",
            unique=True,
            sqlite_where=text("until_at IS NULL"),
            postgresql_where=text("until_at IS NULL"),
        ),
    )


class PresenceRow(Base):
    """Who is in a room through one process, and that process's beat; gone with a crash, as it should be."""

    __tablename__ = "presence"

    node: Mapped[str] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    people: Mapped[list[Any]] = mapped_column(JSON)
    beat: Mapped[int]


def deal_stream(deal_id: int) -> str:
    """Return the name of a deal's stream."""
    return f"deal:{deal_id}"
