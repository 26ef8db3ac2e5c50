"""Tables as HTML has them: groups of rows, and what each header cell is the header of."""

from collections.abc import Mapping, Sequence
from typing import Any

Cell = Mapping[str, Any]
Laid = dict[str, Any]
Row = dict[str, Any]

LONGEST_LINE = 20  # characters of a cell that stay on one line where there is room
LONGEST_WORD = 8  # characters of a cell that always do
ALIGNED = ("right", "center")


def head_rows(block: Mapping[str, Any]) -> list[list[Laid]]:
    """The head's cells with scope, spans and classes; `block` is a table of the contract."""
    rows = block.get("head") or []
    return [[_laid(cell, "colgroup" if _span(cell) > 1 else "col") for cell in row] for row in rows]


def body_groups(block: Mapping[str, Any]) -> list[list[Row]]:
    """The body's rows in groups, each `{rule, even, cells}`; the page gives each group a <tbody>.

    In a table with `row_header` the first cell of a row is its header. One that reaches down over
    further rows, or across the whole table, is the header of its group; then the cell beside it is
    the header of the row, as is the first cell listed in the rows it covers.
    """
    rows, rules = block.get("rows") or [], block.get("rules") or []
    named = bool(block.get("row_header"))
    groups: list[list[Row]] = []
    merged = any(_down(row) > 1 for row in rows)
    covered = reaching = 0  # rows that a first cell, or any cell, above still reaches into
    columns = max((sum(map(_span, row)) for row in rows), default=0)
    for index, row in enumerate(rows):
        first = row[0] if row and not covered else {}
        down, across = _span(first, "rowspan"), named and len(rows) > 1 and _is_title(row, columns)
        if not groups or (named and not reaching and (merged or across)):
            groups.append([])
        cells = _named(row, covered > 0, down > 1, across) if named else [_laid(c) for c in row]
        groups[-1].append(
            {"rule": index in rules, "even": index % 2 == 1 and not merged, "cells": cells}
        )
        covered, reaching = max(covered, down) - 1, max(reaching, _down(row)) - 1
    return groups


def _down(row: Sequence[Cell]) -> int:
    """How many rows the longest cell of a row reaches over."""
    return max((_span(cell, "rowspan") for cell in row), default=1)


def _named(row: Sequence[Cell], covered: bool, down: bool, across: bool) -> list[Laid]:
    """The cells of a row, its headers among them."""
    scopes = ["rowgroup", "row"] if down and not covered else ["rowgroup" if across else "row"]
    scopes += [""] * len(row)
    return [_laid(cell, scope) for cell, scope in zip(row, scopes, strict=False)]


def _is_title(row: Sequence[Cell], columns: int) -> bool:
    """Whether a row is one cell over the whole width: the title of the rows below it."""
    return len(row) == 1 and 1 < columns <= _span(row[0])


def _laid(cell: Cell, scope: str = "") -> Laid:
    align = cell.get("align")
    text = str(cell.get("text", ""))
    classes = [f"rk-{align if align in ALIGNED else 'left'}"]
    classes += ["rk-strong"] if cell.get("strong") else []
    longest = _longest_line(text)
    wide = longest > LONGEST_LINE
    breaks = wide or (align not in ALIGNED and longest > LONGEST_WORD)
    classes += ["rk-wide"] if wide else ["rk-breaks"] if breaks else []
    shade = int(cell.get("shade") or 0)
    classes += [f"rk-shade-{min(max(shade, 0), 3)}"] if shade else []
    header = scope if text else ""  # an empty cell is the header of nothing
    return {
        "text": text,
        "breaks": breaks,
        "scope": header,
        "colspan": _span(cell),
        "rowspan": _span(cell, "rowspan"),
        "classes": " ".join(classes),
    }


def is_wide(text: str) -> bool:
    """Whether a cell's text is a sentence, which may break; a shorter one stays on its line."""
    return _longest_line(text) > LONGEST_LINE


def _longest_line(text: str) -> int:
    return max(map(len, text.split("\n")))


def _span(cell: Cell, name: str = "colspan") -> int:
    return int(cell.get(name) or 1)
