"""Doors of signing in and out, and of the first run."""

from typing import Any

import orjson
from flask import Response, request
from marshmallow import Schema as MarshmallowSchema

from triangle.core.errors import Malformed, Unauthenticated
from triangle.core.web.describe import describe
from triangle.core.web.door import Door
from triangle.core.web.service import Service, service
from triangle.identity import actions, queries
from triangle.identity.authentication import (
    browser_session,
    cookie_name,
    refuse_foreign_origin,
    refuse_forgery,
)
from triangle.identity.limits import limits_of
from triangle.identity.models import ABSOLUTE, BrowserSession, Person
from triangle.identity.passwords import check_password
from triangle.identity.schemas import SetupBody, SignedIn, SignInBody

door = Door("session", __name__, url_prefix="/api", description="Signing in and out.")


def who() -> Response:
    """Tell who is signed in; nobody is an answer too."""
    here = service()
    with here.database.reading() as session:
        found = browser_session(session, request)
        first_run = found is None and not queries.anybody_here(session)
        token = request.cookies.get(cookie_name(here), "") if found else None
        return _signed_in(found.person if found else None, token, first_run=first_run)


def sign_in() -> Response:
    """Sign in with mail address and password."""
    here = service()
    refuse_foreign_origin(request, here)
    given = _body(SignInBody)
    email, now, limits = given["email"].strip(), here.clock.now(), limits_of(here)
    # Counted before the slow part and taken back when right: tries side by side count each.
    limits.check(email, _address(), now)
    limits.wrong(email, _address(), now)
    with here.database.reading() as session:
        person = queries.person_by_email(session, email)
    right = check_password(person.password_hash if person else None, given["password"])
    if person is None or not right or not person.is_active:
        raise Unauthenticated("invalid_credentials", "mail address or password is wrong")
    limits.right(email, _address())
    return _open(here, person, 200)


def sign_out() -> Response:
    """Sign this browser out."""
    here = service()
    with here.database.reading() as session:
        found = browser_session(session, request)
    if found is not None:
        refuse_forgery(request, here)
        with here.database.unit_of_work() as session:
            actions.end_session(session, session.get_one(BrowserSession, found.id), here.clock.now())
    response = Response(status=204)
    response.delete_cookie(cookie_name(here), path="/")
    return response


def set_up() -> Response:
    """Create the first admin of an installation that has nobody yet, and sign them in."""
    here = service()
    refuse_foreign_origin(request, here)
    given = _body(SetupBody)
    with here.database.unit_of_work() as session:
        admin = actions.create_first_admin_without_policy(session, **given)
    return _open(here, admin, 201)


# Described first: a door reads what is written on its endpoint when it takes it in.
describe(who, method="GET", out=SignedIn, refusals=(422, 503))
describe(sign_in, method="POST", out=SignedIn, body=SignInBody, refusals=(400, 401, 403, 413, 422, 429, 503))
describe(sign_out, method="DELETE", out=None, refusals=(403, 503))
describe(
    set_up, method="POST", out=SignedIn, body=SetupBody, status=201, refusals=(400, 403, 409, 413, 422, 503)
)
for path, method, view in (
    ("/session", "GET", who),
    ("/session", "POST", sign_in),
    ("/session", "DELETE", sign_out),
    ("/setup", "POST", set_up),
):
    door.add_url_rule(path, view_func=view, methods=[method])


def _open(here: Service, person: Person, status: int) -> Response:
    agent = request.headers.get("User-Agent", "")
    with here.database.unit_of_work() as session:
        token = actions.open_session(
            session, person, at=here.clock.now(), address=_address(), user_agent=agent
        )
    response = _signed_in(person, token, first_run=False, status=status)
    response.set_cookie(
        cookie_name(here),
        token,
        max_age=int(ABSOLUTE.total_seconds()),
        path="/",
        httponly=True,
        samesite="Lax",
        secure=here.config.is_behind_tls,
    )
    return response


def _signed_in(person: Person | None, token: str | None, *, first_run: bool, status: int = 200) -> Response:
    csrf = queries.csrf_token(token) if token else None
    said = SignedIn().dump({"data": person, "csrf": csrf, "first_run": first_run})
    return Response(orjson.dumps(said), status=status, mimetype="application/json")


def _body(schema: type[MarshmallowSchema]) -> dict[str, Any]:
    try:
        return dict(schema().load(orjson.loads(request.get_data() or b"{}")))
    except orjson.JSONDecodeError as error:
        raise Malformed("malformed_json", f"the body is not JSON: {error}") from error


def _address() -> str:
    return request.remote_addr or ""
