"""The 合計 row of a workbook against the days below it, by value and by formula."""

import re
from collections import defaultdict
from typing import Any

from renkei.intake.opening.parts import address, column_letters
from renkei.intake.opening.workbook import Grid, text
from renkei.intake.records.daily_head import Head
from renkei.intake.records.daily_rows import COUNTS, DayRow, DayRows, refusal
from renkei.intake.records.fields import Rejection
from renkei.intake.records.stock import whole

_SHOWN = 5
_RANGE = re.compile(r"=?\s*SUM\(\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})\)", re.I)


def check_sums(grid: Grid, head: Head, rows: DayRows) -> list[dict[str, Any]]:
    """Compare each total with the days; gives rows of the ledger, and refuses what cannot be.

    A total may hold earlier days than the sheet shows, and more than its days is kept and said; it
    cannot hold fewer, and a formula that leaves out a day is no total, even where it happens to
    come to the same. Days count as they stand in the sheet, rejected ones too.
    """
    ledger = []
    days = [row.row for row in rows.days] + [one["row"] - 1 for one in rows.rejected]
    for total in rows.sums:
        for name in COUNTS:
            wrong, more = _check(grid, head, total, name, sorted(days))
            if wrong:
                total.counts[name] = None
                total.refused.append(wrong)
            ledger += [more] if more else []
    return ledger


def _check(
    grid: Grid, head: Head, total: DayRow, name: str, days: list[int]
) -> tuple[Rejection | None, dict[str, Any] | None]:
    """Why a cell of the total is refused, or what it holds beyond the days."""
    said, column = total.counts[name], head.columns[name]
    if said is None or not days:
        return None, None
    made = _made(grid, column, days)
    title = f"合計 of {head.titles[name]}"
    span = f"the sum of {address(days[0], column)}:{address(days[-1], column)}, {made:,}"
    left_out = _left_out(grid, total.row, column, days)
    if left_out:
        cells = ", ".join(
            f"{address(row, column)} ({text(grid.rows[row][column])[:20]})"
            for row in left_out[:_SHOWN]
        )
        cells += f" and {len(left_out) - _SHOWN:,} others" if len(left_out) > _SHOWN else ""
        formula = grid.formulas[total.row, column].lstrip("=")
        wrong = refusal(grid, total.row, f"{title} leaves out {cells}", span, column)
        return {**wrong, "raw": f"={formula} → {said:,}"}, None
    if said < made:
        reason = f"{title} is {said:,} but the days make {made:,}"
        return refusal(grid, total.row, reason, span, column), None
    if said > made:
        reading = f"{title} holds {said - made:,} more than the days, which make {made:,}"
        place = {"sheet": grid.sheet, "cell": address(total.row, column), "raw": f"{said:,}"}
        return None, {**place, "reading": reading, "rule": "a total with more than its days"}
    return None, None


def _made(grid: Grid, column: int, days: list[int]) -> int:
    return sum(whole(text(grid.rows[row][column])) or 0 for row in days)


def _left_out(grid: Grid, total: int, column: int, days: list[int]) -> list[int]:
    """The days a total's own formula does not sum, where it sums a part of its own column."""
    found = _RANGE.fullmatch(grid.formulas.get((total, column), ""))
    if not found or {found[1].upper(), found[3].upper()} != {column_letters(column)}:
        return []
    first, last = sorted((int(found[2]) - 1, int(found[4]) - 1))
    return [row for row in days if not first <= row <= last]


def formula_notes(grid: Grid) -> list[dict[str, Any]]:
    """One row of the ledger a column: whose values were computed by formulas when last saved."""
    by_column: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(grid.formulas):
        by_column[column].append(row)
    return [
        {
            "sheet": grid.sheet,
            "cell": address(found[0], column),
            "raw": grid.formulas[found[0], column][:200],
            "reading": f"{len(found):,} cells of column {column_letters(column)} are formulas; "
            "their values as last saved are read",
            "rule": "formula",
        }
        for column, found in by_column.items()
    ]
