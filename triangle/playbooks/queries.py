"""Reading playbooks."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from triangle.core.prepared import Prepared
from triangle.playbooks.models import NodeTemplate, Playbook, Stage

_WHOLE = selectinload(Playbook.stages).selectinload(Stage.nodes)

_book, _stage, _template = Playbook.__table__.c, Stage.__table__.c, NodeTemplate.__table__.c
_NODE_COUNT = (
    select(func.count())
    .select_from(NodeTemplate.__table__)
    .join(Stage.__table__, _stage.id == _template.stage_id)
    .where(_stage.playbook_id == _book.id)
    .correlate(Playbook.__table__)
    .scalar_subquery()
)
_LATEST = Prepared(
    select(*(_book[name] for name in ("id", "code", "version", "name_zh", "name_en")))
    .add_columns(_NODE_COUNT.label("node_count"))
    .where(_book.id.in_(select(func.max(_book.id)).group_by(_book.code)))
    .order_by(_book.id)
)


def latest(session: Session) -> Sequence[Playbook]:
    """Return the newest version of every playbook."""
    newest = select(func.max(Playbook.id)).group_by(Playbook.code)
    return session.scalars(
        select(Playbook).where(Playbook.id.in_(newest)).order_by(Playbook.id).options(_WHOLE)
    ).all()


def latest_rows(session: Session) -> list[dict[str, Any]]:
    """Return the newest version of every playbook as a plain row, with how many nodes it has."""
    found = _LATEST.rows(session)
    return [row | {"name": {"zh": row.pop("name_zh"), "en": row.pop("name_en")}} for row in found]


def by_code(session: Session, code: str, version: int | None = None) -> Playbook | None:
    """Return a version of a playbook, the newest when none is named."""
    query = select(Playbook).where(Playbook.code == code).order_by(Playbook.version.desc()).limit(1)
    if version is not None:
        query = query.where(Playbook.version == version)
    return session.scalar(query.options(_WHOLE))


def whole(session: Session, playbook_id: int) -> Playbook:
    """Return a playbook version with its stages and nodes, in a constant number of queries."""
    return session.scalars(select(Playbook).where(Playbook.id == playbook_id).options(_WHOLE)).one()
