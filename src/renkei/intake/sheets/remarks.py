"""What a sheet says beside its values: notes, hidden rows, formulas, columns nobody asked for."""

from collections.abc import Iterable, Sequence

from renkei.intake.forms.issue import SHEETS_OF_THE_FORM
from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import Workbook, text
from renkei.intake.sheets.row import Sheet
from renkei.intake.sheets.submission import Submission
from renkei.wording.text import fold

_ABOUT_PERSONS = "（連絡先の欄）"


def note_unread(book: Workbook, sheets: Sequence[Sheet], submission: Submission) -> None:
    """Put on the ledger what a workbook holds that no question asks for."""
    read = {sheet.grid.sheet for sheet in sheets}
    for sheet in sheets:
        for cell, title in sheet.header.others.items():
            submission.note("column not asked for", title, "not read", sheet.grid.sheet, cell)
        _note_comments(sheet)
        _note_hidden_columns(sheet)
        _note_formulas(sheet)
    for name in book.sheets:
        if name not in read and fold(name) not in SHEETS_OF_THE_FORM:
            rule = "hidden sheet" if name in book.hidden else "other sheet"
            submission.note(rule, name, "not read")
        elif name in read and name in book.hidden:
            submission.note("hidden sheet", name, "read")


def note_untitled(sheet: Sheet, rows: Iterable[int]) -> None:
    """Put on the ledger each column without a header that holds something in one of `rows`."""
    if not sheet.header.untitled:
        return
    taken = [sheet.grid.texts(row) for row in rows]
    for column in sheet.header.untitled:
        filled = sum(texts[column] != "" for texts in taken)
        if filled:
            shown = f"（見出しのない列：{filled}行）"
            _note(sheet, "column not asked for", shown, "not read", sheet.header.last, column)


def _note_comments(sheet: Sheet) -> None:
    for (row, column), said in sorted(sheet.grid.comments.items()):
        shown = _ABOUT_PERSONS if column in _contact_columns(sheet) else " ".join(said.split())
        _note(sheet, "comment", shown, "not read", row, column)


def _note_hidden_columns(sheet: Sheet) -> None:
    for question, column in sheet.header.columns.items():
        if column in sheet.grid.hidden_columns:
            _note(sheet, "hidden column", sheet.title(question), "read", sheet.header.last, column)


def _note_formulas(sheet: Sheet) -> None:
    """The value a formula had when the file was saved is read; the formula is never computed."""
    asked = set(sheet.header.columns.values()) - _contact_columns(sheet)
    for (row, column), formula in sorted(sheet.grid.formulas.items()):
        if column in asked and sheet.header.last < row < len(sheet.grid.rows):
            cells = sheet.grid.rows[row]
            value = text(cells[column]) if column < len(cells) else ""
            _note(sheet, "formula: value as saved", f"={formula}", value, row, column)


def note_hidden_row(sheet: Sheet, row: int, raw: str, area: str) -> None:
    """Put a hidden row, which is read like any other, on the ledger."""
    sheet.submission.note("hidden row", raw, "read", sheet.grid.sheet, address(row, 0), area)


def _note(sheet: Sheet, rule: str, raw: str, reading: str, row: int, column: int) -> None:
    sheet.submission.note(rule, raw, reading, sheet.grid.sheet, address(row, column))


def _contact_columns(sheet: Sheet) -> set[int]:
    columns = sheet.header.columns
    return {columns[one] for one in sheet.inquiry.form.contacts if one in columns}
