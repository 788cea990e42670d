"""A document keeps what people wrote when its tables are filled in again."""

from pathlib import Path

from bench.report import Report, fill_in
from bench.table import Table


def report(figure: str) -> Report:
    return Report(
        "ms: \\1 milliseconds.", Table(("work", "ms"), [("wait", figure), ("rest",)], texts=1), "All."
    )


def test_only_what_stands_between_the_marks_is_replaced(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("# Fast\n\n<!-- bench live -->\n<!-- end of bench live -->\n\nBy hand.\n", "utf-8")

    fill_in(document, "live", report("1.00"))
    fill_in(document, "live", report("2.00"))

    table = "| work | ms |\n| --- | ---: |\n| wait | 2.00 |\n| rest |  |"
    filled = f"<!-- bench live -->\n\n{table}\n\nms: \\1 milliseconds.\n\nAll.\n\n<!-- end of bench live -->"
    assert document.read_text("utf-8") == f"# Fast\n\n{filled}\n\nBy hand.\n"


def test_a_document_without_marks_gets_them(tmp_path: Path) -> None:
    document = tmp_path / "new.md"

    fill_in(document, "live", report("1.00"))

    assert "| wait | 1.00 |" in document.read_text("utf-8")


def test_columns_stand_under_their_heads() -> None:
    lines = report("10.0").table.as_text().splitlines()

    assert lines == ["work    ms", "wait  10.0", "rest"]
