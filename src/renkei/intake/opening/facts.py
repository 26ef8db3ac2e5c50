"""What a sheet says beside its values: extent, merged ranges, hidden rows, notes, formulas."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from renkei.errors import DataError
from renkei.settings.limits import Limits

Cell = tuple[int, int]
UNCOMPUTED = "（計算されていない数式）"


class Area(NamedTuple):
    """A rectangle of cells; rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class SheetFacts:
    """What one sheet says of itself; rows and columns from 0.

    `rows` counts up to the last value or formula: rows below that are only formatted, and offices
    send forms with 65,536 of them. `filled` counts up to the last value that is not empty.
    `broken` are cells that hold an error, or a formula without a value: what stands there.
    `styles` are the styles of the cells that hold something, as they are written.
    """

    rows: int = 0
    filled: int = 0
    broken: dict[Cell, str] = field(default_factory=dict)
    formulas: dict[Cell, str] = field(default_factory=dict)
    arrays: list[Area] = field(default_factory=list)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    comments: dict[Cell, str] = field(default_factory=dict)
    styles: dict[Cell, str] = field(default_factory=dict)

    def merged(self, rows: int, columns: int) -> dict[Cell, Cell]:
        """The anchor of every other merged cell within so many rows and columns.

        Raises DataError where merged ranges overlap, as they never do in Excel.
        """
        found: dict[Cell, Cell] = {}
        left = rows * columns
        for area in self.merges:
            for cell in _cells(area, rows, columns):
                left -= 1
                if left < 0 or cell in found:
                    raise DataError("merged ranges overlap", expected="a workbook saved from Excel")
                found[cell] = area[:2]
        return {cell: anchor for cell, anchor in found.items() if cell != anchor}

    def computed(self, rows: int, columns: int) -> dict[Cell, str]:
        """Every cell that shows a formula's value: the formula's text, "" where not known."""
        found = dict(self.formulas)
        left = rows * columns
        for area in self.arrays:
            for cell in _cells(area, rows, columns):
                left -= 1
                if left < 0:
                    raise DataError("array formulas overlap", expected="a workbook from Excel")
                found.setdefault(cell, "")
        return found

    def columns_hidden(self, columns: int) -> frozenset[int]:
        """The hidden ones among so many columns."""
        return frozenset(
            column
            for first, last in self.hidden_columns
            for column in range(first, min(last + 1, columns))
        )


def _cells(area: Area, rows: int, columns: int) -> Iterator[Cell]:
    for row in range(area.top, min(area.bottom + 1, rows)):
        for column in range(area.left, min(area.right + 1, columns)):
            yield row, column


def refuse_over(count: int, limit: int, what: str) -> None:
    """Raise DataError where there is more of something than the limits allow."""
    if count > limit:
        raise DataError(f"there are {count:,} {what}", expected=f"at most {limit:,} {what}")


def refuse_size(rows: int, columns: int, limits: Limits) -> None:
    """Raise DataError where a sheet, laid out in full from A1, would pass the limits.

    One cell at XFD1048576 makes a reader lay out 17 billion cells.
    """
    refuse_over(rows, limits.rows, "rows")
    refuse_over(columns, limits.columns, "columns")
    refuse_over(rows * columns, limits.cells, "cells")


def stands_twice(what: str) -> DataError:
    """The error for what a sheet holds twice: which of the two is meant is not to be guessed."""
    return DataError(
        f"{what} stands twice or out of order", expected="every cell once, as Excel saves it"
    )
