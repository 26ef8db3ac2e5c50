"""A column of a table: what its item name says, and whether its cells are numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from renkei.intake.lint.finding import Hit
from renkei.intake.lint.sheet import Cell
from renkei.wording.item_names import names_label
from renkei.wording.numbers import read_number

_DATE_UNITS = ("年", "月", "日", "週", "分", "時間")


@dataclass(frozen=True)
class Column:
    """A column of a table: its item name, its cells by row, the rows where it is blank."""

    index: int
    name: str
    cells: tuple[tuple[int, Cell], ...]
    blanks: tuple[int, ...]

    @cached_property
    def numbers(self) -> int:
        """How many cells are numbers, also those that text was added to."""
        return sum(is_number(cell) for _, cell in self.cells)

    @cached_property
    def is_numeric(self) -> bool:
        """Whether most cells are numbers and the column is no code, date or telephone number."""
        return self.numbers * 2 > len(self.cells) and not self.is_label and not self._is_coded

    @cached_property
    def is_label(self) -> bool:
        """Whether the item name says that its numbers are codes, dates, ordinals or addresses."""
        return names_label(self.name)

    @cached_property
    def _is_coded(self) -> bool:
        """Whether all cells are digits typed as text, of one length: codes under any name."""
        texts = [cell.text for _, cell in self.cells if cell.kind == "text"]
        lengths = set(map(len, texts))
        is_one = len(texts) == len(self.cells) and len(lengths) == 1 and min(lengths) > 4
        return is_one and all(re.fullmatch("[0-9]+", text) for text in texts)

    def texts(self) -> Iterator[Hit]:
        """Its text cells as hits."""
        return (Hit(row, self.index, str(c.value)) for row, c in self.cells if c.kind == "text")


def is_number(cell: Cell) -> bool:
    """Whether a cell is a number, also one that text was added to: 1,234人, 約3万, １２."""
    return cell.kind == "number" or (cell.kind == "text" and reads_as_number(cell.text))


@lru_cache(maxsize=65536)
def reads_as_number(text: str) -> bool:
    """Whether a text is one number with at most one unit; dates and durations are not."""
    number = read_number(text)
    return number.status == "number" and not number.unit.startswith(_DATE_UNITS)
