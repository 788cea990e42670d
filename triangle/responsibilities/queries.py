"""Reading who answers for what, now or at any moment."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from triangle.absences.models import Absence
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal, Member
from triangle.deals.queries import also_visible
from triangle.identity.eyes import ME, Me
from triangle.identity.models import Person
from triangle.nodes.models import OPEN, Node
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.schemas import ResponsibilityOut

_OF_NODE = (
    select(Responsibility)
    .where(Responsibility.node_id == bindparam("node"), Responsibility.until_at.is_(None))
    .order_by(Responsibility.id)
)
_held = Responsibility.__table__.c
_CURRENT = Prepared(
    select(*(_held[name] for name in ResponsibilityOut().fields))
    .where(_held.deal_id == bindparam("deal"), _held.until_at.is_(None))
    .order_by(_held.id),
    sent=True,
)

_absence, _member, _person = Absence.__table__.c, Member.__table__.c, Person.__table__.c
# Under a name of its own: conditions on deals ask this beside their own.
_room = Deal.__table__.alias("room")
# A duty stays with a finished node when its holder has left the room, and with a lost deal: what others may
# do for a holder rests on those duties only that open a room which goes on to a colleague who is in it now.
_PRESENT = (
    Responsibility.__table__.join(
        Member.__table__,
        and_(
            _member.deal_id == _held.deal_id,
            _member.person_id == _held.person_id,
            _member.until_at.is_(None),
        ),
    )
    .join(Person.__table__, and_(_person.id == _held.person_id, ~_person.is_guest))
    .join(_room, and_(_room.c.id == _held.deal_id, _room.c.status != "lost"))
)
# In whose place a deputy stands: somebody who is away now, in everything or in the role of the duty.
_STOOD_IN = _PRESENT.join(
    Absence.__table__,
    and_(
        _absence.person_id == _held.person_id,
        _absence.status == "running",
        or_(_absence.role.is_(None), _absence.role == _held.role),
    ),
)


def current(session: Session, deal_id: int) -> Sequence[Responsibility]:
    """Return the present responsibilities of a deal."""
    query = select(Responsibility).where(Responsibility.deal_id == deal_id, Responsibility.until_at.is_(None))
    return session.scalars(query.order_by(Responsibility.id)).all()


def current_rows(session: Session, deal_id: int) -> list[dict[str, Any]]:
    """Return the present responsibilities of a deal as they are sent."""
    return _CURRENT.rows(session, {"deal": deal_id})


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
    return session.scalars(_OF_NODE, {"node": node_id}).all()


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


_IN_PLACE_OF = (
    select(_held.person_id)
    .select_from(_STOOD_IN)
    .where(
        _held.node_id == bindparam("node"),
        _held.duty.in_(bindparam("duties", expanding=True)),
        _held.until_at.is_(None),
        _absence.deputy_id == ME,
    )
    # Whoever answers comes before those who do it.
    .order_by(_held.duty, _held.id)
    .limit(1)
)


def stood_in_for(session: Session, node_id: int, person_id: int, duties: Iterable[str]) -> int | None:
    """Return in whose place a deputy has one of the duties in a node now."""
    asked = {"node": node_id, "duties": list(duties), "me": person_id}
    return session.scalar(_IN_PLACE_OF, asked)


_DEPUTIES = (
    select(_absence.deputy_id, _held.deal_id)
    .select_from(_STOOD_IN)
    .where(_held.deal_id.in_(bindparam("deals", expanding=True)), _held.until_at.is_(None))
    .where(_absence.deputy_id.is_not(None))
    .distinct()
)
_IS_DEPUTY = Prepared(
    select(_held.id)
    .select_from(_STOOD_IN)
    .where(_held.deal_id == bindparam("deal"), _held.until_at.is_(None), _absence.deputy_id == ME)
    .limit(1)
)


def deputies_in(session: Session, deal_ids: list[int]) -> list[tuple[int, int]]:
    """Return (deputy, deal) for everybody who acts now for somebody with a duty in some deals."""
    return [(row.deputy_id, row.deal_id) for row in session.execute(_DEPUTIES, {"deals": deal_ids})]


def is_deputy_in(session: Session, deal_id: int, person_id: int) -> bool:
    """Say whether somebody acts now for somebody with a duty in a deal."""
    return bool(_IS_DEPUTY.tuples(session, {"deal": deal_id, "me": person_id}))


@also_visible
def deputy_in(me: Me) -> ColumnElement[bool]:
    """Return the condition for the deals in which somebody is deputy for a duty."""
    held = select(_held.deal_id).select_from(_STOOD_IN)
    return Deal.__table__.c.id.in_(held.where(_absence.deputy_id == me, _held.until_at.is_(None)))


def deals_with_duty(session: Session, person_id: int, role: str | None) -> Sequence[int]:
    """Return the deals that go on, in whose rooms somebody has a duty now, in any role or in one."""
    held = select(_held.deal_id).select_from(_PRESENT)
    held = held.where(_held.person_id == person_id, _held.until_at.is_(None))
    if role is not None:
        held = held.where(_held.role == role)
    return session.scalars(held.distinct().order_by(_held.deal_id)).all()


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
