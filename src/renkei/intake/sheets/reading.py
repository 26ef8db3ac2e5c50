"""One returned file read: its sheets found, their rows sorted onto piles, every cell accounted for."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from renkei import areas
from renkei.errors import DataError, RenkeiError
from renkei.intake.forms.form import SHEET, Form
from renkei.intake.forms.issue import SHEETS_OF_THE_FORM
from renkei.intake.opening.workbook import Grid, Workbook, open_workbook
from renkei.intake.sheets.header import Header, find_header, near_headers
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.keys import file_prefecture
from renkei.intake.sheets.remarks import note_unread
from renkei.intake.sheets.row import Sheet
from renkei.intake.sheets.sorting import sort_rows
from renkei.intake.sheets.submission import Submission
from renkei.intake.sheets.subtotals import check_subtotals
from renkei.wording.text import fold

_ROUND = re.compile(r"第\s*(\d{1,2})\s*回\s*(?:照会|調査)")
_EXAMPLES = ("記入例", "記載例", "入力例", "見本", "サンプル", "例")


def read_file(
    file: Path, name: str, received: dt.date | None, order: int, inquiry: Inquiry
) -> Submission:
    """Read one file; whatever is wrong with it becomes a rejection, never an exception.

    Every sheet that has the headers is read, but those of examples. Where one of them is named
    回答, it stands before the others: what they say of the same key is superseded by it.
    """
    submission = Submission(inquiry.round, name, received, order)
    submission.prefecture = file_prefecture(file.name)
    rule = "unopened"
    try:
        book = open_workbook(file, inquiry.limits)
        rule = "no header"
        found = answer_sheets(book, inquiry.form)
        sheets = [
            Sheet(book, grid, header, inquiry, submission,
                  submission.open_account(grid.sheet, grid.height))
            for grid, header in found
        ]  # fmt: skip
        rule = "another workbook"
        _check_properties(book, submission, inquiry)
        _check_titles(sheets, inquiry)
        rule = "does not add up"
        note_unread(book, sheets, submission)
        keys = sort_rows(sheets, submission)
        for sheet in sheets:
            check_subtotals(sheet, keys[sheet.grid.sheet])
        submission.check()
    except RenkeiError as error:
        submission.refuse(error, rule)
    return submission


def answer_sheets(book: Workbook, form: Form) -> list[tuple[Grid, Header]]:
    """The sheets that have the headers of the form, 回答 first; hidden ones where no other has."""
    wanted = [sheet for sheet in book.sheets if not _is_aside(sheet)] or book.sheets
    shown = [sheet for sheet in wanted if sheet not in book.hidden]
    grids = [book.grid(sheet) for sheet in shown]
    found = [(grid, header) for grid in grids if (header := find_header(form, grid))]
    if not found:
        grids = [book.grid(sheet) for sheet in wanted]
        found = [(grid, header) for grid in grids if (header := find_header(form, grid))]
    if found:
        return sorted(found, key=lambda one: fold(one[0].sheet) != SHEET)
    near = [title for grid in grids for title in near_headers(form, grid)]
    listed = ", ".join(book.sheets) or "none"
    if any(fold(sheet) == SHEET for sheet in book.sheets):
        what = f"sheet {SHEET} has no row with the headers of the form"
    else:
        what = f"there is no sheet {SHEET}, and none of its sheets has the headers: {listed}"
    expected = f"a sheet {SHEET} with the headers {form.expected_headers}"
    raise DataError(what, expected=expected, nearest=near[:3])


def _check_titles(sheets: Sequence[Sheet], inquiry: Inquiry) -> None:
    """Raise DataError where what stands above the headers says another round."""
    for sheet in sheets:
        above = (text for row in range(sheet.header.first) for text in sheet.grid.texts(row))
        said = {int(number) for text in above for number in _ROUND.findall(fold(text))}
        if inquiry.round is not None and said and inquiry.round not in said:
            raise DataError(
                f"the title says 第{min(said)}回照会",
                where=sheet.grid.sheet,
                expected=f"第{inquiry.round}回照会",
            )


def _is_aside(sheet: str) -> bool:
    """Whether a sheet is one of the form's own beside 回答, or an example of how to fill it in."""
    name = fold(sheet)
    return name in SHEETS_OF_THE_FORM or name.strip("()[]【】 ") in _EXAMPLES or "記入例" in name


def _check_properties(book: Workbook, submission: Submission, inquiry: Inquiry) -> None:
    """Raise DataError where the workbook itself says another form, campaign, round or prefecture."""
    stated = book.properties
    if "renkei_form" not in stated:
        return
    facts = {"renkei_form": inquiry.form.name}
    if inquiry.campaign is not None:
        facts["renkei_campaign"] = inquiry.campaign
    if inquiry.round is not None:
        facts["renkei_round"] = str(inquiry.round)
    if submission.prefecture:
        facts["renkei_prefecture"] = submission.prefecture
    for key, expected in facts.items():
        said = stated.get(key, expected)
        if said != expected:
            raise DataError(f"the workbook's property {key} is {said!r}", expected=repr(expected))
    said = stated.get("renkei_prefecture", "")
    if said in {area.prefecture_code for area in areas.prefectures()}:
        submission.prefecture = said
