"""Who answers for a node, in which duty, from when until when, and why."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from triangle.core.db import Base

DUTIES = ("R", "A", "C", "I")
CAUSES = ("opened", "handoff", "seat", "reopened", "left")


class Responsibility(Base):
    """An interval in which a person has a duty in a node; closed, never overwritten.

    `role` is the playbook's role that the duty belongs to: a change of that seat moves it.
    """

    __tablename__ = "responsibility"

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"))
    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    duty: Mapped[str]
    role: Mapped[str]
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    cause: Mapped[str]

    __table_args__ = (
        Index(
            "uq_responsibility_one_accountable",
            "node_id",
            unique=True,
            sqlite_where=text("duty = 'A' AND until_at IS NULL"),
            postgresql_where=text("duty = 'A' AND until_at IS NULL"),
        ),
        Index(
            "uq_responsibility_one_holder",
            "node_id",
            "duty",
            "role",
            unique=True,
            sqlite_where=text("until_at IS NULL"),
            postgresql_where=text("until_at IS NULL"),
        ),
        Index("ix_responsibility_deal", "deal_id", "until_at"),
        Index("ix_responsibility_person", "person_id", "until_at", "duty"),
        # The matrix as of a past moment, the load then, what changed between two, and one person over time.
        Index("ix_responsibility_node", "node_id", "duty", "from_at"),
        Index("ix_responsibility_from", "from_at"),
        Index(
            "ix_responsibility_until",
            "until_at",
            sqlite_where=text("until_at IS NOT NULL"),
            postgresql_where=text("until_at IS NOT NULL"),
        ),
        Index("ix_responsibility_history", "person_id", "from_at"),
        CheckConstraint("until_at IS NULL OR until_at > from_at", name="ends_after_it_begins"),
    )
