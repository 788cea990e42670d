"""One table of everything that was measured."""

from collections.abc import Sequence
from itertools import zip_longest

from bench.figures import Figures

HEAD = ("database", "work", "peer", "CPU ms", "p50 ms", "p99 ms", "runs/s", "bytes", "CPU x", "p50 x")
_TEXTS = 3
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


def table(rows: Sequence[Row]) -> str:
    """Return the rows under their head, in columns."""
    lines = [HEAD, *rows]
    widths = [max(map(len, column)) for column in zip_longest(*lines, fillvalue="")]
    return "\n".join(_line(cells, widths) for cells in lines)


def _line(cells: Row, widths: Sequence[int]) -> str:
    texts = [cell.ljust(width) for cell, width in zip(cells[:_TEXTS], widths, strict=False)]
    numbers = [cell.rjust(width) for cell, width in zip(cells[_TEXTS:], widths[_TEXTS:], strict=False)]
    return "  ".join([*texts, *numbers]).rstrip()
