"""Marks of notes beside a municipality: the row stays its row; only notes are notes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from renkei.intake import read_returns, sentences
from renkei.intake.forms.form import SHEET
from renkei.settings import Campaign

Send = Callable[..., Path]
Change = Callable[..., Callable[[Any], None]]
Line = list[Any]
TOYAMA = "162019"


@pytest.fixture
def lay_out(tmp_path: Path) -> Callable[..., None]:
    """Write a return of an office's own layout from its lines."""

    def laying(*lines: Line) -> None:
        book = Workbook()
        book.active.title = SHEET
        for line in lines:
            book.active.append(line)
        file = tmp_path / "raw/sample/returns/round-1/2021-05-11/16_富山県.xlsx"
        file.parent.mkdir(parents=True, exist_ok=True)
        book.save(file)

    return laying


@pytest.mark.parametrize(
    ("cells", "cell", "reading"),
    [
        ({"A6": "※162019"}, "A6", "162019"),
        ({"A6": "＊１６２０１９"}, "A6", "162019"),
        ({"A6": "162019※1"}, "A6", "162019"),
        ({"A6": "※1 162019"}, "A6", "162019"),
        ({"A6": "※162019", "C6": None}, "A6", "162019"),
        ({"A6": "※"}, "A6", ""),
        ({"A6": "※1"}, "A6", ""),
        ({"A6": "注 要確認"}, "A6", "要確認"),
        ({"A6": None, "C6": "※富山市"}, "C6", "富山市"),
        ({"C6": "（注）富山市※2"}, "C6", "富山市"),
    ],
)
def test_a_municipality_marked_is_read_and_the_mark_is_on_the_ledger(
    campaign: Campaign, send: Send, change: Change, cells: dict[str, Any], cell: str, reading: str
) -> None:
    send(edit=change(**cells))
    returns = read_returns(campaign)
    assert len(returns.accepted) == 15
    assert returns.accepted["area"].tolist()[0] == TOYAMA
    marks = returns.ledger[returns.ledger["rule"] == "note mark left aside"]
    assert marks[["cell", "area", "reading"]].to_numpy().tolist() == [[cell, TOYAMA, reading]]
    assert marks["raw"].tolist() == [cells[cell]]


@pytest.mark.parametrize("remark", ["※確認中", "注 要確認", "備考あり", "*"])
def test_a_remark_in_a_column_before_the_keys_makes_no_note_of_the_row(
    campaign: Campaign, lay_out: Callable[..., None], remark: str
) -> None:
    lay_out(
        ["備考", "団体コード", "市区町村名", "終了見込み"],
        [remark, "162019", "富山市", "7月末"],
        [remark, None, "高岡市", "8月末"],
        [remark, "162043", None, "8月末"],
        ["※1 終了見込みは希望する65歳以上の方の2回目"],
    )
    returns = read_returns(campaign)
    assert returns.rejected.empty
    assert returns.accepted["area"].tolist() == [TOYAMA, "162027", "162043"]
    assert returns.reconciliation["notes"].tolist() == [2]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["※162018", "富山市", "7月末"], "code 162018 fails its check digit"),
        (["※162019", "高岡市", "7月末"], "高岡市"),
        (["※162", None, None], "no area has the code 162"),
        (["※16201 要確認", None, "7月末"], "is not a code"),
        ([None, "※富出市", "7月末"], 'there is no area "富出市"'),
        (["※確認中", None, "7月末"], 'there is no area "確認中"'),
    ],
)
def test_a_marked_row_whose_key_cannot_be_decided_is_rejected_and_never_a_note(
    campaign: Campaign, lay_out: Callable[..., None], line: Line, said: str
) -> None:
    lay_out(["団体コード", "市区町村名", "終了見込み"], line)
    returns = read_returns(campaign)
    assert len(returns.rejected) == 1
    assert said in sentences(returns.rejected)[0]
    assert returns.reconciliation["notes"].tolist() == [1]


@pytest.mark.parametrize(
    "note",
    [
        "※1 終了見込みは65歳以上の方の2回目", "注 県計は参考値", "※2021年6月1日時点", "（注1）速報値",
        "備考：令和3年度", "※",
    ],
)  # fmt: skip
def test_notes_stay_notes_in_the_column_of_codes_and_of_names(
    campaign: Campaign, lay_out: Callable[..., None], note: str
) -> None:
    lay_out(["団体コード", "終了見込み"], ["162019", "7月末"], [note])
    assert read_returns(campaign).rejected.empty
    lay_out(["市区町村名", "終了見込み"], ["富山市", "7月末"], [note])
    returns = read_returns(campaign)
    assert returns.rejected.empty
    assert returns.reconciliation[["accepted", "notes"]].to_numpy().tolist() == [[1, 2]]
