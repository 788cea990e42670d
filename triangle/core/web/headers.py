"""Security headers of every response, and the nonce that lets the page style itself."""

import secrets
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response, after_this_request, g

from triangle.core.log import request_id

_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'{nonce}; "
    "img-src 'self' blob: data:; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
# Of an answer in which nothing is styled, which is nearly each.
_STRICT = ("Content-Security-Policy", _POLICY.format(nonce=""))
_UNKEPT = ("Cache-Control", "no-store")
_ALWAYS = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]
_ONLY_TLS = ("Strict-Transport-Security", "max-age=31536000")


def nonce() -> str:
    """Return the nonce of this response."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
        after_this_request(_let_it_style)
    return str(g.nonce)


def _let_it_style(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY.format(nonce=f" 'nonce-{g.nonce}'")
    return response


def add_headers(app: Flask, *, behind_tls: bool) -> None:
    """Have every response of the app carry the security headers and the id of its request.

    They are put beside those of the response where it leaves: Flask would look at each of them three times.
    """
    always = [*_ALWAYS, _ONLY_TLS] if behind_tls else _ALWAYS
    answer = app.wsgi_app

    def with_headers(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *failed: Any) -> Any:
            said = {name.lower() for name, _ in headers}
            added = [("X-Request-Id", request_id.get() or ""), *always]
            if "content-security-policy" not in said:
                added.append(_STRICT)
            if "cache-control" not in said and _is_of_api(environ):
                added.append(_UNKEPT)
            return start_response(status, headers + added, *failed)

        return answer(environ, start)

    app.wsgi_app = with_headers  # type: ignore[method-assign]


def _is_of_api(environ: WSGIEnvironment) -> bool:
    return str(environ.get("PATH_INFO", "")).lstrip("/").startswith("api/")
