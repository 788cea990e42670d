"""Accounts from a file: what each row means, whether it fits, and adding those that do like by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from marshmallow import ValidationError
from marshmallow.validate import Length
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from triangle.accounts.actions import add_account
from triangle.accounts.import_words import SEATS, VALUES, field_of, same_name, value_of
from triangle.accounts.models import STAFF_ONLY, Account
from triangle.accounts.queries import visible_to
from triangle.accounts.schemas import AccountNew
from triangle.core.deed import Deed
from triangle.core.errors import field_error
from triangle.core.policy import require
from triangle.core.table_file import Line
from triangle.identity.models import Person, Team

_limits = AccountNew()


def table(lines: list[Line]) -> dict[str, Any]:
    """Return a file with the fields that its headings mean, each field at most once."""
    (_, headings), *rows = lines
    width = max(len(cells) for _, cells in lines)
    taken: set[str] = set()
    columns = []
    for heading in headings + [""] * (width - len(headings)):
        meant = field_of(heading)
        columns.append({"heading": heading, "field": None if meant in taken else meant})
        taken.add(meant or "")
    padded = [{"line": number, "cells": cells + [""] * (width - len(cells))} for number, cells in rows]
    return {"columns": columns, "rows": padded}


@dataclass
class Surroundings:
    """What rows are weighed against: people and teams they name, and the accounts that are there."""

    people: dict[str, list[Person]]
    teams: dict[str, list[int]]
    accounts: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, session: Session, actor: Person, rows: list[dict[str, Any]]) -> "Surroundings":
        """Read them with as many statements, however many rows there are."""
        said = {row[role] for row in rows for role in SEATS if row[role]}
        lowered = {text.lower() for text in said}
        found = select(Person).where(
            Person.is_active, or_(func.lower(Person.email).in_(lowered), Person.name.in_(said))
        )
        people: dict[str, list[Person]] = {}
        for person in session.scalars(found) if said else ():
            for key in {person.email.lower(), person.name.lower()}:
                people.setdefault(key, []).append(person)
        teams: dict[str, list[int]] = {}
        for ident, name in session.execute(select(Team.id, Team.name)):
            teams.setdefault(same_name(name), []).append(ident)
        there = session.execute(select(Account.id, Account.name).where(visible_to(session, actor)))
        return cls(people, teams, {same_name(name): {"id": ident, "name": name} for ident, name in there})


@dataclass
class Weighed:
    """One row: what it would add, and why it cannot."""

    line: int
    key: str
    same: dict[str, Any] | None
    wanted: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)
    outcome: str = "fit"
    account_id: int | None = None


def weigh(session: Session, actor: Person, rows: list[dict[str, Any]]) -> list[Weighed]:
    """Say of each row whether it would be added; nothing is changed."""
    require(actor, "add", Account)
    around = Surroundings.of(session, actor, rows)
    return [_weigh(row, around) for row in rows]


def add_accounts(deed: Deed, rows: list[dict[str, Any]]) -> list[Weighed]:
    """Add the rows that fit, each like an account by hand; one that is there already is not added again."""
    require(deed.actor, "add", Account)
    around = Surroundings.of(deed.session, deed.actor, rows)
    weighed = []
    for row in rows:
        # Weighed one after the other: a row may be the duplicate of one that was added just now.
        one = _weigh(row, around)
        if one.outcome == "fit":
            account = add_account(deed, **one.wanted)
            one.outcome, one.account_id = "added", account.id
            around.accounts.setdefault(one.key, {"id": account.id, "name": account.name})
        weighed.append(one)
    return weighed


def _weigh(row: dict[str, Any], around: Surroundings) -> Weighed:
    key = same_name(row["name"])
    one = Weighed(row["line"], key, around.accounts.get(key) if key else None)
    one.wanted = {"seats": {}, "team_id": None} | _words(row, one.problems)
    one.problems += _team(row["team"], around, one.wanted)
    for role in SEATS:
        one.problems += _seat(role, row[role], around, one.wanted)
    if one.problems:
        one.outcome = "refused"
    elif one.same and not row["anyway"]:
        one.outcome = "duplicate"
    return one


def _words(row: dict[str, Any], problems: list[dict[str, Any]]) -> dict[str, Any]:
    given = {name: row[name] for name in ("name", "industry", "region")}
    for name, of in VALUES.items():
        if not row[name]:
            continue
        value = value_of(name, row[name])
        if value is None:
            problems.append(field_error(name, f"unknown_{name}", given=row[name][:40], allowed=list(of)))
        else:
            given[name] = value
    if not given["name"].strip():
        problems.insert(0, field_error("name", "required"))
        return given
    try:
        return dict(_limits.load(given))
    except ValidationError as error:
        problems += [field_error(name, "text_long", most=_most(name)) for name in error.messages_dict]
        return given


def _most(name: str) -> int:
    return next(rule.max or 0 for rule in _limits.fields[name].validators if isinstance(rule, Length))


def _team(said: str, around: Surroundings, wanted: dict[str, Any]) -> Iterable[dict[str, Any]]:
    found = around.teams.get(same_name(said), []) if said else []
    if said and len(found) != 1:
        yield field_error("team", "many_teams" if found else "unknown_team", given=said[:40])
    elif found:
        wanted["team_id"] = found[0]


def _seat(role: str, said: str, around: Surroundings, wanted: dict[str, Any]) -> Iterable[dict[str, Any]]:
    found = around.people.get(said.lower(), []) if said else []
    if said and len(found) != 1:
        yield field_error(role, "many_people" if found else "unknown_person_named", given=said[:40])
    elif found and found[0].is_guest and role in STAFF_ONLY:
        yield field_error(role, "guest_seat", role=role)
    elif found:
        wanted["seats"][role] = found[0].id
