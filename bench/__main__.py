"""`make bench`: the parts that were chosen, or all of them, each with its table."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from bench import clocks, http, lists, live, matrix_views, notes, outbox
from bench.cores import cores, on_core, refuse_other_systems
from bench.report import fill_in

# What a part is called on the command line, and the function that measures it.
PARTS = {
    "clocks": clocks.measure,
    "http": http.measure,
    "lists": lists.measure,
    "live": live.measure,
    "matrix": matrix_views.measure,
    "notes": notes.measure,
    "outbox": outbox.measure,
}


def main() -> None:
    """Measure on the clients' core, then print."""
    refuse_other_systems()
    asked = _asked()
    with on_core(cores()[1]):
        reports = {part: PARTS[part](**_size(part, asked)) for part in asked.parts or PARTS}
    for part, report in reports.items():
        print(f"== {part} ==\n\n{report.as_text()}\n")
        if asked.markdown:
            fill_in(asked.markdown, part, report)


def _size(part: str, asked: Namespace) -> dict[str, Any]:
    more = {"matrix": {"big": asked.big}, "notes": {"only": asked.only}}
    return {"quick": asked.quick} | more.get(part, {})


def _asked() -> Namespace:
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all when none is named"
    )
    parser.add_argument(
        "--quick", action="store_true", help="small sizes: proves the benchmark, not the service"
    )
    parser.add_argument("--big", action="store_true", help="the matrix of a hundred thousand deals, too")
    parser.add_argument("--only", default="", metavar="WORD", help="of notes, work with this in its name")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="put the tables between FILE's marks too"
    )
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return asked


if __name__ == "__main__":
    main()
