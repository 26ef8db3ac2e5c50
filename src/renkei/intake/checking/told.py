"""What a returned file says of itself: which form, campaign and round it is, as of which day."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from renkei import areas
from renkei.errors import DataError, RenkeiError
from renkei.intake.forms import FORMS, Form
from renkei.intake.forms.form import SAMPLE_MARK, SHEET
from renkei.intake.opening.workbook import Grid, Workbook, open_workbook
from renkei.intake.sheets.header import find_header
from renkei.settings import iso_date
from renkei.wording.dates import read_answer
from renkei.wording.text import fold

_TITLE_ROWS = 8
_AS_OF = re.compile(r"時点\s*:\s*(\S+)")
_PREFECTURE = re.compile(r"都道府県\s*:\s*(\S+)")
_ROUND = re.compile(r"\(第(\d{1,3})回照会\)")


@dataclass(frozen=True)
class Told:
    """What a file says of itself; "" and None for what it does not.

    `prefecture` has two digits. `basis` says where the as-of date stands: "property" of the
    workbook, "title" of the sheet.
    """

    form: Form | None = None
    campaign: str = ""
    prefecture: str = ""
    round: int | None = None
    as_of: dt.date | None = None
    basis: str = ""
    title: str = ""
    is_sample: bool = False


def told_by(file: Path) -> Told:
    """Read what a file says of itself; a file that cannot be opened says nothing.

    The form is the one of the workbook's property renkei_form, else the one of which a sheet has
    most headers; None where no sheet has the headers of any, so that no reader can read it.
    """
    try:
        book = open_workbook(file)
        grids = [book.grid(sheet) for sheet in _looked_at(book)]
    except RenkeiError:
        return Told()
    form = FORMS.get(book.properties.get("renkei_form", "")) or _fitting(grids)
    heads = [line for grid in grids for line in _heads(grid)]
    as_of, basis = _as_of(book, heads)
    number = book.properties.get("renkei_round", "") or _first(_ROUND, heads)
    return Told(
        form=form,
        campaign=book.properties.get("renkei_campaign", ""),
        prefecture=_prefecture(book, heads),
        round=int(number) if re.fullmatch(r"[0-9]{1,3}", number) else None,
        as_of=as_of,
        basis=basis,
        title=_title(form, heads),
        is_sample=any(SAMPLE_MARK in line for line in heads),
    )


def _looked_at(book: Workbook) -> list[str]:
    """Only 回答 of a workbook that names its form; else every sheet."""
    named = [sheet for sheet in book.sheets if fold(sheet) == SHEET]
    return named if named and book.properties.get("renkei_form") in FORMS else book.sheets


def _fitting(grids: list[Grid]) -> Form | None:
    """The form of which one sheet asks most."""
    best, most = None, 0
    for form in FORMS.values():
        for grid in grids:
            asked = _asked(form, grid)
            if asked > most:
                best, most = form, asked
    return best


def _asked(form: Form, grid: Grid) -> int:
    try:
        header = find_header(form, grid)
    except RenkeiError:
        return 0
    return len(header.columns) if header else 0


def _heads(grid: Grid) -> Iterator[str]:
    """The texts of a sheet's first rows, where titles stand."""
    for row in range(min(_TITLE_ROWS, len(grid.rows))):
        yield from filter(None, grid.texts(row))


def _as_of(book: Workbook, heads: list[str]) -> tuple[dt.date | None, str]:
    try:
        return iso_date(book.properties.get("renkei_as_of", "")), "property"
    except ValueError:
        pass
    # The date before which a missing year would be taken for: such a title is not accepted.
    read = read_answer(_first(_AS_OF, heads), dt.date(2021, 1, 1))
    stated = read.precision == "day" and "year_inferred" not in read.flags
    return (read.earliest, "title") if stated else (None, "")


def _prefecture(book: Workbook, heads: list[str]) -> str:
    said = book.properties.get("renkei_prefecture", "") or _first(_PREFECTURE, heads)
    try:
        return areas.find(prefecture=said).prefecture_code if said else ""
    except DataError:
        return ""


def _title(form: Form | None, heads: list[str]) -> str:
    """The campaign's title: what stands before the form's own in the title of the sheet."""
    parts = [line.partition(form.title) for line in heads] if form else []
    return next((before.strip() for before, found, _ in parts if found), "")


def _first(pattern: re.Pattern[str], heads: list[str]) -> str:
    matches = (pattern.search(fold(line)) for line in heads)
    return next((match[1] for match in matches if match), "")
