"""A worksheet that is written row by row: told cell by cell, a workbook took five times as long."""

from collections.abc import Iterable
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from triangle.matrix.export_words import plain

# A cell holds so many units of UTF-16; Excel repairs a file that says more.
MOST_UNITS = 32_767
# Its column, what stands in it, and its look.
Cell = tuple[int, str | int, Any]


class RowSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose cells all come through `line`: texts, which are never formulas, and whole numbers.

    Of xlsxwriter it takes what is not promised: the table of texts, the extent of a sheet, the number of a
    format, and that the rows of a sheet are written by `_write_rows`.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[int, list[tuple[int, int, Any, bool]]]] = []
        self._known: dict[str, int] = {}

    def line(self, number: int, cells: Iterable[Cell]) -> None:
        """Write a row below those that were written; its cells come from left to right."""
        told = [
            (place, said, look, False) if isinstance(said, int) else (place, self._text(said), look, True)
            for place, said, look in cells
        ]
        if told:
            self._check_dimensions(number, told[0][0])
            self._check_dimensions(number, told[-1][0])
            self._lines.append((number, told))

    def _text(self, said: str) -> int:
        """Return the number of a text in the table of texts, which counts how often each is said."""
        number = self._known.get(said)
        if number is None:
            number = self._known[said] = self.str_table._get_shared_string_index(_cut(plain(said)))
        else:
            self.str_table.count += 1
        return number

    def _write_rows(self) -> None:
        columns = [xl_col_to_name(place) for place in range(self.dim_colmax + 1)] if self._lines else []
        # Formats have their numbers only now that all of them are known.
        styles: dict[Any, str] = {None: ""}
        for number, cells in self._lines:
            row, told = number + 1, []
            for place, said, look, is_text in cells:
                if (style := styles.get(look)) is None:
                    style = styles[look] = f' s="{look._get_xf_index()}"'
                kind = ' t="s"' if is_text else ""
                told.append(f'<c r="{columns[place]}{row}"{style}{kind}><v>{said}</v></c>')
            self.fh.write(f'<row r="{row}">{"".join(told)}</row>')


def _cut(text: str) -> str:
    if len(text) <= MOST_UNITS // 2:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * MOST_UNITS].decode("utf-16-le", "ignore")
