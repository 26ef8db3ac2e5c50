"""Where the table of a sheet lies: titles above, item names, rows of data, notes below."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from renkei.intake.lint.columns import Column
from renkei.intake.lint.sheet import Cell, Sheet

_MOST_HEADER_ROWS = 6
_SEARCHED_ROWS = 60
_LONGEST_NAME = 200
_NOTE = re.compile(
    r"\s*(?:[※＊*]|[（(]?注(?:$|[\s:：）)0-9０-９])|(?:備考|出典|資料|出所)\s*[:：])"
)
_BRACKETED = re.compile(r"\s*[(（\[［【].*[)）\]］】]\s*", re.DOTALL)


@dataclass(frozen=True)
class Table:
    """The one table of a sheet; rows and columns count from 0.

    `header` are its rows of item names (none where the sheet begins with data), `body` the rows of
    data without group headings, `last` the last row of the table.
    """

    sheet: Sheet
    header: tuple[int, ...]
    body: tuple[int, ...]
    last: int

    @cached_property
    def first(self) -> int:
        """The first row of the table."""
        return min((*self.header, *self.body))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Its columns from left to right, with the item names of all header rows joined by /."""
        rows = {row: self.sheet.rows.get(row, {}) for row in self.body}
        used = {c for row in (*self.header, *self.body) for c in self.sheet.rows.get(row, {})}
        return tuple(
            Column(
                column,
                self._name(column),
                tuple((row, cells[column]) for row, cells in rows.items() if column in cells),
                tuple(
                    row
                    for row, cells in rows.items()
                    if column not in cells and (row, column) not in self.sheet.anchors
                ),
            )
            for column in sorted(used)
        )

    def _name(self, column: int) -> str:
        texts: list[str] = []
        for row in self.header:
            text = self._named(row, column)
            grouped = row < self.header[-1] and self._named(self.header[-1], column)
            left = column
            while not text and grouped and left > 0 and (row, left) not in self.sheet.anchors:
                left -= 1  # the name of a group stands over its first column only
                text = self._named(row, left)
            if text and text not in texts:
                texts.append(text)
        return "/".join(texts)[:_LONGEST_NAME]

    def _named(self, row: int, column: int) -> str:
        cell = self.sheet.cell(*self.sheet.anchors.get((row, column), (row, column)))
        return cell.text.strip() if cell else ""

    def texts(self) -> Iterator[tuple[int, int, Cell]]:
        """Every text cell from the item names to the last row of data, group headings too."""
        for row in range(self.first, self.last + 1):
            for column, cell in sorted(self.sheet.rows.get(row, {}).items()):
                if cell.kind == "text":
                    yield row, column, cell

    def outside(self) -> Iterator[str]:
        """The texts of the titles above and the notes below."""
        for row, cells in self.sheet.rows.items():
            if not self.first <= row <= self.last:
                yield from (cell.text for cell in cells.values() if cell.kind == "text")


def find_table(sheet: Sheet) -> Table | None:
    """The table of a sheet; None where it holds prose, a single column or nothing."""
    filled = {row: width for row in sorted(sheet.rows) if (width := _filled(sheet, row))}
    wide = [width for width in filled.values() if width > 1]
    if len(wide) < 2:
        return None
    usual = median(wide)
    rows = list(filled)
    covered = _covered(sheet)
    start = next((row for row in rows if filled[row] > 1 and covered[row] * 2 >= usual), None)
    if start is None:
        return None
    last = _last(sheet, [row for row in rows if row >= start], filled)
    header = _header(sheet, start, last)
    below = [row for row in rows if max((start - 1, *header)) < row <= last]
    body = tuple(row for row in below if filled[row] > 1 and not _repeats(sheet, row, header))
    return Table(sheet, header, body, last) if body else None


def _filled(sheet: Sheet, row: int) -> int:
    return sum(bool(cell.text.strip() or cell.formula) for cell in sheet.rows[row].values())


