"""What a process does beside its requests, whoever serves them; and getting a database ready for it."""

import gc
import logging
from collections.abc import Callable, Iterator

import gevent
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from triangle.activity.live import Live
from triangle.core.clock import SystemClock
from triangle.core.db import Database
from triangle.core.errors import Unavailable
from triangle.core.migrate import PREPARING, alone, upgrade
from triangle.core.signing import begin_signing
from triangle.core.web.service import Service
from triangle.deals.presence import Presence
from triangle.playbooks.standard import load_standard_without_policy
from triangle.worker import Worker

LOOPS_END_SECONDS = 1
log = logging.getLogger(__name__)


def prepare(database: Database) -> None:
    """Bring the database to the newest form and publish the standard playbooks; several may do it at once."""
    with alone(database, PREPARING):
        upgrade(database)
        with database.unit_of_work() as session:
            load_standard_without_policy(session, SystemClock().now())


def freeze_what_is_built() -> None:
    """Have the garbage collector leave alone what was built by now: it lives as long as the process does.

    Classes, schemas, routes and compiled statements are some hundred thousand objects; walking them again and
    again took a tenth of the time of every request, and one request in a few waited 50 ms for it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


class Background:
    """Every loop of one app: begun in the process that serves, after any fork, and ended with it."""

    def __init__(self, app: Flask) -> None:
        self._here: Service = app.extensions["triangle"]
        self._live: Live = app.extensions["live"]
        self._presence: Presence = app.extensions["presence"]
        self._worker: Worker = app.extensions["worker"]
        self._loops_of_features: list[Callable[[], None]] = app.extensions["loops"]
        self._at_work: list[gevent.Greenlet[..., None]] = []

    def start(self) -> None:
        """Begin every loop."""
        begin_signing(self._here.config.signing_folder)
        self._at_work = [gevent.spawn(loop) for loop in self._loops()]

    def start_worker(self) -> None:
        """Begin only the worker, and what tells other processes of what it does."""
        begin_signing(self._here.config.signing_folder)
        loops = [*self._live.loops(), self._worker.work_forever]
        self._at_work = [gevent.spawn(loop) for loop in loops]

    def leave(self, within: float) -> None:
        """Tell every socket that this process stops, and close them in waves, in so many seconds."""
        self._live.leave(within)

    def stop(self) -> None:
        """End every loop and leave nothing of this process behind for others to see."""
        # Inside a query of psycopg the interruption may come out as a broken query, which a loop outlives.
        self._worker.stop()
        gevent.killall(self._at_work, block=False)
        gevent.joinall(self._at_work, timeout=LOOPS_END_SECONDS)
        # A database that does not answer must not keep a process from ending.
        gevent.spawn(self._leave_rooms).join(timeout=1)
        self._here.database.close()

    def _loops(self) -> Iterator[Callable[[], None]]:
        yield from self._live.loops()
        yield from self._loops_of_features
        yield self._here.metrics.pulse.beat_forever
        if self._here.config.has_worker:
            yield self._worker.work_forever

    def _leave_rooms(self) -> None:
        try:
            self._presence.close()
        except (Unavailable, SQLAlchemyError):
            log.warning("others will see our people for ten more seconds", exc_info=True)
