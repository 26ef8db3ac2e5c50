"""Any workbook's values as plain grids: nothing is executed, followed or trusted."""

import contextlib
import functools
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import python_calamine

from renkei.errors import DataError
from renkei.intake.opening.container import read_bytes
from renkei.intake.opening.facts import Cell, SheetFacts
from renkei.intake.opening.grid import Grid, Value, text
from renkei.intake.opening.kinds import EXPECTED, content_kind, refused
from renkei.intake.opening.legacy import LegacyWorkbook
from renkei.intake.opening.package import safe_parts
from renkei.intake.opening.parts import address
from renkei.intake.opening.text_table import SHEET, read_text_table
from renkei.intake.opening.xlsx_book import XlsxBook
from renkei.settings.limits import LIMITS, Limits

__all__ = ["Grid", "Value", "Workbook", "open_workbook", "text"]

_NO_SHEET_NAME = re.compile(r"[\\/?*\[\]:\x00-\x1f\x7f]|^$")


class _Source(Protocol):
    """What a workbook says beside its values, by a sheet's name and place."""

    epoch: int
    properties: dict[str, str]

    def facts(self, name: str, place: int) -> SheetFacts: ...
    def formats(self, name: str, place: int) -> dict[Cell, str]: ...
    def repacked(self) -> io.BytesIO: ...


@dataclass
class Workbook:
    """An opened workbook: its sheets by name, its epoch and its own custom properties.

    `kind` is xlsx, xls or csv; `encoding` that of a text (UTF-8, UTF-16, cp932), else "".
    """

    name: str
    kind: str
    epoch: int
    properties: dict[str, str]
    limits: Limits
    encoding: str = ""
    _source: _Source | None = None
    _book: python_calamine.CalamineWorkbook | None = None
    _table: Grid | None = None

    @functools.cached_property
    def sheets(self) -> list[str]:
        """Names of the worksheets, hidden ones too, in order."""
        if self._book is None:
            return [SHEET]
        kind = python_calamine.SheetTypeEnum.WorkSheet
        return [one.name for one in self._book.sheets_metadata if one.typ == kind]

    @functools.cached_property
    def hidden(self) -> frozenset[str]:
        """The names of the worksheets that Excel does not show."""
        if self._book is None:
            return frozenset()
        shown = python_calamine.SheetVisibleEnum.Visible
        return frozenset(one.name for one in self._book.sheets_metadata if one.visible != shown)

    def grid(self, sheet: str) -> Grid:
        """The values of a sheet. Raises DataError where it is absent, too large or damaged."""
        if sheet not in self.sheets:
            raise DataError(
                f"no sheet {sheet!r}", where=self.name, expected=f"one of {', '.join(self.sheets)}"
            )
        if self._table or self._source is None or self._book is None:
            return self._table or Grid(sheet, (), 0)
        where = f"{self.name}, {sheet}"
        with _located(where):
            facts = self._source.facts(sheet, self._place(sheet))
            rows = _values(self._book, sheet, where)
            if len(rows) < facts.filled:
                raise DataError(
                    f"row {facts.filled:,} holds a value and {len(rows):,} rows could be read",
                    expected="every row that holds a value",
                )
            _refuse_values(rows, self.limits)
            return _laid_out(sheet, rows, facts)

    def number_format(self, sheet: str, row: int, column: int) -> str | None:
        """The number format a cell is shown in; None for General, and for text."""
        return self._formats(sheet).get((row, column))

    def _formats(self, sheet: str) -> Mapping[Cell, str]:
        if self._source is None:
            return {}
        if sheet not in self._known_formats:
            with _located(f"{self.name}, {sheet}"):
                self._known_formats[sheet] = self._source.formats(sheet, self._place(sheet))
        return self._known_formats[sheet]

    @functools.cached_property
    def _known_formats(self) -> dict[str, dict[Cell, str]]:
        return {}

    def _place(self, sheet: str) -> int:
        """The place of a sheet among all of them, charts too."""
        names = [one.name for one in self._book.sheets_metadata] if self._book else []
        return names.index(sheet)


