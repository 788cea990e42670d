"""A sheet that is written row by row holds what its cells were told."""

from io import BytesIO

from xlsxwriter import Workbook

from triangle.core.workbook_file import first_sheet
from triangle.matrix.sheet import MOST_UNITS, RowSheet


def test_rows_hold_texts_and_numbers_in_their_places() -> None:
    out = BytesIO()
    made = Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet("a", RowSheet)
    bold = made.add_format({"bold": True})
    sheet.line(0, [(0, "华光 <&>", bold), (2, 12, None)])
    sheet.line(1, [])
    sheet.line(3, [(1, "=1+1", None), (27, "华光 <&>", bold)])
    made.close()

    rows = dict(first_sheet(out.getvalue(), 40))
    assert rows == {1: ["华光 <&>", "", "12"], 4: ["", "'=1+1", *[""] * 25, "华光 <&>"]}


def test_text_that_no_cell_holds_is_cut_between_its_letters() -> None:
    out = BytesIO()
    made = Workbook(out, {"in_memory": True})
    made.add_worksheet("a", RowSheet).line(0, [(0, "𠀀" * 20_000, None), (1, "a" * 40_000, None)])
    made.close()

    [(_, [wide, plain])] = first_sheet(out.getvalue(), 2)
    assert wide == "𠀀" * (MOST_UNITS // 2)
    assert plain == "a" * MOST_UNITS
