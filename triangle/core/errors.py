"""The ways a request can be refused, each with a code that the browser words in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any


class Problem(Exception):
    """A refusal: nothing was changed, and `code` with `params` says why (RFC 9457)."""

    status = 500
    title = "Refused"

    def __init__(
        self, code: str, detail: str = "", *, errors: Iterable[Mapping[str, Any]] = (), **params: Any
    ) -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail or code.replace("_", " ")
        self.params = params
        self.errors = list(errors)

    def as_json(self) -> dict[str, Any]:
        """Return the body of an `application/problem+json` answer."""
        return {
            "type": f"urn:triangle:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "params": self.params,
            "errors": self.errors,
        }


class Malformed(Problem):
    """The request could not be read at all."""

    status, title = 400, "Malformed request"


class Unauthenticated(Problem):
    """Nobody is signed in, or not any more."""

    status, title = 401, "Sign in first"


class Forbidden(Problem):
    """The person may see the thing but not do this to it."""

    status, title = 403, "Not allowed"


class NotFound(Problem):
    """No such thing for this person: unknown and foreign are the same."""

    status, title = 404, "Not found"


class Conflict(Problem):
    """The thing is no longer in a state that allows this."""

    status, title = 409, "Conflict"


class Stale(Problem):
    """The writer saw an older version of the thing."""

    status, title = 412, "Changed meanwhile"


class TooLarge(Problem):
    """The body is larger than is taken."""

    status, title = 413, "Too large"


class Invalid(Problem):
    """The input breaks a rule; `errors` names each field and what is allowed."""

    status, title = 422, "Invalid input"


class VersionRequired(Problem):
    """A write on an existing thing came without If-Match."""

    status, title = 428, "If-Match required"


class TooMany(Problem):
    """Too many tries; `retry_after` says in how many seconds the next may come."""

    status, title = 429, "Too many requests"

    def __init__(self, code: str, detail: str = "", *, retry_after: int, **params: Any) -> None:
        super().__init__(code, detail, retry_after=retry_after, **params)
        self.retry_after = retry_after


class Unavailable(Problem):
    """The database cannot take this now; nothing was changed and a retry is safe."""

    status, title = 503, "Try again"


def invalid(field: str, code: str, /, **params: Any) -> Invalid:
    """Return the refusal of one field."""
    return Invalid(
        "invalid_input", f"{field}: {code.replace('_', ' ')}", errors=[field_error(field, code, **params)]
    )


def field_error(field: str, code: str, /, **params: Any) -> dict[str, Any]:
    """Return one line of a problem's `errors`."""
    return {"field": field, "code": code, "params": params}
