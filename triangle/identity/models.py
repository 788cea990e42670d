"""People, the tree of teams, and the ways a person proves who they are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, func, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from triangle.core.db import Base, Versioned

ROLES = ("member", "leader", "admin")
LANGUAGES = ("zh", "en")
SCOPES = ("read", "write")
SCREENS = ("accounts", "deals")
IDLE, ABSOLUTE = timedelta(days=7), timedelta(days=30)


class Team(Versioned, Base):
    """A team; teams form a tree, and a leader leads the team they are in with all below it."""

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)

    parent: Mapped["Team | None"] = relationship(remote_side=[id])

    def is_within(self, team_id: int | None) -> bool:
        """Say whether this team is the given one or lies below it."""
        team: Team | None = self
        while team is not None and team.id != team_id:
            team = team.parent
        return team is not None


class Person(Versioned, Base):
    """Somebody who works here, or a partner who is a guest."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column()
    password_hash: Mapped[str]
    role: Mapped[str] = mapped_column(default="member")
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    language: Mapped[str] = mapped_column(default="zh")
    time_zone: Mapped[str] = mapped_column(default="Asia/Shanghai")
    # Theme and density belong to a screen and stay in the browser; the keys belong to the hands.
    single_keys: Mapped[bool] = mapped_column(default=True, server_default=true())
    is_guest: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)

    team: Mapped[Team | None] = relationship()

    __table_args__ = (
        Index("uq_person_email", func.lower(email), unique=True),
        Index("ix_person_name", "name", "id"),
    )

    @classmethod
    def known(cls, columns: dict[str, Any]) -> "Person":
        """Return somebody as a reader: what is known of them, in no session.

        Nothing else is loaded when it is asked for. To be an object of a session would take longer than most
        of what a request asks.
        """
        person = object.__new__(cls)
        person.__dict__.update(columns)
        return person

    @property
    def is_admin(self) -> bool:
        """Say whether this person administers the installation."""
        return self.role == "admin" and self.is_active

    def leads(self, team: Team | None) -> bool:
        """Say whether this person leads the given team or one above it."""
        leads_some = self.role == "leader" and self.is_active and self.team_id is not None
        return leads_some and team is not None and team.is_within(self.team_id)


class BrowserSession(Base):
    """One browser that is signed in; only the hash of its token is kept."""

    __tablename__ = "browser_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    address: Mapped[str]
    user_agent: Mapped[str]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, and the browser session that says so; it was not revoked."""

    person: Person
    id: int
    created_at: datetime
    seen_at: datetime

    def is_live(self, at: datetime) -> bool:
        """Say whether this session still signs its person in at a moment."""
        return at < self.seen_at + IDLE and at < self.created_at + ABSOLUTE and self.person.is_active


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a person decides what they may see: another standing, other rights."""

    person_id: int
    role: str
    team_id: int | None
    is_guest: bool

    @property
    def leads(self) -> bool:
        """Say whether this person leads a team."""
        return self.role == "leader" and self.team_id is not None


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Said after a commit that ended one session of a person, or all of them: their sockets close."""

    person_id: int
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class RightsChanged:
    """Said with a deed that may have taken a stream from somebody's sight; open sockets are asked again.

    Of one stream, or of everything that one person reads; of everything when neither is named.
    """

    stream: str | None = None
    person_id: int | None = None


class SavedView(Base):
    """A list as somebody likes to see it: the query of its address, under a name of their own."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    screen: Mapped[str]
    name: Mapped[str]
    query: Mapped[str]

    __table_args__ = (Index("uq_saved_view_name", "person_id", "screen", "name", unique=True),)


class ApiToken(Base):
    """A token for programs; shown once, kept as a hash."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    scope: Mapped[str]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    expires_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    def is_live(self, at: datetime) -> bool:
        """Say whether this token still works at a moment."""
        fresh = self.expires_on is None or at.date() <= self.expires_on
        return fresh and self.revoked_at is None and self.person.is_active
