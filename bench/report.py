"""What a part of the benchmarks has to say: a table, what its columns mean, and what it does not show."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.table import Table


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one part."""

    meaning: str
    table: Table
    limits: str

    def as_text(self) -> str:
        """Return the report for a terminal."""
        return "\n\n".join([self.table.as_text(), self.meaning, self.limits])

    def as_markdown(self) -> str:
        """Return the report for a document."""
        return "\n\n".join([self.table.as_markdown(), self.meaning, self.limits])


def fill_in(file: Path, part: str, report: Report) -> None:
    """Put a report between its marks in a document; a document without them gets them at its end."""
    begin, end = f"<!-- bench {part} -->", f"<!-- end of bench {part} -->"
    place = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    text = file.read_text("utf-8") if file.exists() else ""
    if not place.search(text):
        text += f"\n{begin}\n{end}\n"
    filled = f"{begin}\n\n{report.as_markdown()}\n\n{end}"
    file.write_text(place.sub(lambda _: filled, text), "utf-8")


def tell(what: str) -> None:
    """Say on stderr how far the measuring has come."""
    print(what, file=sys.stderr, flush=True)
