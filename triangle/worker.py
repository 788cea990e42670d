"""The one background loop: every chore of the house, each done by one process at a time."""

import logging
import secrets
from datetime import datetime, timedelta

import gevent

from triangle.core import chores
from triangle.core.chores import Chore, IsWanted, NextAt, Work
from triangle.core.lookout import Lookout
from triangle.core.ticks import until_next
from triangle.core.web.service import Service

LOOK_EVERY_SECONDS = 1.0
RENEW_EVERY_SECONDS = chores.LEASE.total_seconds() / 3
log = logging.getLogger(__name__)


class Worker:
    """Does what is due, in this process; any number of workers share one installation.

    What is due stands in the database and never in memory: a chore that nobody did is done by whoever looks
    next, however long that was, and a worker that is killed loses its lease after half a minute.
    """

    def __init__(self, here: Service) -> None:
        self._here = here
        self.name = secrets.token_hex(4)
        self._chores: dict[str, Chore] = {}
        self._lookout = Lookout(here.database, self._chores)
        self._at_work: dict[str, gevent.Greenlet[..., None]] = {}
        self._stops = False

    def register(
        self,
        name: str,
        every_seconds: float,
        work: Work,
        *,
        is_wanted: IsWanted | None = None,
        next_at: NextAt | None = None,
    ) -> None:
        """Have `work(unit_of_work, now)` done about every so many seconds, by one worker at a time.

        It opens its own units of work, small ones; after a crash it is begun again and does nothing twice.
        While `is_wanted` says that there is nothing to do, it is begun every half a minute only; so it is
        before the moment that `next_at` says, which is not asked again while nothing is committed.
        """
        self._chores[name] = Chore(name, timedelta(seconds=every_seconds), work, is_wanted, next_at)

    def turn(self) -> list[str]:
        """Do everything that is due, one chore after the other; return the names of what was done here."""
        return [name for name in self._due() if self._do(self._chores[name])]

    def work_forever(self) -> None:
        """Look once a second for what is due, and do each chore beside the others."""
        while not self._stops:
            try:
                for name in self._due():
                    if name not in self._at_work:
                        self._at_work[name] = gevent.spawn(self._do_beside, self._chores[name])
            except Exception:  # noqa: BLE001 - told by _complain
                # The database is away, most often; what is due stays due.
                self._complain("the worker could not look")
            gevent.sleep(until_next(LOOK_EVERY_SECONDS))

    def stop(self) -> None:
        """End what is being done, and look no more; another worker does it again."""
        self._stops = True
        gevent.killall(list(self._at_work.values()), block=False)

    def _due(self) -> list[str]:
        return self._lookout.due(self._here.clock.now())

    def _do_beside(self, chore: Chore) -> None:
        try:
            self._do(chore)
        finally:
            del self._at_work[chore.name]

    def _do(self, chore: Chore) -> bool:
        database, began = self._here.database, self._here.clock.now()
        try:
            if not chores.lease(database, chore, self.name, began):
                return False
            self._work(chore, began)
            chores.finish(database, chore, self.name, self._here.clock.now())
            self._here.metrics.chores.done(chore.name)
        except Exception as error:  # noqa: BLE001 - told by _complain
            self._complain("chore failed", chore.name)
            self._here.metrics.chores.failed(chore.name)
            if not self._stops:
                self._give_up(chore, type(error).__name__)
            return False
        finally:
            self._lookout.forget()
        return True

    def _work(self, chore: Chore, began: datetime) -> None:
        renewing = gevent.spawn(self._renew_forever, chore.name)
        try:
            with self._here.metrics.chores.timed(chore.name):
                chore.work(self._here.database.unit_of_work, began)
        finally:
            renewing.kill(block=False)

    def _renew_forever(self, name: str) -> None:
        while True:
            gevent.sleep(RENEW_EVERY_SECONDS)
            try:
                chores.renew(self._here.database, name, self.name, self._here.clock.now())
            except Exception:  # noqa: BLE001 - told by _complain
                self._complain("lease not renewed", name)

    def _give_up(self, chore: Chore, problem: str) -> None:
        try:
            chores.give_up(self._here.database, chore, self.name, self._here.clock.now(), problem)
        except Exception:  # noqa: BLE001 - told by _complain
            # Its lease runs out by itself.
            self._complain("chore not given back", chore.name)

    def _complain(self, message: str, chore: str | None = None) -> None:
        """Log what failed; a query that was interrupted because this process stops is no failure."""
        if not self._stops:
            log.warning(message, extra={"what": chore}, exc_info=True)
