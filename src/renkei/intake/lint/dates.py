"""Rule 1-11: days and years in the western calendar, or an era's year with the western one."""

import re
from collections.abc import Iterator
from functools import lru_cache

from renkei.intake.lint.finding import NOTICE, VIOLATION, Finding, Hit, by_column
from renkei.intake.lint.layout import Table
from renkei.intake.lint.sheet import Cell, Sheet
from renkei.intake.lint.styles import shows_era_only
from renkei.wording.text import fold

_YEAR = r"(?:元|[0-9]{1,2})"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12][0-9]|0?[1-9])"
_ERA = re.compile(
    rf"(?:明治|大正|昭和|平成|令和)\s*{_YEAR}\s*(?:年|[./-]|$)"
    rf"|(?<![A-Za-z0-9])[SHR]\.?\s*{_YEAR}(?:年|[./]{_MONTH}(?![0-9]))"
)
_WESTERN = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")
_NO_YEAR = re.compile(
    r"[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|末日?|中|頃|以降)?(?:まで|頃|以降)?(?:\([月火水木金土日]\))?"
    rf"|{_MONTH}/(?:1[3-9]|2[0-9]|3[01])"
)
_SHORT_YEAR = re.compile(rf"'?[0-9]{{2}}[./-]{_MONTH}[./-]{_DAY}")
_QUOTED = re.compile(r"「[^「」]*」")  # somebody else's words, which are kept as they are
_LONGEST = 30  # characters; longer texts are prose that mentions a day


def check(table: Table) -> Iterator[Finding]:
    """Eras alone are breaches; days without a year, and days only shown in an era, notices."""
    eras, yearless, shown = [], [], []
    for row in range(table.first, table.last + 1):
        for column, cell in table.sheet.rows.get(row, {}).items():
            hit = Hit(row, column, cell.text)
            if cell.kind == "date" and shows_era_only(cell.style.number_format):
                shown.append(hit)
            elif cell.kind == "text" and _is_era(cell.text):
                eras += [] if _has_western(table, row, column) else [hit]
            elif cell.kind == "text" and _is_yearless(cell.text):
                yearless += [] if _has_western(table, row, column) else [hit]
    yield from by_column(
        "1-11", VIOLATION, "和暦だけで、西暦がありません",
        "西暦で書くか、西暦を併記してください（例：2021-07-31、2021年（令和3年））", eras,
    )  # fmt: skip
    yield from by_column(
        "1-11", NOTICE, "年の書かれていない日付（又は2桁の年）です",
        "西暦4桁の年から書いてください（例：2021-07-31）", yearless,
    )  # fmt: skip
    yield from by_column(
        "1-11", NOTICE, "日付が和暦だけで表示されています（値は日付）",
        "表示形式を西暦（yyyy-mm-dd など）にしてください", shown,
    )  # fmt: skip


def _is_western(cell: Cell) -> bool:
    """Whether a cell beside an era's year gives the western year."""
    if cell.kind == "number":
        return isinstance(cell.value, float | int) and cell.value in range(1868, 2101)
    is_date = cell.kind == "date" and not shows_era_only(cell.style.number_format)
    return is_date or (
        cell.kind == "text" and bool(_WESTERN.fullmatch(fold(cell.text).rstrip("年")))
    )


def _has_western(table: Table, row: int, column: int) -> bool:
    """Whether the western year stands beside a cell, or above or below an item name."""
    if row not in table.header:
        cells = table.sheet.rows[row]
        return any(near in cells and _is_western(cells[near]) for near in (column - 1, column + 1))
    others = (_named(table.sheet, other, column) for other in table.header if other != row)
    return any(cell is not None and _is_western(cell) for cell in others)


def _named(sheet: Sheet, row: int, column: int) -> Cell | None:
    return sheet.cell(*sheet.anchors.get((row, column), (row, column)))


@lru_cache(maxsize=65536)
def _is_era(text: str) -> bool:
    folded = _QUOTED.sub("", fold(text[:200]))
    return len(folded) <= _LONGEST and bool(_ERA.search(folded)) and not _WESTERN.search(folded)


@lru_cache(maxsize=65536)
def _is_yearless(text: str) -> bool:
    folded = fold(text[:200])
    return bool(_NO_YEAR.fullmatch(folded) or _SHORT_YEAR.fullmatch(folded))
