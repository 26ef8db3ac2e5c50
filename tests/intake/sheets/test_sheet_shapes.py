"""Sheets as offices really lay them out: moved, merged, grouped, hidden, commented, computed."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from renkei.intake.forms.returns import RETURNS
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.reading import read_file
from renkei.intake.sheets.submission import Submission

INQUIRY = Inquiry(RETURNS, dt.date(2021, 6, 1), 3)
HEADS = ["コード", "市町村名", "完了見込み", "1日接種可能回数", "担当者名", "備考"]
ROWS = [
    ["162019", "富山市", "7月末", 1200, "見本 一郎", None],
    ["162027", "高岡市", "8月中", 300, "見本 二郎", None],
    ["163228", "上市町", "7月中旬", 20, "見本 三郎", None],
]
Fill = Callable[[Any], None]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Submission]:
    """Write a sheet, edit it, read it back."""

    def reading(table: list[list[Any]], edit: Fill | None = None, name: str = "") -> Submission:
        book = Workbook()
        sheet: Any = book.active
        for row in table:
            sheet.append(row)
        if edit:
            edit(sheet)
        file = tmp_path / (name or "16_富山県.xlsx")
        book.save(file)
        submission = read_file(file, file.name, dt.date(2021, 5, 31), 0, INQUIRY)
        submission.check()
        return submission

    return reading


def answers(submission: Submission) -> dict[str, str]:
    """What each area answered, by code, as bounds of days."""
    return {row["area"]: f"{row['earliest']}/{row['latest']}" for row in submission.rows}


def rules(submission: Submission) -> dict[str, int]:
    """How often each rule stands on the ledger."""
    said = [one["rule"] for one in submission.changes]
    return {rule: said.count(rule) for rule in said}


RIGHT = {
    "162019": "2021-07-31/2021-07-31",
    "162027": "2021-08-01/2021-08-31",
    "163228": "2021-07-11/2021-07-20",
}


def test_columns_in_another_order_and_under_other_names_are_found(
    read: Callable[..., Submission],
) -> None:
    order = [3, 5, 2, 1, 0, 4]
    table = [[row[at] for at in order] for row in [HEADS, *ROWS]]
    submission = read([["富山県とりまとめ"], [], *table])
    assert answers(submission) == RIGHT
    assert [row["capacity"] for row in submission.rows] == [1200.0, 300.0, 20.0]
    assert submission.contacts[0]["person"] == "見本 一郎"
    assert not submission.rejections


def test_a_header_of_two_rows_with_merged_groups_is_read(read: Callable[..., Submission]) -> None:
    upper = ["団体コード", "市区町村名", "終了", None, "体制", None]
    lower = [None, None, "見込み", "前提条件", "1日の接種可能回数", "主な課題"]
    rows = [["162019", "富山市", "7月末", "供給が前提", 1200, "会場"]]

    def merge(sheet: Any) -> None:
        for area in ("A2:A3", "B2:B3", "C2:D2", "E2:F2"):
            sheet.merge_cells(area)

    submission = read([["題"], upper, lower, *rows], merge)
    (row,) = submission.rows
    assert (row["capacity"], row["condition"], row["issues"]) == (1200.0, "供給が前提", "会場")
    assert (row["conditional"], row["row"]) == (True, 4)
    assert submission.accounts["Sheet"].piles() == {"notes": 3, "accepted": 1}


def test_a_header_of_three_rows_and_a_row_of_units_are_read(
    read: Callable[..., Submission],
) -> None:
    head = [
        ["団体", None, "回答欄", None, None],
        ["コード", "市町村名", "終了見込み", "希望者", "1日の"],
        [None, None, None, "見込み", "接種可能回数"],
        [None, None, None, "（％）", "（回）"],
    ]
    submission = read([*head, ["162019", "富山市", "7月末", 87.5, 1200]])
    (row,) = submission.rows
    assert (row["wish_share"], row["capacity"]) == (0.875, 1200.0)
    assert not submission.rejections
    assert submission.accounts["Sheet"].piles() == {"notes": 4, "accepted": 1}


def test_columns_of_the_previous_answer_are_not_taken_for_the_new_one(
    read: Callable[..., Submission],
) -> None:
    upper = ["コード", "市町村名", "前回の回答", None, "今回の回答", None]
    lower = [None, None, "終了見込み", "前提条件", "終了見込み", "前提条件"]

    def merge(sheet: Any) -> None:
        for area in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
            sheet.merge_cells(area)

    table = [upper, lower, ["162019", "富山市", "9月末", "旧", "7月末", "新"]]
    (row,) = read(table, merge).rows
    assert (row["raw"], row["condition"]) == ("7月末", "新")


def test_a_merged_answer_stands_for_every_row_it_covers_and_a_number_for_none(
    read: Callable[..., Submission],
) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("C2:C4")
        sheet.merge_cells("D2:D3")

    submission = read([HEADS, *ROWS], merge)
    assert set(answers(submission).values()) == {"2021-07-31/2021-07-31"}
    assert [one["cell"] for one in submission.rejections] == ["D2", "D3"]
    assert "one cell for rows 2–3: each or together?" in submission.rejections[0]["reason"]
    noted = [one for one in submission.changes if "merged cell" in one["rule"]]
    assert [one["cell"] for one in noted] == ["C3", "C4"]


def test_a_cell_merged_across_columns_answers_only_the_first(
    read: Callable[..., Submission],
) -> None:
    heads = ["コード", "市町村名", "終了見込み", "前提条件"]
    rows = [["162019", "富山市", "7月末", None]]
    (row,) = read([heads, *rows], lambda sheet: sheet.merge_cells("C2:D2")).rows
    assert (row["raw"], row["condition"], row["conditional"]) == ("7月末", "", False)


def test_hidden_rows_and_columns_are_read_and_said(read: Callable[..., Submission]) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True

    submission = read([HEADS, *ROWS], hide)
    assert answers(submission) == RIGHT
    said = {one["rule"]: (one["cell"], one["area"]) for one in submission.changes}
    assert said["hidden row"] == ("A3", "162027")
    assert said["hidden column"] == ("D1", "")


def test_comments_go_to_the_ledger_but_for_those_about_persons(
    read: Callable[..., Submission],
) -> None:
    def remark(sheet: Any) -> None:
        sheet["C2"].comment = Comment("医師会と調整中", "x")
        sheet["E2"].comment = Comment("携帯 000-0000-0000", "x")

    submission = read([HEADS, *ROWS], remark)
    said = {one["cell"]: one["raw"] for one in submission.changes if one["rule"] == "comment"}
    assert said == {"C2": "医師会と調整中", "E2": "（連絡先の欄）"}
    assert answers(submission) == RIGHT


def test_a_formula_is_never_computed_and_one_without_a_value_is_refused(
    read: Callable[..., Submission],
) -> None:
    def compute(sheet: Any) -> None:
        sheet["D2"] = "=600*2"

    submission = read([HEADS, *ROWS], compute)
    assert submission.rejections[0]["cell"] == "D2"
    assert "計算されていない数式" in submission.rejections[0]["reason"]
    assert rules(submission)["formula: value as saved"] == 1
    assert answers(submission) == RIGHT


def test_examples_counties_subtotals_and_notes_are_no_municipalities(
    read: Callable[..., Submission],
) -> None:
    table = [
        HEADS,
        ["（例）", "○○市", "7月末", 100, "", ""],
        *ROWS[:2],
        [None, "市計", 2, 1500, None, None],
        [None, "中新川郡", None, None, None, None],
        ROWS[2],
        [None, "県計", 3, 1520, None, None],
        ["※ 数値は速報"],
    ]
    submission = read(table)
    assert answers(submission) == RIGHT
    assert not submission.rejections
    piles = submission.accounts["Sheet"].piles()
    assert piles == {"notes": 3, "accepted": 3, "subtotals": 3}


def test_a_file_of_one_municipality_needs_no_prefecture(read: Callable[..., Submission]) -> None:
    submission = read([HEADS, ROWS[0]], name="回答_富山市.xlsx")
    assert list(answers(submission)) == ["162019"]
    ambiguous = read([HEADS[1:], ["府中市", "7月末", 1, "", ""]], name="回答.xlsx")
    assert not ambiguous.rows
    assert "東京都府中市 (132063) or 広島県府中市 (342084)" in ambiguous.rejections[0]["reason"]


def test_two_columns_that_ask_the_same_reject_the_file(read: Callable[..., Submission]) -> None:
    submission = read([["コード", "完了見込み", "終了時期"], ["162019", "7月末", "8月末"]])
    assert submission.refused
    assert "two columns ask for 終了見込み: B1 and C1" in submission.rejections[0]["reason"]


def test_a_return_as_csv_is_read_in_utf8_and_in_cp932(tmp_path: Path) -> None:
    lines = [HEADS, *ROWS[:2], ["", "県計", "2", "1500", "", ""]]
    text = "\r\n".join(",".join(str(cell or "") for cell in line) for line in lines)
    for encoding in ("utf-8-sig", "cp932"):
        file = tmp_path / f"16_富山県_{encoding}.xlsx"  # Excel's own name for it may lie
        file.write_bytes(text.encode(encoding))
        submission = read_file(file, file.name, None, 0, INQUIRY)
        assert list(answers(submission).items()) == list(RIGHT.items())[:2]
        assert not submission.rejections
        assert submission.accounts["CSV"].piles() == {"notes": 1, "accepted": 2, "subtotals": 1}


def test_a_csv_without_the_headers_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "16_富山県.csv"
    file.write_text("番号,団体,時期\n1,富山市,7月末\n", encoding="utf-8")
    submission = read_file(file, file.name, None, 0, INQUIRY)
    assert submission.refused
    assert "none of its sheets has the headers: CSV" in submission.rejections[0]["reason"]
