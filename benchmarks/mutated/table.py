"""A return as a table that remembers whose every cell is, and the workbook or text it becomes."""

import copy
import csv
import datetime as dt
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty

from renkei.intake.forms.form import SHEET
from renkei.intake.forms.issue import Issue, build, save

Origin = tuple[str, str]
"""Whose cell it is in the right return: area and question."""


class Formula(str):
    """A text that is written as a formula, without a value computed for it."""


class ErrorValue(str):
    """An error as Excel shows it: #N/A."""


@dataclass
class Cell:
    """One cell: its value, whose it was, and the number format it is shown in."""

    value: Any = None
    origin: Origin | None = None
    shown: str = "General"


@dataclass
class Leaf:
    """One sheet, row by row; rows and columns from 0.

    `merged` are (top, left, bottom, right), `beneath` whether covered cells keep their values.
    """

    name: str
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    state: str = "visible"

    def at(self, row: int, column: int) -> Cell:
        """The cell of a place; a blank one where there is none."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return Cell()

    def effective(self, row: int, column: int) -> Cell:
        """The cell that speaks for a place: merged downwards the first, across only the first."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return self.at(top, left) if column == left else Cell()
        return self.at(row, column)

    def settle(self) -> None:
        """Clear what merged cells cover, as Excel does when it merges."""
        width = self.width
        for cells in self.rows:
            cells += [Cell() for _ in range(width - len(cells))]
        for top, left, bottom, right in self.merged:
            for row in range(top, min(bottom + 1, len(self.rows))):
                for column in range(left, min(right + 1, width)):
                    if (row, column) != (top, left):
                        self.rows[row][column] = Cell()
                        self.comments.pop((row, column), None)

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)

    @property
    def height(self) -> int:
        """How many rows there are up to the last that holds anything."""
        filled = [at for at, row in enumerate(self.rows) if any(c.value is not None for c in row)]
        return filled[-1] + 1 if filled else 0


@dataclass
class Return:
    """One file to be sent: its name, its sheets that may hold answers, and what it says of itself."""

    issue: Issue
    name: str
    leaves: list[Leaf]
    properties: dict[str, str]
    kept: bool = True  # the sheets 記入要領 and 選択肢
    epoch: int = 1900

    @property
    def home(self) -> Leaf:
        """The sheet 回答, wherever it is and whatever it is called now."""
        return self.leaves[0]

    def clone(self) -> "Return":
        """A copy to be changed."""
        return Return(
            self.issue,
            self.name,
            copy.deepcopy(self.leaves),
            dict(self.properties),
            self.kept,
            self.epoch,
        )


def table_of(issue: Issue, name: str) -> Return:
    """The right return of an issue, cell by cell."""
    sheet = build(issue)[SHEET]
    questions = [one.name for one in issue.form.questions]
    rows = []
    for index, line in enumerate(sheet.iter_rows()):
        place = index - 5
        area = str(issue.rows[place]["code"]) if 0 <= place < len(issue.rows) else ""
        area = {4: "header", 5 + len(issue.rows): "total"}.get(index, area)
        rows.append(
            [
                Cell(
                    one.value,
                    (area, questions[at]) if area and at < len(questions) else None,
                    one.number_format,
                )
                for at, one in enumerate(line)
            ]
        )
    return Return(issue, name, [Leaf(SHEET, rows)], dict(issue.properties))


def write_workbook(given: Return, file: Path) -> None:
    """Write a return as the workbook it describes."""
    book = build(given.issue)
    sheet: Any = book[SHEET]
    sheet._cells.clear()
    for name in [one for one in book.sheetnames if one != SHEET and not given.kept]:
        del book[name]
    _fill(sheet, given.leaves[0] if given.leaves else Leaf("", []))
    for at, leaf in enumerate(given.leaves[1:]):
        _fill(book.create_sheet(f"r{at}"), leaf)
    if given.leaves:
        sheet.title = given.leaves[0].name
    else:
        del book[SHEET]
    _describe(book, given)
    save(file, book)


def _fill(sheet: Any, leaf: Leaf) -> None:
    for row, cells in enumerate(leaf.rows, start=1):
        for column, cell in enumerate(cells, start=1):
            if cell.value is not None:
                _put(sheet.cell(row, column), cell)
    for top, left, bottom, right in leaf.merged:
        sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    for row in leaf.hidden_rows:
        sheet.row_dimensions[row + 1].hidden = True
    for column in leaf.hidden_columns:
        sheet.column_dimensions[sheet.cell(1, column + 1).column_letter].hidden = True
    for (row, column), said in leaf.comments.items():
        sheet.cell(row + 1, column + 1).comment = Comment(said, "x")
    sheet.sheet_state = leaf.state
    if sheet.title != leaf.name and leaf.name:
        sheet.title = leaf.name


def _put(written: Any, cell: Cell) -> None:
    written.value = str(cell.value) if isinstance(cell.value, str) else cell.value
    if isinstance(cell.value, Formula):
        written.data_type = "f"
    elif isinstance(cell.value, ErrorValue):
        written.data_type = "e"
    elif isinstance(cell.value, str):
        written.data_type = "s"
    if cell.shown != "General" or not isinstance(cell.value, dt.date | dt.time | dt.timedelta):
        written.number_format = cell.shown


def _describe(book: Workbook, given: Return) -> None:
    book.custom_doc_props.props.clear()
    for name, value in given.properties.items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    if given.epoch == 1904:
        book.epoch = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - openpyxl's own constant


def as_text(leaf: Leaf, delimiter: str = ",") -> str:
    """A sheet as a table of text, as Excel saves it."""
    stream = io.StringIO(newline="")
    lines = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    for row in leaf.rows:
        lines.writerow(["" if one.value is None else _shown(one.value) for one in row])
    return stream.getvalue()


def _shown(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.strftime("%Y/%m/%d %H:%M")
    if isinstance(value, dt.date):
        return f"{value.year}/{value.month}/{value.day}"
    return str(value)
