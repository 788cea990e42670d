"""Nodes of a deal and their checklists: rows that keep their own rules."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from triangle.core.db import Base, Versioned
from triangle.core.errors import Conflict, invalid
from triangle.deals.models import Deal
from triangle.playbooks.models import Briefing, Gate, NodeTemplate

STATUSES = ("waiting", "active", "offered", "done", "skipped")
OPEN = ("waiting", "active", "offered")
CLOSED = ("done", "skipped")
_OPEN_SQL = "status IN ('waiting', 'active', 'offered')"
# Said with the very words of the index: SQLite uses a partial index for nothing else.
IS_OPEN: ColumnElement[bool] = literal_column(f"node.{_OPEN_SQL}")
ITEM_STATES = ("open", "done", "not_applicable")
OUTCOMES = ("go", "no_go", "hold", "go_with_conditions")
PASSED = ("go", "go_with_conditions")
CONTRACT_GATES, CONTRACT_BRIEFING = ("ATC", "ATC-lite"), "H5"


class Node(Versioned, Base):
    """One step of a deal: waiting, active, offered, done or skipped."""

    __tablename__ = "node"

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"))
    template_id: Mapped[int] = mapped_column(ForeignKey("node_template.id"))
    position: Mapped[int]
    status: Mapped[str] = mapped_column(default="waiting")
    planned_start_on: Mapped[date]
    planned_finish_on: Mapped[date]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    decision: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    deal: Mapped[Deal] = relationship()
    template: Mapped[NodeTemplate] = relationship(lazy="joined", innerjoin=True)
    checklist: Mapped[list["ChecklistItem"]] = relationship(
        order_by="ChecklistItem.position", foreign_keys="ChecklistItem.node_id", viewonly=True
    )

    __table_args__ = (
        Index("ix_node_deal_position", "deal_id", "position"),
        # Who carried how much: what was at work at a moment, however much was finished before.
        Index(
            "ix_node_worked",
            "finished_at",
            "started_at",
            sqlite_where=text("started_at IS NOT NULL"),
            postgresql_where=text("started_at IS NOT NULL"),
        ),
        # A search for a node's name looks at those that are worked on first.
        Index("ix_node_template_status", "template_id", "status"),
        # Where a deal stands is its first open node: one look for each deal of a long list.
        Index(
            "ix_node_open",
            "deal_id",
            "position",
            sqlite_where=text(_OPEN_SQL),
            postgresql_where=text(_OPEN_SQL),
        ),
    )

    @property
    def code(self) -> str:
        """The node's code in its playbook, such as KD4.3."""
        return self.template.code

    @property
    def name(self) -> dict[str, str]:
        """The node's name in both languages."""
        return self.template.name

    @property
    def stage(self) -> str:
        """The code of the stage that the node is in."""
        return self.template.stage_code

    @property
    def gate(self) -> Gate | None:
        """The decision that this node needs."""
        return self.template.gate

    @property
    def briefing(self) -> Briefing | None:
        """The hand-off between roles that this node is about."""
        return self.template.briefing

    @property
    def is_open(self) -> bool:
        """Say whether somebody has to answer for this node still."""
        return self.status in OPEN

    @property
    def is_deliverability_review(self) -> bool:
        """Say whether this node is where delivery can say no."""
        return self.gate is not None and self.gate["code"] == "DELIVERABILITY"

    @property
    def is_about_contract(self) -> bool:
        """Say whether here the contract is decided, or explained to those who deliver."""
        gate, briefing = self.gate, self.briefing
        decides = gate is not None and gate["code"] in CONTRACT_GATES
        return decides or (briefing is not None and briefing["code"] == CONTRACT_BRIEFING)

    @property
    def blocks_later(self) -> bool:
        """Say whether this node is a gate that later nodes must wait for."""
        if self.gate is None or not self.is_open:
            return False
        return self.is_stopped or not self.gate["on_change"]

    @property
    def is_stopped(self) -> bool:
        """Say whether the gate's decision stands against going on."""
        return self.decision is not None and self.decision["outcome"] not in PASSED

    def may_now(self, verb: str) -> bool:
        """Say whether the node's state allows a verb, whoever asks."""
        match verb:
            case "start":
                return self.status == "waiting"
            case "finish":
                return self.status == "active"
            case "decide":
                return self.gate is not None and self.status in ("active", "offered")
            case "reopen":
                return self.status in CLOSED
        return self.is_open

    def must_allow(self, verb: str) -> None:
        """Refuse a verb that the node's state does not allow."""
        if not self.may_now(verb):
            code = "node_has_no_gate" if verb == "decide" and self.gate is None else f"node_{self.status}"
            raise Conflict(code, f"a {self.status} node cannot {verb}", status=self.status, verb=verb)

    def start(self, at: datetime) -> None:
        """Begin the work."""
        self.must_allow("start")
        self.status, self.started_at = "active", self.started_at or at

    def finish(self, at: datetime) -> None:
        """End the work; what blocks it was asked before."""
        self.must_allow("finish")
        self.status, self.finished_at = "done", at

    def skip(self, reason: str, at: datetime) -> None:
        """Leave the node out, for a reason."""
        self.must_allow("skip")
        if self.is_stopped:
            # A decision is answered by another decision, never by looking away from it.
            raise Conflict("gate_stopped", "this gate was not passed: decide it again", status=self.status)
        self.status, self.finished_at, self.reason = "skipped", at, reason

    def reopen(self, reason: str, at: datetime) -> None:
        """Take the work up again, for a reason; a gate has to be decided again."""
        self.must_allow("reopen")
        self.status, self.started_at, self.finished_at = "active", self.started_at or at, None
        self.reason, self.decision = reason, None

    def decide(
        self, outcome: str, reason: str, conditions: list[str], by: int, at: str, instead_of: int | None
    ) -> None:
        """Take the gate's decision; all but a plain go need a reason, and conditions are listed."""
        self.must_allow("decide")
        if outcome != "go" and not reason:
            raise invalid("reason", "required", why=outcome)
        if (outcome == "go_with_conditions") != bool(conditions):
            raise invalid("conditions", "required" if not conditions else "not_allowed", why=outcome)
        self.decision = {
            "outcome": outcome,
            "reason": reason,
            "conditions": conditions,
            "decided_by": by,
            "decided_for": instead_of,
            "decided_at": at,
        }

    def touch(self) -> None:
        """Count a new version: whoever decides must have seen what was said beside the node."""
        flag_modified(self, "status")

    def offer(self) -> None:
        """Mark active work as offered to somebody."""
        if self.status == "active":
            self.status = "offered"

    def settle(self) -> None:
        """Mark offered work as active again: every offer of it has been answered."""
        if self.status == "offered":
            self.status = "active"


class ChecklistItem(Versioned, Base):
    """One line of a node's standard procedure."""

    __tablename__ = "checklist_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"), index=True)
    position: Mapped[int]
    text: Mapped[dict[str, str]] = mapped_column(JSON)
    required: Mapped[bool]
    state: Mapped[str] = mapped_column(default="open")
    note: Mapped[str] = mapped_column(default="")
    evidence: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    reason: Mapped[str] = mapped_column(default="")
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime | None]
    changed_for: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # What a gate was passed on stands among the items of the node that it is worked on in.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date | None]
    condition_of: Mapped[int | None] = mapped_column(ForeignKey("node.id"))

    node: Mapped[Node] = relationship(foreign_keys=[node_id])

    def change(self, changes: dict[str, Any], by: int, at: datetime, instead_of: int | None) -> None:
        """Tick, note or add evidence; "not applicable" needs a reason, and only it has one."""
        for name, value in changes.items():
            setattr(self, name, value)
        if self.state == "not_applicable" and not self.reason:
            raise invalid("reason", "required", why="not_applicable")
        if self.state != "not_applicable":
            self.reason = ""
        self.changed_by, self.changed_at, self.changed_for = by, at, instead_of
