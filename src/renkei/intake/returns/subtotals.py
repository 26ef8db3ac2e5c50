"""Subtotals of a return against the rows they stand for."""

from collections.abc import Iterable, Mapping

from renkei.intake.forms.questions import Header
from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import Grid, text
from renkei.intake.returns.cells import read_capacity
from renkei.intake.returns.keys import Key
from renkei.intake.returns.submission import Submission
from renkei.wording.numbers import read_number

_SLACK = 1e-6


def check_subtotals(
    grid: Grid, header: Header, keys: Mapping[int, Key], submission: Submission
) -> None:
    """Reject each subtotal cell that the rows of the sheet do not add up to.

    A 小計 stands for the rows since the one before it, every other total for all rows. In the
    column of answers a total counts the areas that answered, elsewhere it sums. Rows count as
    they stand in the sheet, rejected ones too.
    """
    rows = [row for row, key in keys.items() if key.kind in ("area", "rejected")]
    since = header.row
    for row, key in keys.items():
        if key.kind != "subtotals":
            continue
        part = "小計" in key.label
        covered = [one for one in rows if since < one < row] if part else rows
        since = row if part else since
        _check_row(grid, header, row, key.label, covered, submission)


def _check_row(
    grid: Grid, header: Header, row: int, label: str, covered: list[int], submission: Submission
) -> None:
    for question, possible in (
        ("answer", _answered(grid, header, covered)),
        ("capacity", _summed(grid, header, covered)),
    ):
        column = header.columns.get(question)
        if column is None:
            continue
        given = read_number(grid.rows[row][column])
        if given.value is None or any(abs(given.value - one) < _SLACK for one in possible):
            continue
        raw, sums = text(grid.rows[row][column]), possible[0]
        submission.reject(
            "cell",
            f'{label} of {header.titles[question]} is "{raw[:60]}" but the rows make {sums:g}',
            "the sum of the rows",
            cell=address(row, column),
            row=row + 1,
            raw=raw,
        )


def _answered(grid: Grid, header: Header, rows: Iterable[int]) -> list[float]:
    """How many areas answered: cells with anything in them, or with more than a dash."""
    values = [grid.rows[row][header.columns["answer"]] for row in rows]
    filled = sum(text(value) != "" for value in values)
    return [filled, sum(read_number(value).status not in ("blank", "dash") for value in values)]


def _summed(grid: Grid, header: Header, rows: Iterable[int]) -> list[float]:
    """The sum of what can be read, and of the cells that are numbers to Excel."""
    if "capacity" not in header.columns:
        return [0.0]
    values = [grid.rows[row][header.columns["capacity"]] for row in rows]
    read = sum(read_capacity(value).value or 0.0 for value in values)
    return [read, sum(value for value in values if isinstance(value, float))]
