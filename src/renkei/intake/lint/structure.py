"""Rules 1-4, 1-6, L1-13 and L3-09: merged cells, names left out, hidden parts, wide tables."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

from openpyxl.utils import get_column_letter

from renkei.intake.lint.columns import Column
from renkei.intake.lint.finding import (
    NOTICE,
    VIOLATION,
    Finding,
    Hit,
    Place,
    at_cells,
    by_column,
    found,
    span,
)
from renkei.intake.lint.layout import Table
from renkei.intake.lint.sheet import Sheet
from renkei.wording.text import fold

_DITTO = frozenset(
    [
        "〃",
        "″",
        "〻",
        "々",
        "仝",
        "同",
        "同上",
        "同左",
        "同右",
        '"',
        "''",
        "”",
        "’’",
        "上に同じ",
        "上記と同じ",
    ]
)
_PERIOD = re.compile(
    r"(?:(?:19|20)[0-9]{2}|(?:令和|平成|昭和)\s?(?:元|[0-9]{1,2}))(?:年度?|/|-|\.|$)|"
    r"(?<![A-Za-z])[RHS][0-9]{1,2}(?:年|\.[0-9])|"
    r"(?:^|[/ (])(?:[0-9]{1,2}月|第?[0-9]{1,2}(?:回|週|期|四半期))"
)
_FEW_PERIODS = 3


def check_merged(sheet: Sheet) -> Iterator[Finding]:
    """1-4: every merged range of the sheet."""
    if sheet.merged:
        places = [
            Place(span(*area), cell.text if (cell := sheet.cell(*area[:2])) else "")
            for area in sorted(sheet.merged)
        ]
        yield found(
            "1-4", VIOLATION, "セルが結合されています",
            "結合を解除し、それぞれのセルに同じ内容を入れてください"
            "（見出しは「選択範囲内で中央」を使う）", places,
        )  # fmt: skip


def check_names(table: Table) -> Iterator[Finding]:
    """1-6: no item names, a blank item name, 〃 and 同上, a group's name only in its first row."""
    if not table.header:
        cells = table.sheet.rows[table.first]
        yield at_cells(
            "1-6", VIOLATION, "項目名の行がなく、1行目からデータが始まっています",
            "1行目に、すべての列の項目名を書いてください",
            [Hit(table.first, column, cell.text) for column, cell in cells.items()],
        )  # fmt: skip
    else:
        yield from _blank_names(table)
    dittos = (
        hit for column in table.columns for hit in column.texts() if hit.value.strip() in _DITTO
    )
    yield from by_column(
        "1-6", VIOLATION, "上と同じという意味の記号や語で、内容が省略されています",
        "省略せず、上のセルと同じ内容を入れてください", dittos,
    )  # fmt: skip
    yield from _group_names(table)


def _blank_names(table: Table) -> Iterator[Finding]:
    blank = [column for column in table.columns if not column.name and column.cells]
    if blank:
        row = table.header[-1]
        yield at_cells(
            "1-6", VIOLATION if table.sheet.sees_merges else NOTICE,
            "データのある列の項目名が空白です",
            "列の内容を表す項目名を書いてください", [Hit(row, one.index, "") for one in blank],
        )  # fmt: skip


def _group_names(table: Table) -> Iterator[Finding]:
    """The leading columns in which a name stands only beside the first row of its group."""
    for left, right in pairwise(table.columns):
        texts = [cell.text for _, cell in left.cells if cell.kind == "text"]
        if not left.blanks or len(texts) < len(left.cells) or not texts:
            return
        begins = left.cells[0][0] == table.body[0] and len(left.blanks) >= len(texts)
        distinct = len(set(texts)) == len(texts)
        if begins and distinct and len(texts) > 1 and not right.blanks:
            yield at_cells(
                "1-6", VIOLATION, "行の項目名が、まとまりの先頭にしか書かれていません",
                "空白のセルにも、上のセルと同じ項目名を入れてください",
                [Hit(row, left.index, "") for row in left.blanks],
            )  # fmt: skip
        else:
            return


def check_hidden(sheet: Sheet) -> Iterator[Finding]:
    """L1-13: hidden rows and columns that hold something; a whole hidden sheet is a notice."""
    used = {column for cells in sheet.rows.values() for column in cells}
    rows = [
        Place(f"{first + 1}:{last + 1}", "")
        for first, last in _that_hold(sheet.hidden_rows, sheet.rows)
    ]
    columns = [
        Place(f"{get_column_letter(first + 1)}:{get_column_letter(last + 1)}", "")
        for first, last in _that_hold(sheet.hidden_columns, used)
    ]
    fix = "再表示し、要らないものは削除してください"
    if rows and sheet.filtered:
        what = "フィルターで、データのある行が隠れています"
        yield found("L1-13", VIOLATION, what, "フィルターを解除してください", rows)
    elif rows:
        yield found("L1-13", VIOLATION, "データのある行が非表示です", fix, rows)
    if columns:
        yield found("L1-13", VIOLATION, "データのある列が非表示です", fix, columns)
    if not sheet.visible and sheet.rows:
        what = "シート全体が非表示です"
        yield found("L1-13", NOTICE, what, fix, [Place("", sheet.name)])


def _that_hold(runs: Iterable[tuple[int, int]], used: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The runs of rows or columns in which something stands."""
    ordered = sorted(used)
    for first, last in runs:
        at = bisect_left(ordered, first)
        if at < len(ordered) and ordered[at] <= last:
            yield first, last


def check_long_format(table: Table) -> Iterator[Finding]:
    """L3-09: years, months or rounds laid out as columns of numbers."""
    periods = [one for one in table.columns if one.numbers * 2 > len(one.cells) and _is_period(one)]
    names = {fold(one.name) for one in periods}
    if len(names) >= _FEW_PERIODS:
        row = table.header[-1]
        yield at_cells(
            "L3-09", VIOLATION, "年・月・回などが列に並ぶ横持ちの表です",
            "「時点」の列を設けて1行に1時点とし、縦に並べてください（縦持ち）",
            [Hit(row, one.index, one.name) for one in periods],
        )  # fmt: skip


def _is_period(column: Column) -> bool:
    return bool(_PERIOD.search(fold(column.name)))
