"""Lines of the table of shared notes, with their ratios to Hocuspocus."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bench.figures import percentile
from bench.notes.rivals import HOCUSPOCUS
from bench.table import Row, number

HEAD = ("work", "peer", "CPU µs", "KiB", "p50 ms", "p99 ms", "per s", "x Hocuspocus")
TEXTS = 2


@dataclass(slots=True)
class Line:
    """What one peer needed for one piece of work; the ratio is of its CPU, or of its KiB without one."""

    work: str
    peer: str
    cpu_us: float | None = None
    kib: float | None = None
    waits: Sequence[float] = field(default_factory=list)
    per_second: float | None = None

    @property
    def held(self) -> float | None:
        """What is held against the same of others."""
        return self.kib if self.cpu_us is None else self.cpu_us


def rows(lines: Sequence[Line]) -> Iterator[Row]:
    """Yield the lines as texts; the work is named once where several did it."""
    before = ""
    for line in lines:
        work, *rest = row(line, lines)
        yield (work if work != before else "", *rest)
        before = work


def row(line: Line, lines: Sequence[Line]) -> Row:
    """Return a line as texts, with its ratio to Hocuspocus's line of the same work."""
    same = {other.peer: other.held for other in lines if other.work == line.work}
    other = same.get(HOCUSPOCUS)
    return (
        line.work,
        line.peer,
        _or_blank(number, line.cpu_us),
        _or_blank(number, line.kib),
        number(1000 * percentile(line.waits, 50)) if line.waits else "",
        number(1000 * percentile(line.waits, 99)) if line.waits else "",
        _or_blank("{:,.0f}".format, line.per_second),
        f"{line.held / other:.2f}" if other and line.held is not None else "",
    )


def _or_blank(write: Callable[[float], str], value: float | None) -> str:
    return "" if value is None else write(value)
