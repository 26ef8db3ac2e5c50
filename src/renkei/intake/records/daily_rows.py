"""The rows of a workbook of doses by day: each is a day, a total, a note, blank, or refused."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import Grid, Value, text
from renkei.intake.records.daily_head import Head
from renkei.intake.records.fields import Rejection
from renkei.intake.records.stock import MOST, day, whole
from renkei.wording.text import fold

WEEKDAYS = "月火水木金土日"
COUNTS = ("total", "first", "second")
VALUES = 5
_SUMS = ("合計", "計", "総数", "累計")
_EPOCHS = {1900: dt.date(1899, 12, 30), 1904: dt.date(1904, 1, 1)}
_SERIALS = (30_000, 60_000)


@dataclass
class DayRow:
    """The counts of one row, None where a cell is refused; a total has no `date`."""

    row: int
    date: dt.date | None
    counts: dict[str, int | None]
    read: int = 0
    refused: list[Rejection] = field(default_factory=list)


@dataclass
class DayRows:
    """The rows below the header, sorted into piles; rows count from 0."""

    days: list[DayRow] = field(default_factory=list)
    sums: list[DayRow] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    blank: int = 0


def sort_rows(grid: Grid, head: Head, epoch: int) -> DayRows:
    """Read every row of a sheet; those above the header and its own are notes or blank."""
    rows = DayRows()
    for index in range(len(grid.rows)):
        if grid.is_blank(index):
            rows.blank += 1
        elif index <= head.row:
            rows.notes.append(index)
        else:
            _sort_row(grid, head, epoch, index, rows)
    _refuse_repeats(grid, rows)
    return rows


def _sort_row(grid: Grid, head: Head, epoch: int, index: int, rows: DayRows) -> None:
    values = grid.rows[index]
    label = fold(text(values[head.columns["date"]]))
    others = [text(value) for name, value in _cells(head, values).items() if name != "date"]
    if label in _SUMS:
        rows.sums.append(_counted(grid, head, index, None))
    elif not any(others) and _date(values[head.columns["date"]], epoch) is None:
        rows.notes.append(index)
    else:
        _read_day(grid, head, epoch, index, rows)


def _read_day(grid: Grid, head: Head, epoch: int, index: int, rows: DayRows) -> None:
    """A day with its counts; refused where the day is not certain."""
    values = grid.rows[index]
    written = values[head.columns["date"]]
    date = _date(written, epoch)
    if date is None:
        reason = f'{head.titles["date"]} is "{text(written)[:60]}"'
        rows.rejected.append(refusal(grid, index, reason, "a day, 合計 or a note"))
        return
    weekday = fold(text(values[head.columns["weekday"]])).strip("() ")
    said, right = weekday[:1], WEEKDAYS[date.weekday()]
    if said in WEEKDAYS and said and said != right:
        reason = f'{head.titles["weekday"]} is "{weekday[:20]}" but {date} is a {right}曜日'
        rows.rejected.append(refusal(grid, index, reason, "a day and a weekday that agree"))
        return
    row = _counted(grid, head, index, date)
    row.read += 1
    if said == right:
        row.read += 1
    else:
        reason = f'{head.titles["weekday"]} is "{weekday[:20]}"'
        row.refused.append(refusal(grid, index, reason, right, head.columns["weekday"]))
    _check_total(grid, head, row)
    rows.days.append(row)


def _counted(grid: Grid, head: Head, index: int, date: dt.date | None) -> DayRow:
    """The counts of a row; a cell that is none is refused, blank and "-" too."""
    row = DayRow(index, date, {})
    for name in COUNTS:
        column = head.columns[name]
        written = text(grid.rows[index][column])
        row.counts[name] = whole(written)
        if row.counts[name] is None:
            reason = f'{head.titles[name]} is "{written[:60]}"'
            expected = f"a whole number from 0 to {MOST:,}"
            row.refused.append(refusal(grid, index, reason, expected, column))
        else:
            row.read += 1
    return row


def _check_total(grid: Grid, head: Head, row: DayRow) -> None:
    """Refuse a row's total that its doses do not make; the doses stand."""
    total, first, second = (row.counts[name] for name in COUNTS)
    if total is None or first is None or second is None or total == first + second:
        return
    reason = f"{head.titles['total']} is {total:,} but the doses make {first + second:,}"
    row.refused.append(
        refusal(grid, row.row, reason, "the sum of both doses", head.columns["total"])
    )
    row.read -= 1


def refusal(
    grid: Grid, row: int, reason: str, expected: str, column: int | None = None
) -> Rejection:
    """A rejection of a row, or of its cell in `column`; row and column count from 0."""
    shown = " | ".join(one for one in grid.texts(row) if one)[:200]
    cell = "" if column is None else address(row, column)
    return {
        "sheet": grid.sheet,
        "cell": cell,
        "row": row + 1,
        "kind": "cell" if cell else "row",
        "raw": shown if column is None else text(grid.rows[row][column])[:200],
        "reason": reason,
        "expected": expected,
    }


def _cells(head: Head, values: tuple[Value, ...]) -> dict[str, Value]:
    return {name: values[column] for name, column in head.columns.items()}


def _date(value: Value, epoch: int) -> dt.date | None:
    """The day of a cell: a date, a serial number of the workbook's epoch, or 2021/4/29."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, float) and value.is_integer() and _SERIALS[0] <= value <= _SERIALS[1]:
        return _EPOCHS[epoch] + dt.timedelta(days=int(value))
    return day(value) if isinstance(value, str) else None


def _refuse_repeats(grid: Grid, rows: DayRows) -> None:
    """Refuse every row of a day that stands twice: nobody can say which holds."""
    times = Counter(row.date for row in rows.days)
    for row in rows.days:
        if times[row.date] > 1:
            reason = f"{row.date} stands {times[row.date]} times"
            rows.rejected.append(refusal(grid, row.row, reason, "one row a day"))
    rows.days = [row for row in rows.days if times[row.date] == 1]
