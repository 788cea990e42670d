"""The first sheet of a workbook (XLSX): its texts and results, never a formula, within fixed bounds.

Written on expat: a document type, through which entities blow up or reach out, is refused where it begins,
and no part is unpacked further than is taken. Formulas are not read; their last results are.
"""

import re
import zipfile
from io import BytesIO
from posixpath import join, normpath
from typing import Any
from xml.parsers import expat

LARGEST_PART = 40 * 1024 * 1024
MOST_CELLS = 2_000_000
MOST_LINES = 20_000
_PLACE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")


class BadWorkbook(Exception):
    """This is no workbook that can be read here."""


class TooManyRows(BadWorkbook):
    """Its sheet has more rows, filled or not, than anybody reads."""


def first_sheet(body: bytes, most_columns: int) -> list[tuple[int, list[str]]]:
    """Return the rows of the first sheet with their numbers."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as packed:
            texts = _Texts()
            if "xl/sharedStrings.xml" in packed.namelist():
                texts.read(_part(packed, "xl/sharedStrings.xml"))
            sheet = _Sheet(texts.found, most_columns)
            sheet.read(_part(packed, _first_sheet(packed)))
            return sheet.rows
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise BadWorkbook(str(error)) from error
    except (RuntimeError, zipfile.zlib.error, expat.ExpatError) as error:  # type: ignore[attr-defined]
        raise BadWorkbook(str(error)) from error


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as part:
        # What the directory says of a size is only a claim.
        found = part.read(LARGEST_PART + 1)
    if len(found) > LARGEST_PART:
        raise BadWorkbook(f"{name} is larger than is taken")
    return found


def _first_sheet(packed: zipfile.ZipFile) -> str:
    sheets, targets = _Tags("sheet"), _Tags("Relationship")
    sheets.read(_part(packed, "xl/workbook.xml"))
    targets.read(_part(packed, "xl/_rels/workbook.xml.rels"))
    if not sheets.found:
        raise BadWorkbook("no sheet")
    wanted = next((value for key, value in sheets.found[0].items() if key.endswith(":id")), "")
    for target in targets.found:
        if target.get("Id") == wanted:
            path = target.get("Target", "")
            return path.lstrip("/") if path.startswith("/") else normpath(join("xl", path))
    raise BadWorkbook("the first sheet is not there")


class _Reading:
    """One pass over a part: `begin` and `end` hear of elements by their local names."""

    def read(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = lambda name, given: self.begin(name.rpartition(":")[2], given)
        parser.EndElementHandler = lambda name: self.end(name.rpartition(":")[2])
        parser.CharacterDataHandler = self.text
        parser.Parse(part, True)

    def begin(self, name: str, given: dict[str, str]) -> None:
        """Hear that an element begins."""

    def end(self, name: str) -> None:
        """Hear that an element ends."""

    def text(self, said: str) -> None:
        """Hear text."""


def _refuse(*declared: Any) -> None:
    raise BadWorkbook("a document type is not taken")


class _Tags(_Reading):
    def __init__(self, tag: str) -> None:
        self.tag, self.found = tag, list[dict[str, str]]()

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name == self.tag:
            self.found.append(given)


class _Texts(_Reading):
    """The texts that cells point to; how a name is pronounced (`rPh`) is no part of it."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._said: list[str] = []
        self._takes = self._aside = False

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name == "si":
            self._said = []
        self._aside = self._aside or name == "rPh"
        self._takes = name == "t" and not self._aside

    def end(self, name: str) -> None:
        self._takes = False
        if name == "rPh":
            self._aside = False
        if name == "si":
            self.found.append("".join(self._said))

    def text(self, said: str) -> None:
        if self._takes:
            self._said.append(said)


class _Sheet(_Reading):
    def __init__(self, texts: list[str], most_columns: int) -> None:
        self.rows: list[tuple[int, list[str]]] = []
        self._texts, self._most = texts, most_columns
        self._kind, self._column, self._cells = "n", 0, 0
        self._said: list[str] = []
        self._takes = False

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            if len(self.rows) >= MOST_LINES:
                raise TooManyRows("more rows than are taken")
            before = self.rows[-1][0] if self.rows else 0
            self.rows.append((int(given.get("r") or before + 1), []))
        elif name == "c":
            self._cells += 1
            if self._cells > MOST_CELLS:
                raise BadWorkbook("more cells than are taken")
            self._kind, self._said = given.get("t", "n"), []
            place = _PLACE.match(given.get("r", ""))
            self._column = _column(place[1]) if place else len(self.rows[-1][1])
        elif name in ("v", "t"):
            self._takes = True

    def end(self, name: str) -> None:
        self._takes = False
        if name != "c" or self._column >= self._most or not self.rows:
            return
        cells = self.rows[-1][1]
        cells.extend([""] * (self._column + 1 - len(cells)))
        cells[self._column] = self._value("".join(self._said))

    def text(self, said: str) -> None:
        if self._takes:
            self._said.append(said)

    def _value(self, said: str) -> str:
        if self._kind == "s":
            place = int(said or -1)
            return self._texts[place] if 0 <= place < len(self._texts) else ""
        # An error is no value.
        return "" if self._kind == "e" else said


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
