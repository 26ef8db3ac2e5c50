"""What the lines of a table of totals state, and where each of them went."""

import datetime as dt
import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from renkei import areas
from renkei.errors import DataError
from renkei.intake.records.account import Account
from renkei.intake.records.fields import Rejection
from renkei.intake.records.table_lines import TableLine, TableLines
from renkei.intake.records.totals import totals_frame
from renkei.settings import Campaign, iso_date
from renkei.wording.text import fold

MOST = 1_000_000_000
_SHOWN = 5
_DAY = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")


@dataclass
class StockLine:
    """One line read: its area, its figures by dose, and the cells of it that are refused.

    `figures` are rows of the frame "totals" without what the whole file shares; `read` counts
    the values read. A line that `is_sum` stands for other lines and is only compared with them.
    """

    line: int
    raw: str
    area: str
    is_sum: bool = False
    figures: list[dict[str, Any]] = field(default_factory=list)
    refused: list[Rejection] = field(default_factory=list)
    read: int = 0

    def refuse(self, reason: str, expected: str) -> None:
        """Put one cell of the line on the pile of rejections."""
        place = {"row": self.line, "area": self.area, "raw": self.raw}
        self.refused.append({"kind": "cell", **place, "reason": reason, "expected": expected})

    def whole(self, column: str, written: str) -> int | None:
        """A count of a cell; None, and the cell refused, where it is none."""
        count = whole(written)
        if count is None:
            self.refuse(f'{column} is "{written[:60]}"', f"a whole number from 0 to {MOST:,}")
        else:
            self.read += 1
        return count


def whole(written: str) -> int | None:
    """A count as text, with or without commas; blank, "-" and 0 are three things."""
    shown = written if written.isdigit() else fold(written).replace(",", "")
    readable = shown.isascii() and shown.isdigit() and len(shown) <= 12
    return int(shown) if readable and int(shown) <= MOST else None


@functools.lru_cache(maxsize=4096)
def day(written: str) -> dt.date | None:
    """A day such as 2021/12/01 or 2021-12-01; None where it is none."""
    found = _DAY.fullmatch(fold(written))
    try:
        return iso_date(f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}") if found else None
    except ValueError:
        return None


def settle(
    account: Account,
    table: TableLines,
    read: Callable[[TableLine], StockLine],
    values: int,
    campaign: Campaign,
) -> list[StockLine]:
    """Read every line of a table into the account; gives the lines that count.

    `read` raises DataError for a line whose key cannot be decided; `values` is how many values a
    line has. Lines after the as-of date are sound and not counted; an area that stands twice is
    counted once, or not at all where its lines differ; sums are compared with their parts.
    """
    lines, refused = _read(table, read)
    sums = [one for one in lines if one.is_sum]
    single, again, differ = _once([one for one in lines if not one.is_sum])
    refused += [_twice(one, single_of) for one, single_of in differ]
    late = single if account.published and account.published > campaign.as_of else []
    counted = [] if late else single
    _compare(sums, single)
    account.ledger += _aside(account.name, "the same line twice", again)
    account.ledger += _aside(account.name, "after the as-of date", late)
    told = [] if late else [*counted, *sums]
    cells = [cell for one in told for cell in one.refused]
    account.rejected = [
        {"file": account.name, **row}
        for row in sorted([*refused, *cells], key=lambda row: int(row["row"]))
    ]
    account.tally = _tally(account.name, table, len(refused), len(again) + len(late), len(sums))
    account.tally |= _cells(account.tally, values, counted)
    if not lines:
        account.refuse("no line of it can be used", "lines of totals below the header")
    return counted


def _read(
    table: TableLines, read: Callable[[TableLine], StockLine]
) -> tuple[list[StockLine], list[Rejection]]:
    """The lines that can be read, and the refusals of the others."""
    lines, refused = [], []
    for bad in table.bad:
        error = DataError(bad.reason, expected=bad.expected)
        refused.append(_refusal(bad.line, bad.raw, error))
    for one in table.rows:
        try:
            lines.append(read(one))
        except DataError as error:
            refused.append(_refusal(one.line, one.raw, error))
    return lines, refused


