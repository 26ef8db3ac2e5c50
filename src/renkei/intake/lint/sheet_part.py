"""One sheet of an .xlsx read from its part, element by element; nothing is laid out or kept."""

import datetime as dt
import functools
import re
from collections.abc import Callable, Sequence
from xml.parsers import expat

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

from renkei.errors import DataError
from renkei.intake.lint.sheet import Cell, Choices, Sheet, Style, Value, rectangle
from renkei.intake.lint.styles import shows_date, style_at
from renkei.intake.opening.container import Limits

EXPECTED = "a workbook saved from Excel"
LONGEST = 32_767  # characters of a cell, as in Excel
Given = dict[str, str]
_TEXTS = {"v", "f", "t", "formula1", "sqref"}


def parse(
    part: bytes,
    start: Callable[[str, Given], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Call back for every element and text of a part; DataError where it is not XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, given: start(name.rpartition(":")[2], given)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise DataError(f"a part is damaged ({error})", expected=EXPECTED) from None


class Strings:
    """The shared texts of a workbook in order, without the readings of their kanji."""

    def __init__(self, part: bytes) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._taken = self._reading = False
        if part:
            parse(part, self._start, self._end, self._text)

    def _start(self, name: str, given: Given) -> None:
        self._reading = self._reading or name == "rPh"
        self._taken = name == "t" and not self._reading

    def _text(self, text: str) -> None:
        if self._taken:
            self._pieces.append(text)

    def _end(self, name: str) -> None:
        self._taken = False
        if name == "rPh":
            self._reading = False
        elif name == "si":
            self.texts.append(unescape("".join(self._pieces)[:LONGEST]))
            self._pieces = []


class SheetReader:
    """Fills a sheet from its part; memory holds only cells that hold something.

    Raises DataError where the part is no XML, or has more cells, rows or columns than `limits`.
    """

    def __init__(
        self,
        sheet: Sheet,
        strings: Sequence[str],
        styles: list[Style],
        epoch: dt.datetime,
        limits: Limits,
    ) -> None:
        self.sheet, self.strings, self.styles = sheet, strings, styles
        self.epoch, self.limits = epoch, limits
        self.row = self.column = -1
        self.cells = 0
        self.given: Given = {}
        self.taken = ""
        self.reading = False
        self.pieces: dict[str, list[str]] = {}
        self.starts = {
            "row": self._row, "c": self._open_cell, "sheetView": self._view, "col": self._columns,
            "mergeCell": self._merged, "filterColumn": self._filter,
            "dataValidation": self._open_choices,
        }  # fmt: skip

    def read(self, part: bytes) -> None:
        """Read a part to its end."""
        parse(part, self._start, self._end, self._text)

    def _start(self, name: str, given: Given) -> None:
        self.taken = name if name in _TEXTS and not self.reading else ""
        self.reading = self.reading or name == "rPh"
        if self.taken:
            self.pieces.setdefault(name, [])
        elif name in self.starts:
            self.starts[name](given)

    def _text(self, text: str) -> None:
        if self.taken:
            self.pieces[self.taken].append(text)

    def _end(self, name: str) -> None:
        self.taken = ""
        if name == "c":
            self._close_cell()
        elif name == "dataValidation":
            self._close_choices()
        elif name == "rPh":
            self.reading = False

    def _row(self, given: Given) -> None:
        number = given.get("r", "")
        self.row = int(number) - 1 if re.fullmatch(r"[0-9]{1,7}", number) else self.row + 1
        self.column = -1
        if _is_true(given.get("hidden")) or given.get("ht") == "0":
            _add_run(self.sheet.hidden_rows, self.row, self.row)

    def _open_cell(self, given: Given) -> None:
        self.given, self.pieces = given, {}
        place = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", given.get("r", ""))
        self.column = _column(place[1]) if place else self.column + 1
        self.row = int(place[2]) - 1 if place else self.row

    def _close_cell(self) -> None:
        style = style_at(self.styles, self.given.get("s"))
        formula = f"={self._joined('f')}" if "f" in self.pieces else ""
        value, kind = self._value(style)
        if value == "" and not formula:
            if style.fill and len(self.sheet.shaded) < self.limits.cells:
                self.sheet.shaded[self.row, self.column] = style
            return
        self.cells += 1
        _refuse_over(self.cells, self.limits.cells, "cells")
        _refuse_over(self.row + 1, self.limits.rows, "rows")
        _refuse_over(self.column + 1, self.limits.columns, "columns")
        self.sheet.rows.setdefault(self.row, {})[self.column] = Cell(value, kind, formula, style)

    def _joined(self, name: str) -> str:
        return str(unescape("".join(self.pieces.get(name, ()))[:LONGEST]))

    def _value(self, style: Style) -> tuple[Value, str]:
        kind, raw = self.given.get("t", "n"), self._joined("v")
        if kind == "inlineStr":
            return self._joined("t"), "text"
        if kind == "s":
            at = int(raw) if re.fullmatch(r"[0-9]{1,8}", raw) else -1
            return (self.strings[at] if 0 <= at < len(self.strings) else ""), "text"
        if kind in ("str", "d") or not raw:
            return raw, "text"
        if kind == "b":
            return raw == "1", "bool"
        return (raw, "error") if kind == "e" else self._number(raw, style)

    def _number(self, raw: str, style: Style) -> tuple[Value, str]:
        try:
            number = float(raw)
            if style.number_format and shows_date(style.number_format):
                return from_excel(number, self.epoch), "date"
        except (ValueError, OverflowError, TypeError):
            return raw, "text"
        return (number, "number") if abs(number) < 1e300 else (raw, "text")

    def _view(self, given: Given) -> None:
        self.sheet.shows_zeros = given.get("showZeros", "1") not in ("0", "false")

    def _columns(self, given: Given) -> None:
        if _is_true(given.get("hidden")) or given.get("width") == "0":
            first, last = given.get("min", ""), given.get("max", "")
            if re.fullmatch("[0-9]{1,5} [0-9]{1,5}", f"{first} {last}"):
                _add_run(self.sheet.hidden_columns, int(first) - 1, int(last) - 1)

    def _merged(self, given: Given) -> None:
        area = rectangle(given.get("ref", ""))
        if area:
            self.sheet.merged.append(area)

    def _filter(self, given: Given) -> None:
        self.sheet.filtered = True

    def _open_choices(self, given: Given) -> None:
        self.given, self.pieces = given, {}

    def _close_choices(self) -> None:
        given = self.given
        if given.get("type") != "list":
            return
        # A list kept in another sheet stands in an extension, its cells and source as texts.
        areas = map(rectangle, (given.get("sqref") or self._joined("sqref")).split())
        strict = given.get("errorStyle", "stop") == "stop" and _is_true(
            given.get("showErrorMessage")
        )
        source = (self._joined("formula1") or self._joined("f")).strip()
        self.sheet.choices.append(Choices(tuple(filter(None, areas)), source, strict))


@functools.cache
def _column(letters: str) -> int:
    number: int = column_index_from_string(letters)
    return number - 1


def _add_run(runs: list[tuple[int, int]], first: int, last: int) -> None:
    if runs and runs[-1][1] == first - 1:
        runs[-1] = (runs[-1][0], last)
    else:
        runs.append((first, last))


def _is_true(text: str | None) -> bool:
    return text in ("1", "true", "on")


def _refuse_over(count: int, limit: int, what: str) -> None:
    if count > limit:
        raise DataError(f"there are {count:,} {what} or more", expected=f"at most {limit:,}")
