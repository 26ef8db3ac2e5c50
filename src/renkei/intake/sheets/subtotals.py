"""Totals of a sheet against the rows they stand for."""

import re
from collections.abc import Iterable, Mapping, Sequence

from renkei.intake.forms.question import Question
from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import text
from renkei.intake.sheets.cells import read_count
from renkei.intake.sheets.keys import Key
from renkei.intake.sheets.row import Sheet
from renkei.wording.numbers import read_number

_SLACK = 1e-6
_WHOLE = re.compile(r"[都道府県合総]計$|合計")


def check_subtotals(sheet: Sheet, keys: Mapping[int, Key]) -> None:
    """Reject each cell of a total that the rows of the sheet do not add up to.

    A 小計 stands for the rows since the one before it, 県計, 合計 and 総計 for all rows, and any other
    (市計, a county) for either. In the column of completion dates a total counts the areas that
    answered, elsewhere it sums. Rows count as they stand in the sheet, rejected ones too.
    """
    rows = [row for row, key in keys.items() if key.kind in ("record", "rejected")]
    since = sheet.header.last
    for row, key in keys.items():
        if key.kind != "subtotals":
            continue
        part = [one for one in rows if since < one < row]
        if _WHOLE.search(key.label):
            possible = [rows]
        else:
            possible = [part] if "小計" in key.label else [part, rows]
            since = row
        for question in sheet.inquiry.form.questions:
            if question.name in sheet.header.columns:
                _check(sheet, row, key.label, question, possible)


def _check(
    sheet: Sheet, row: int, label: str, question: Question, covered: Sequence[list[int]]
) -> None:
    if question.kind != "completion" and not question.total:
        return
    count = _answered if question.kind == "completion" else _summed
    possible = [total for rows in covered for total in count(sheet, question, rows)]
    given = read_number(sheet.value(row, question.name))
    if given.value is None or any(abs(float(given.value) - one) < _SLACK for one in possible):
        return
    raw, sums = text(sheet.value(row, question.name)), possible[0]
    sheet.submission.reject(
        "cell",
        "total",
        f'{label} of {sheet.title(question.name)} is "{raw[:60]}" but the rows make {sums:.15g}',
        "the sum of the rows",
        question=question.name,
        sheet=sheet.grid.sheet,
        cell=address(row, sheet.header.columns[question.name]),
        row=row + 1,
        raw=raw,
    )


def _answered(sheet: Sheet, question: Question, rows: Iterable[int]) -> list[float]:
    """How many areas answered: cells with anything in them, or with more than a dash."""
    values = [sheet.value(row, question.name) for row in rows]
    filled = sum(text(value) != "" for value in values)
    return [filled, sum(read_number(value).status not in ("blank", "dash") for value in values)]


def _summed(sheet: Sheet, question: Question, rows: Iterable[int]) -> list[float]:
    """The sum of what can be read, and of the cells that are numbers to Excel."""
    values = [sheet.value(row, question.name) for row in rows]
    read = sum(read_count(value, question.unit).value or 0.0 for value in values)
    return [read, sum(value for value in values if isinstance(value, float))]
