"""A file of a spreadsheet as rows of text: CSV as people save it, or the first sheet of a workbook."""

import csv
from io import StringIO

from triangle.core.errors import invalid
from triangle.core.workbook_file import BadWorkbook, TooManyRows, first_sheet

MOST_ROWS = 5000
MOST_COLUMNS = 60
LARGEST_FILE = 6 * 1024 * 1024
# What Chinese Windows writes when nobody chose UTF-8; every byte means something in the last one.
ENCODINGS = ("utf-8-sig", "gb18030")
FIELD = "content"

Line = tuple[int, list[str]]


def read_table(body: bytes) -> list[Line]:
    """Return the filled rows with the numbers of their lines, or refuse the file with what is allowed."""
    if len(body) > LARGEST_FILE:
        raise invalid(FIELD, "file_too_large", most=LARGEST_FILE // 1024 // 1024)
    try:
        found = first_sheet(body, MOST_COLUMNS) if body[:2] == b"PK" else _comma_lines(body)
    except TooManyRows as error:
        raise invalid(FIELD, "too_many_rows", most=MOST_ROWS) from error
    except (BadWorkbook, csv.Error) as error:
        raise invalid(FIELD, "file_unreadable") from error
    lines = [(number, [_clean(cell) for cell in cells[:MOST_COLUMNS]]) for number, cells in found]
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if len(filled) < 2:
        raise invalid(FIELD, "file_empty")
    if len(filled) > MOST_ROWS + 1:
        raise invalid(FIELD, "too_many_rows", most=MOST_ROWS)
    return filled


def _comma_lines(body: bytes) -> list[Line]:
    text = _decoded(body)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    lines: list[Line] = []
    before = 0
    for cells in reader:
        # A quoted cell may hold line breaks: the row begins behind the line where the last one ended.
        lines.append((before + 1, cells))
        before = reader.line_num
        if len(lines) > 4 * MOST_ROWS:
            raise invalid(FIELD, "too_many_rows", most=MOST_ROWS)
    return lines


def _decoded(body: bytes) -> str:
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", errors="replace")
    if b"\0" in body:
        raise BadWorkbook("bytes that are no text")
    for encoding in ENCODINGS:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadWorkbook("in none of the known encodings")


def _clean(cell: str) -> str:
    text = " ".join(cell.replace("\0", "").split())
    # The apostrophe that exports put before what a spreadsheet would run.
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@" else text
