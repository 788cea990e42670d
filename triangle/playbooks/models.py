"""Playbooks: how a deal is run, in versions that never change."""

from datetime import datetime
from typing import Any, TypedDict

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from triangle.core.db import Base


class Gate(TypedDict):
    """A decision that a node needs; `on_change` ones are needed only when something changes."""

    code: str
    on_change: bool


Briefing = TypedDict("Briefing", {"code": str, "from": list[str], "to": list[str], "ack_working_hours": int})


class Playbook(Base):
    """One version of one playbook."""

    __tablename__ = "playbook"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    version: Mapped[int]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    published_at: Mapped[datetime]

    stages: Mapped[list["Stage"]] = relationship(order_by="Stage.position", viewonly=True)

    __table_args__ = (UniqueConstraint("code", "version"),)

    @property
    def name(self) -> dict[str, str]:
        """The name in both languages."""
        return {"zh": self.name_zh, "en": self.name_en}

    @property
    def node_count(self) -> int:
        """How many nodes a deal of this playbook begins with."""
        return sum(len(stage.nodes) for stage in self.stages)


class Stage(Base):
    """One of the seven stages in one playbook version."""

    __tablename__ = "stage"

    id: Mapped[int] = mapped_column(primary_key=True)
    playbook_id: Mapped[int] = mapped_column(ForeignKey("playbook.id"), index=True)
    code: Mapped[str]
    position: Mapped[int]
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    working_days: Mapped[int]
    entry: Mapped[dict[str, str]] = mapped_column(JSON)
    exit: Mapped[dict[str, str]] = mapped_column(JSON)

    nodes: Mapped[list["NodeTemplate"]] = relationship(order_by="NodeTemplate.position", viewonly=True)


class NodeTemplate(Base):
    """A node as a playbook version describes it."""

    __tablename__ = "node_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    stage_id: Mapped[int] = mapped_column(ForeignKey("stage.id"), index=True)
    stage_code: Mapped[str]
    code: Mapped[str]
    position: Mapped[int]
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    working_days: Mapped[int]
    raci: Mapped[dict[str, Any]] = mapped_column(JSON)
    gate: Mapped[Gate | None] = mapped_column(JSON(none_as_null=True))
    briefing: Mapped[Briefing | None] = mapped_column(JSON(none_as_null=True))
    checklist: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    def duties(self) -> list[tuple[str, str]]:
        """Return each (duty, role) of the node; exactly one of them is A."""
        return [("A", self.raci["A"]), *((duty, role) for duty in "RCI" for role in self.raci[duty])]
