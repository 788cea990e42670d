"""The rule that speaks of people who are alone in what they do."""

from typing import Any

from sqlalchemy import ColumnElement, exists, false, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from triangle.absences.models import Absence
from triangle.accounts.models import TRIANGLE, Account
from triangle.core.hot import among
from triangle.deals.models import Deal
from triangle.identity.eyes import BELOW
from triangle.identity.models import Person
from triangle.matrix.rules import GOING_ON, Limits, Rule, found_as, holder
from triangle.matrix.scope import Scope


def only_one(scope: Scope, limits: Limits) -> Any:
    """Find who alone holds a corner of the triangle in all deals of a team, with nobody named to stand in."""
    seats = union_all(*(_held(scope, number, role) for number, role in enumerate(TRIANGLE))).subquery()
    held = (
        select(
            seats.c.team_id,
            seats.c.corner,
            seats.c.role,
            func.min(seats.c.person_id).label("person_id"),
            func.count().label("count"),
        )
        .where(seats.c.person_id.is_not(None))
        .group_by(seats.c.team_id, seats.c.corner, seats.c.role)
        .having(func.count(seats.c.person_id.distinct()) == 1, func.count() > limits.threshold)
        .subquery()
    )
    found = found_as(
        func.coalesce(held.c.team_id, 0) * len(TRIANGLE) + held.c.corner + 1,
        team_id=held.c.team_id,
        person_id=held.c.person_id,
        role=held.c.role,
        count=held.c.count,
    )
    query = found.select_from(held).join(Person, Person.id == held.c.person_id)
    return query.where(Person.is_active, ~_stood_in_for(held.c.person_id, held.c.role, limits))


def _held(scope: Scope, number: int, role: str) -> Any:
    query = select(
        Account.team_id,
        literal(number).label("corner"),
        literal(role).label("role"),
        holder(role).label("person_id"),
    )
    query = query.select_from(Deal).join(Account, Account.id == Deal.account_id)
    return query.where(*scope.deals(), _seen_whole(scope))


def _seen_whole(scope: Scope) -> ColumnElement[bool]:
    # Whoever sees a part of a team's deals cannot know who is alone in it: only who leads a team is told.
    wanted = scope.wanted
    is_part = wanted.deal or wanted.account or wanted.playbook
    return false() if is_part or scope.eyes.kind != "leader" else among(Account.__table__.c.team_id, BELOW)


def _stood_in_for(person_id: Any, role: Any, limits: Limits) -> ColumnElement[bool]:
    deputy = aliased(Person)
    return exists().where(
        Absence.person_id == person_id,
        or_(Absence.role.is_(None), Absence.role == role),
        Absence.status.in_(GOING_ON),
        Absence.until_at > limits.now,
        deputy.id == Absence.deputy_id,
        deputy.is_active,
    )


RULES = (Rule("only_one", "medium", "name_deputy", only_one, "deals", 3),)
