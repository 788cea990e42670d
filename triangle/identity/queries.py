"""Reading people, teams, sessions and tokens."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager

from triangle.core.paging import Page, page
from triangle.core.policy import verbs
from triangle.identity.models import (
    ABSOLUTE,
    IDLE,
    ApiToken,
    BrowserSession,
    Person,
    SavedView,
    Standing,
    Team,
)
from triangle.identity.schemas import PersonOut

MOST = 500


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(token: str) -> str:
    """Return the CSRF token that belongs to a session's token."""
    return hashlib.sha256(b"csrf:" + token.encode()).hexdigest()


# Asked with every request: built once.
_SESSION_OF = (
    select(BrowserSession)
    .join(BrowserSession.person)
    .options(contains_eager(BrowserSession.person))
    .where(BrowserSession.token_hash == bindparam("hash"))
)


def session_of(session: Session, token: str, at: datetime) -> BrowserSession | None:
    """Return the live browser session of a cookie."""
    found = session.scalar(_SESSION_OF, {"hash": token_hash(token)})
    return found if found is not None and found.is_live(at) else None


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


def people(
    session: Session, reader: Person, *, q: str | None = None, after: str | None = None, limit: int = 50
) -> Page:
    """Return a page of people by name, those who left included; what a reader does not see finds nobody."""
    query = select(Person)
    if q:
        seen = [Person.name] if reader.is_guest else [Person.name, Person.email]
        query = query.where(or_(*(matches(column, q) for column in seen)))
    keys: Any = [Person.name, Person.id]
    return page(session, query, keys, of=lambda p: (p.name, p.id), after=after, limit=limit)


def matches(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Return the condition that a column contains what somebody typed, wildcards taken literally."""
    return column.ilike(pattern(text), escape="\\")


def pattern(text: str) -> str:
    """Return the pattern of what contains a text, to be compared with `ilike` and a backslash as escape."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def as_seen_by(reader: Person, person: Person) -> Person | dict[str, Any]:
    """Return a person as somebody may see them: partners learn names, not addresses."""
    if not reader.is_guest or reader.id == person.id:
        return person
    return {name: getattr(person, name) for name in PersonOut().fields} | {"email": ""}


def reply(actor: Person, person: Person) -> dict[str, Any]:
    """Return the reply of one person."""
    can = verbs(actor, person, ["edit", "place", "set_password", "deactivate"])
    return {"data": person, "can": can, "positions": {}}


def live_sessions(session: Session, person: Person, at: datetime) -> Sequence[BrowserSession]:
    """Return the browsers in which a person is signed in, the last seen first."""
    rows = session.scalars(
        select(BrowserSession)
        .where(BrowserSession.person_id == person.id, BrowserSession.revoked_at.is_(None))
        .order_by(BrowserSession.seen_at.desc())
    )
    return [row for row in rows if row.is_live(at)]


def standings(session: Session, session_ids: list[int], at: datetime) -> dict[int, Standing]:
    """Return, for those of some browser sessions that still sign somebody in, whose they are and as what."""
    query = (
        select(BrowserSession.id, Person.id, Person.role, Person.team_id, Person.is_guest)
        .join(BrowserSession.person)
        .where(BrowserSession.id.in_(session_ids), BrowserSession.revoked_at.is_(None), Person.is_active)
        .where(BrowserSession.seen_at > at - IDLE, BrowserSession.created_at > at - ABSOLUTE)
    )
    return {row[0]: Standing(*row[1:]) for row in session.execute(query).all()}


def team_tree(session: Session) -> dict[int, int | None]:
    """Return for each team the one above it."""
    return {team.id: team.parent_id for team in teams(session)}


def live_tokens(session: Session, person: Person) -> Sequence[ApiToken]:
    """Return a person's tokens that were not revoked."""
    return session.scalars(
        select(ApiToken)
        .where(ApiToken.person_id == person.id, ApiToken.revoked_at.is_(None))
        .order_by(ApiToken.id)
    ).all()


def all_live_tokens(session: Session) -> Sequence[ApiToken]:
    """Return every token that was not revoked, of whom it may be, the newest first."""
    return session.scalars(
        select(ApiToken).where(ApiToken.revoked_at.is_(None)).order_by(ApiToken.id.desc()).limit(MOST)
    ).all()


def saved_views(session: Session, person: Person, screen: str) -> Sequence[SavedView]:
    """Return the views of a list that somebody saved, by name."""
    mine = select(SavedView).where(SavedView.person_id == person.id, SavedView.screen == screen)
    return session.scalars(mine.order_by(SavedView.name)).all()


def teams(session: Session) -> Sequence[Team]:
    """Return every team; the reader builds the tree."""
    return session.scalars(select(Team).order_by(Team.id)).all()


_tree = select(Team.id).where(Team.id == bindparam("top")).cte(recursive=True)
_tree = _tree.union_all(select(Team.id).join(_tree, Team.parent_id == _tree.c.id))
_BELOW = select(_tree.c.id)


def team_ids_below(session: Session, team_id: int) -> list[int]:
    """Return the ids of a team and of all teams below it."""
    return list(session.scalars(_BELOW, {"top": team_id}))


def first_admin(session: Session) -> Person | None:
    """Return the admin who has been here longest, in whose name the command line acts."""
    query = select(Person).where(Person.role == "admin", Person.is_active).order_by(Person.id).limit(1)
    return session.scalar(query)


def team_ids(session: Session) -> dict[str, int]:
    """Return the id of every team by its name."""
    return {team.name: team.id for team in session.scalars(select(Team).order_by(Team.name))}
