"""The door of the self-test."""

from typing import Any

from flask import request

from triangle.core.policy import require
from triangle.core.web.door import Door
from triangle.core.web.replies import reply_of
from triangle.core.web.service import Ask
from triangle.health.models import SelfTest
from triangle.health.schemas import SelfTestOut, SelfTestQuery
from triangle.health.self_test import run

door = Door("health", __name__, url_prefix="/api", description="Whether the installation is well.")


@door.reads("/self-test", out=reply_of(SelfTestOut), query=SelfTestQuery)
def self_test(ask: Ask, origin: str | None = None) -> Any:
    """Try sockets, Redis, the database, the clock and the origin, and say how each of them is."""
    require(ask.actor, "see", SelfTest)
    reached_by = origin or request.headers.get("Origin") or request.host_url.rstrip("/")
    return {"data": run(ask.service, reached_by), "can": [], "positions": {}}
