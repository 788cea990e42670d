"""Security headers of every response, and the nonce that lets the page style itself."""

import secrets

from flask import Flask, Response, g, request

_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' blob: data:; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def nonce() -> str:
    """Return the nonce of this response."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def add_headers(app: Flask, *, behind_tls: bool) -> None:
    """Have every response of the app carry the security headers."""

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = _POLICY.format(nonce=nonce())
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if request.path.startswith("/api/"):
            headers.setdefault("Cache-Control", "no-store")
        if behind_tls:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        return response
