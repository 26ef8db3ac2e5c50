"""The values of one sheet, and the text that stands for a value."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from renkei.intake.opening.facts import Cell

Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta


@dataclass(frozen=True)
class Grid:
    """The values of one sheet from A1 to its last row; rows and columns count from 0.

    `height` is how many rows the sheet has by its own content, counted apart from the reader.
    `merged` gives the anchor of every other cell of a merged range; `comments` the text of a note
    and of what was answered to it, without its author; `formulas` the formula's text, "" where it
    is not known: the value in `rows` is the one computed last.
    """

    sheet: str
    rows: tuple[tuple[Value, ...], ...]
    height: int
    merged: Mapping[Cell, Cell] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[Cell, str] = field(default_factory=dict)
    formulas: Mapping[Cell, str] = field(default_factory=dict)

    def texts(self, row: int) -> list[str]:
        """The texts of a row, stripped; "" for a blank."""
        return [text(value) for value in self.rows[row]]

    def is_blank(self, row: int) -> bool:
        """Whether no cell of a row holds anything."""
        return not any(self.texts(row))


def text(value: object) -> str:
    """A value as the text that stands for it: 87.0 is "87", a day is ISO, blank is ""."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
