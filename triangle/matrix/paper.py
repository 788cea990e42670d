"""The matrix on paper: A3 across, nodes by roles with names, and on each page what it was made from."""

from collections import defaultdict
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A3, landscape
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from triangle.accounts.models import SEAT_ROLES
from triangle.core.schema import moment_text
from triangle.matrix.export import FINDING_COLUMNS, Book, Line
from triangle.matrix.export_words import WORDS
from triangle.matrix.seal import heads_digest, seal

KIND = "application/pdf"
# One of the fonts that every reader of PDF brings for Chinese: nothing has to be shipped.
FONT = "STSong-Light"
WIDTH, HEIGHT = landscape(A3)
MARGIN, ROW, SIZE = 36.0, 15.0, 8.5
INK, QUIET, BAND, RULE = (HexColor(c) for c in ("#1A2330", "#525D6B", "#E7EFFD", "#DCE1E8"))


def paper(book: Book) -> bytes:
    """Write a PDF; no database and no event loop is touched, so it may run in a thread."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), pageCompression=1)
    canvas.setTitle(book.title)
    canvas.setKeywords(seal(book.heads))
    sheet = _Sheet(canvas, book)
    words = WORDS[book.language]
    sheet.begin(book.title, [f"{name}: {value}" for name, value in book.about] + [words["duty"]])
    _matrix(sheet, book, words)
    names = [words[n] for n in FINDING_COLUMNS]
    sheet.table(words["findings"], names, (180, 50, 170, 190, 190, 90, 40, 140), book.findings)
    if book.risks:
        _risks(sheet, book, words)
    heads = [[h["name"], str(h["epoch"]), str(h["head_seq"]), h["head_hash"]] for h in book.heads]
    names = [words[n] for n in ("stream", "epoch", "seq", "hash")]
    sheet.table(words["heads"], names, (120, 60, 80, 500), heads)
    return sheet.end(out)


class _Sheet:
    """Where the next line goes; a full page ends by itself and the next one repeats the head of its table."""

    def __init__(self, canvas: Any, book: Book) -> None:
        self._canvas, self._y = canvas, HEIGHT - MARGIN
        proof = f"{WORDS[book.language]['heads']} SHA-256 {heads_digest(book.heads)}"
        self._foot = " · ".join([*(value for _, value in book.about[:2]), proof])
        self._head: tuple[list[str], tuple[float, ...]] | None = None

    def begin(self, title: str, lines: list[str]) -> None:
        """Write what the file is, on its first page."""
        self._text(MARGIN, self._y - 14, title, 16, INK)
        self._y -= 34
        for line in lines:
            self._text(MARGIN, self._y, line, SIZE + 1, QUIET)
            self._y -= ROW
        self._y -= 4

    def table(self, title: str, head: list[str], widths: tuple[float, ...], rows: list[list[str]]) -> None:
        """Write a table on pages of its own."""
        self._head = None
        self._next_page()
        self._text(MARGIN, self._y - 10, title, 13, INK)
        self._y -= 28
        self.columns(head, widths)
        for row in rows:
            self.row(row)

    def columns(self, head: list[str], widths: tuple[float, ...]) -> None:
        """Begin a table: its head is repeated on every page."""
        self._head = (head, widths)
        self._draw(head, QUIET)

    def row(self, texts: list[str]) -> None:
        """Write a row of the table."""
        self._make_room()
        self._draw(texts, INK)

    def band(self, text: str) -> None:
        """Write a line that names what follows."""
        self._make_room()
        self._canvas.setFillColor(BAND)
        self._canvas.rect(MARGIN, self._y - 4, WIDTH - 2 * MARGIN, ROW, stroke=0, fill=1)
        self._text(MARGIN + 3, self._y, text, SIZE, INK)
        self._y -= ROW

    def end(self, out: BytesIO) -> bytes:
        """End the last page and return the file."""
        self._number()
        self._canvas.save()
        return out.getvalue()

    def _make_room(self) -> None:
        if self._y < MARGIN + 2 * ROW:
            self._next_page()
            if self._head is not None:
                self._draw(self._head[0], QUIET)

    def _next_page(self) -> None:
        self._number()
        self._canvas.showPage()
        self._y = HEIGHT - MARGIN - 4

    def _number(self) -> None:
        page = str(self._canvas.getPageNumber())
        self._text(MARGIN, MARGIN - 14, _short(self._foot, WIDTH - 2 * MARGIN - 40), SIZE - 1, QUIET)
        self._text(WIDTH - MARGIN - 20, MARGIN - 14, page, SIZE - 1, QUIET)

    def _draw(self, texts: list[str], colour: Any) -> None:
        x = MARGIN
        _, widths = self._head or ([], ())
        for text, width in zip(texts, widths, strict=True):
            self._text(x + 3, self._y, _short(text, width - 6), SIZE, colour)
            x += width
        self._canvas.setStrokeColor(RULE)
        self._canvas.line(MARGIN, self._y - 4, WIDTH - MARGIN, self._y - 4)
        self._y -= ROW

    def _text(self, x: float, y: float, text: str, size: float, colour: Any) -> None:
        self._canvas.setFillColor(colour)
        self._canvas.setFont(FONT, size)
        self._canvas.drawString(x, y, text)


def _matrix(sheet: _Sheet, book: Book, words: dict[str, str]) -> None:
    used = {cell["role"] for line in book.lines for cell in line.cells}
    roles = [role for role in SEAT_ROLES if role in used]
    left = WIDTH - 2 * MARGIN - 290
    sheet.columns(
        [words["node"], words["stage"], words["status"], *roles],
        (200, 30, 60, *[left / max(1, len(roles))] * len(roles)),
    )
    last = None
    for line in book.lines:
        if line.deal_id != last:
            sheet.band(f"{line.account} · {line.deal}")
            last = line.deal_id
        sheet.row([f"{line.code} {line.node}", line.stage, line.status, *_cells(line, book, roles)])


def _risks(sheet: _Sheet, book: Book, words: dict[str, str]) -> None:
    names = [words[n] for n in ("account", "deal", "node", "overridden_by", "since", "veto")]
    sheet.table(words["risks"], names, (170, 190, 190, 90, 150, 320), [])
    for risk in book.risks:
        who = [risk.person, moment_text(risk.at), risk.veto]
        sheet.row([risk.account, risk.deal, f"{risk.code} {risk.node}", *who])
        # What somebody took upon themselves is never cut: it runs over as many lines as it needs.
        said = " ".join(f"{words['risk']}: {risk.risk}".split())
        for line in simpleSplit(said, FONT, SIZE, WIDTH - 2 * MARGIN - 6):
            sheet.band(line)


def _cells(line: Line, book: Book, roles: list[str]) -> list[str]:
    held: dict[str, list[str]] = defaultdict(list)
    for cell in sorted(line.cells, key=lambda cell: "ARCI".index(cell["duty"])):
        held[cell["role"]].append(f"{cell['duty']} {book.people[cell['person_id']]}")
    return [", ".join(held[role]) for role in roles]


def _short(text: str, width: float) -> str:
    """Cut a text to what fits on one line of a column."""
    line = " ".join(text.split())
    if pdfmetrics.stringWidth(line, FONT, SIZE) <= width:
        return line
    fits = simpleSplit(line, FONT, SIZE, width - SIZE)
    return f"{fits[0]}…" if fits else ""
