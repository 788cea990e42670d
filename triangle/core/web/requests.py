"""Each request has an id, is counted and, when asked for, is one line of the log."""

import logging
import re
import secrets
import time
from typing import Any

from flask import Flask, Request, Response, g, request
from flask.globals import request_ctx

from triangle.core.log import request_id
from triangle.core.web.service import Service

USABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")
log = logging.getLogger(__name__)


def follow_requests(app: Flask, here: Service) -> None:
    """Give every request an id, that of its `X-Request-Id` or a new one, and tell the metrics of answers."""

    @app.before_request
    def begin() -> None:
        given = request.environ.get("HTTP_X_REQUEST_ID", "")
        g.began = time.perf_counter()
        # Whatever else stands there would be a way to write into somebody's log.
        request_id.set(given if USABLE.fullmatch(given) else secrets.token_hex(16))

    @app.after_request
    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.began
        asked = request_ctx.request
        here.metrics.request(_endpoint(asked), asked.method, response.status_code, seconds)
        if here.config.log_requests:
            log.info("request", extra=_line(asked, response, seconds))
        return response

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        request_id.set(None)


def _endpoint(asked: Request) -> str:
    return asked.url_rule.rule if asked.url_rule else "unknown"


def _line(asked: Request, response: Response, seconds: float) -> dict[str, Any]:
    # No address, no query and no text of either: an invitation's token or what was searched may be there.
    ids = {name: value for name, value in (asked.view_args or {}).items() if isinstance(value, int)}
    return {
        "method": asked.method,
        "endpoint": _endpoint(asked),
        "ids": ids,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "bytes": response.content_length,
        "peer": asked.remote_addr,
        "person": g.get("person_id"),
    }
