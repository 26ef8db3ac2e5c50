"""A workbook of doses by day: days into records, its 合計 into totals, its notes into the ledger."""

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from renkei import areas, processed
from renkei.errors import DataError
from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import Grid, open_workbook
from renkei.intake.records.account import Account
from renkei.intake.records.daily_head import Head, as_of_day, read_head
from renkei.intake.records.daily_rows import VALUES, DayRow, DayRows, refusal, sort_rows
from renkei.intake.records.daily_sums import check_sums, formula_notes
from renkei.intake.records.systems import SYSTEMS
from renkei.intake.records.totals import totals_frame
from renkei.settings import Campaign

_DOSES = {"first": 1, "second": 2}
Change = dict[str, Any]


def read_workbook(file: Path, name: str, campaign: Campaign) -> list[Account]:
    """Read every sheet that holds anything: doses of the nation by day, one account a sheet.

    The `snapshot` of its records is its as-of day (「4月29日時点」, the year inferred from the days):
    it names no day of publication. What 合計 says goes into the totals as of that day, and what the
    notes say, among them that weekends are booked on the next weekday, into the ledger.
    """
    book = open_workbook(file, campaign.limits)
    grids = [book.grid(sheet) for sheet in book.sheets]
    filled = [grid for grid in grids if not all(map(grid.is_blank, range(len(grid.rows))))]
    if not filled:
        raise DataError("no sheet holds anything", expected="a sheet of doses by day")
    return [_sheet(grid, name, book.epoch, campaign) for grid in filled]


def _sheet(grid: Grid, name: str, epoch: int, campaign: Campaign) -> Account:
    account = Account(name, None, {"file": name, "sheet": grid.sheet}, sheet=grid.sheet)
    start = campaign.sources.records.start
    try:
        head = read_head(grid)
        rows = sort_rows(grid, head, epoch)
        as_of, said = _as_of(grid, head, rows)
        if as_of is None or as_of < start:
            account.rejected = [{"file": name, **one} for one in rows.rejected]
            raise DataError("no row of it can be used", expected=f"days from {start}")
    except DataError as error:
        account.refuse(error.what, error.expected or "")
        account.tally |= {"rows": grid.height, "rejected": grid.height}
        return account
    account.cohort, account.published = head.cohort, as_of
    _refuse_outside(grid, head, rows, start, as_of)
    said += [*formula_notes(grid), *_notes(grid, head, rows), *check_sums(grid, head, rows)]
    counted, late = _within(rows, as_of, campaign)
    said += _set_aside(grid, head, late)
    cells = [cell for row in (*rows.sums, *counted) for cell in row.refused]
    refused = sorted([*rows.rejected, *cells], key=lambda one: int(one["row"]))
    account.rejected = [{"file": name, **one} for one in refused]
    account.ledger = [{"file": name, **one} for one in said]
    account.tally |= _tally(grid, rows, counted, late)
    account.table = _records(counted, account)
    account.totals = _totals(rows, account, campaign)
    account.is_counted = bool(counted) and account.cohort == campaign.measure
    return account


def _set_aside(grid: Grid, head: Head, late: list[DayRow]) -> list[Change]:
    if not late:
        return []
    place = {"sheet": grid.sheet, "cell": address(late[0].row, head.columns["date"])}
    reading = f"{len(late):,} days not counted"
    return [{**place, "reading": reading, "rule": "after the as-of date"}]


def _as_of(grid: Grid, head: Head, rows: DayRows) -> tuple[dt.date | None, list[Change]]:
    """The as-of day of a sheet, or its newest day where none stands there, and what was read.

    None where no row of it is a day.
    """
    newest = max((row.date for row in rows.days if row.date), default=None)
    if newest is None:
        return None, []
    found, inferred = as_of_day(head.as_of_text, newest)
    place = {"sheet": grid.sheet, "cell": "", "raw": head.as_of_text[:200]}
    if head.as_of_text:
        place["cell"] = f"row {head.as_of_row + 1}"
    if found is None:
        return newest, [{**place, "reading": newest.isoformat(), "rule": "as-of of the newest day"}]
    rule = "year_inferred" if inferred else "as-of"
    return found, [{**place, "reading": found.isoformat(), "rule": rule}]


def _refuse_outside(grid: Grid, head: Head, rows: DayRows, start: dt.date, as_of: dt.date) -> None:
    """Refuse days before the first record day or after what the sheet itself is as of."""
    for row in rows.days:
        if row.date and not start <= row.date <= as_of:
            reason = f"{head.titles['date']} is {row.date}"
            rows.rejected.append(refusal(grid, row.row, reason, f"a day from {start} to {as_of}"))
    rows.days = [row for row in rows.days if row.date and start <= row.date <= as_of]


def _within(rows: DayRows, as_of: dt.date, campaign: Campaign) -> tuple[list[DayRow], list[DayRow]]:
    """Days that count, and those after the as-of date; all of them where the sheet is too late."""
    last = campaign.as_of if as_of <= campaign.released else dt.date.min
    counted = [row for row in rows.days if row.date and row.date <= last]
    return counted, [row for row in rows.days if row.date and row.date > last]


def _tally(grid: Grid, rows: DayRows, counted: list[DayRow], late: list[DayRow]) -> dict[str, int]:
    """The row of reconciliation: the height of the sheet beside what was read of it."""
    aside = {
        "rejected": len(rows.rejected),
        "superseded": len(late),
        "subtotals": len(rows.sums),
        "notes": len(rows.notes),
        "blank": rows.blank,
    }
    return {
        **aside,
        "rows": grid.height,
        "accepted": len(counted),
        "cells_expected": VALUES * (grid.height - sum(aside.values())),
        "cells_read": sum(row.read for row in counted),
        "cells_rejected": sum(len(row.refused) for row in counted),
    }


def _records(counted: list[DayRow], account: Account) -> pd.DataFrame:
    """The frame "records" of a sheet: the nation, by day and dose."""
    rows = [
        {
            "area": areas.NATION,
            "snapshot": account.published,
            "date": row.date,
            "cohort": account.cohort,
            "dose": dose,
            "count": row.counts[name],
        }
        for row in sorted(counted, key=lambda one: str(one.date))
        for name, dose in _DOSES.items()
        if row.counts[name] is not None
    ]
    return processed.check("records", pd.DataFrame(rows)) if rows else processed.empty("records")


def _totals(rows: DayRows, account: Account, campaign: Campaign) -> pd.DataFrame:
    """What 合計 says, as of the sheet's day."""
    day = account.published
    if day is None or day > campaign.as_of:
        return totals_frame()
    return totals_frame(
        {
            "area": areas.NATION,
            "snapshot": day,
            "date": day,
            "cohort": account.cohort,
            "dose": dose,
            "count": total.counts[name],
            "system": SYSTEMS[account.cohort],
            "file": account.name,
            "row": total.row + 1,
        }
        for total in rows.sums[:1]
        for name, dose in _DOSES.items()
        if total.counts[name] is not None
    )


def _notes(grid: Grid, head: Head, rows: DayRows) -> list[Change]:
    """The notes below the days, in their own words."""
    return [
        {
            "sheet": grid.sheet,
            "cell": address(row, grid.texts(row).index(next(filter(None, grid.texts(row))))),
            "raw": " ".join(one for one in grid.texts(row) if one)[:200],
            "reading": SYSTEMS[head.cohort],
            "rule": "note of the source",
        }
        for row in rows.notes
        if row > head.row
    ]
