"""Any workbook's values as plain grids: nothing is executed, followed or trusted."""

import contextlib
import datetime as dt
import functools
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine

from renkei.errors import DataError
from renkei.intake.opening import parts as xlsx
from renkei.intake.opening.container import (
    EXPECTED,
    LIMITS,
    Limits,
    content_kind,
    read_bytes,
    repack,
    safe_parts,
)

Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta

_OTHER_KINDS = {
    "empty": "the file is empty",
    "html": "the file is HTML with the name of a workbook",
    "xml": "the file is XML, not a workbook",
    "text": "the file is text (CSV?), not a workbook",
    "gzip": "the file is a gzip archive",
    "encrypted": "the workbook is protected by a password",
    "xlsb": "the workbook is of the binary kind .xlsb",
    "ods": "the workbook is of the kind .ods",
    "zip": "the file is a zip package that is no workbook",
    "damaged": "the workbook is damaged or cut short",
}


@dataclass(frozen=True)
class Grid:
    """The values of one sheet from A1 to its last row; rows and columns count from 0.

    `height` is how many rows the sheet has by its own XML, counted apart from the reader; of an
    .xls it is how many the reader laid out. `merged` gives the anchor of every other cell of a
    merged range; `formulas` the formula's text, "" where not known: the value in `rows` is the
    one computed last.
    """

    sheet: str
    rows: tuple[tuple[Value, ...], ...]
    height: int
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def texts(self, row: int) -> list[str]:
        """The texts of a row, stripped; "" for a blank."""
        return [text(value) for value in self.rows[row]]

    def is_blank(self, row: int) -> bool:
        """Whether no cell of a row holds anything."""
        return not any(self.texts(row))


@dataclass
class Workbook:
    """An opened workbook: its sheets by name, its epoch and its own custom properties."""

    name: str
    kind: str
    epoch: int
    properties: dict[str, str]
    limits: Limits
    encoding: str = field(default="", kw_only=True)
    formats_known: bool = field(default=True, kw_only=True)
    _book: python_calamine.CalamineWorkbook
    _parts: dict[str, bytes] = field(default_factory=dict)
    _known_formats: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def sheets(self) -> list[str]:
        """Names of the worksheets, hidden ones too, in order."""
        kind = python_calamine.SheetTypeEnum.WorkSheet
        return [one.name for one in self._book.sheets_metadata if one.typ == kind]

    def grid(self, sheet: str) -> Grid:
        """The values of a sheet. Raises DataError where it is absent, too large or damaged."""
        if sheet not in self.sheets:
            raise DataError(
                f"no sheet {sheet!r}", where=self.name, expected=f"one of {', '.join(self.sheets)}"
            )
        part, where = self._part(sheet), f"{self.name}, {sheet}"
        strings = self._parts.get("xl/sharedStrings.xml", b"")
        if self.kind == "xlsx" and not part:
            # Unseen by the limits and the count of rows, it is not given to the reader either.
            raise DataError("the sheet is not where the package says", where=where)
        with _located(where):
            extent = xlsx.extent(part, strings, self.limits)
        rows = _values(self._book, sheet, where)
        if len(rows) < extent.filled:
            raise DataError(
                f"row {extent.filled:,} holds a value and {len(rows):,} rows could be read",
                where=where,
                expected="every row that holds a value",
            )
        width = max(map(len, rows), default=0)
        rows += [[""] * width for _ in range(extent.rows - len(rows))]
        for address, shown in xlsx.broken_cells(part).items():
            row, column = _position(address)
            if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
                rows[row][column] = shown
        height = extent.rows if self.kind == "xlsx" else len(rows)
        return Grid(sheet, tuple(map(tuple, rows)), height)

    def number_format(self, sheet: str, row: int, column: int) -> str | None:
        """The number format a cell is shown in; None for General, and for every .xls."""
        return self._formats(sheet).get(xlsx.address(row, column))

    def _formats(self, sheet: str) -> dict[str, str]:
        if sheet not in self._known_formats:
            styles = self._parts.get("xl/styles.xml", b"")
            self._known_formats[sheet] = xlsx.cell_formats(self._part(sheet), styles)
        return self._known_formats[sheet]

    def _part(self, sheet: str) -> bytes:
        return self._parts.get(self._places.get(sheet, ""), b"")

    @functools.cached_property
    def _places(self) -> dict[str, str]:
        return xlsx.sheet_parts(self._parts) if self._parts else {}


def open_workbook(file: Path, limits: Limits = LIMITS) -> Workbook:
    """Open a workbook by its content, whatever its name says.

    Raises InputMissing where the file cannot be read, and DataError (where, what, expected) where
    it is no .xlsx or .xls, encrypted, damaged or larger than `limits`.
    """
    content = read_bytes(file, limits)
    kind = content_kind(content)
    if kind in _OTHER_KINDS:
        raise DataError(_OTHER_KINDS[kind], where=file.name, expected=EXPECTED)
    with _located(file.name):
        if kind == "xls":
            return Workbook(file.name, kind, 1900, {}, limits, _open(io.BytesIO(content)))
        parts = safe_parts(content, limits)
        return Workbook(
            name=file.name,
            kind=kind,
            epoch=xlsx.epoch(parts),
            properties=xlsx.properties(parts),
            limits=limits,
            _book=_open(repack(parts)),
            _parts=parts,
        )


def text(value: object) -> str:
    """A value as the text that stands for it: 87.0 is "87", a day is ISO, blank is ""."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _open(stream: io.BytesIO) -> python_calamine.CalamineWorkbook:
    with _reader_errors():
        return python_calamine.CalamineWorkbook.from_filelike(stream)


def _values(book: python_calamine.CalamineWorkbook, sheet: str, where: str) -> list[list[Value]]:
    with _located(where), _reader_errors():
        rows: list[list[Value]] = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return rows


@contextlib.contextmanager
def _reader_errors() -> Iterator[None]:
    """Turn whatever the reader raises on a damaged file into a DataError."""
    try:
        yield
    except python_calamine.PasswordError:
        raise DataError(_OTHER_KINDS["encrypted"], expected=EXPECTED) from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise DataError(f"the workbook is damaged ({error})", expected=EXPECTED) from None
    except BaseException as error:
        # A panic of the compiled reader is no Exception, so that it would stop the other files.
        if type(error).__name__ != "PanicException":
            raise
        raise DataError("the workbook is damaged", expected=EXPECTED) from None


@contextlib.contextmanager
def _located(where: str) -> Iterator[None]:
    """Say where, for a DataError that does not say it yet."""
    try:
        yield
    except DataError as error:
        if error.where:
            raise
        raise DataError(error.what, where=where, expected=error.expected) from None


@functools.cache
def _position(address: str) -> tuple[int, int]:
    """Row and column, from 0, of an address: D14 is (13, 3)."""
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1
