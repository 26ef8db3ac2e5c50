"""The Prime Minister's Office's files: workbooks day by day, and dated totals by prefecture."""

import datetime as dt
from pathlib import Path

from renkei import areas
from renkei.errors import DataError
from renkei.intake.opening.container import content_kind, read_bytes
from renkei.intake.records.account import Account
from renkei.intake.records.kantei_workbook import read_workbook
from renkei.intake.records.stock import StockLine, missing, settle, state
from renkei.intake.records.systems import FOLDERS, SYSTEMS
from renkei.intake.records.table_lines import TableLine, table_lines, table_text
from renkei.settings import Campaign
from renkei.wording.text import fold

COLUMNS = ("code", "prefecture", "total_vaccinations", "1st_vaccinations", "2nd_vaccinations")
CODE, PLACE, TOTAL, *DOSES = COLUMNS
_VALUES = 4  # code and prefecture are one: the area
_NATION = ("全国", "合計", "総数", "計")


def read_kantei(
    file: Path, name: str, published: dt.date | None, campaign: Campaign
) -> list[Account]:
    """Read a workbook of doses by day (nation), or a table of totals by prefecture as of a day.

    Which one it is, the content says. Raises DataError where it is neither.
    """
    if content_kind(read_bytes(file, campaign.limits)) in ("xlsx", "xls"):
        return read_workbook(file, name, campaign)
    if published is None:
        raise DataError("the name is no date", expected="a workbook, or a name like 2021-06-04.csv")
    return [_read_totals(file, name, published, campaign)]


def cohort_of(file: Path, campaign: Campaign) -> str:
    """Whom a table is about: the tables of both systems look alike, so their folder says it.

    In a folder of another name it is the campaign's measure.
    """
    return FOLDERS.get(file.parent.name, campaign.measure)


def _read_totals(file: Path, name: str, published: dt.date, campaign: Campaign) -> Account:
    """Totals by prefecture up to the day the file is named by.

    The total is checked against both doses and not kept. Raises DataError where the file as a
    whole is no such table or is of a day before the first record day.
    """
    start = campaign.sources.records.start
    if published < start:
        raise DataError(f"totals as of {published}", expected=f"a day from {start}")
    cohort = cohort_of(file, campaign)
    account = Account(name, published, {"file": name}, cohort=cohort)
    table = table_lines(table_text(file, campaign.limits), COLUMNS)
    counted = settle(account, table, lambda one: _read(one, published), _VALUES, campaign)
    state(account, counted, campaign, system=SYSTEMS[cohort])
    missing(account, counted, areas.prefectures())
    return account


def _read(one: TableLine, published: dt.date) -> StockLine:
    """One line. Raises DataError where code and prefecture are not of one area."""
    cells = one.cells
    line = StockLine(one.line, one.raw, _area(cells[CODE], cells[PLACE]), read=1)
    line.is_sum = line.area == areas.NATION
    total = line.whole(TOTAL, cells[TOTAL])
    counts = [line.whole(column, cells[column]) for column in DOSES]
    line.figures = [
        {"date": published, "dose": dose, "count": count}
        for dose, count in enumerate(counts, start=1)
        if count is not None
    ]
    made = sum(figure["count"] for figure in line.figures)
    if total is not None and len(line.figures) == len(DOSES) and total != made:
        line.read -= 1
        line.refuse(f"{TOTAL} is {total:,} but the doses make {made:,}", "the sum of both doses")
    return line


def _area(code: str, place: str) -> str:
    if fold(place) in _NATION:
        return areas.NATION
    area = areas.find(prefecture=place)
    if code.zfill(2) != area.short:
        raise DataError(
            f'code is "{code[:60]}" but the prefecture is {area.name}',
            expected=f"{area.short} {area.name}, or the code's prefecture",
        )
    return area.short
