"""Lines of the table of real time, with their ratios to Node and to the floor."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bench.figures import percentile
from bench.live.rivals import FLOOR, NODE
from bench.table import Row, number

HEAD = ("work", "peer", "CPU µs", "KiB", "p50 ms", "p99 ms", "per s", "all s", "failed", "x Node", "x floor")
TEXTS = 2


@dataclass(slots=True)
class Line:
    """What one peer needed for one piece of work; the ratios are those of the `held` column."""

    work: str
    peer: str
    held: Literal["cpu_us", "kib", "all_s"] = "cpu_us"
    cpu_us: float | None = None
    kib: float | None = None
    waits: Sequence[float] = field(default_factory=list)
    per_second: float | None = None
    all_s: float | None = None
    failed: Counter[str] | None = None


def rows(lines: Sequence[Line]) -> Iterator[Row]:
    """Yield the lines as texts; the work is named once where several did it."""
    before = ""
    for line in lines:
        same = {other.peer: other for other in lines if other.work == line.work}
        yield (
            line.work if line.work != before else "",
            line.peer,
            _or_blank(number, line.cpu_us),
            _or_blank(number, line.kib),
            number(1000 * percentile(line.waits, 50)) if line.waits else "",
            number(1000 * percentile(line.waits, 99)) if line.waits else "",
            _or_blank("{:,.0f}".format, line.per_second),
            _or_blank(number, line.all_s),
            "" if line.failed is None else str(line.failed.total()),
            _ratio(line, same.get(NODE)),
            # The floor keeps next to nothing of a connection: a ratio to that would say nothing.
            "" if line.held == "kib" else _ratio(line, same.get(FLOOR)),
        )
        before = line.work


def failures(lines: Sequence[Line]) -> list[str]:
    """Say of each line in which way clients failed."""
    return [
        f"{line.work}, {line.peer}: {number} failed: {why}."
        for line in lines
        for why, number in (line.failed or Counter()).items()
    ]


def _or_blank(write: Callable[[float], str], value: float | None) -> str:
    return "" if value is None else write(value)


def _ratio(line: Line, other: Line | None) -> str:
    if other is None:
        return ""
    own, theirs = getattr(line, line.held), getattr(other, line.held)
    return f"{own / theirs:.2f}" if theirs else ""
