"""Cells that reach over columns and rows: where the others stand."""

import pytest

from renkei.publish.blocks import Cell
from renkei.publish.grid import columns_of, free_columns, reached_rows, title_rows

ROWS = [
    [Cell(rowspan=2), Cell(colspan=2), Cell(rowspan=3)],
    [Cell(), Cell()],
    [Cell(colspan=2), Cell()],
]


def test_cells_stand_beside_those_that_reach_down():
    assert columns_of(ROWS) == [[0, 1, 3], [1, 2], [0, 2]]


def test_the_columns_no_cell_stands_in_are_counted():
    assert free_columns([*ROWS, [Cell()]], 4) == [0, 0, 0, 3]


def test_rows_reached_from_above_belong_to_the_row_before():
    assert reached_rows([*ROWS, [Cell(rowspan=9)]]) == {1, 2}


def test_a_cell_on_top_of_another_is_refused():
    with pytest.raises(ValueError, match="row 1: a cell meets one that reaches down from above"):
        columns_of([[Cell(), Cell(rowspan=2)], [Cell(colspan=2)]])


def test_a_strong_row_over_the_columns_is_the_title_of_the_row_below_it():
    title, row = [Cell(strong=True, colspan=2), Cell()], [Cell(), Cell(), Cell()]
    assert title_rows([title, row, row, title, row, title], 3) == [0, 3]
    assert title_rows([title, title, row], 3) == [1]
    assert title_rows([[Cell(strong=True), Cell()], [Cell(), Cell()]], 2) == []
