"""Which findings are waived: as long as the waiver lasts and the facts are those it was given for."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from triangle.matrix.models import Waiver

# What has to be the same as on the day of the waiver; a count may have become smaller.
SAME = ("person_id", "role", "handoff_id", "since")


def still_waived(rule: str, found: Any, now: datetime) -> ColumnElement[bool]:
    """Return the condition that a waiver holds for a row of a rule's findings."""
    same = [getattr(Waiver, name).is_not_distinct_from(found.c[name]) for name in SAME]
    return and_(
        Waiver.rule == rule,
        Waiver.key == found.c.key,
        Waiver.ended_at.is_(None),
        Waiver.until_at > now,
        func.coalesce(found.c["count"], 0) <= func.coalesce(Waiver.count, 0),
        *same,
    )


def waived_rules(session: Session, now: datetime) -> set[str]:
    """Return the rules of which somebody waives a finding at a moment."""
    live = select(Waiver.rule).where(Waiver.ended_at.is_(None), Waiver.until_at > now)
    return set(session.scalars(live.distinct()))


def waivers_by_id(session: Session, ids: set[int]) -> dict[int, Waiver]:
    """Return waivers by their ids."""
    if not ids:
        return {}
    return {each.id: each for each in session.scalars(select(Waiver).where(Waiver.id.in_(sorted(ids))))}
