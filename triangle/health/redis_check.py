"""Is Redis well: a ping, and a message to ourselves with its time."""

import time
import uuid

from redis import Redis
from redis.backoff import NoBackoff
from redis.client import PubSub
from redis.exceptions import RedisError
from redis.retry import Retry

from triangle.health.models import Check

PATIENCE_SECONDS = 2
SLOW_MS = 100


def check_redis(url: str) -> Check:
    """Say whether hints to other processes travel; without Redis there is nothing to test."""
    if not url:
        return Check("redis", "redis_none")
    client = Redis.from_url(
        url,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        return _try(client)
    except (RedisError, OSError):
        return Check("redis", "redis_silent", "fail")
    finally:
        client.close()


def _try(client: Redis) -> Check:
    began = time.perf_counter()
    client.ping()
    ping_ms = _ms_since(began)
    channel = f"triangle:self-test:{uuid.uuid4().hex}"
    with client.pubsub() as listening:  # type: ignore[no-untyped-call]
        listening.subscribe(channel)
        _hear(listening, "subscribe")
        began = time.perf_counter()
        client.publish(channel, b"1")
        if not _hear(listening, "message"):
            return Check("redis", "redis_deaf", "fail", {"ping_ms": ping_ms})
        trip_ms = _ms_since(began)
    is_slow = max(ping_ms, trip_ms) > SLOW_MS
    params = {"ping_ms": ping_ms, "round_trip_ms": trip_ms}
    return Check("redis", "redis_slow" if is_slow else "redis_works", "warn" if is_slow else "ok", params)


def _hear(listening: PubSub, kind: str) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while (left := until - time.monotonic()) > 0:
        message = listening.get_message(timeout=left)
        if message and message["type"] == kind:
            return True
    return False


def _ms_since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)
