"""Returns of several sheets: which are read, and which of them stands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from renkei.intake import read_returns, sentences
from renkei.intake.forms.form import SHEET
from renkei.settings import Campaign

Send = Callable[..., Path]
TOYAMA = "162019"


def doubled(first: str, second: str, **cells: Any) -> Callable[[Any], None]:
    """An edit that gives the workbook a second sheet of answers, with cells of its own."""

    def edit(book: Any) -> None:
        book[SHEET].title = first
        copy = book.copy_worksheet(book[first])
        copy.title = second
        for address, value in cells.items():
            copy[address] = value

    return edit


def test_rows_that_several_sheets_repeat_are_read_once(campaign: Campaign, send: Send) -> None:
    send(edit=doubled("第1回", "第2回"))
    returns = read_returns(campaign)
    table = returns.reconciliation.set_index("sheet")
    assert table["accepted"].to_dict() == {"第1回": 15, "第2回": 0}
    assert table["superseded"].to_dict() == {"第1回": 0, "第2回": 15}
    assert returns.rejected.empty


def test_sheets_that_differ_and_are_not_named_as_the_forms_reject_the_row(
    campaign: Campaign, send: Send
) -> None:
    send(edit=doubled("第1回", "第2回", E6="8月中"))
    returns = read_returns(campaign)
    said = sentences(returns.rejected)
    assert [one.split(": ", 1)[1] for one in said] == [
        "富山県富山市 stands more than once with different answers (rows 第1回!6, 第2回!6); "
        "expected one row a municipality"
    ] * 2
    assert len(returns.accepted) == 14


def test_the_sheet_named_as_the_forms_stands_before_others(campaign: Campaign, send: Send) -> None:
    send(edit=doubled(SHEET, "控え", E6="8月中"))
    returns = read_returns(campaign)
    assert returns.accepted.set_index("area").loc[TOYAMA, "latest"] == pd.Timestamp("2021-07-31")
    stood = returns.ledger[returns.ledger["rule"] == "回答 stands"]
    assert (stood["area"].tolist(), stood["sheet"].tolist()) == ([TOYAMA], ["控え"])
    assert returns.rejected.empty


def test_a_row_that_only_another_sheet_has_is_read_too(campaign: Campaign, send: Send) -> None:
    def split(book: Any) -> None:
        copy = book.copy_worksheet(book[SHEET])
        copy.title = "続き"
        book[SHEET].delete_rows(13, 8)
        copy.delete_rows(6, 7)

    send(edit=split)
    returns = read_returns(campaign)
    assert returns.accepted["sheet"].value_counts().to_dict() == {"続き": 8, "回答": 7}


def test_a_sheet_of_examples_is_not_read(campaign: Campaign, send: Send) -> None:
    send(edit=doubled(SHEET, "記入例", E6="8月中"))
    returns = read_returns(campaign)
    assert set(returns.accepted["sheet"]) == {SHEET}
    others = returns.ledger.loc[returns.ledger["rule"] == "other sheet", "raw"]
    assert set(others) == {"記入例"}


def test_a_sheet_alone_is_read_under_any_name(campaign: Campaign, send: Send) -> None:
    def renamed(book: Any) -> None:
        book[SHEET].title = "とりまとめ"

    send(edit=renamed)
    assert set(read_returns(campaign).accepted["sheet"]) == {"とりまとめ"}
