"""The tables of a slide as a sheet needs them: halves as one, and no row that sums up the rest."""

import re
from collections.abc import Iterable, Iterator

from renkei.publish.annex.printed import columns, plain
from renkei.publish.blocks import Cell, Figure, Rows, Table
from renkei.publish.grid import reached_rows
from renkei.wording.text import fold

REST = re.compile(r"ほか(?:[\d,]+\D{0,8})?")  # ほか39, ほか5分類


def joined(blocks: Iterable[Table | Figure]) -> Iterator[Table | Figure]:
    """The blocks of a slide; a table that goes on in the next under the same head is one."""
    last: Table | Figure | None = None
    for block in blocks:
        if isinstance(last, Table) and isinstance(block, Table) and _goes_on(last, block):
            last = last.model_copy(update={"rows": last.rows + block.rows})
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def _goes_on(first: Table, second: Table) -> bool:
    return bool(first.head) and first.head == second.head and second.caption in ("", first.caption)


def without_rest(table: Table, caption: str) -> tuple[Table, list[str]]:
    """The table without rows that sum up what is not shown, and those rows as notes."""
    held = reached_rows(table.rows)
    rest = [
        line
        for line, row in enumerate(table.rows)
        if line not in held and row and _sums_up(row) and len(table.rows) > 1
    ]
    kept: Rows = [row for line, row in enumerate(table.rows) if line not in rest]
    if not rest or not kept:
        return table, []
    notes = [_note(table.head, table.rows[line], caption) for line in rest]
    return table.model_copy(update={"rows": kept}), notes


def _sums_up(row: list[Cell]) -> bool:
    alone = all(cell.rowspan == 1 for cell in row)
    return alone and REST.fullmatch(fold(plain(row[0].text))) is not None


def _note(head: Rows, row: list[Cell], caption: str) -> str:
    name, *others = columns(head, [row])
    told = [f"{one.name} {one.cells[0]}" for one in others if one.cells[0]]
    return f"{caption}：{name.cells[0]}" + (f"（{'、'.join(told)}）" if told else "")
