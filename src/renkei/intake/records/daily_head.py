"""What stands above the days of a workbook: title, as-of, column titles; and the notes below."""

import datetime as dt
import re
from dataclasses import dataclass

from renkei.errors import DataError
from renkei.intake.opening.workbook import Grid
from renkei.intake.records.systems import NAMED, TITLES
from renkei.wording.text import fold

COLUMNS = {
    "date": ("接種日", "集計日"),
    "weekday": ("曜日",),
    "total": ("接種回数",),
    "first": ("内1回目", "1回目"),
    "second": ("内2回目", "2回目"),
}
_DEPTH = 20
_AS_OF = re.compile(r"(?:(?:令和(\d{1,2})|(\d{4}))年)?(\d{1,2})月(\d{1,2})日(?:現在|時点)")
_REIWA = 2018


@dataclass(frozen=True)
class Head:
    """The head of a sheet: whom it is about, where each column stands, what its as-of says.

    `row` is the header's, from 0; `titles` are the columns' own words.
    """

    row: int
    columns: dict[str, int]
    titles: dict[str, str]
    cohort: str
    as_of_text: str
    as_of_row: int


def read_head(grid: Grid) -> Head:
    """Find header, title and as-of of a sheet.

    Raises DataError where there is no such header, the title does not say whom it is about, or
    title and notes name two systems.
    """
    row = _head_row(grid)
    titles = [_bare(one) for one in grid.texts(row)]
    columns = {
        name: next(index for index, title in enumerate(titles) if title in known)
        for name, known in COLUMNS.items()
    }
    above = [(index, fold("".join(grid.texts(index)))) for index in range(row)]
    as_of = next(((index, line) for index, line in above if _AS_OF.search(line)), (0, ""))
    return Head(
        row=row,
        columns=columns,
        titles={name: titles[column] for name, column in columns.items()},
        cohort=_cohort(grid, " ".join(line for _, line in above)),
        as_of_text=as_of[1],
        as_of_row=as_of[0],
    )


def _head_row(grid: Grid) -> int:
    for index in range(min(_DEPTH, len(grid.rows))):
        titles = {_bare(one) for one in grid.texts(index)}
        if all(titles & set(known) for known in COLUMNS.values()):
            return index
    expected = ", ".join(known[0] for known in COLUMNS.values())
    raise DataError("no header row of doses by day", expected=expected)


def _bare(title: str) -> str:
    return fold(title).replace(" ", "")


def _cohort(grid: Grid, above: str) -> str:
    """Whom the sheet is about: its title says so, and its notes name that one's system."""
    said = [cohort for words, cohort in TITLES.items() if words in above]
    if len(said) != 1:
        raise DataError(
            f'the title is "{above[:80]}"', expected=f"one of {', '.join(TITLES)} in the title"
        )
    every = fold(" ".join(" ".join(grid.texts(index)) for index in range(len(grid.rows))))
    named = {cohort for words, cohort in NAMED.items() if words in every}
    if named - set(said):
        systems = ", ".join(words for words in NAMED if words in every)
        raise DataError(
            f'the title is "{above[:80]}" but the notes name {systems}',
            expected="one system, V-SYS for 医療従事者等 and VRS for 高齢者等",
        )
    return said[0]


def as_of_day(written: str, newest: dt.date) -> tuple[dt.date | None, bool]:
    """The day an as-of means, and whether its year was inferred: the one nearest the newest day.

    None where no day stands there, or none of the calendar.
    """
    found = _AS_OF.search(written)
    if not found:
        return None, False
    reiwa, year, month, day = (int(part) if part else 0 for part in found.groups())
    told = year or (reiwa + _REIWA if reiwa else 0)
    years = [told] if told else [newest.year - 1, newest.year, newest.year + 1]
    days = []
    for one in years:
        try:
            days.append(dt.date(one, month, day))
        except ValueError:
            continue
    nearest = min(days, key=lambda one: abs((one - newest).days), default=None)
    return nearest, not told
