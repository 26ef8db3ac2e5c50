"""What the cells of a form accept: drop-downs, numbers and days, with a prompt for each column."""

import datetime as dt
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.datavalidation import DataValidation

from renkei.intake.forms.form import Form
from renkei.intake.forms.page import put
from renkei.intake.forms.question import Question
from renkei.intake.opening.parts import column_letters

CHOICES = "選択肢"
_DAYS = (dt.date(2000, 1, 1), dt.date(2099, 12, 31))


def write_choices(book: Workbook, form: Form, mark: str) -> dict[str, str]:
    """Write the lists of a form on a sheet of their own; gives the range of each question's.

    A list written into the validation itself may hold 255 characters and no comma. `mark`, where
    there is one, heads the sheet.
    """
    asked = [one for one in form.questions if one.choices or one.offered]
    if not asked:
        return {}
    sheet: Any = book.create_sheet(CHOICES)
    ranges = {}
    put(sheet, 1, 1, f"{CHOICES}\u3000{mark}".strip(), "renkei title")
    for column, one in enumerate(asked, start=1):
        listed = one.choices or one.offered
        put(sheet, 2, column, one.title, "renkei header")
        for row, choice in enumerate(listed, start=3):
            put(sheet, row, column, choice, "renkei given")
        letter = column_letters(column - 1)
        sheet.column_dimensions[letter].width = max(12, *(2 * len(choice) for choice in listed))
        ranges[one.name] = f"'{CHOICES}'!${letter}$3:${letter}${len(listed) + 2}"
    sheet.protection.sheet = True
    return ranges


def offer(sheet: Any, form: Form, first: int, last: int, ranges: dict[str, str]) -> None:
    """Give every column that is answered its validation, from row `first` to row `last`."""
    for column, one in enumerate(form.questions):
        if last < first or (one.is_locked and form.rows == "areas"):
            continue
        rule = _rule(one, ranges.get(one.name, ""))
        letter = column_letters(column)
        rule.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(rule)


def _rule(one: Question, listed: str) -> DataValidation:
    rule = DataValidation(**_accepted(one, listed), allow_blank=True)
    rule.promptTitle = one.title[:32]
    rule.prompt = (one.prompt or "自由に記入。")[:255]
    rule.showInputMessage = True
    if one.kind in ("choice", "share", "count", "day"):
        rule.errorTitle = one.title[:32]
        rule.error = (one.prompt or "この欄に記入できない値です。")[:255]
        rule.showErrorMessage = True
    return rule


def _accepted(one: Question, listed: str) -> dict[str, Any]:
    """What Excel lets into a cell: closed answers only; an offered list stays open."""
    if one.kind == "choice" or one.offered:
        return {"type": "list", "formula1": listed}
    if one.kind == "share":
        return {"type": "decimal", "operator": "between", "formula1": "0", "formula2": "100"}
    if one.kind == "count":
        return {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0"}
    if one.kind == "day":
        earliest, latest = (str(int(to_excel(day))) for day in _DAYS)
        return {"type": "date", "operator": "between", "formula1": earliest, "formula2": latest}
    return {}
