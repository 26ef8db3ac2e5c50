"""Where the cells of a table stand when some of them reach over columns and rows."""

from collections.abc import Sequence
from typing import Protocol


class Spanning(Protocol):
    """A cell, as far as its place goes."""

    colspan: int
    rowspan: int


class Strong(Spanning, Protocol):
    """A cell that may be set in bold."""

    strong: bool


def columns_of(rows: Sequence[Sequence[Spanning]]) -> list[list[int]]:
    """For each row the column of each of its cells, counted from 0 (as in an HTML table).

    Raises ValueError where a cell over several columns meets one that reaches down to it.
    """
    taken: list[set[int]] = [set() for _ in rows]
    placed: list[list[int]] = []
    for line, row in enumerate(rows):
        placed.append([])
        column = 0
        for cell in row:
            while column in taken[line]:
                column += 1
            over = range(column, column + cell.colspan)
            if not taken[line].isdisjoint(over):
                raise ValueError(f"row {line}: a cell meets one that reaches down from above")
            for lower in taken[line : line + cell.rowspan]:
                lower.update(over)
            placed[-1].append(column)
            column += cell.colspan
    return placed


def free_columns(rows: Sequence[Sequence[Spanning]], count: int) -> list[int]:
    """For each row how many of `count` columns no cell stands in."""
    left = [count] * len(rows)
    for line, row in enumerate(rows):
        for cell in row:
            for lower in range(line, min(line + cell.rowspan, len(rows))):
                left[lower] -= cell.colspan
    return left


def reached_rows(rows: Sequence[Sequence[Spanning]]) -> set[int]:
    """The rows a cell reaches into from above: they belong with the row before them."""
    return {
        lower
        for line, row in enumerate(rows)
        for cell in row
        for lower in range(line + 1, min(line + cell.rowspan, len(rows)))
    }


def title_rows(rows: Sequence[Sequence[Strong]], count: int) -> list[int]:
    """The rows that name what the rows below them are about; such a row is never last on a page.

    Its first cell is strong and reaches over all of `count` columns, or over all but one and at
    least two; a sum at the end, or before the next such row, is none.
    """
    found = [
        line
        for line, row in enumerate(rows)
        if row and row[0].strong and row[0].colspan >= max(2, count - 1) and row[0].rowspan == 1
    ]
    return [line for line in found if line + 1 < len(rows) and line + 1 not in found]
