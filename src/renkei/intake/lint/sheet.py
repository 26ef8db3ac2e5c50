"""A sheet as lint sees it: its cells and what a reader of values leaves out."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from openpyxl.utils import range_boundaries

_MOST_COVERED = 1_000_000  # a hostile sheet may merge everything many times over
Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Rectangle = tuple[int, int, int, int]  # row, column, last row, last column, counted from 0


class Style(NamedTuple):
    """How a cell looks: number format, fill and font colour ("" for none), struck through."""

    number_format: str = ""
    fill: str = ""
    font: str = ""
    struck: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something; `kind`: text, number, date, bool or error.

    `formula` is the formula that computes it, "=" where only its first cell states it, else "".
    """

    value: Value
    kind: str
    formula: str = ""
    style: Style = PLAIN

    @property
    def text(self) -> str:
        """What stands in the cell: texts as they are, numbers and days as one would type them."""
        value = self.value
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, float | int):
            return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
        if isinstance(value, dt.datetime):
            midnight = value.time() == dt.time()
            return value.date().isoformat() if midnight else value.isoformat(" ")
        return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


class Thing(NamedTuple):
    """An object that lies over the cells: its Japanese kind, where it begins, its name or text."""

    kind: str
    where: str
    name: str


class Choices(NamedTuple):
    """A drop-down list: the cells it is for, the values it offers, whether others are refused."""

    ranges: tuple[Rectangle, ...]
    source: str
    strict: bool
    values: tuple[str, ...] = ()


@dataclass
class Sheet:
    """One sheet; `rows` holds only cells that hold something, by row and column from 0.

    `kind` is xlsx, xls or csv; only in an xlsx are fills, drop-down lists and objects seen.
    `shaded` are blank cells with a fill. Hidden rows and columns are pairs (first, last).
    """

    name: str
    kind: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    visible: bool = True
    merged: list[Rectangle] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filtered: bool = False
    shows_zeros: bool = True
    shaded: dict[tuple[int, int], Style] = field(default_factory=dict)
    choices: list[Choices] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)

    @property
    def sees_merges(self) -> bool:
        """Whether a sheet without merged ranges has none: the reader of an .xls may not tell."""
        return self.kind != "xls" or bool(self.merged)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a place; None for a blank."""
        return self.rows.get(row, {}).get(column)

    @cached_property
    def anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The first cell of the merged range that covers a cell, by cell, in rows that are used."""
        used = self._used
        width = max((max(cells) for cells in self.rows.values()), default=0)
        covered: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in self.merged:
            for row in used[bisect_left(used, top) : bisect_right(used, bottom)]:
                for column in range(left, min(right, width) + 1):
                    covered[row, column] = (top, left)
            if len(covered) > _MOST_COVERED:
                break
        return covered

    def within(self, area: Rectangle) -> Iterator[tuple[int, int, Cell]]:
        """The cells of a rectangle that hold something, row by row."""
        top, left, bottom, right = area
        for row in self._used[bisect_left(self._used, top) : bisect_right(self._used, bottom)]:
            for column, cell in self.rows[row].items():
                if left <= column <= right:
                    yield row, column, cell

    @cached_property
    def _used(self) -> list[int]:
        return sorted(self.rows)


def rectangle(reference: str) -> Rectangle | None:
    """The rectangle of a reference like B2:D4 or $B$2; None for whole rows, columns or names."""
    try:
        left, top, right, bottom = range_boundaries(reference)
    except (ValueError, TypeError):
        return None
    if None in (left, top, right, bottom):
        return None
    return top - 1, left - 1, bottom - 1, right - 1
