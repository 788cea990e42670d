"""Sends what is in the outbox: leased, merged, tried again later, and nobody waits for somebody slow."""

import logging
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from triangle.channels.catalog import Channels
from triangle.channels.message import Again, Failed, Message, Target
from triangle.core.clock import Clock
from triangle.core.db import Database
from triangle.core.errors import Unavailable
from triangle.core.prepared import Prepared
from triangle.notifications.links import make_link, open_handoffs
from triangle.notifications.outbox import UNSENT
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.notifications.results import LONGEST_PAUSE, note_failed, note_sent
from triangle.notifications.stale import drop_stale
from triangle.notifications.wording import MOST_LINES, message_of, target_of

# Longer than any channel takes for one message, so that a lease ends only with its process.
LEASE = timedelta(minutes=2)
# Seven lanes may be slow at once and leave hands for the others; the database is spared all hands together.
MOST_AT_ONCE, MOST_IN_LANE, MOST_NOTING = 32, 4, 8
PATIENCE_SECONDS = 1.0
log = logging.getLogger(__name__)
Told = Callable[[str, str, float], None]


# Each from its index: how much waits does not matter.
_NEXT = Prepared(
    select(
        *(
            select(Delivery.due_at)
            .where(Delivery.status == status)
            .order_by(Delivery.due_at)
            .limit(1)
            .scalar_subquery()
            .label(status)
            for status in UNSENT
        )
    )
)


def next_delivery(session: Session, now: datetime) -> datetime | None:
    """Return when the next message is to be sent, dropped or tried again."""
    [row] = _NEXT.tuples(session)
    return min((due_at for due_at in row if due_at is not None), default=None)


@dataclass(frozen=True, slots=True)
class Leased:
    """One message on its way: from which outlet, of which deliveries, and until when it is ours."""

    outlet_id: int
    delivery_ids: tuple[int, ...]
    until: datetime
    target: Target
    message: Message


