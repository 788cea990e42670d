"""What one running app counts and measures, told in Prometheus' text form; every app has its own registry."""

import logging
import time
from collections.abc import Callable, Iterable

import gevent
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from triangle.core.chore_metrics import ChoreMetrics
from triangle.core.errors import Unavailable
from triangle.core.pulse import Pulse
from triangle.core.transport.engine import Figures

METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
# From a read out of memory to a write that waits for a slow disk.
ANSWER_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
# How long an answer waits for the database to say what waits.
BACKLOG_SECONDS = 1.0
LAG_SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30)


log = logging.getLogger(__name__)


class Metrics:
    """The counters of one app: parts of the service call it, `/metrics` reads it.

    `figures`, `connections` and `redis_silence` are plugged in by whoever owns sockets, database and hints,
    `backlog` by whoever knows what waits.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.chores = ChoreMetrics(self.registry)
        self.pulse = Pulse(self._woke)
        self.figures: Callable[[], Figures] = Figures
        self.connections: Callable[[], int] = int
        self.redis_silence: Callable[[], float | None] = lambda: None
        self.backlog: Callable[[], Iterable[Metric]] = tuple
        self._hinted_at: float | None = None
        self._counted: dict[tuple[str, str, int], Histogram] = {}
        self._count(self.registry)
        ProcessCollector(registry=self.registry)
        self.registry.register(_Plugged(self))

    def _count(self, registry: CollectorRegistry) -> None:
        labels = ("endpoint", "method", "status")
        self._requests = Histogram(
            "triangle_request_seconds",
            "Time from a request to its answer.",
            labels,
            buckets=ANSWER_SECONDS,
            registry=registry,
        )
        self._lag = Histogram(
            "triangle_hub_lag_seconds",
            "How late a timer of the event loop wakes.",
            buckets=LAG_SECONDS,
            registry=registry,
        )
        self._entries = Histogram(
            "triangle_entry_lag_seconds",
            "Time from a deed to the push of its entry; the count is the entries pushed.",
            buckets=LAG_SECONDS,
            registry=registry,
        )
        self._resets = Counter(
            "triangle_resets", "Subscriptions that had to fetch the state again.", ("why",), registry=registry
        )
        self._messages = Histogram(
            "triangle_message_seconds",
            "Time it took to hand a message to a channel; sent, to be tried again, or refused.",
            ("channel", "result"),
            buckets=ANSWER_SECONDS,
            registry=registry,
        )
        hinted = Gauge(
            "triangle_hint_age_seconds",
            "Time since the last hint of another process; -1 before the first.",
            registry=registry,
        )
        hinted.set_function(self.hint_age)

    def request(self, endpoint: str, method: str, status: int, seconds: float) -> None:
        """Count an answered request; `endpoint` is the rule of its address, never the address itself."""
        known = (endpoint, method if method in METHODS else "other", status)
        counted = self._counted.get(known)
        if counted is None:
            counted = self._counted[known] = self._requests.labels(*map(str, known))
        counted.observe(seconds)

    def entry_sent(self, lag_seconds: float) -> None:
        """Count an entry that was pushed `lag_seconds` after its deed."""
        # A clock that steps back between the two makes no negative time.
        self._entries.observe(max(0.0, lag_seconds))

    def reset(self, why: str) -> None:
        """Count a subscription that was answered with a reset."""
        self._resets.labels(why).inc()

    def message(self, channel: str, result: str, seconds: float) -> None:
        """Count a message that was handed to a channel, and what came of it."""
        self._messages.labels(channel, result).observe(max(0.0, seconds))

    def hint_heard(self) -> None:
        """Note that another process gave a hint just now."""
        self._hinted_at = time.monotonic()

    def hint_age(self) -> float:
        """Return the seconds since the last hint, -1 before the first."""
        return -1.0 if self._hinted_at is None else time.monotonic() - self._hinted_at

    def text(self) -> bytes:
        """Return everything in Prometheus' text form."""
        return generate_latest(self.registry)

    def _woke(self, late: float) -> None:
        self._lag.observe(late)


class _Plugged(Collector):
    """Asks the socket engine and the database when it is asked itself."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._counting: gevent.Greenlet[[], list[Metric]] | None = None

    def collect(self) -> Iterable[Metric]:
        now = self._metrics.figures()
        yield GaugeMetricFamily("triangle_sockets", "Open sockets.", now.sockets)
        yield GaugeMetricFamily(
            "triangle_socket_queued_bytes", "Bytes that wait for slow readers.", now.queued_bytes
        )
        yield GaugeMetricFamily("triangle_sockets_parting", "Sockets that say goodbye.", now.parting)
        yield CounterMetricFamily("triangle_sockets_opened", "Sockets opened.", now.opened)
        closed = CounterMetricFamily("triangle_sockets_closed", "Sockets closed.", labels=["reason"])
        for reason, count in sorted(now.closed.items()):
            closed.add_metric([reason], count)
        yield closed
        yield GaugeMetricFamily(
            "triangle_database_connections_in_use",
            "Database connections that work at this moment.",
            self._metrics.connections(),
        )
        silence = self._metrics.redis_silence()
        yield GaugeMetricFamily(
            "triangle_redis_silent_seconds",
            "Time since Redis last said anything, answers to pings too; -1 before and without Redis.",
            -1 if silence is None else silence,
        )
        yield from self._backlog()

    def _backlog(self) -> list[Metric]:
        # Whoever watches learns the rest while the database is slow: a count goes on beside, one at a time.
        if self._counting is None or self._counting.ready():
            self._counting = gevent.spawn(self._count)
        self._counting.join(BACKLOG_SECONDS)
        return self._counting.value or []

    def _count(self) -> list[Metric]:
        try:
            return list(self._metrics.backlog())
        except (Unavailable, SQLAlchemyError):
            # The same while it is away.
            log.warning("what waits could not be counted", exc_info=True)
            return []
