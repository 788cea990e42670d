"""The file that accounts are written into to be imported: headings, one example and what is allowed."""

import csv
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from triangle.accounts.import_words import FIELDS, HEADINGS, TEMPLATES, VALUES

KINDS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ROWS = 5000


def template(form: str, language: str, email: str) -> bytes:
    """Write the template in a language; the example's account is answered for by whoever asks."""
    headings = [HEADINGS[name][language][0] for name in FIELDS]
    example = [*TEMPLATES[language], "", email, "", "", ""]
    if form == "csv":
        out = StringIO(newline="")
        csv.writer(out).writerows([headings, example])
        # The byte order mark tells spreadsheets that it is UTF-8.
        return out.getvalue().encode("utf-8-sig")
    return _workbook(headings, example, language)


def _workbook(headings: list[str], example: list[str], language: str) -> bytes:
    out = BytesIO()
    made = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = made.add_worksheet()
    bold = made.add_format({"bold": True, "bottom": 1})
    for column, (heading, said) in enumerate(zip(headings, example, strict=True)):
        sheet.set_column(column, column, 30 if column == 0 else 20)
        sheet.write_string(0, column, heading, bold)
        sheet.write_string(1, column, said)
    for name, of in VALUES.items():
        column = FIELDS.index(name)
        allowed = [_worded(words, language) for words in of.values()]
        sheet.data_validation(1, column, _ROWS, column, {"validate": "list", "source": allowed})
    sheet.freeze_panes(1, 0)
    made.close()
    return out.getvalue()


def _worded(words: tuple[str, ...], language: str) -> str:
    if language == "zh":
        return words[0]
    return next(word for word in words if word.isascii()).capitalize()