def open_workbook(file: Path, limits: Limits = LIMITS) -> Workbook:
    """Open a workbook or a table of text by its content, whatever its name says.

    Raises InputMissing where the file cannot be read, and DataError (where, what, expected) where
    it is neither, or encrypted, damaged, larger than `limits`, holds macros or takes values from
    other files.
    """
    content = read_bytes(file, limits)
    with _located(file.name):
        # What a package is, safe_parts tells.
        kind = "xlsx" if content.startswith(b"PK") else content_kind(content)
        if kind == "text":
            return _open_text(file.name, content, limits)
        source: _Source
        if kind == "xlsx":
            source = XlsxBook(safe_parts(content, limits), limits)
        elif kind == "xls":
            source = LegacyWorkbook(content, limits)
        else:
            raise refused(kind)
        book = _open(source.repacked())
        _check_sheets(book)
        return Workbook(
            file.name, kind, source.epoch, source.properties, limits, _source=source, _book=book
        )


def _open_text(name: str, content: bytes, limits: Limits) -> Workbook:
    table = read_text_table(content, limits)
    _refuse_values(table.rows, limits)
    grid = Grid(SHEET, tuple(map(tuple, table.rows)), table.height)
    return Workbook(name, "csv", 1900, {}, limits, table.encoding, _table=grid)


def _open(stream: io.BytesIO) -> python_calamine.CalamineWorkbook:
    with _reader_errors():
        return python_calamine.CalamineWorkbook.from_filelike(stream)


def _check_sheets(book: python_calamine.CalamineWorkbook) -> None:
    """Refuse a workbook without worksheets, or with names of sheets Excel does not allow."""
    every = book.sheets_metadata
    names = [one.name for one in every]
    if not any(one.typ == python_calamine.SheetTypeEnum.WorkSheet for one in every):
        raise DataError(
            f"the workbook has no worksheet, only {', '.join(names)[:100] or 'nothing'}",
            expected="a workbook with a table",
        )
    bad = [name for name in names if _NO_SHEET_NAME.search(name)]
    folded = [name.casefold() for name in names]
    bad += [name for name in names if folded.count(name.casefold()) > 1]
    if bad:
        raise DataError(
            f"a sheet is named {bad[0][:60]!r}",
            expected=r"every name once, and without \ / ? * [ ] : and control signs, as in Excel",
        )


def _values(book: python_calamine.CalamineWorkbook, sheet: str, where: str) -> list[list[Value]]:
    with _reader_errors():
        rows: list[list[Value]] = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return rows


def _refuse_values(rows: Sequence[Sequence[Value]], limits: Limits) -> None:
    """Refuse what no cell of Excel can hold: numbers that are none, and texts without end."""
    longest = limits.text_length
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, str):
                if len(value) > longest:
                    raise DataError(
                        f"{address(row, column)} holds {len(value):,} characters",
                        expected=f"at most {longest:,}",
                    )
            elif isinstance(value, float) and not math.isfinite(value):
                raise DataError(f"{address(row, column)} holds {value}", expected="a number")


def _laid_out(sheet: str, rows: list[list[Value]], facts: SheetFacts) -> Grid:
    """The grid of a sheet, with what a reader of values leaves out put in its place."""
    width = max([len(rows[0]) if rows else 0, *(column + 1 for _, column in facts.broken)])
    if facts.broken:  # the reader lays out nothing for them where no value follows
        rows = [row + [""] * (width - len(row)) for row in rows]
    rows += [[""] * width for _ in range(facts.rows - len(rows))]
    height = len(rows)
    for (row, column), shown in facts.broken.items():
        if rows[row][column] == "":
            rows[row][column] = shown
    return Grid(
        sheet,
        tuple(map(tuple, rows)),
        facts.rows,
        merged=facts.merged(height, width) if facts.merges else {},
        hidden_rows=frozenset(row for row in facts.hidden_rows if row < height),
        hidden_columns=facts.columns_hidden(width),
        comments=facts.comments,
        formulas=facts.computed(height, width) if facts.formulas else {},
    )


@contextlib.contextmanager
def _reader_errors() -> Iterator[None]:
    """Turn whatever the reader raises on a damaged file into a DataError."""
    try:
        yield
    except python_calamine.PasswordError:
        raise refused("encrypted") from None
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
        raise DataError(
            error.what, where=where, expected=error.expected, nearest=error.nearest
        ) from None
