"""Doors of people, teams, sessions and tokens."""

from typing import Any

from flask import request

from triangle.core.deed import Deed
from triangle.core.errors import Forbidden
from triangle.core.policy import require, verbs
from triangle.core.web.door import Door
from triangle.core.web.replies import list_of, page_of, reply_of
from triangle.core.web.service import Ask
from triangle.identity import actions, queries, rows
from triangle.identity.authentication import browser_session
from triangle.identity.limits import limits_of
from triangle.identity.models import ApiToken, Person, SavedView, Team
from triangle.identity.passwords import check_password, hash_password
from triangle.identity.schemas import (
    PasswordChange,
    PeopleQuery,
    PersonEdit,
    PersonNew,
    PersonOut,
    PersonReply,
    SessionOut,
    TeamBody,
    TeamOut,
    TokenMade,
    TokenNew,
    TokenOfPerson,
    TokenOut,
    ViewBody,
    ViewOut,
    ViewsQuery,
)

door = Door("identity", __name__, url_prefix="/api", description="People, teams, sessions, tokens.")

TeamReply = reply_of(TeamOut)


@door.reads("/people", out=page_of(PersonOut, ready=True), query=PeopleQuery)
def list_people(ask: Ask, **query: Any) -> Any:
    """List people by name."""
    require(ask.actor, "see", Person)
    found = queries.people(ask.session, ask.actor, **query)
    return {"data": found.rows, "next": found.next}


def _hashed(ask: Ask, *, password: str, **fields: Any) -> dict[str, Any]:
    require(ask.actor, "add", Person)
    return fields | {"password_hash": hash_password(password)}


@door.writes("POST", "/people", body=PersonNew, out=PersonReply, status=201, before=_hashed)
def add_person(deed: Deed, **fields: Any) -> Any:
    """Add a person."""
    return queries.reply(deed.actor, actions.add_person(deed, **fields))


@door.reads("/people/<int:person_id>", out=PersonReply)
def get_person(ask: Ask, person_id: int) -> Any:
    """Show a person."""
    require(ask.actor, "see", Person)
    person = ask.get(Person, person_id)
    return queries.reply(ask.actor, person) | {"data": queries.as_seen_by(ask.actor, person)}


@door.writes("PATCH", "/people/<int:person_id>", body=PersonEdit, out=PersonReply)
def edit_person(deed: Deed, person_id: int, **changes: Any) -> Any:
    """Change a person."""
    return queries.reply(deed.actor, actions.edit_person(deed, person_id, **changes))


def _checked(ask: Ask, *, person_id: int, current_password: str | None, password: str) -> dict[str, Any]:
    person = ask.get(Person, person_id)
    require(ask.actor, "set_password", person)
    if person.id == ask.actor.id:
        _check_own_password(ask, person, current_password or "")
    return {"known_hash": person.password_hash, "password_hash": hash_password(password)}


def _check_own_password(ask: Ask, person: Person, password: str) -> None:
    # A session that somebody left open is no place to try passwords: wrong ones count like sign-ins.
    limits, now, address = limits_of(ask.service), ask.service.clock.now(), request.remote_addr or ""
    limits.check(person.email, address, now)
    limits.wrong(person.email, address, now)
    if not check_password(person.password_hash, password):
        raise Forbidden("wrong_password", "the current password is not right")
    limits.right(person.email, address)


@door.writes("PUT", "/people/<int:person_id>/password", body=PasswordChange, out=PersonReply, before=_checked)
def set_password(deed: Deed, person_id: int, **given: Any) -> Any:
    """Set a password; the person is signed out everywhere."""
    return queries.reply(deed.actor, actions.set_password(deed, person_id, **given))


@door.reads("/sessions", out=list_of(SessionOut, ready=True))
def list_sessions(ask: Ask) -> Any:
    """List the browsers in which I am signed in."""
    current = browser_session(ask.session, request)
    current_id = current.id if current else None
    found = rows.live_sessions(ask.session, ask.actor.id, ask.service.clock.now())
    return {"data": [row | {"is_current": row["id"] == current_id} for row in found]}


@door.writes("DELETE", "/sessions/<int:session_id>", out=None)
def revoke_session(deed: Deed, session_id: int) -> None:
    """Sign one of my browsers out."""
    actions.revoke_session(deed, session_id)


@door.reads("/tokens", out=list_of(TokenOut, ready=True))
def list_tokens(ask: Ask) -> Any:
    """List my API tokens."""
    return {"data": rows.live_tokens(ask.session, ask.actor.id)}


@door.reads("/tokens/everybody", out=list_of(TokenOfPerson, ready=True))
def list_all_tokens(ask: Ask) -> Any:
    """List everybody's API tokens."""
    require(ask.actor, "oversee", ApiToken)
    return {"data": rows.all_live_tokens(ask.session)}


@door.writes("POST", "/tokens", body=TokenNew, out=reply_of(TokenMade), status=201, secret=True)
def make_token(deed: Deed, **given: Any) -> Any:
    """Make an API token; its secret is in this answer only."""
    made, secret = actions.make_token(deed, **given)
    names = ("id", "name", "scope", "created_at", "last_used_at", "expires_on")
    shown = {**{name: getattr(made, name) for name in names}, "token": secret}
    return {"data": shown, "can": verbs(deed.actor, made, ["revoke"]), "positions": {}}


@door.writes("DELETE", "/tokens/<int:token_id>", out=None)
def revoke_token(deed: Deed, token_id: int) -> None:
    """End an API token."""
    actions.revoke_token(deed, token_id)


@door.reads("/teams", out=list_of(TeamOut, ready=True))
def list_teams(ask: Ask) -> Any:
    """List every team."""
    require(ask.actor, "see", Team)
    return {"data": rows.teams(ask.session)}


@door.writes("POST", "/teams", body=TeamBody, out=TeamReply, status=201)
def add_team(deed: Deed, **fields: Any) -> Any:
    """Add a team."""
    return _team(deed.actor, actions.add_team(deed, **fields))


@door.writes("PATCH", "/teams/<int:team_id>", body=TeamBody, out=TeamReply)
def edit_team(deed: Deed, team_id: int, **fields: Any) -> Any:
    """Rename or move a team."""
    return _team(deed.actor, actions.edit_team(deed, team_id, **fields))


@door.reads("/views", out=list_of(ViewOut, ready=True), query=ViewsQuery)
def list_views(ask: Ask, screen: str) -> Any:
    """List the views of a list that I saved."""
    return {"data": rows.saved_views(ask.session, ask.actor.id, screen)}


@door.writes("POST", "/views", body=ViewBody, out=reply_of(ViewOut), status=201)
def save_view(deed: Deed, **given: Any) -> Any:
    """Save a view of a list under a name."""
    view: SavedView = actions.save_view(deed, **given)
    return {"data": view, "can": verbs(deed.actor, view, ["forget"]), "positions": {}}


@door.writes("DELETE", "/views/<int:view_id>", out=None)
def forget_view(deed: Deed, view_id: int) -> None:
    """Forget a saved view."""
    actions.forget_view(deed, view_id)


def _team(actor: Any, team: Team) -> dict[str, Any]:
    return {"data": team, "can": verbs(actor, team, ["edit"]), "positions": {}}
