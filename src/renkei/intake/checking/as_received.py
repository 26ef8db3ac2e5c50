"""The rows of a returned file as they were received, by question, before anything was read."""

import datetime as dt
import re

from renkei.intake.checking.checked import Arrival
from renkei.intake.forms.page import Shown, Value
from renkei.intake.forms.question import Question
from renkei.intake.opening.workbook import open_workbook, text
from renkei.intake.sheets.reading import answer_sheets
from renkei.intake.sheets.row import Sheet
from renkei.intake.sheets.submission import Account

Place = tuple[str, int]
Values = dict[str, Value]
_DATED = ("completion", "period", "day")
_OF_DAYS = re.compile(r"[ymdeg]", re.IGNORECASE)
_DAYS_FROM_1900_TO_1904 = 1462
_FIRST_YEAR = 1901  # before it Excel counts a day that never was


def as_received(arrival: Arrival) -> dict[Place, Values]:
    """Every row below the headers of a file by sheet and row (from 1): its values by question.

    Blanks are None, dates keep the number format they are shown in, and of persons nothing is
    taken. A file that was refused whole has no rows. Raises DataError or InputMissing where the
    file has changed since it was read.
    """
    if arrival.submission.refused:
        return {}
    form = arrival.inquiry.form
    asked = [one for one in form.questions if one.kind != "contact"]
    rows: dict[Place, Values] = {}
    book = open_workbook(arrival.path, arrival.inquiry.limits)
    for grid, header in answer_sheets(book, form):
        name = grid.sheet
        sheet = Sheet(book, grid, header, arrival.inquiry, arrival.submission, Account(name))
        for row in range(header.last + 1, len(grid.rows)):
            rows[name, row + 1] = {one.name: _value(sheet, row, one) for one in asked}
    return rows


def _value(sheet: Sheet, row: int, question: Question) -> Value:
    """A cell's value as it can be written again."""
    if question.name not in sheet.header.columns:
        return None
    value, number_format, epoch = sheet.dated(row, question.name)
    if isinstance(value, dt.date) and value.year >= _FIRST_YEAR:
        return _shown(value, number_format)
    if isinstance(value, float):
        number: int | float = int(value) if value.is_integer() and abs(value) < 1e15 else value
        if question.kind in _DATED:
            number += _DAYS_FROM_1900_TO_1904 if epoch == 1904 else 0
            return _shown(number, number_format)
        return number
    return text(value) or None


def _shown(value: float | dt.date, number_format: str | None) -> Value:
    """A value in the number format it was shown in, where that shows days."""
    if number_format and _OF_DAYS.search(number_format):
        return Shown(value, number_format)
    return value


def shown(value: Value) -> str:
    """A received value as text for a letter; "" for a blank."""
    return text(value.value if isinstance(value, Shown) else value)