def _refusal(line: int, raw: str, error: DataError) -> Rejection:
    said = {"reason": error.what, "expected": error.expected or ""}
    nearest = ", ".join(error.nearest)
    return {"kind": "row", "row": line, "raw": raw, **said, "suggestion": nearest}


def _once(
    lines: Iterable[StockLine],
) -> tuple[list[StockLine], list[StockLine], list[tuple[StockLine, str]]]:
    """Lines that stand alone or first, those that repeat them, and those that contradict."""
    by_area: dict[str, list[StockLine]] = defaultdict(list)
    for one in lines:
        by_area[one.area].append(one)
    single, again, differ = [], [], []
    for same in by_area.values():
        if all(one.figures == same[0].figures for one in same):
            single.append(same[0])
            again += same[1:]
        else:
            numbers = ", ".join(str(one.line) for one in same[:_SHOWN])
            differ += [(one, numbers) for one in same]
    return single, again, differ


def _twice(one: StockLine, numbers: str) -> Rejection:
    reason = f"{areas.label(one.area)} stands in lines {numbers} and they differ"
    error = DataError(reason, expected="one line an area")
    return {**_refusal(one.line, one.raw, error), "area": one.area}


def _compare(sums: Iterable[StockLine], lines: Sequence[StockLine]) -> None:
    """Refuse the cells of a sum that differ from what its lines make."""
    for one in sums:
        within = "" if one.area == areas.NATION else one.area
        parts = [
            figure for part in lines if part.area.startswith(within) for figure in part.figures
        ]
        for figure in one.figures:
            same = [part for part in parts if part.get("dose") == figure.get("dose")]
            for name in ("count", "eligible"):
                said, made = figure.get(name), sum(part.get(name) or 0 for part in same)
                if said is not None and said != made:
                    reason = f"{areas.label(one.area)} is {said:,} but its lines make {made:,}"
                    one.refuse(reason, "the sum of its lines")


def _aside(name: str, rule: str, lines: Sequence[StockLine]) -> list[dict[str, Any]]:
    reading = f"{len(lines):,} lines not counted"
    place = {"file": name, "cell": f"line {lines[0].line}" if lines else ""}
    return [{**place, "reading": reading, "rule": rule}] if lines else []


def _tally(
    name: str, table: TableLines, rejected: int, superseded: int, sums: int
) -> dict[str, Any]:
    """The row of reconciliation: what the bytes hold beside what was read of it."""
    return {
        "file": name,
        "rows": table.written,
        "rejected": rejected,
        "superseded": superseded,
        "subtotals": sums,
        "notes": table.headers,
        "blank": table.blank,
    }


def _cells(tally: dict[str, Any], values: int, counted: Sequence[StockLine]) -> dict[str, int]:
    aside = ("rejected", "superseded", "subtotals", "notes", "blank")
    left = tally["rows"] - sum(tally[pile] for pile in aside)
    return {
        "accepted": len(counted),
        "cells_expected": left * values,
        "cells_read": sum(one.read for one in counted),
        "cells_rejected": sum(len(one.refused) for one in counted),
    }


def state(account: Account, lines: Iterable[StockLine], campaign: Campaign, **shared: Any) -> None:
    """Keep the figures of the lines that count as the account's totals, where it has any."""
    if account.reason:
        return
    given = {
        **shared,
        "snapshot": account.published,
        "file": account.name,
        "cohort": account.cohort,
    }
    account.totals = totals_frame(
        {**given, "area": one.area, "row": one.line, **figure}
        for one in lines
        for figure in one.figures
    )
    account.is_counted = len(account.totals) > 0 and account.cohort == campaign.measure


def missing(account: Account, lines: Iterable[StockLine], wanted: Iterable[areas.Area]) -> None:
    """Say in the ledger which areas the file does not state."""
    stated = {one.area for one in lines}
    absent = [area for area in wanted if area.short not in stated]
    named = ", ".join(f"{area.short} {area.name}" for area in absent[:_SHOWN])
    others = f" and {len(absent) - _SHOWN:,} others" if len(absent) > _SHOWN else ""
    if absent and stated:
        change = {"file": account.name, "reading": f"no figure of {named}{others}"}
        account.ledger.append({**change, "rule": "area not stated"})
