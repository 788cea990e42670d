"""The self-test: each check tries the thing itself and says what it found."""

from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from triangle.config import Config
from triangle.core.clock import Clock
from triangle.core.db import Database
from triangle.core.metrics import Metrics
from triangle.health.chore_check import check_worker
from triangle.health.database_checks import check_database
from triangle.health.models import Check, SelfTest
from triangle.health.redis_check import check_redis
from triangle.notifications.outlets import has_receivers

SILENT_SECONDS = 5
LATE_SECONDS = 0.1
VERY_LATE_SECONDS = 1


class Parts(Protocol):
    """What there is to test in a running installation."""

    config: Config
    database: Database
    clock: Clock
    metrics: Metrics


def run(parts: Parts, origin: str) -> SelfTest:
    """Try everything; `origin` is how the one who asks reaches this installation."""
    checks = [
        check_sockets(parts.metrics),
        check_redis(parts.config.redis_url),
        *check_database(parts.database, parts.clock),
        check_worker(parts.database, parts.clock.now()),
        check_origin(parts.config, origin),
        check_links(parts.config, parts.database),
    ]
    return SelfTest(parts.clock.now(), checks)


def check_sockets(metrics: Metrics) -> Check:
    """Say whether the loop that serves sockets runs, and how late it was at worst within a minute."""
    silent = metrics.pulse.silent_for
    if silent is None or silent > SILENT_SECONDS:
        return Check("sockets", "loop_silent", "fail")
    now, worst = metrics.figures(), metrics.pulse.worst
    params = {"sockets": now.sockets, "queued_bytes": now.queued_bytes, "worst_ms": round(worst * 1000)}
    if worst > LATE_SECONDS:
        return Check("sockets", "loop_late", "fail" if worst > VERY_LATE_SECONDS else "warn", params)
    return Check("sockets", "sockets_work", "ok", params)


def check_origin(config: Config, origin: str) -> Check:
    """Say whether sockets and writes from `origin` are let in, and whether they travel encrypted."""
    params = {"origin": origin, "expected": " ".join(config.origins)}
    if origin not in config.origins:
        return Check("origin", "origin_foreign", "fail", params)
    if not config.origin:
        return Check("origin", "origin_local", "ok", params)
    if config.origin.startswith("http:"):
        return Check("origin", "origin_plain", "warn", params)
    return Check("origin", "origin_fits", "ok", params)


def check_links(config: Config, database: Database) -> Check:
    """Say whether the links in mails and bots' messages lead here from where they are read."""
    params = {"links": config.link_origin}
    if config.origin:
        return Check("links", "links_public", "ok", params)
    try:
        with database.reading() as session:
            sends = bool(config.mail_url) or has_receivers(session)
    except SQLAlchemyError:
        return Check("links", "links_unknown", "fail")
    return Check("links", "links_local" if sends else "links_unsent", "warn" if sends else "ok", params)
