"""The account of a return: what would make it differ, and that a difference stops the file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei.intake import ledger, read_returns, sentences
from renkei.intake.forms.form import SHEET
from renkei.intake.forms.question import Question
from renkei.intake.returns.rounds import Returns
from renkei.intake.sheets.row import _RowReader
from renkei.intake.sheets.submission import Account, Submission
from renkei.settings import Campaign

Send = Callable[..., Path]
PILES = ["accepted", "rejected", "superseded", "subtotals", "notes", "blank"]


def refused_whole(returns: Returns) -> str:
    """Why the one file was rejected whole; none of its rows is taken, all are counted."""
    assert returns.accepted.empty and returns.contacts.empty and returns.ledger.empty
    assert returns.rejected["kind"].tolist() == ["file"]
    table = returns.reconciliation.iloc[0]
    assert (table["rows"], table["rejected"], table["balanced"]) == (24, 24, True)
    return sentences(returns.rejected)[0]


def falsified(pile: str, times: int) -> Callable[[Account, int, str], None]:
    """A way of sorting that puts the rows of one pile on it so many times, on rows of their own."""
    put = Account.put

    def putting(account: Account, row: int, given: str) -> None:
        for time in range(times if given == pile else 1):
            put(account, row + 1000 * time, given)

    return putting


@pytest.mark.parametrize(
    ("pile", "times", "said"),
    [
        ("notes", 0, "the sheet has 24 rows and 17 were sorted; the first to differ is row 1"),
        ("subtotals", 0, "the sheet has 24 rows and 23 were sorted; the first to differ is row 21"),
        ("blank", 2, "the sheet has 24 rows and 25 were sorted; the first to differ is row 1004"),
    ],
)
def test_a_file_whose_tally_is_falsified_is_rejected_whole(
    campaign: Campaign,
    send: Send,
    monkeypatch: pytest.MonkeyPatch,
    pile: str,
    times: int,
    said: str,
) -> None:
    send()
    monkeypatch.setattr(Account, "put", falsified(pile, times))
    assert said in refused_whole(read_returns(campaign))


def test_a_row_sorted_twice_rejects_the_file(
    campaign: Campaign, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    send()
    monkeypatch.setattr(
        "renkei.intake.sheets.reading.check_subtotals",
        lambda sheet, keys: sheet.account.put(5, "notes"),
    )
    assert "row 6 was sorted twice, as accepted and notes; expected every row on one pile" in (
        refused_whole(read_returns(campaign))
    )


def test_an_accepted_row_that_was_not_read_rejects_the_file(
    campaign: Campaign, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    send()
    monkeypatch.setattr("renkei.intake.sheets.sorting.read_row", lambda *_: None)
    assert "15 rows were accepted and 0 read" in refused_whole(read_returns(campaign))


@pytest.mark.parametrize("question", ["answer", "condition", "capacity", "issues", "phone", "code"])
def test_a_cell_that_is_neither_read_nor_refused_rejects_the_file(
    campaign: Campaign, send: Send, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    send()
    count = _RowReader.count

    def forgetting(reader: _RowReader, asked: Question, outcome: str = "read") -> None:
        if asked.name != question:
            count(reader, asked, outcome)

    monkeypatch.setattr(_RowReader, "count", forgetting)
    assert "165 cells were asked for, 150 read and 0 refused; expected every cell read" in (
        refused_whole(read_returns(campaign))
    )


def test_a_difference_stops_that_file_only(
    campaign: Campaign, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    send()
    send(received="2021-05-12")
    check = Submission.check

    def losing(submission: Submission) -> None:
        if submission.order == 0:
            submission.accounts["回答"].pile_of.pop(3)
        check(submission)

    monkeypatch.setattr(Submission, "check", losing)
    returns = read_returns(campaign)
    assert returns.reconciliation["accepted"].tolist() == [0, 15]
    assert returns.rejected[["kind", "corrected"]].to_numpy().tolist() == [["file", True]]


def test_rows_that_the_reader_lost_are_missed_by_the_sheets_own_count(
    campaign: Campaign, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    send()
    monkeypatch.setattr(
        "renkei.intake.opening.workbook._values",
        lambda book, sheet, where: book.get_sheet_by_name(sheet).to_python(nrows=20),
    )
    said = sentences(read_returns(campaign).rejected)
    assert len(said) == 1
    assert "row 24 holds a value and 20 rows could be read" in said[0]


def test_the_rows_of_a_sheet_end_with_its_last_value_or_formula(
    campaign: Campaign, send: Send
) -> None:
    def edit(book: Any) -> None:
        book[SHEET]["A30"] = "=1+1"
        book[SHEET]["A40"].number_format = "0.0"

    send(edit=edit)
    returns = read_returns(campaign)
    row = returns.reconciliation.iloc[0]
    assert [int(row[name]) for name in ("rows", *PILES)] == [30, 15, 1, 0, 1, 7, 6]
    assert "計算されていない数式" in sentences(returns.rejected)[0]


@pytest.mark.parametrize(
    ("changed", "balanced"),
    [
        ({}, True),
        ({"rows": 25}, False),
        ({"rows": 23}, False),
        *(({pile: 9}, False) for pile in PILES),
        ({"cells_expected": 8}, False),
        ({"cells_read": 5}, False),
        ({"cells_rejected": 2}, False),
        ({"cells_read": 5, "cells_rejected": 2}, True),
    ],
)
def test_a_file_balances_when_its_rows_and_its_cells_all_went_somewhere(
    changed: dict[str, int], balanced: bool
) -> None:
    counts = dict(zip(PILES, (15, 1, 2, 1, 4, 1), strict=True))
    counts |= {"rows": 24, "cells_expected": 7, "cells_read": 6, "cells_rejected": 1}
    table = ledger.frame("reconciliation", [{"round": 1, "file": "a.xlsx", **counts, **changed}])
    assert ledger.balance(table).tolist() == [balanced]