class Post:
    """The post office of one process; several processes may work on one database."""

    def __init__(
        self, database: Database, channels: Channels, clock: Clock, origin: str, told: Told | None = None
    ) -> None:
        self._database, self._channels, self._clock, self._origin = database, channels, clock, origin
        self._told: Told = told or (lambda channel, result, seconds: None)
        self._pool = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="post")
        self._at_work: dict[Future[None], int] = {}
        self._lanes: Counter[str] = Counter()
        self._guard = threading.Lock()
        self._noting = threading.BoundedSemaphore(MOST_NOTING)

    def round(self, patience: float = 0) -> int:
        """Send what is due; return how many messages were begun.

        Goes on as long as something due finds a free hand, and waits up to `patience` seconds for each of
        those at work; whoever takes longer is left to finish by itself.
        """
        begun = 0
        drop_stale(self._database, self._clock.now(), without_mail="mail" not in self._channels.usable())
        while True:
            started = self._begin_due()
            begun += started
            if started == 0 and not self._somebody_finished(patience):
                return begun

    def work(self, now: datetime) -> None:
        """Send what is due, as a chore of the worker."""
        self.round(PATIENCE_SECONDS)

    def close(self) -> None:
        """Take nothing more on and wait for what is under way."""
        self._pool.shutdown(wait=True)

    def _somebody_finished(self, patience: float) -> bool:
        with self._guard:
            at_work = set(self._at_work)
        if not at_work or patience <= 0:
            return False
        return bool(wait(at_work, patience, FIRST_COMPLETED).done)

    def _begin_due(self) -> int:
        begun = 0
        for outlet_id, lane in self._due():
            if not self._take_hand(outlet_id, lane):
                continue
            leased = self._lease(outlet_id)
            if leased is None:
                self._free_hand(None, lane)
                continue
            work = self._pool.submit(self._send, leased, lane)
            with self._guard:
                self._at_work[work] = outlet_id
            work.add_done_callback(lambda done, lane=lane: self._free_hand(done, lane))  # type: ignore[misc]
            begun += 1
        return begun

    def _take_hand(self, outlet_id: int, lane: str) -> bool:
        with self._guard:
            full = sum(self._lanes.values()) >= MOST_AT_ONCE or self._lanes[lane] >= MOST_IN_LANE
            if full:
                return False
            self._lanes[lane] += 1
            return True

    def _free_hand(self, done: "Future[None] | None", lane: str) -> None:
        with self._guard:
            self._lanes[lane] -= 1
            if done is not None:
                self._at_work.pop(done, None)

    def _due(self) -> list[tuple[int, str]]:
        now = self._clock.now()
        with self._guard:
            full = [lane for lane, n in self._lanes.items() if n >= MOST_IN_LANE]
            # After a step back of the clock their leases seem to have lapsed.
            ours = set(self._at_work.values())
            if sum(self._lanes.values()) >= MOST_AT_ONCE:
                return []
        waiting = select(Delivery.outlet_id).where(Delivery.status.in_(UNSENT), Delivery.due_at <= now)
        query = select(Outlet.id, Outlet.lane).where(
            Outlet.id.in_(waiting), _is_free(now), Outlet.lane.not_in(full), Outlet.id.not_in(ours)
        )
        with self._database.reading() as session:
            return [(number, lane) for number, lane in session.execute(query.order_by(Outlet.id).limit(200))]

    def _lease(self, outlet_id: int) -> Leased | None:
        """Take the next message of an outlet, for this process alone, and note that it is on its way."""
        with self._database.unit_of_work() as session:
            now = self._clock.now()
            query = select(Outlet).where(Outlet.id == outlet_id, _is_free(now))
            outlet = session.scalars(query.with_for_update(of=Outlet, skip_locked=True)).one_or_none()
            batch = _next_message(session, outlet_id, now) if outlet is not None else []
            if outlet is None or not batch:
                return None
            outlet.leased_until = now + LEASE
            message = batch[0].message or uuid.uuid4().hex
            for delivery in batch:
                delivery.status, delivery.message, delivery.tries = "sending", message, delivery.tries + 1
            links = self._links(session, outlet, batch, now)
            made = message_of(session, outlet, batch, self._origin, links)
            ids = tuple(delivery.id for delivery in batch)
            return Leased(outlet.id, ids, outlet.leased_until, target_of(outlet), made)

    def _links(
        self, session: Session, outlet: Outlet, batch: list[Delivery], now: datetime
    ) -> dict[int, str]:
        # A bot's room has other readers: a link that acts goes into one's own mail only.
        if outlet.channel != "mail" or outlet.person_id is None:
            return {}
        asked = {d.notification.handoff_id for d in batch if d.notification and d.notification.handoff_id}
        return {
            each: f"{self._origin}/answer/{make_link(session, outlet.person_id, each, now)}"
            for each in sorted(open_handoffs(session, asked))
        }

    def _send(self, leased: Leased, lane: str) -> None:
        began = self._clock.now()
        try:
            self._channels.send(leased.target, leased.message, began)
        except Failed as failure:
            self._note(leased, failure)
        except Exception as error:
            log.error("a message could not be sent", exc_info=error)
            self._note(leased, Again(f"failed here: {type(error).__name__}"))
        else:
            self._note(leased, None)

    def _note(self, leased: Leased, failure: Failed | None) -> None:
        now = self._clock.now()
        try:
            with self._noting, self._database.unit_of_work() as session:
                noted = note_sent if failure is None else note_failed
                noted(session, leased.outlet_id, leased.delivery_ids, leased.until, now, failure)
        except (Unavailable, SQLAlchemyError):
            # The lease ends by itself and the same message is sent again, under the same id.
            log.warning("not noted that a message was sent", exc_info=True)
        result = "sent" if failure is None else "again" if isinstance(failure, Again) else "refused"
        self._told(leased.target.channel, result, (now - leased.until + LEASE).total_seconds())


def _is_free(now: datetime) -> ColumnElement[bool]:
    # What lies too far ahead was written by a clock that has stepped back since; twice as far, for the clock
    # of another process may be a little ahead of ours.
    free = Outlet.free_at.is_(None) | (Outlet.free_at <= now) | (Outlet.free_at > now + 2 * LONGEST_PAUSE)
    lapsed = Outlet.leased_until.is_(None) | (Outlet.leased_until <= now)
    return free & (lapsed | (Outlet.leased_until > now + 2 * LEASE)) & Outlet.is_on


def _next_message(session: Session, outlet_id: int, now: datetime) -> list[Delivery]:
    """Return the message that was tried before, as it was; else the oldest that wait, to become one."""
    query = select(Delivery).where(
        Delivery.outlet_id == outlet_id, Delivery.status.in_(UNSENT), Delivery.due_at <= now
    )
    tried = session.scalars(query.where(Delivery.message.is_not(None)).order_by(Delivery.id).limit(1)).first()
    if tried is not None:
        same = select(Delivery).where(Delivery.message == tried.message, Delivery.outlet_id == outlet_id)
        return list(session.scalars(same.where(Delivery.status.in_(UNSENT)).order_by(Delivery.id)))
    return list(session.scalars(query.order_by(Delivery.id).limit(MOST_LINES)))
