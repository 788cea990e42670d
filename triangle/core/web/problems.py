"""Every refusal leaves as `application/problem+json`; nothing a client sends makes a 500."""

import logging
from typing import Any

import orjson
from flask import Flask, Response
from marshmallow import ValidationError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from triangle.core.errors import Conflict, Invalid, Problem, TooMany, Unavailable, field_error
from triangle.core.log import request_id

log = logging.getLogger(__name__)


def respond(problem: Problem) -> Response:
    """Return the response of a refusal; it carries the id under which the logs know the request."""
    response = Response(
        orjson.dumps(problem.as_json() | {"id": request_id.get() or ""}, default=str),
        status=problem.status,
        mimetype="application/problem+json",
    )
    if isinstance(problem, TooMany):
        response.headers["Retry-After"] = str(problem.retry_after)
    if problem.status == 503:
        response.headers["Retry-After"] = "1"
    return response


def as_problem(error: Exception) -> Problem:
    """Turn any error into the refusal that tells the client what to do."""
    match error:
        case Problem():
            return error
        case ValidationError():
            return Invalid(
                "invalid_input", "some fields are not usable", errors=_field_errors(error.messages)
            )
        case DataError():
            return Invalid("invalid_input", "something in it cannot be stored")
        case StaleDataError() | IntegrityError():
            return Conflict("changed_meanwhile", "somebody else was faster")
        case OperationalError() | PoolTimeoutError():
            log.warning("database unavailable: %s", error)
            return Unavailable("database_unavailable", "the database cannot take this now")
        case DBAPIError(connection_invalidated=True):
            return Unavailable("database_unavailable", "the connection to the database was lost")
        case HTTPException():
            return _of_http(error)
    number = request_id.get() or ""
    log.error("unexpected error", exc_info=error)
    return Problem("internal_error", f"something went wrong here; number {number}", number=number)


def register_problems(app: Flask) -> None:
    """Have every error of the app leave in the one shape."""

    @app.errorhandler(Exception)
    def refuse(error: Exception) -> Response:
        response = respond(as_problem(error))
        if isinstance(error, HTTPException):
            response.headers.extend(
                [(k, v) for k, v in error.get_headers() if k not in ("Content-Type", "Content-Length")]
            )
        return response


def _of_http(error: HTTPException) -> Problem:
    problem = Problem((error.name or "error").lower().replace(" ", "_"), error.description or "")
    problem.status, problem.title = error.code or 500, error.name or "Error"
    return problem


def _field_errors(messages: Any, path: str = "") -> list[dict[str, Any]]:
    if isinstance(messages, dict):
        return [
            line
            for key, inner in messages.items()
            for line in _field_errors(inner, path if key == "_schema" else f"{path}.{key}".lstrip("."))
        ]
    found = messages if isinstance(messages, list) else [messages]
    return [
        line
        if isinstance(line, dict) and "code" in line
        else field_error(path, "not_allowed", allowed=str(line))
        for line in found
    ]
