"""What the sponsor took upon themselves: a veto of delivery that was overridden, and the risk in writing."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from triangle.core.db import Base
from triangle.nodes.models import Node

VETO_KINDS = ("decision", "return")


class Override(Base):
    """One veto of delivery that the sponsor overrode; written once, never changed, never deleted."""

    __tablename__ = "veto_override"

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"), index=True)
    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"), index=True)
    risk: Mapped[str]
    overridden_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    overridden_at: Mapped[datetime]
    # The veto as it stood: kind, by, at, outcome or reason code, and the words.
    veto: Mapped[dict[str, Any]] = mapped_column(JSON)

    node: Mapped[Node] = relationship()
