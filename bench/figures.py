"""What was measured of one peer, and the ratios between peers."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Figures:
    """CPU and waiting time of many runs of the same work."""

    cpu_seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    answer_bytes: int = 0

    def add(self, cpu_seconds: float, waits: Sequence[float], answer_bytes: int) -> None:
        """Count one more round in."""
        self.cpu_seconds += cpu_seconds
        self.waits += waits
        self.answer_bytes += answer_bytes

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds of one run."""
        return 1000 * self.cpu_seconds / len(self.waits)

    @property
    def per_second(self) -> float:
        """Runs a second, one after the other."""
        return len(self.waits) / sum(self.waits)

    @property
    def mean_bytes(self) -> float:
        """Bytes of one answer."""
        return self.answer_bytes / len(self.waits)

    def wait_ms(self, percent: float) -> float:
        """Return the milliseconds within which `percent` of the runs were over."""
        return 1000 * percentile(self.waits, percent)


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that `percent` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
