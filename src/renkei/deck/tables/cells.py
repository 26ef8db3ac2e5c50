"""Cells and tables of the slide contract."""

from collections.abc import Sequence
from typing import Any

from renkei.deck import labels

Cell = dict[str, Any]
Block = dict[str, Any]


def cell(text: str, align: str = "left", strong: bool = False, **span: int) -> Cell:
    """One cell; `span` is colspan or rowspan, in a head only."""
    return {"text": text, "align": align, "strong": strong, **span}


def right(text: str, strong: bool = False, **span: int) -> Cell:
    """A cell of numbers."""
    return cell(text, "right", strong, **span)


def block(
    caption: str,
    head: Sequence[Sequence[Cell]],
    rows: Sequence[Sequence[Cell]],
    rules: Sequence[int] = (),
    width: float = 1.0,
) -> Block:
    """A table whose first column names its rows; `rules` are rows with a line above."""
    return {
        "type": "table",
        "caption": caption,
        "width": width,
        "head": [list(row) for row in head],
        "rows": [list(row) for row in rows],
        "rules": list(rules),
        "row_header": True,
    }


def no_record(columns: int) -> list[Cell]:
    """Cells of an area without records: said once, the rest left out."""
    return [right(labels.NO_RECORD), *[right(labels.NO_VALUE)] * (columns - 1)]
