"""Hints between processes over Redis: which stream has come how far, where carets are. Nothing that lasts.

Whoever can write to Redis can make processes look at the database and show carets, and nothing more; whoever
can read it learns numbers, and who has a note open. A hint that is lost, doubled, late or invented does no
harm: every process looks by itself each second.
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

MOST_WAITING, MOST_CARETS = 10_000, 1_000
ANSWER_SECONDS = 5
PING_EVERY_SECONDS = 3
SILENCE_SECONDS = 10
SHORTEST_WAIT, LONGEST_WAIT = 0.2, 5.0
HINT = re.compile(rb"([0-9a-f]{8}) ([a-z]{1,20})(?: ([a-z]{1,20}:[0-9]{1,9})(?: ([0-9]{1,15}))?)?")
CARET = re.compile(rb"([0-9a-f]{8}) ([0-9]{1,9}) (.{0,9000})", re.DOTALL)
log = logging.getLogger(__name__)

# Called with the kind of a hint, the stream it is about or "", and how far that has come or 0.
Hear = Callable[[str, str, int], None]


class Hints:
    """Says and hears hints; without an address it does neither. A commit never waits for Redis."""

    def __init__(self, url: str, node: str, hear: Hear) -> None:
        self._url, self._node, self._hear = url, node, hear
        # Redis keeps the databases of one server apart, but not their channels.
        self._channel = f"triangle:{urlsplit(url).path.strip('/') or '0'}"
        # Carets of notes go beside, for the moment only; without Redis each process shows its own.
        self._carets = f"{self._channel}:carets"
        self.on_caret: Callable[[int, bytes], None] = lambda note_id, caret: None
        self._waiting: Queue[tuple[str, str | bytes]] = Queue(MOST_WAITING)
        self._heard_at: float | None = None

    def say(self, kind: str, stream: str = "", seq: int = 0) -> None:
        """Give a hint as soon as Redis takes it; when too many wait, it is left to the look at the heads."""
        if not self._url:
            return
        try:
            said = " ".join([self._node, kind, *([stream] if stream else []), *([str(seq)] if seq else [])])
            self._waiting.put_nowait((self._channel, said))
        except Full:
            log.debug("a hint was not given")

    def show(self, note_id: int, caret: bytes) -> None:
        """Show a caret to other processes, unless there is more to say than can be said now."""
        if self._url and self._waiting.qsize() < MOST_CARETS:
            self._waiting.put_nowait((self._carets, f"{self._node} {note_id} ".encode() + caret))

    @property
    def silent_for(self) -> float | None:
        """Return for how many seconds nothing has come from Redis, None when nothing ever has."""
        return None if self._heard_at is None else time.monotonic() - self._heard_at

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
                    for channel, said in hints:
                        pipe.publish(channel, said)
                    pipe.execute()
        finally:
            client.close()

    def _take_waiting(self) -> list[tuple[str, str | bytes]]:
        return [self._waiting.get_nowait() for _ in range(min(self._waiting.qsize(), 500))]

    def _listen_while_it_works(self) -> None:
        client = self._connect()
        channel: Any = client.pubsub()  # type: ignore[no-untyped-call]
        try:
            channel.subscribe(self._channel, self._carets)
            heard = asked = time.monotonic()
            log.info("redis answers")
            while True:
                message = channel.get_message(timeout=1)
                now = time.monotonic()
                if message is not None:
                    self._heard_at = heard = now
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
        if message["channel"] == self._carets.encode():
            self._see(said)
            return
        found = HINT.fullmatch(said) if message["type"] == "message" and isinstance(said, bytes) else None
        # One's own come back, too.
        if found is not None and found[1].decode() != self._node:
            _, kind, stream, seq = found.groups()
            self._hear(kind.decode(), (stream or b"").decode(), int(seq or 0))

    def _see(self, said: object) -> None:
        found = CARET.fullmatch(said) if isinstance(said, bytes) else None
        if found is not None and found[1].decode() != self._node:
            self.on_caret(int(found[2]), found[3])
