"""Reading who is away, who acts for them, and where nobody does."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from triangle.absences.models import Absence
from triangle.identity.models import Person
from triangle.identity.queries import team_ids_below

LIVE = ("planned", "running")


def of_person(session: Session, person_id: int) -> Sequence[Absence]:
    """Return somebody's absences that are not over, the next first."""
    mine = select(Absence).where(Absence.person_id == person_id, Absence.status.in_(LIVE))
    return session.scalars(mine.order_by(Absence.from_at, Absence.id)).all()


def deputies_now(session: Session, person_id: int, role: str | None) -> list[int]:
    """Return who acts now for somebody who is away, in a role; nobody acts for a partner."""
    running = select(Absence).where(Absence.person_id == person_id, Absence.status == "running")
    colleagues = running.join(Absence.person).where(~Person.is_guest)
    found = session.scalars(colleagues.order_by(Absence.id))
    return list(dict.fromkeys(a.deputy_id for a in found if a.deputy_id is not None and a.covers(role)))


def at_work(session: Session, person_ids: Iterable[int]) -> list[int]:
    """Return those of some people who are here now: active, and not away as a whole."""
    away = select(Absence.person_id).where(Absence.status == "running", Absence.role.is_(None))
    here = select(Person.id).where(Person.id.in_(list(person_ids)), Person.is_active, Person.id.not_in(away))
    return list(session.scalars(here.order_by(Person.id)))


def overlapping(
    session: Session, person_id: int, from_at: datetime, until_at: datetime, but: int | None = None
) -> list[Absence]:
    """Return somebody's live absences that share a moment with a time, one of them left out."""
    found = of_person(session, person_id)
    return [a for a in found if a.overlaps(from_at, until_at) and a.id != but]


def due_ids(session: Session, now: datetime) -> list[int]:
    """Return the absences that begin or end now."""
    begins = (Absence.status == "planned") & (Absence.from_at <= now)
    ends = (Absence.status == "running") & (Absence.until_at <= now)
    return list(session.scalars(select(Absence.id).where(or_(begins, ends)).order_by(Absence.id)))


def unfollowed(session: Session) -> list[int]:
    """Return the absences whose last change nothing has followed yet."""
    return list(session.scalars(select(Absence.id).where(~Absence.is_followed).order_by(Absence.id)))


def people_led_by(session: Session, leader: Person) -> list[int]:
    """Return the people of a leader's team and the teams below it."""
    if leader.role != "leader" or leader.team_id is None:
        return []
    below = team_ids_below(session, leader.team_id)
    return list(session.scalars(select(Person.id).where(Person.team_id.in_(below)).order_by(Person.id)))
