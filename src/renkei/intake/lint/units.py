"""Rules 1-9 and L1-09: the unit of every number, and blanks that may or may not be zero."""

import re
from collections.abc import Iterator

from renkei.intake.lint.columns import Column
from renkei.intake.lint.finding import NOTICE, VIOLATION, Finding, Hit, at_cells, by_column
from renkei.intake.lint.layout import Table
from renkei.intake.lint.styles import hides_zero
from renkei.wording.item_names import UNIT, names_unit
from renkei.wording.text import fold

_WHOLE = re.compile(
    rf"単位|^\(?(?:1,?000|千|百万|万|億)?(?:{UNIT})\)?$|\((?:1,?000|千|百万|億)(?:{UNIT})\)"
)
_SHOWN = re.compile(rf'%|"[^"]*(?:{UNIT})[^"]*"|円|人')


def check_units(table: Table) -> Iterator[Finding]:
    """1-9: numeric columns for which neither item name, title, note nor number format has a unit."""
    if not table.header or any(_WHOLE.search(fold(text)) for text in table.outside()):
        return
    without = [one for one in table.columns if one.is_numeric and one.name and not _has_unit(one)]
    if without:
        row = table.header[-1]
        yield at_cells(
            "1-9", NOTICE, "数値の列に、単位の記載が見当たりません",
            "項目名にかっこ書きで単位を書くか、表の上に「単位：人」のように書いてください",
            [Hit(row, one.index, one.name) for one in without],
        )  # fmt: skip


def _has_unit(column: Column) -> bool:
    formats = {cell.style.number_format for _, cell in column.cells}
    return bool(
        names_unit(column.name)
        or any(_SHOWN.search(one) for one in formats)
        or all(cell.kind == "text" for _, cell in column.cells)
    )


def check_blanks(table: Table) -> Iterator[Finding]:
    """L1-09: zeros that are shown as blanks; blanks beside zeros in one column, as a notice."""
    unseen, mixed = [], []
    for column in table.columns:
        if not column.is_numeric:
            continue
        zeros = [
            (row, cell) for row, cell in column.cells if cell.value == 0 and cell.kind == "number"
        ]
        unseen += [
            Hit(row, column.index, "0")
            for row, cell in zeros
            if not table.sheet.shows_zeros or hides_zero(cell.style.number_format)
        ]
        if zeros and column.blanks:
            mixed += [Hit(row, column.index, "") for row in column.blanks]
    yield from by_column(
        "L1-09", VIOLATION, "0が空白に見える設定になっています",
        "表示形式や「ゼロ値のセルにゼロを表示する」の設定を直し、0を表示してください", unseen,
    )  # fmt: skip
    yield from by_column(
        "L1-09", NOTICE, "0のある列に空白があり、空白が0なのか値なしなのか区別できません",
        "0なら0を入れ、値がなければその旨を注記するか、決めた記号を入れてください", mixed,
    )  # fmt: skip
