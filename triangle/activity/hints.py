"""Hints between processes over Redis: which stream has come how far. Nothing else, and nothing that lasts.

Whoever can write to Redis can make processes look at the database, and nothing more; whoever can read it
learns numbers. A hint that is lost, doubled, late or invented does no harm: every process looks by itself
each second.
"""

import logging
import random
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import gevent
from gevent.queue import Full, Queue
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

MOST_WAITING = 10_000
ANSWER_SECONDS = 5
PING_EVERY_SECONDS = 3
SILENCE_SECONDS = 10
SHORTEST_WAIT, LONGEST_WAIT = 0.2, 5.0
HINT = re.compile(rb"([0-9a-f]{8}) ([a-z]{1,20})(?: ([a-z]{1,20}:[0-9]{1,9})(?: ([0-9]{1,15}))?)?")
log = logging.getLogger(__name__)

# Called with the kind of a hint, the stream it is about or "", and how far that has come or 0.
Hear = Callable[[str, str, int], None]


class Hints:
    """Says and hears hints; without an address it does neither. A commit never waits for Redis."""

    def __init__(self, url: str, node: str, hear: Hear) -> None:
        self._url, self._node, self._hear = url, node, hear
        # Redis keeps the databases of one server apart, but not their channels.
        self._channel = f"triangle:{urlsplit(url).path.strip('/') or '0'}"
        self._waiting: Queue[str] = Queue(MOST_WAITING)

    def say(self, kind: str, stream: str = "", seq: int = 0) -> None:
        """Give a hint as soon as Redis takes it; when too many wait, it is left to the look at the heads."""
        if not self._url:
            return
        try:
            self._waiting.put_nowait(
                " ".join([self._node, kind, *([stream] if stream else []), *([str(seq)] if seq else [])])
            )
        except Full:
            log.debug("a hint was not given")

    def work_forever(self) -> list[Callable[[], None]]:
        """Return what has to run beside everything else: nothing without Redis."""
        return [self._say_forever, self._listen_forever] if self._url else []

    def _connect(self) -> Redis:
        return Redis.from_url(
            self._url,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            # We try again ourselves, for ever, and with the newest hints.
            retry=Retry(NoBackoff(), 0),
        )

    def _say_forever(self) -> None:
        self._again_and_again(self._say_while_it_works)

    def _listen_forever(self) -> None:
        self._again_and_again(self._listen_while_it_works)

    def _again_and_again(self, work: Callable[[], None]) -> None:
        wait = SHORTEST_WAIT
        while True:
            began = time.monotonic()
            try:
                work()
            except (RedisError, OSError) as error:
                log.warning("redis is away", extra={"why": str(error)[:200]})
            except Exception:
                log.exception("hints stopped")
            wait = SHORTEST_WAIT if time.monotonic() - began > LONGEST_WAIT else min(wait * 2, LONGEST_WAIT)
            gevent.sleep(wait * random.uniform(0.5, 1))  # noqa: S311 - spreads reconnects, hides nothing

    def _say_while_it_works(self) -> None:
        client = self._connect()
        try:
            while True:
                # Whatever has gathered goes in one write.
                hints = dict.fromkeys([self._waiting.get(), *self._take_waiting()])
                with client.pipeline(transaction=False) as pipe:
                    for hint in hints:
                        pipe.publish(self._channel, hint)
                    pipe.execute()
        finally:
            client.close()

    def _take_waiting(self) -> list[str]:
        return [self._waiting.get_nowait() for _ in range(min(self._waiting.qsize(), 500))]

    def _listen_while_it_works(self) -> None:
        client = self._connect()
        channel: Any = client.pubsub()  # type: ignore[no-untyped-call]
        try:
            channel.subscribe(self._channel)
            heard = asked = time.monotonic()
            log.info("redis answers")
            while True:
                message = channel.get_message(timeout=1)
                now = time.monotonic()
                if message is not None:
                    heard = now
                    self._understand(message)
                elif now - heard > SILENCE_SECONDS:
                    raise ConnectionError("no answer to a ping: the connection is half open")
                if now - asked > PING_EVERY_SECONDS:
                    asked = now
                    channel.ping()
        finally:
            channel.close()
            client.close()

    def _understand(self, message: dict[str, object]) -> None:
        said = message["data"]
        found = HINT.fullmatch(said) if message["type"] == "message" and isinstance(said, bytes) else None
        # One's own come back, too.
        if found is not None and found[1].decode() != self._node:
            _, kind, stream, seq = found.groups()
            self._hear(kind.decode(), (stream or b"").decode(), int(seq or 0))
