"""Each request has an id, is counted and, when asked for, is one line of the log."""

import logging
import re
import time
import uuid
from typing import Any

from flask import Flask, Response, g, request

from triangle.core.log import request_id
from triangle.core.web.service import Service

USABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")
log = logging.getLogger(__name__)


def follow_requests(app: Flask, here: Service) -> None:
    """Give every request an id, `X-Request-Id` in and out, and tell the metrics of every answer."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-Id", "")
        g.began = time.perf_counter()
        # Whatever else stands there would be a way to write into somebody's log.
        request_id.set(given if USABLE.fullmatch(given) else uuid.uuid4().hex)

    @app.after_request
    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.began
        response.headers["X-Request-Id"] = request_id.get() or ""
        here.metrics.request(_endpoint(), request.method, response.status_code, seconds)
        if here.config.log_requests:
            log.info("request", extra=_line(response, seconds))
        return response

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        request_id.set(None)


def _endpoint() -> str:
    return request.url_rule.rule if request.url_rule else "unknown"


def _line(response: Response, seconds: float) -> dict[str, Any]:
    # No address, no query and no text of either: an invitation's token or what was searched may be there.
    ids = {name: value for name, value in (request.view_args or {}).items() if isinstance(value, int)}
    return {
        "method": request.method,
        "endpoint": _endpoint(),
        "ids": ids,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "bytes": response.content_length,
        "peer": request.remote_addr,
        "person": g.get("person_id"),
    }
