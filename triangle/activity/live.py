"""What this process tells its sockets, put together: commits, hints, a look at the database each second."""

import logging
import random
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any

import gevent
from gevent.event import Event
from sqlalchemy.exc import SQLAlchemyError

from triangle.activity import queries
from triangle.activity.audience import Audience, addressees_first
from triangle.activity.dispatch import Dispatcher
from triangle.activity.hints import Hints
from triangle.activity.rights import Rights
from triangle.activity.touched import Touched
from triangle.core.errors import Unavailable
from triangle.core.ticks import until_next
from triangle.core.transport.server import SocketIO
from triangle.core.web.service import Service
from triangle.identity.models import RightsChanged, SignedOut

LOOK_EVERY_SECONDS = 1.0
SHORTEST_PAUSE_SECONDS = 0.2
# Rights may end because time passes, and that nobody commits.
LONGEST_STILL_SECONDS = 5
HEADS_EVERY_SECONDS = 15
WAVE, BETWEEN_WAVES_SECONDS = 100, 0.05
log = logging.getLogger(__name__)


class Live:
    """Everything that is said to sockets goes through here; one for each app.

    Its `loops` run in a process that serves; without them own commits are sent at once too.
    """

    def __init__(self, io: SocketIO, here: Service) -> None:
        self._here = here
        # Names this process in logs and in `hello`; says nothing about the machine.
        self.node = secrets.token_hex(4)
        self.audience = Audience(io)
        self.rights = Rights(here, self.audience)
        self.dispatcher = Dispatcher(here.database, self.audience, self.rights)
        self.dispatcher.on_sent = self._count
        self.touched = Touched(self.audience, self.rights)
        self.hints = Hints(here.config.redis_url, self.node, self.hear)
        self.on_hint: dict[str, list[Callable[[str], None]]] = defaultdict(list)
        # Called after each look, and each second whether there was one or not.
        self.on_look: list[Callable[[], None]] = []
        self.on_second: list[Callable[[], None]] = []
        self._mark: Hashable = None
        self._looked_at: float = -LONGEST_STILL_SECONDS
        self.is_leaving = False
        self._wake, self._must_look = Event(), False

    def loops(self) -> list[Callable[[], None]]:
        """Return what has to run beside requests: to listen, to look, to tell heads."""
        log.info("live", extra={"node": self.node})
        return [self._work_forever, self._beat_forever, *self.hints.work_forever()]

    def send(self, messages: list[Any]) -> None:
        """Send what was committed here to whoever may hear it; a failure is logged, never raised."""
        for message in addressees_first(messages):
            try:
                self._send(message)
            except Exception:
                # Never what it says: hand-off messages and notes stay out of logs.
                log.exception("not sent", extra={"what": _name_of(message)})
        if self.dispatcher.behind:
            self._wake.set()

    def _send(self, message: Any) -> None:
        match message:
            case SignedOut():
                self.hints.say("rights")
                self.rights.close(message)
            case RightsChanged():
                self.hints.say("rights")
                self.rights.changed(message)
            case _:
                self.hints.say("entry", message["stream"], message["seq"])
                self.touched.note(message["stream"])
                self.dispatcher.committed(message)

    def _count(self, entry: dict[str, Any]) -> None:
        late = self._here.clock.now() - datetime.fromisoformat(entry["at"])
        self._here.metrics.entry_sent(late.total_seconds())

    def hear(self, kind: str, stream: str, seq: int) -> None:
        """Act on a hint: look at the database sooner than otherwise."""
        self._here.metrics.hint_heard()
        match kind:
            case "entry" if stream:
                self.touched.note(stream)
                self.dispatcher.hinted(stream, seq)
            case "rights":
                self._must_look = True
            case _:
                for act in self.on_hint.get(kind, []):
                    act(stream)
                return
        if self._must_look or self.dispatcher.behind:
            self._wake.set()

    def glance(self, *, must_look: bool = False) -> None:
        """Look, unless nothing was committed since the last look but what people type in notes."""
        mark = (self._here.database.mark(), self.audience.comings)
        is_fresh = time.monotonic() - self._looked_at < LONGEST_STILL_SECONDS
        is_still = is_fresh and mark == self._mark and not self.touched.is_due
        if must_look or not is_still:
            # What is committed meanwhile, or could not be done, is looked for the next time.
            self._mark, self._looked_at = None, time.monotonic()
            if self.look():
                self._mark = mark
        elif self.dispatcher.behind:
            self.dispatcher.catch_up()
        self._call(self.on_second)

    def look(self) -> bool:
        """Look once at everything that other processes may have changed, and send what is missing here.

        Say whether all of it was done.
        """
        with self._here.database.reading() as session:
            heads = self.rights.look(session)
            self.touched.tell(session)
        self.dispatcher.compare(heads)
        self.dispatcher.catch_up()
        return self._call(self.on_look)

    def _call(self, acts: list[Callable[[], None]]) -> bool:
        done = 0
        for act in acts:
            try:
                act()
                done += 1
            except Exception:
                log.exception("not looked after")
        return done == len(acts)

    def _work_forever(self) -> None:
        looked = 0.0
        while True:
            rested = looked + LOOK_EVERY_SECONDS - time.monotonic()
            is_time = not self._wake.wait(min(until_next(LOOK_EVERY_SECONDS), max(0.0, rested)))
            self._wake.clear()
            try:
                if self._must_look or is_time or time.monotonic() >= looked + LOOK_EVERY_SECONDS:
                    # However many ask for it, at most five looks a second.
                    gevent.sleep(max(0.0, looked + SHORTEST_PAUSE_SECONDS - time.monotonic()))
                    looked, must_look, self._must_look = time.monotonic(), self._must_look, False
                    self.glance(must_look=must_look)
                else:
                    self.dispatcher.catch_up()
            except (SQLAlchemyError, Unavailable) as error:
                log.warning(
                    "the database cannot be read; sockets hear later", extra={"why": str(error)[:200]}
                )
            except Exception:
                log.exception("not looked")

    def _beat_forever(self) -> None:
        while True:
            gevent.sleep(HEADS_EVERY_SECONDS)
            try:
                self.beat()
            except (SQLAlchemyError, Unavailable) as error:
                log.warning("heads not sent", extra={"why": str(error)[:200]})
            except Exception:
                log.exception("heads not sent")

    def beat(self) -> None:
        """Tell every stream's readers its head once."""
        with self._here.database.glimpse() as session:
            heads = queries.heads(session, set(self.audience.streams))
        for name, head in heads.items():
            self.audience.tell("heads", {name: head}, to=name)

    def leave(self, within: float) -> None:
        """Close every socket, a wave after the other, so that not all return at once."""
        waves, pause = self.say_goodbye(within)
        for wave in waves:
            gevent.sleep(pause)
            for sid in wave:
                self.audience.drop(sid)

    def say_goodbye(self, within: float) -> tuple[list[list[str]], float]:
        """Let nobody new in and tell every socket in which wave it will be closed; return waves and pause."""
        self.is_leaving = True
        sids = list(self.audience.readers)
        random.shuffle(sids)
        waves = [sids[start : start + WAVE] for start in range(0, len(sids), WAVE)]
        pause = min(BETWEEN_WAVES_SECONDS, within / (len(waves) or 1))
        for number, wave in enumerate(waves, 1):
            for sid in wave:
                self.audience.tell("restart", {"in_ms": round(number * pause * 1000)}, to=sid)
        return waves, pause


def _name_of(message: Any) -> str:
    known = isinstance(message, dict)
    return f"{message['stream']} {message['seq']} {message['type']}" if known else str(message)
