"""What other programs ask of this process: is it alive, can it work, what does it measure."""

import hmac
from ipaddress import ip_address

from flask import Flask, Request, Response, jsonify, request
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from triangle.core.errors import Forbidden, Unavailable
from triangle.core.migrate import newest_revision, revision_of
from triangle.core.web.service import Service

# Whoever sends one of these speaks for somebody else: the peer is a proxy, not a program of this machine.
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via")


def tell_health(app: Flask, here: Service) -> None:
    """Add `/live`, `/ready` and `/metrics`."""
    newest = newest_revision()

    @app.get("/live")
    def live() -> Response:
        return jsonify(status="ok")

    @app.get("/ready")
    def ready() -> Response:
        found = revision_of(here.database)
        if found != newest:
            raise Unavailable(
                "not_migrated",
                f"the database is at {found or 'nothing'} and this version needs {newest}",
                found=found,
                needed=newest,
            )
        return jsonify(status="ok")

    @app.get("/metrics")
    def metrics() -> Response:
        _refuse_strangers(request, here.config.metrics_token)
        return Response(here.metrics.text(), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _refuse_strangers(asked: Request, token: str) -> None:
    if token:
        shown = asked.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(shown.encode(), token.encode()):
            raise Forbidden("metrics_token", "send TRIANGLE_METRICS_TOKEN as a bearer token")
    elif not _is_this_machine(asked):
        raise Forbidden("metrics_local", "only this machine may read them, or whoever has the token")


def _is_this_machine(asked: Request) -> bool:
    # Before ProxyFix put the forwarded address in its place.
    peer = asked.environ.get("werkzeug.proxy_fix.orig", asked.environ).get("REMOTE_ADDR") or ""
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    real = getattr(address, "ipv4_mapped", None) or address
    return real.is_loopback and not any(name in asked.headers for name in FORWARDED)
