"""What the matrix keeps of its own: visits, summaries, how rules were set, and findings that were waived."""

from datetime import date, datetime, timedelta

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from triangle.core.db import Base

# The stream of what holds for everybody here; its readers are the admins.
INSTALLATION = "installation:1"
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


class WeeklySummary(Base):
    """The last summary that a leader was told: of which week and teams, and the findings there were."""

    __tablename__ = "weekly_summary"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    # The Monday of its week.
    week: Mapped[date]
    at: Mapped[datetime]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    # Rule by rule, and in it team by team, the keys of the findings.
    found: Mapped[dict[str, dict[str, list[int]]]] = mapped_column(JSON)


class RuleSetting(Base):
    """How a rule of the lint was set here; what is null is as it comes."""

    __tablename__ = "rule_setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    is_on: Mapped[bool | None]
    severity: Mapped[str | None]
    threshold: Mapped[int | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int]


class Waiver(Base):
    """A finding that somebody accepts for a time, with the facts that it was accepted for."""

    __tablename__ = "waiver"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str]
    key: Mapped[int]
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id"))
    node_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str | None]
    handoff_id: Mapped[int | None] = mapped_column(ForeignKey("handoff.id"))
    count: Mapped[int | None]
    since: Mapped[datetime | None]
    reason: Mapped[str]
    waived_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    until_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_waiver_rule_key", "rule", "key"),)
