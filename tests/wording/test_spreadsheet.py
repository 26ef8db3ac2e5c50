"""Cells that a spreadsheet would run are led by an apostrophe; others stay as they are."""

import pytest

from renkei.wording.spreadsheet import plain_cell


@pytest.mark.parametrize("text", ["=1+1", "+81", "-5", "@SUM(A1)", "\tx", "\rx", "\n=x"])
def test_what_would_run_is_made_text(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "7月末", "1=1", " =1", "▲5"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert plain_cell(text) == text
