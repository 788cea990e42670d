"""Reading playbooks."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from triangle.playbooks.models import Playbook, Stage

_WHOLE = selectinload(Playbook.stages).selectinload(Stage.nodes)


def latest(session: Session) -> Sequence[Playbook]:
    """Return the newest version of every playbook."""
    newest = select(func.max(Playbook.id)).group_by(Playbook.code)
    return session.scalars(
        select(Playbook).where(Playbook.id.in_(newest)).order_by(Playbook.id).options(_WHOLE)
    ).all()


def by_code(session: Session, code: str, version: int | None = None) -> Playbook | None:
    """Return a version of a playbook, the newest when none is named."""
    query = select(Playbook).where(Playbook.code == code).order_by(Playbook.version.desc()).limit(1)
    if version is not None:
        query = query.where(Playbook.version == version)
    return session.scalar(query.options(_WHOLE))


def whole(session: Session, playbook_id: int) -> Playbook:
    """Return a playbook version with its stages and nodes, in a constant number of queries."""
    return session.scalars(select(Playbook).where(Playbook.id == playbook_id).options(_WHOLE)).one()
