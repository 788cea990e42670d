"""Sessions, tokens, teams and views as plain rows, for lists: statements built once, columns only."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from triangle.core.prepared import Prepared
from triangle.identity.eyes import ME
from triangle.identity.models import ABSOLUTE, IDLE, ApiToken, BrowserSession, SavedView, Team
from triangle.identity.schemas import TeamOut, TokenOfPerson, TokenOut, ViewOut

Row = dict[str, Any]
MOST = 500

_session, _token = BrowserSession.__table__.c, ApiToken.__table__.c
_team, _view = Team.__table__.c, SavedView.__table__.c
_SESSIONS = Prepared(
    select(*(_session[name] for name in ("id", "created_at", "seen_at", "address", "user_agent")))
    .where(_session.person_id == ME, _session.revoked_at.is_(None))
    .where(_session.seen_at > bindparam("seen_after"), _session.created_at > bindparam("created_after"))
    .order_by(_session.seen_at.desc()),
    sent=True,
)
_TOKENS = Prepared(
    select(*(_token[name] for name in TokenOut().fields))
    .where(_token.revoked_at.is_(None), _token.person_id == ME)
    .order_by(_token.id),
    sent=True,
)
_ALL_TOKENS = Prepared(
    select(*(_token[name] for name in TokenOfPerson().fields))
    .where(_token.revoked_at.is_(None))
    .order_by(_token.id.desc())
    .limit(MOST),
    sent=True,
)
_TEAMS = Prepared(select(*(_team[name] for name in TeamOut().fields)).order_by(_team.id))
_VIEWS = Prepared(
    select(*(_view[name] for name in ViewOut().fields))
    .where(_view.person_id == ME, _view.screen == bindparam("screen"))
    .order_by(_view.name)
)


def live_sessions(session: Session, person_id: int, at: datetime) -> list[Row]:
    """Return the browsers in which a person is signed in, the last seen first."""
    since = {"seen_after": at - IDLE, "created_after": at - ABSOLUTE}
    return _SESSIONS.rows(session, since | {"me": person_id})


def live_tokens(session: Session, person_id: int) -> list[Row]:
    """Return a person's tokens that were not revoked."""
    return _TOKENS.rows(session, {"me": person_id})


def all_live_tokens(session: Session) -> list[Row]:
    """Return every token that was not revoked, of whom it may be, the newest first."""
    return _ALL_TOKENS.rows(session)


def teams(session: Session) -> list[Row]:
    """Return every team; the reader builds the tree."""
    return _TEAMS.rows(session)


def saved_views(session: Session, person_id: int, screen: str) -> list[Row]:
    """Return the views of a list that somebody saved, by name."""
    return _VIEWS.rows(session, {"me": person_id, "screen": screen})
