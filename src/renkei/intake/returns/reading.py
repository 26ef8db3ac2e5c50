"""One returned workbook read: its rows sorted onto piles, every cell read or refused."""

import datetime as dt
from collections import defaultdict
from pathlib import Path

from renkei import areas
from renkei.errors import DataError, RenkeiError
from renkei.intake.forms.questions import (
    CONTACT,
    EXPECTED,
    GUIDE,
    KEYS,
    SHEET,
    Header,
    find_header,
    near_headers,
)
from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import Grid, Workbook, open_workbook, text
from renkei.intake.returns.keys import Key, file_prefecture, row_key
from renkei.intake.returns.rows import read_row
from renkei.intake.returns.submission import Submission
from renkei.intake.returns.subtotals import check_subtotals
from renkei.settings import Campaign, Round
from renkei.wording.text import fold


def read_submission(
    file: Path, name: str, received: dt.date | None, order: int, one: Round, campaign: Campaign
) -> Submission:
    """Read one file; whatever is wrong with it becomes a rejection, never an exception."""
    submission = Submission(one.number, name, received, order)
    submission.prefecture = file_prefecture(file.name)
    try:
        book = open_workbook(file)
        grid, header = _answer_sheet(book)
        submission.sheet, submission.height = grid.sheet, grid.height
        _check_properties(book, submission, one, campaign)
        _note_unread(book, header, submission)
        _sort_rows(book, grid, header, one, submission)
        submission.check()
    except RenkeiError as error:
        submission.refuse(error)
    return submission


def _answer_sheet(book: Workbook) -> tuple[Grid, Header]:
    """The sheet 回答, else the only one that has the headers."""
    named = [sheet for sheet in book.sheets if fold(sheet) == SHEET]
    grids = [book.grid(sheet) for sheet in named or book.sheets]
    found = [(grid, header) for grid in grids if (header := find_header(grid))]
    if len(found) == 1:
        return found[0]
    near = [title for grid in grids for title in near_headers(grid)]
    listed = ", ".join(book.sheets) or "none"
    if found:
        both = ", ".join(grid.sheet for grid, _ in found)
        raise DataError(
            f"{len(found)} sheets have the headers, and which one is meant is not said: {both}",
            expected=f"one sheet with the headers, or one of them named {SHEET}",
        )
    if named:
        what = f"sheet {SHEET} has no row with the headers of the form"
    else:
        what = f"there is no sheet {SHEET}, and none of its sheets has the headers: {listed}"
    raise DataError(what, expected=f"a sheet {SHEET} with the headers {EXPECTED}", nearest=near[:3])


def _check_properties(
    book: Workbook, submission: Submission, one: Round, campaign: Campaign
) -> None:
    """Raise DataError where the workbook itself says another campaign, round or prefecture."""
    stated = book.properties
    if "renkei_form" not in stated:
        return
    facts = {
        "renkei_form": "returns",
        "renkei_campaign": campaign.campaign,
        "renkei_round": str(one.number),
    }
    if submission.prefecture:
        facts["renkei_prefecture"] = submission.prefecture
    for key, expected in facts.items():
        said = stated.get(key, expected)
        if said != expected:
            raise DataError(f"the workbook's property {key} is {said!r}", expected=repr(expected))
    said = stated.get("renkei_prefecture", "")
    if said in {area.prefecture_code for area in areas.prefectures()}:
        submission.prefecture = said


def _note_unread(book: Workbook, header: Header, submission: Submission) -> None:
    for cell, title in header.others.items():
        submission.note("column not asked for", title, "not read", cell)
    for sheet in book.sheets:
        if sheet != submission.sheet and fold(sheet) != GUIDE:
            submission.note("other sheet", sheet, "not read")


def _sort_rows(
    book: Workbook, grid: Grid, header: Header, one: Round, submission: Submission
) -> None:
    """Put every row on its pile and read the cells of those whose area is certain."""
    keys = {
        row: row_key(grid, row, header, submission.prefecture)
        for row in range(header.row + 1, len(grid.rows))
    }
    for row in range(header.row + 1):
        submission.put(row, "blank" if grid.is_blank(row) else "notes")
    twice = _stand_twice(grid, header, keys)
    for row, key in keys.items():
        if key.kind == "area" and key.area and twice.get(row) is None:
            read_row(book, grid, row, header, key.area, one, submission)
            submission.cells["expected"] += len(header.asked)
            submission.put(row, "accepted")
        elif key.kind == "area" and twice[row] == "same":
            submission.note("identical row", _joined(grid, row, header), area=_short(key))
            submission.put(row, "superseded")
        else:
            _reject_row(grid, row, key, twice.get(row, ""), header, submission)
            submission.put(row, "rejected" if key.kind == "area" else key.kind)
        _note_marks(grid, row, header, key, submission)
    check_subtotals(grid, header, keys, submission)


def _note_marks(grid: Grid, row: int, header: Header, key: Key, submission: Submission) -> None:
    """Put the marks that were left aside to decide a row's area on the ledger."""
    for one, bare in key.marks:
        column = header.columns[one]
        cell, raw = address(row, column), text(grid.rows[row][column])
        submission.note("note mark left aside", raw, bare, cell, _short(key))


def _stand_twice(grid: Grid, header: Header, keys: dict[int, Key]) -> dict[int, str]:
    """Rows of areas that stand more than once: "same" repeats the first, others say other rows."""
    places: dict[str, list[int]] = defaultdict(list)
    for row, key in keys.items():
        if key.kind == "area":
            places[_short(key)].append(row)
    found: dict[int, str] = {}
    for rows in places.values():
        said = [_said(grid, header, row) for row in rows]
        if all(one == said[0] for one in said):
            found |= dict.fromkeys(rows[1:], "same")
        else:
            cells = [address(row, 0) for row in rows]
            found |= dict.fromkeys(rows, f"rows {', '.join(cell[1:] for cell in cells)}")
    return found


def _said(grid: Grid, header: Header, row: int) -> list[str]:
    texts = grid.texts(row)
    return [fold(texts[column]) for one, column in header.columns.items() if one not in KEYS]


def _reject_row(
    grid: Grid, row: int, key: Key, twice: str, header: Header, submission: Submission
) -> None:
    """Say why a row was refused; rows of other piles say nothing."""
    if key.kind not in ("area", "rejected"):
        return
    at = {"row": row + 1, "cell": _key_cell(grid, row, header), "raw": _joined(grid, row, header)}
    if key.kind == "area" and key.area:
        submission.reject(
            "row",
            f"{key.area.full_name} stands more than once with different answers ({twice})",
            "one row a municipality",
            area=key.area.short,
            **at,
        )
    elif key.error:
        submission.reject(
            "row",
            key.error.what,
            key.error.expected or "",
            area=_short(key) or (key.candidates[0] if len(key.candidates) == 1 else ""),
            candidates=key.candidates,
            suggestion=", ".join(key.error.nearest),
            **at,
        )


def _key_cell(grid: Grid, row: int, header: Header) -> str:
    """The first key cell of a row that holds something."""
    texts = grid.texts(row)
    columns = [
        header.columns[one] for one in ("code", "name", "prefecture") if one in header.columns
    ]
    filled = [column for column in columns if texts[column]]
    return address(row, (filled or columns)[0])


def _short(key: Key) -> str:
    return key.area.short if key.area else ""


def _joined(grid: Grid, row: int, header: Header) -> str:
    """What a row says, without the columns of persons."""
    texts = grid.texts(row)
    shown = (texts[column] for one, column in header.columns.items() if one not in CONTACT)
    return " | ".join(filter(None, shown))[:200]
