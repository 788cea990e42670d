"""Tables of what was measured, as text and as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.figures import Figures

HEAD = ("database", "work", "peer", "CPU ms", "p50 ms", "p99 ms", "runs/s", "bytes", "CPU x", "p50 x")
Row = tuple[str, ...]


def row(
    database: str, work: str, peer: str, figures: Figures, against: Sequence[Figures] | None = None
) -> Row:
    """Return the row of one peer, with its ratios to the sum of those it is held against."""
    ratios = ("", "")
    if against:
        cpu, half = sum(part.cpu_ms for part in against), sum(part.wait_ms(50) for part in against)
        ratios = (f"{figures.cpu_ms / cpu:.2f}", f"{figures.wait_ms(50) / half:.2f}")
    return (
        database,
        work,
        peer,
        number(figures.cpu_ms),
        number(figures.wait_ms(50)),
        number(figures.wait_ms(99)),
        f"{figures.per_second:,.0f}",
        f"{figures.mean_bytes:,.0f}" if figures.answer_bytes else "",
        *ratios,
    )


def row_of_sum(peer: str, parts: Sequence[Figures]) -> Row:
    """Return the row of what several peers take together, as far as it can be known from each."""
    cpu, half = sum(part.cpu_ms for part in parts), sum(part.wait_ms(50) for part in parts)
    return ("", "", peer, number(cpu), number(half), "", "", "", "1.00", "1.00")


def number(value: float) -> str:
    """Return a number with three digits that mean something."""
    return f"{value:,.{max(0, 2 - _magnitude(value))}f}"


def _magnitude(value: float) -> int:
    return len(str(int(value))) - 1 if value >= 1 else -1 if value < 0.1 else 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their head; the first columns hold texts, all others numbers."""

    head: Row
    rows: Sequence[Row]
    texts: int = 3

    def as_text(self) -> str:
        """Return the table in columns."""
        lines = self._full()
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join(self._line(cells, widths) for cells in lines)

    def as_markdown(self) -> str:
        """Return the table with bars."""
        head, *rows = self._full()
        dashes = ["---" if place < self.texts else "---:" for place in range(len(head))]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, dashes, *rows))

    def _full(self) -> list[Row]:
        missing = [(*row, *[""] * (len(self.head) - len(row))) for row in self.rows]
        return [self.head, *missing]

    def _line(self, cells: Row, widths: Sequence[int]) -> str:
        padded = [
            cell.ljust(width) if place < self.texts else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return "  ".join(padded).rstrip()
