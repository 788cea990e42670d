"""Reading who answers for what, now or at any moment."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from triangle.nodes.models import OPEN, Node
from triangle.responsibilities.models import Responsibility


def current(session: Session, deal_id: int) -> Sequence[Responsibility]:
    """Return the present responsibilities of a deal."""
    query = select(Responsibility).where(Responsibility.deal_id == deal_id, Responsibility.until_at.is_(None))
    return session.scalars(query.order_by(Responsibility.id)).all()


def at_moment(session: Session, deal_id: int, at: datetime) -> Sequence[Responsibility]:
    """Return who answered for what in a deal at a moment: from <= at < until."""
    query = select(Responsibility).where(
        Responsibility.deal_id == deal_id,
        Responsibility.from_at <= at,
        or_(Responsibility.until_at.is_(None), Responsibility.until_at > at),
    )
    return session.scalars(query.order_by(Responsibility.node_id, Responsibility.id)).all()


def of_node(session: Session, node_id: int) -> Sequence[Responsibility]:
    """Return the present responsibilities of a node."""
    query = select(Responsibility).where(Responsibility.node_id == node_id, Responsibility.until_at.is_(None))
    return session.scalars(query.order_by(Responsibility.id)).all()


def accountable_of(session: Session, node_id: int) -> int | None:
    """Return who answers for a node now."""
    held = select(Responsibility.person_id).where(
        Responsibility.node_id == node_id, Responsibility.duty == "A", Responsibility.until_at.is_(None)
    )
    return session.scalar(held.limit(1))


def has_duty(session: Session, node_id: int, person_id: int, duties: Iterable[str]) -> bool:
    """Say whether somebody has one of the duties in a node now."""
    held = exists().where(
        Responsibility.node_id == node_id,
        Responsibility.person_id == person_id,
        Responsibility.duty.in_(list(duties)),
        Responsibility.until_at.is_(None),
    )
    return bool(session.scalar(select(held)))


def answers_in_deal(session: Session, deal_id: int, person_id: int) -> bool:
    """Say whether somebody has a duty in an open node of a deal."""
    held = (
        select(Responsibility.id)
        .join(Node, Node.id == Responsibility.node_id)
        .where(
            Responsibility.deal_id == deal_id,
            Responsibility.person_id == person_id,
            Responsibility.until_at.is_(None),
            Node.status.in_(OPEN),
        )
    )
    return session.scalar(held.limit(1)) is not None
