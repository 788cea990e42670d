"""What the worker of one app counts."""

from contextlib import AbstractContextManager

from prometheus_client import CollectorRegistry, Counter, Histogram

# From a look at nothing due to a thousand slow deliveries.
CHORE_SECONDS = (0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300)


class ChoreMetrics:
    """How often each chore was done or failed here, and how long it took."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._seconds = Histogram(
            "triangle_chore_seconds",
            "Time that a chore of the worker took.",
            ("chore",),
            buckets=CHORE_SECONDS,
            registry=registry,
        )
        self._ended = Counter(
            "triangle_chores", "Chores that this process ended.", ("chore", "how"), registry=registry
        )

    def timed(self, name: str) -> AbstractContextManager[object]:
        """Measure one time a chore is done."""
        return self._seconds.labels(name).time()

    def done(self, name: str) -> None:
        """Count a chore that was done."""
        self._ended.labels(name, "done").inc()

    def failed(self, name: str) -> None:
        """Count a chore that failed."""
        self._ended.labels(name, "failed").inc()
