"""Tells who sends a request: a browser session with its CSRF token, or an API token."""

import hmac
import logging
from datetime import datetime, timedelta

from flask import Request, Response, after_this_request, g
from sqlalchemy import Update, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from triangle.core.errors import Forbidden, Unauthenticated, Unavailable
from triangle.core.web.service import Service, service
from triangle.identity.models import ApiToken, BrowserSession, Person, SignedIn
from triangle.identity.queries import api_token_of, csrf_token, session_of

SEEN_EVERY = timedelta(minutes=5)
log = logging.getLogger(__name__)
SAFE = ("GET", "HEAD", "OPTIONS")


def cookie_name(here: Service) -> str:
    """Return the session cookie's name; behind TLS its prefix ties it to this host."""
    return "__Host-triangle" if here.config.is_behind_tls else "triangle_session"


def authenticate(session: Session, request: Request) -> Person:
    """Return the person who asks; refuse when nobody is signed in or a write could be forged."""
    here = service()
    bearer = request.headers.get("Authorization", "")
    person = _by_token(session, request, here, bearer) if bearer else _by_cookie(session, request, here)
    # For the log of requests: who it was, by number only.
    g.person_id = person.id
    return person


def _by_cookie(session: Session, request: Request, here: Service) -> Person:
    now = here.clock.now()
    found = _session_of_cookie(session, request, here, now)
    if found is None:
        raise Unauthenticated("unauthenticated", "sign in first")
    if request.method not in SAFE:
        refuse_forgery(request, here)
    _seen(here, found, now)
    return found.person


def browser_session(session: Session, request: Request) -> SignedIn | None:
    """Return the live session of the request's cookie."""
    here = service()
    return _session_of_cookie(session, request, here, here.clock.now())


def _session_of_cookie(session: Session, request: Request, here: Service, now: datetime) -> SignedIn | None:
    token = request.cookies.get(cookie_name(here))
    return session_of(session, token, now) if token else None


def refuse_foreign_origin(request: Request, here: Service) -> None:
    """Refuse a write that a browser sends on behalf of another site."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    foreign = origin is not None and origin not in here.config.origins
    if foreign or site not in ("same-origin", "none"):
        raise Forbidden(
            "bad_origin", "writes come from this installation's own pages", allowed=list(here.config.origins)
        )


def refuse_forgery(request: Request, here: Service) -> None:
    """Refuse a cookie write without the CSRF token of its session, or from another origin."""
    refuse_foreign_origin(request, here)
    token = request.cookies.get(cookie_name(here), "")
    if not csrf_matches(token, request.headers.get("X-CSRF-Token", "")):
        raise Forbidden("bad_csrf", "send the session's token as X-CSRF-Token")


def csrf_matches(token: str, csrf: object) -> bool:
    """Say whether a CSRF token belongs to a session's token."""
    return isinstance(csrf, str) and hmac.compare_digest(csrf_token(token).encode(), csrf.encode())


def _by_token(session: Session, request: Request, here: Service, bearer: str) -> Person:
    kind, _, secret = bearer.partition(" ")
    token = api_token_of(session, secret, here.clock.now()) if kind.lower() == "bearer" else None
    if token is None:
        raise Unauthenticated("unauthenticated", "this token does not work here")
    if request.method not in SAFE and token.scope != "write":
        raise Forbidden("token_read_only", "this token may only read")
    _used(here, token)
    return token.person


def _seen(here: Service, found: SignedIn, now: datetime) -> None:
    if now - found.seen_at > SEEN_EVERY:
        _note_later(here, update(BrowserSession).where(BrowserSession.id == found.id).values(seen_at=now))


def _used(here: Service, token: ApiToken) -> None:
    now = here.clock.now()
    if token.last_used_at is None or now - token.last_used_at > SEEN_EVERY:
        _note_later(here, update(ApiToken).where(ApiToken.id == token.id).values(last_used_at=now))


def _note_later(here: Service, note: Update) -> None:
    """Write a note once the answer is made, if the database takes it: no question fails because of it."""

    @after_this_request
    def write(response: Response) -> Response:
        try:
            with here.database.unit_of_work() as writing:
                writing.execute(note)
        except (Unavailable, SQLAlchemyError):
            log.warning("not noted that somebody was here", exc_info=True)
        return response
