"""Rule L1-11: colours and strike-throughs that carry what the cells do not say."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from renkei.intake.lint.columns import Column
from renkei.intake.lint.finding import NOTICE, VIOLATION, Finding, Hit, by_column
from renkei.intake.lint.layout import Table
from renkei.intake.lint.sheet import Style
from renkei.wording.text import fold

_LEGEND = re.compile(
    r"[赤青黄緑橙灰水桃紫白]色?の?(?:セル|欄|字|行|部分|箇所)|網掛け|網かけ|着色|色付き|色つき|色のついた|"
    r"塗りつぶし|朱書き|[赤青黄緑橙灰桃紫]色?(?:は|:|=)"
)
_TOTAL = re.compile(r"計$|^合計|^総数|^全国|平均$|^全体")
_FIX = "状態や区別を表す列を設け、文字（例：未確定、要確認）で書いてください"


def check(table: Table) -> Iterator[Finding]:
    """Struck cells are breaches; cells coloured unlike their column are, where the sheet explains
    its colours, and else a notice. Total rows, striped rows and whole columns are left alone."""
    if table.sheet.kind != "xlsx":
        return
    says = any(_LEGEND.search(fold(text)) for text in table.outside())
    severity = VIOLATION if says else NOTICE
    plain = _plain_rows(table)
    fills, fonts, struck = [], [], []
    for column in table.columns:
        fills += _unlike(table, column, plain, "fill")
        fonts += _unlike(table, column, plain, "font")
        struck += [
            Hit(row, column.index, cell.text) for row, cell in column.cells if cell.style.struck
        ]
    yield from by_column("L1-11", severity, "一部のセルだけ、塗りつぶしの色が違います", _FIX, fills)
    yield from by_column("L1-11", severity, "一部のセルだけ、文字の色が違います", _FIX, fonts)
    yield from by_column(
        "L1-11", VIOLATION, "取り消し線が引かれています",
        "要らない値は削除し、取り消したことを残すなら別の列に文字で書いてください", struck,
    )  # fmt: skip


def _plain_rows(table: Table) -> set[int]:
    """The rows whose colours are looked at: no totals, and not striped row by row."""
    rows = {}
    for row in table.body:
        cells = table.sheet.rows[row]
        if not any(
            _TOTAL.search(fold(cell.text)) for cell in cells.values() if cell.kind == "text"
        ):
            rows[row] = Counter(cell.style.fill for cell in cells.values()).most_common(1)[0][0]
    fills = list(rows.values())
    turns = sum(before != after for before, after in pairwise(fills))
    striped = len(fills) > 3 and len(set(fills)) == 2 and turns >= len(fills) - 2
    if not striped:
        return set(rows)
    return {row for row, fill in rows.items() if fill == ""}


def _unlike(table: Table, column: Column, rows: set[int], part: str) -> list[Hit]:
    """The cells of a column whose colour is not that of most of them; none if there is no most."""
    looks = {
        row: (getattr(cell.style, part), cell.text) for row, cell in column.cells if row in rows
    }
    if part == "fill":
        shaded = table.sheet.shaded
        blanks = {row: shaded.get((row, column.index), Style()).fill for row in column.blanks}
        looks |= {row: (fill, "") for row, fill in blanks.items() if row in rows}
    counts = Counter(colour for colour, _ in looks.values())
    if len(counts) < 2:
        return []
    usual, many = counts.most_common(1)[0]
    if many * 2 <= len(looks):
        return []
    return [
        Hit(row, column.index, text) for row, (colour, text) in looks.items() if colour != usual
    ]