def _covered(sheet: Sheet) -> dict[int, int]:
    """How many columns of each row hold something or lie under a merged cell that does."""
    columns = {row: set(cells) for row, cells in sheet.rows.items()}
    for (row, column), anchor in sheet.anchors.items():
        if sheet.cell(*anchor):
            columns[row].add(column)
    return {row: len(one) for row, one in columns.items()}


def _last(sheet: Sheet, rows: list[int], filled: dict[int, int]) -> int:
    """The last row of data: the rows below hold notes, in one cell or after a note mark."""
    for row in reversed(rows):
        first = sheet.rows[row][min(sheet.rows[row])]
        if filled[row] > 1 and not _NOTE.match(first.text):
            return row
    return rows[-1]


def _header(sheet: Sheet, start: int, last: int) -> tuple[int, ...]:
    """The rows of item names from `start`; none where that row is already data."""
    if _is_data(sheet, start):
        return ()
    end = start
    while _heads(sheet, start - 1, start):
        start -= 1
    for _ in range(_MOST_HEADER_ROWS):
        wider = _under_merged(sheet, start, end)
        if wider == end and _has_second_row(sheet, end, last):
            wider = end + 1
        if wider == end:
            break
        end = wider
    return tuple(range(start, min(end, last) + 1))


def _heads(sheet: Sheet, row: int, below: int) -> bool:
    """Whether a row above the item names groups them: two texts or more, one over a blank."""
    cells = sheet.rows.get(row, {})
    if any(cell.kind != "text" for cell in cells.values()):
        return False
    named = [column for column, cell in cells.items() if not _BRACKETED.fullmatch(cell.text)]
    under = sheet.rows.get(below, {})
    return len(named) > 1 and any(column not in under for column in named)


def _is_data(sheet: Sheet, row: int) -> bool:
    """Whether a row holds numbers or days other than a series like 2015, 2016 or 0, 1, 2."""
    values = [cell for _, cell in sorted(sheet.rows[row].items())]
    if any(cell.kind == "date" for cell in values):
        return sum(cell.kind == "text" for cell in values) * 2 < len(values)
    numbers = [float(cell.value) for cell in values if isinstance(cell.value, float | int)]
    steps = {after - before for before, after in pairwise(numbers)}
    series = len(numbers) > 1 and len(steps) == 1 and steps <= {1.0, 5.0, 10.0, -1.0}
    return bool(numbers) and not series and not all(1900 <= one <= 2100 for one in numbers)


def _under_merged(sheet: Sheet, start: int, end: int) -> int:
    """The last row that the merged cells of the item names reach, at most a few rows below."""
    reach = end
    for top, left, bottom, right in sheet.merged:
        if start <= top <= end and sheet.cell(top, left) and bottom - start < _MOST_HEADER_ROWS:
            spread = right > left and bottom == end and _fills(sheet, bottom + 1, left, right)
            reach = max(reach, bottom + 1 if spread else bottom)
    return reach


def _fills(sheet: Sheet, row: int, left: int, right: int) -> bool:
    """Whether a row holds texts, and no number, under a merged item name."""
    cells = sheet.rows.get(row, {})
    under = [cell for column, cell in cells.items() if left <= column <= right]
    return len(under) > 1 and not _is_data(sheet, row)


def _has_second_row(sheet: Sheet, end: int, last: int) -> bool:
    """Whether the next row names columns that this row leaves blank and that hold numbers below."""
    here, below = sheet.rows.get(end, {}), sheet.rows.get(end + 1, {})
    if end + 2 > last or any(cell.kind != "text" for cell in below.values()):
        return False
    named = [
        column for column in below if column not in here and (end, column) not in sheet.anchors
    ]
    return any(
        (cell := sheet.cell(row, column)) is not None and cell.kind == "number"
        for column in named
        for row in range(end + 2, min(last, end + _SEARCHED_ROWS) + 1)
    )


def _repeats(sheet: Sheet, row: int, header: tuple[int, ...]) -> bool:
    """Whether a row names the items again, as after a page break."""
    named = sheet.rows.get(header[-1], {}) if header else {}
    cells = sheet.rows[row]
    equal = sum(column in named and named[column].text == one.text for column, one in cells.items())
    return equal * 2 > len(cells)
