"""The matrix as a workbook: frozen, coloured, filterable, with findings and stream heads beside it."""

from collections import defaultdict
from io import BytesIO
from operator import attrgetter
from typing import Any

from xlsxwriter import Workbook

from triangle.core.schema import moment_text
from triangle.matrix.export import FINDING_COLUMNS, Book, Line
from triangle.matrix.export_words import WORDS
from triangle.matrix.seal import heads_digest, seal
from triangle.matrix.sheet import Cell, RowSheet

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST = ("account", "deal", "code", "node", "stage", "status")
PROMISE_COLUMNS = (
    *("account", "deal", "promise", "role", "made_by_whom", "made_on"),
    *("due_on", "status", "answered_by", "reason"),
)
_FIRST = attrgetter(*FIRST)
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
    made.set_properties({"title": book.title, "comments": seal(book.heads)})
    _matrix_sheet(made, book, words)
    headings = [words[name] for name in FINDING_COLUMNS]
    _table(made, words["findings"], headings, book.findings, (34, 10, 22, 26, 30, 14, 8, 40))
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
    sheet = made.add_worksheet(words["matrix"], RowSheet)
    top = _about(made, sheet, book, words)
    head = made.add_format({"bold": True, "bottom": 1, "valign": "bottom"})
    upright = made.add_format({"bold": True, "bottom": 1, "rotation": 90, "align": "center"})
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    column_of = {person: len(FIRST) + place for place, person in enumerate(book.people)}
    heads: list[Cell] = [(place, words[name], head) for place, name in enumerate(FIRST)]
    sheet.line(top, heads + [(place, book.people[person], upright) for person, place in column_of.items()])
    if column_of:
        sheet.set_column(len(FIRST), len(FIRST) + len(column_of) - 1, 5)
    looks = {duty: made.add_format({"align": "center", "bold": True, **c}) for duty, c in COLOURS.items()}
    for number, line in enumerate(book.lines, start=top + 1):
        _line(sheet, number, line, column_of, looks)
    sheet.freeze_panes(top + 1, 4)
    sheet.autofilter(top, 0, top + max(1, len(book.lines)), len(FIRST) + max(1, len(column_of)) - 1)
    _for_paper(sheet, top, book)


def _about(made: Any, sheet: Any, book: Book, words: dict[str, str]) -> int:
    sheet.line(0, [(0, book.title, made.add_format({"bold": True, "font_size": 14}))])
    for row, (name, value) in enumerate(book.about, start=1):
        sheet.line(row, [(0, name, None), (1, value, None)])
    sheet.line(len(book.about) + 1, [(0, words["duty"], None)])
    return len(book.about) + 3


def _line(sheet: Any, number: int, line: Line, column_of: dict[int, int], looks: dict[str, Any]) -> None:
    cells: list[Cell] = [(place, said, None) for place, said in enumerate(_FIRST(line))]
    held: dict[int, set[str]] = defaultdict(set)
    for cell in line.cells:
        held[column_of[cell["person_id"]]].add(cell["duty"])
    for place in sorted(held):
        letters = [duty for duty in "ARCI" if duty in held[place]]
        cells.append((place, " ".join(letters), looks[letters[0]]))
    sheet.line(number, cells)


def _for_paper(sheet: Any, top: int, book: Book) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    about = " · ".join(value for _, value in book.about[:2]).replace("&", "&&")
    # A footer holds 255 characters; the digest is never the part that is cut.
    sheet.set_footer(f"&L&8{about}"[:150] + f" · SHA-256 {heads_digest(book.heads)}&R&8&P / &N")


def _table(made: Any, name: str, heads: list[str], rows: list[list[Any]], widths: tuple[int, ...]) -> None:
    sheet = made.add_worksheet(name, RowSheet)
    bold = made.add_format({"bold": True, "bottom": 1})
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.line(0, [(place, text, bold) for place, text in enumerate(heads)])
    for number, row in enumerate(rows, start=1):
        sheet.line(number, [(place, value, None) for place, value in enumerate(row)])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
