"""The matrix as a workbook: frozen, coloured, filterable, with findings and stream heads beside it."""

from collections import defaultdict
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from triangle.core.schema import moment_text
from triangle.matrix.export import Book, Line
from triangle.matrix.export_words import WORDS, plain

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST = ("account", "deal", "code", "node", "stage", "status")
PROMISE_COLUMNS = (
    *("account", "deal", "promise", "role", "made_by_whom", "made_on"),
    *("due_on", "status", "answered_by", "reason"),
)
WIDTHS = (22, 26, 8, 26, 7, 9)
# The strongest duty colours the cell; the letters say it without the colour.
COLOURS = {
    "A": {"bg_color": "#1456C8", "font_color": "#FFFFFF"},
    "R": {"bg_color": "#D3E2FC", "font_color": "#0C3C91"},
    "C": {"bg_color": "#F2EAFC", "font_color": "#6A31B8"},
    "I": {"bg_color": "#EEF1F5", "font_color": "#1A2330"},
}


def workbook(book: Book) -> bytes:
    """Write a workbook; no database and no event loop is touched, so it may run in a thread."""
    out = BytesIO()
    made = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    words = WORDS[book.language]
    _matrix_sheet(made, book, words)
    headings = [words[name] for name in ("rule", "severity", "account", "deal", "node", "person", "count")]
    _table(made, words["findings"], headings, book.findings, (34, 10, 22, 26, 30, 14, 8))
    told = [
        [r.account, r.deal, f"{r.code} {r.node}", r.risk, r.person, moment_text(r.at), r.veto]
        for r in book.risks
    ]
    headings = [words[name] for name in ("account", "deal", "node", "risk", "overridden_by", "since", "veto")]
    _table(made, words["risks"], headings, told, (22, 26, 30, 60, 14, 28, 40))
    headings = [words[name] for name in PROMISE_COLUMNS]
    _table(made, words["promises"], headings, book.promises, (22, 26, 50, 7, 12, 12, 12, 12, 12, 40))
    rows = [[h["name"], h["epoch"], h["head_seq"], h["head_hash"]] for h in book.heads]
    _table(made, words["heads"], [words[n] for n in ("stream", "epoch", "seq", "hash")], rows, (14, 8, 9, 70))
    made.close()
    return out.getvalue()


def _matrix_sheet(made: Any, book: Book, words: dict[str, str]) -> None:
    sheet = made.add_worksheet(words["matrix"])
    top = _about(made, sheet, book, words)
    head = made.add_format({"bold": True, "bottom": 1, "valign": "bottom"})
    upright = made.add_format({"bold": True, "bottom": 1, "rotation": 90, "align": "center"})
    for place, (name, width) in enumerate(zip(FIRST, WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(top, place, words[name], head)
    column_of = {person: len(FIRST) + place for place, person in enumerate(book.people)}
    for person, place in column_of.items():
        sheet.write_string(top, place, plain(book.people[person]), upright)
    if column_of:
        sheet.set_column(len(FIRST), len(FIRST) + len(column_of) - 1, 5)
    looks = {duty: made.add_format({"align": "center", "bold": True, **c}) for duty, c in COLOURS.items()}
    for number, line in enumerate(book.lines, start=top + 1):
        _line(sheet, number, line, column_of, looks)
    sheet.freeze_panes(top + 1, 4)
    sheet.autofilter(top, 0, top + max(1, len(book.lines)), len(FIRST) + max(1, len(column_of)) - 1)
    _for_paper(sheet, top, book)


def _about(made: Any, sheet: Any, book: Book, words: dict[str, str]) -> int:
    sheet.write_string(0, 0, book.title, made.add_format({"bold": True, "font_size": 14}))
    for row, (name, value) in enumerate(book.about, start=1):
        sheet.write_string(row, 0, plain(name))
        sheet.write_string(row, 1, plain(value))
    sheet.write_string(len(book.about) + 1, 0, words["duty"])
    return len(book.about) + 3


def _line(sheet: Any, number: int, line: Line, column_of: dict[int, int], looks: dict[str, Any]) -> None:
    for place, name in enumerate(FIRST):
        sheet.write_string(number, place, plain(getattr(line, name)))
    held: dict[int, set[str]] = defaultdict(set)
    for cell in line.cells:
        held[cell["person_id"]].add(cell["duty"])
    for person, duties in held.items():
        letters = [duty for duty in "ARCI" if duty in duties]
        sheet.write_string(number, column_of[person], " ".join(letters), looks[letters[0]])


def _for_paper(sheet: Any, top: int, book: Book) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    about = " · ".join(value for _, value in book.about[:2]).replace("&", "&&")
    sheet.set_footer(f"&L{about}"[:250] + "&R&P / &N")


def _table(made: Any, name: str, heads: list[str], rows: list[list[Any]], widths: tuple[int, ...]) -> None:
    sheet = made.add_worksheet(name)
    bold = made.add_format({"bold": True, "bottom": 1})
    for place, (text, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, text, bold)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, place, value)
            else:
                sheet.write_string(number, place, plain(value))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
