"""Deeds on people, teams, sessions and tokens."""

import logging
import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from triangle.core.deed import Deed
from triangle.core.errors import Conflict, invalid
from triangle.core.policy import require
from triangle.core.publish import publish
from triangle.identity.models import (
    ApiToken,
    BrowserSession,
    Person,
    RightsChanged,
    SavedView,
    SignedOut,
    Team,
)
from triangle.identity.passwords import hash_password
from triangle.identity.queries import anybody_here, person_by_email, token_hash

log = logging.getLogger("triangle.audit")
PLACING = {"role", "team_id"}
_PEOPLE_LOCK = 1


def create_first_admin_without_policy(
    session: Session, *, name: str, email: str, password: str, language: str
) -> Person:
    """Create the admin of an installation that has nobody yet; afterwards it is refused."""
    one_at_a_time(session)
    if anybody_here(session):
        raise Conflict("already_set_up", "this installation has its first person already")
    admin = Person(
        name=name, email=email, password_hash=hash_password(password), role="admin", language=language
    )
    session.add(admin)
    session.flush()
    log.info("first admin created", extra={"person": admin.id})
    return admin


def one_at_a_time(session: Session) -> None:
    """Have deeds that look at all people or all teams wait for each other, and see what the last one did."""
    # SQLite has one writer anyway. On PostgreSQL two admins who send each other away would both succeed.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_PEOPLE_LOCK)))
        session.expire_all()


def add_person(deed: Deed, *, password_hash: str, email: str, team_id: int | None, **fields: Any) -> Person:
    """Add a person; a mail address is used once. Their password was hashed before: that takes its time."""
    one_at_a_time(deed.session)
    require(deed.actor, "add", Person)
    if person_by_email(deed.session, email) is not None:
        raise invalid("email", "taken")
    _known_team(deed, team_id)
    person = Person(email=email, team_id=team_id, password_hash=password_hash, **fields)
    deed.session.add(person)
    deed.session.flush()
    log.info("person added", extra={"person": person.id, "by": deed.actor.id})
    return person


def edit_person(deed: Deed, person_id: int, **changes: Any) -> Person:
    """Change a person; role and team only by those who may place people."""
    one_at_a_time(deed.session)
    person = deed.get(Person, person_id, lock=True)
    require(deed.actor, "place" if PLACING & changes.keys() else "edit", person)
    deed.expect(person)
    if "team_id" in changes:
        _known_team(deed, changes["team_id"])
    if changes.get("role", "admin") != "admin" and person.is_admin and _admins(deed.session) == 1:
        raise Conflict("last_admin", "somebody must administer this installation")
    for name, value in changes.items():
        setattr(person, name, value)
    deed.session.flush()
    if PLACING & changes.keys():
        publish(deed.session, RightsChanged(person_id=person.id))
    log.info("person edited", extra={"person": person.id, "by": deed.actor.id, "fields": sorted(changes)})
    return person


def set_password(deed: Deed, person_id: int, *, known_hash: str, password_hash: str) -> Person:
    """Set a password and sign the person out everywhere; `known_hash` is the one that was checked before."""
    person = deed.get(Person, person_id, lock=True)
    require(deed.actor, "set_password", person)
    deed.expect(person)
    if person.password_hash != known_hash:
        raise Conflict("changed_meanwhile", "the password was changed meanwhile")
    person.password_hash = password_hash
    revoke_all(deed.session, person, deed.at)
    deed.session.flush()
    return person


def revoke_all(session: Session, person: Person, at: datetime) -> None:
    """End every browser session of a person."""
    session.execute(
        update(BrowserSession)
        .where(BrowserSession.person_id == person.id, BrowserSession.revoked_at.is_(None))
        .values(revoked_at=at)
    )
    publish(session, SignedOut(person.id))
    log.info("sessions revoked", extra={"person": person.id})


def open_session(session: Session, person: Person, *, at: datetime, address: str, user_agent: str) -> str:
    """Sign a person in and return the token of the new session; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    session.add(
        BrowserSession(
            token_hash=token_hash(token),
            person_id=person.id,
            created_at=at,
            seen_at=at,
            address=address,
            user_agent=user_agent.replace("\0", "")[:300],
        )
    )
    log.info("signed in", extra={"person": person.id, "address": address})
    return token


def revoke_session(deed: Deed, session_id: int) -> BrowserSession:
    """End one browser session."""
    found = deed.get(BrowserSession, session_id)
    require(deed.actor, "revoke", found)
    end_session(deed.session, found, deed.at)
    return found


def end_session(session: Session, found: BrowserSession, at: datetime) -> None:
    """End a browser session; its sockets close after the commit."""
    found.revoked_at = found.revoked_at or at
    publish(session, SignedOut(found.person_id, found.id))


def make_token(deed: Deed, *, name: str, scope: str, expires_on: date | None) -> tuple[ApiToken, str]:
    """Make an API token for oneself and return it with its secret, which is never shown again."""
    secret = "tri_" + secrets.token_urlsafe(32)
    made = ApiToken(
        token_hash=token_hash(secret),
        person_id=deed.actor.id,
        name=name,
        scope=scope,
        created_at=deed.at,
        expires_on=expires_on,
    )
    deed.session.add(made)
    deed.session.flush()
    log.info("token made", extra={"token": made.id, "by": deed.actor.id})
    return made, secret


def revoke_token(deed: Deed, token_id: int) -> ApiToken:
    """End an API token."""
    token = deed.get(ApiToken, token_id)
    require(deed.actor, "revoke", token)
    token.revoked_at = token.revoked_at or deed.at
    return token


def add_team(deed: Deed, *, name: str, parent_id: int | None) -> Team:
    """Add a team below another, or at the top."""
    require(deed.actor, "add", Team)
    _known_team(deed, parent_id, "parent_id")
    team = Team(name=name, parent_id=parent_id)
    deed.session.add(team)
    deed.session.flush()
    return team


def edit_team(deed: Deed, team_id: int, *, name: str, parent_id: int | None) -> Team:
    """Rename or move a team; never below itself."""
    one_at_a_time(deed.session)
    team = deed.get(Team, team_id, lock=True)
    require(deed.actor, "edit", team)
    deed.expect(team)
    parent = _known_team(deed, parent_id, "parent_id")
    if parent is not None and parent.is_within(team.id):
        raise invalid("parent_id", "below_itself")
    team.name, team.parent_id = name, parent_id
    deed.session.flush()
    publish(deed.session, RightsChanged())
    return team


def _known_team(deed: Deed, team_id: int | None, field: str = "team_id") -> Team | None:
    team = deed.session.get(Team, team_id) if team_id is not None else None
    if team_id is not None and team is None:
        raise invalid(field, "unknown", id=team_id)
    return team


def _admins(session: Session) -> int:
    return session.scalar(select(func.count()).where(Person.role == "admin", Person.is_active)) or 0


def save_view(deed: Deed, *, screen: str, name: str, query: str) -> SavedView:
    """Keep a list as it is filtered now; the same name again replaces what it stood for."""
    known = deed.only(
        SavedView, SavedView.person_id == deed.actor.id, SavedView.screen == screen, SavedView.name == name
    )
    require(deed.actor, "save", known or SavedView)
    view = known or SavedView(person_id=deed.actor.id, screen=screen, name=name)
    view.query = query
    deed.session.add(view)
    deed.session.flush()
    return view


def forget_view(deed: Deed, view_id: int) -> None:
    """Forget a saved view."""
    view = deed.get(SavedView, view_id)
    require(deed.actor, "forget", view)
    deed.session.delete(view)
