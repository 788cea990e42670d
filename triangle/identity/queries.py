"""Reading people, teams, sessions and tokens."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from triangle.core.db import asked_once
from triangle.core.hot import among
from triangle.core.paging import Page, cut, page_values, paged
from triangle.core.policy import not_found, verbs
from triangle.core.prepared import Prepared
from triangle.identity.models import (
    ABSOLUTE,
    IDLE,
    ApiToken,
    BrowserSession,
    Person,
    SignedIn,
    Standing,
    Team,
)
from triangle.identity.schemas import PersonOut


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(token: str) -> str:
    """Return the CSRF token that belongs to a session's token."""
    return hashlib.sha256(b"csrf:" + token.encode()).hexdigest()


_person, _session = Person.__table__.c, BrowserSession.__table__.c
_SHOWN = tuple(PersonOut().fields)
# Asked with every request: of the session only what tells whether it is live.
_SESSION_OF = Prepared(
    select(_session.id, _session.created_at, _session.seen_at, *(_person[name] for name in _SHOWN))
    .select_from(BrowserSession.__table__.join(Person.__table__, _person.id == _session.person_id))
    .where(_session.token_hash == bindparam("hash"), _session.revoked_at.is_(None))
)


def session_of(session: Session, token: str, at: datetime) -> SignedIn | None:
    """Return the live browser session of a cookie."""
    kept = token_hash(token)
    found = asked_once(session, ("signed_in", kept), lambda: _signed_in(session, kept))
    return found if found is not None and found.is_live(at) else None


def _signed_in(session: Session, kept_hash: str) -> SignedIn | None:
    for ident, created_at, seen_at, *columns in _SESSION_OF.tuples(session, {"hash": kept_hash}):
        return SignedIn(Person.known(dict(zip(_SHOWN, columns, strict=True))), ident, created_at, seen_at)
    return None


_BY_ID = Prepared(select(*(_person[name] for name in _SHOWN)).where(_person.id == bindparam("person")))


def known(session: Session, person_id: int) -> Person:
    """Return somebody as rules and replies take them, in no session; an unknown id is not found."""
    for columns in _BY_ID.rows(session, {"person": person_id}):
        return Person.known(columns)
    raise not_found()


def api_token_of(session: Session, token: str, at: datetime) -> ApiToken | None:
    """Return the live API token of a bearer secret."""
    found = session.scalar(select(ApiToken).where(ApiToken.token_hash == token_hash(token)))
    return found if found is not None and found.is_live(at) else None


def person_by_email(session: Session, email: str) -> Person | None:
    """Return the person with a mail address, in whatever case it was typed."""
    return session.scalar(select(Person).where(func.lower(Person.email) == email.strip().lower()))


def anybody_here(session: Session) -> bool:
    """Say whether the installation has a first person."""
    return bool(session.scalar(select(exists().where(Person.id > 0))))


_PEOPLE_KEYS: list[Any] = [_person.name, _person.id]


def people(
    session: Session, reader: Person, *, q: str | None = None, after: str | None = None, limit: int = 50
) -> Page:
    """Return a page of people by name, those who left included; what a reader does not see finds nobody."""
    query = _people_page(bool(q), reader.is_guest, after is not None)
    like = {"q": pattern(q)} if q else {}
    found = query.rows(session, like | page_values(_PEOPLE_KEYS, after, limit))
    shown = cut(found, limit, of=itemgetter("name", "id"))
    if not reader.is_guest:
        return shown
    return Page(
        [row if _is_open_to(reader, row["id"]) else row | {"email": ""} for row in shown.rows], shown.next
    )


@cache
def _people_page(is_narrowed: bool, for_guest: bool, goes_on: bool) -> Prepared:
    query = select(*(_person[name] for name in _SHOWN))
    if is_narrowed:
        like: BindParameter[str] = bindparam("q")
        seen = [_person.name] if for_guest else [_person.name, _person.email]
        query = query.where(or_(*(column.ilike(like, escape="\\") for column in seen)))
    return Prepared(paged(query, _PEOPLE_KEYS, goes_on=goes_on))


def matches(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Return the condition that a column contains what somebody typed, wildcards taken literally."""
    return column.ilike(pattern(text), escape="\\")


def pattern(text: str) -> str:
    """Return the pattern of what contains a text, to be compared with `ilike` and a backslash as escape."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def as_seen_by(reader: Person, person: Person) -> Person | dict[str, Any]:
    """Return a person as somebody may see them: partners learn names, not addresses."""
    if _is_open_to(reader, person.id):
        return person
    return {name: getattr(person, name) for name in _SHOWN} | {"email": ""}


def _is_open_to(reader: Person, person_id: int) -> bool:
    return not reader.is_guest or reader.id == person_id


def reply(actor: Person, person: Person) -> dict[str, Any]:
    """Return the reply of one person."""
    can = verbs(actor, person, ["edit", "place", "set_password", "deactivate"])
    return {"data": person, "can": can, "positions": {}}


# Asked again and again by every process: these are put together once.
_STANDINGS = Prepared(
    select(BrowserSession.id, Person.id.label("person_id"), Person.role, Person.team_id, Person.is_guest)
    .join(BrowserSession.person)
    .where(among(BrowserSession.__table__.c.id, "sessions"))
    .where(BrowserSession.revoked_at.is_(None), Person.is_active)
    .where(BrowserSession.seen_at > bindparam("seen_after"))
    .where(BrowserSession.created_at > bindparam("created_after"))
)
_TREE = Prepared(select(Team.id, Team.parent_id).order_by(Team.id))


def standings(session: Session, session_ids: Collection[int], at: datetime) -> dict[int, Standing]:
    """Return, for those of some browser sessions that still sign somebody in, whose they are and as what."""
    asked = {"sessions": session_ids, "seen_after": at - IDLE, "created_after": at - ABSOLUTE}
    return {row[0]: Standing(*row[1:]) for row in _STANDINGS.tuples(session, asked)}


def team_tree(session: Session) -> dict[int, int | None]:
    """Return for each team the one above it."""
    return dict(_TREE.tuples(session))


_tree = select(Team.id).where(Team.id == bindparam("top")).cte(recursive=True)
_tree = _tree.union_all(select(Team.id).join(_tree, Team.parent_id == _tree.c.id))
_BELOW = Prepared(select(_tree.c.id))


def team_ids_below(session: Session, team_id: int) -> list[int]:
    """Return the ids of a team and of all teams below it."""
    return asked_once(session, ("below", team_id), lambda: _BELOW.column(session, {"top": team_id}))


def leads(session: Session, actor: Person, team_id: int | None) -> bool:
    """Say whether somebody leads a team or one above it: `Person.leads`, without loading teams."""
    if team_id is None or actor.team_id is None or actor.role != "leader" or not actor.is_active:
        return False
    return team_id in team_ids_below(session, actor.team_id)


def first_admin(session: Session) -> Person | None:
    """Return the admin who has been here longest, in whose name the command line acts."""
    query = select(Person).where(Person.role == "admin", Person.is_active).order_by(Person.id).limit(1)
    return session.scalar(query)


def team_ids(session: Session) -> dict[str, int]:
    """Return the id of every team by its name."""
    return {team.name: team.id for team in session.scalars(select(Team).order_by(Team.name))}
