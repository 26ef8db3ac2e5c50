"""What a sheet says beside its cells: another unit, another round, hidden sheets, remarks, persons."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from renkei.intake.forms.returns import RETURNS
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.reading import read_file
from renkei.intake.sheets.submission import Submission

HEADS = [
    "団体コード",
    "市区町村名",
    "終了見込み",
    "希望者見込み（%）",
    "1日の接種可能回数",
    "主な課題",
]
TOYAMA = ["162019", "富山市", "7月末", 80, 1200, "会場"]
TAKAOKA = ["162027", "高岡市", "8月中", 85, 300, ""]
Read = Callable[..., Submission]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write sheets by name, edit the workbook, read it back as an answer to round 3."""

    def reading(edit: Callable[[Any], None] | None = None, **sheets: list[list[Any]]) -> Submission:
        book: Any = Workbook()
        book.remove(book.active)
        for name, table in sheets.items():
            sheet = book.create_sheet(name)
            for row in table:
                sheet.append(row)
        if edit:
            edit(book)
        file = tmp_path / "16_富山県.xlsx"
        book.save(file)
        inquiry = Inquiry(RETURNS, dt.date(2021, 6, 1), 3)
        submission = read_file(file, file.name, None, 0, inquiry)
        submission.check()
        return submission

    return reading


def reasons(submission: Submission) -> list[str]:
    return [one["reason"] for one in submission.rejections]


@pytest.mark.parametrize(
    ("column", "title", "stated"),
    [(3, "希望者見込み（人）", "人"), (4, "1日の接種可能回数（千回）", "千回")],
)
def test_a_column_in_another_unit_is_refused_cell_by_cell(
    read: Read, column: int, title: str, stated: str
) -> None:
    heads = [*HEADS[:column], title, *HEADS[column + 1 :]]
    submission = read(回答=[heads, TOYAMA, TAKAOKA])
    assert len(submission.rows) == 2
    said = [f'{title} is "{row[column]}" (the unit of the column is {stated})'
            for row in (TOYAMA, TAKAOKA)]  # fmt: skip
    assert reasons(submission) == said


def test_a_unit_above_the_table_speaks_for_counts_and_units_of_the_form_are_read(
    read: Read,
) -> None:
    above = read(回答=[["（単位：千回）"], HEADS, TOYAMA])
    assert reasons(above) == ['1日の接種可能回数 is "1200" (the unit of the column is 単位:千回)']
    stated = [*HEADS[:4], "1日の接種可能回数（回/日）", HEADS[5]]
    assert read(回答=[["単位：回"], stated, TOYAMA]).rows[0]["capacity"] == 1200


def test_a_title_of_another_round_refuses_the_file(read: Read) -> None:
    other = read(回答=[["終了時期の見込み調査（第２回照会）"], HEADS, TOYAMA])
    assert other.refused
    assert reasons(other) == ["the title says 第2回照会"]
    assert other.rejections[0]["rule"] == "another workbook"
    assert len(read(回答=[["第3回照会（第2回照会からの変更は赤字）"], HEADS, TOYAMA]).rows) == 1


def test_a_hidden_sheet_is_read_only_where_no_other_has_the_headers(read: Read) -> None:
    def hide(book: Any) -> None:
        book["旧"].sheet_state = "hidden"

    old = [HEADS, ["162043", "魚津市", "8月末", 1.5, 1, ""]]
    submission = read(hide, 回答=[HEADS, TOYAMA], 旧=old)
    assert [row["area"] for row in submission.rows] == ["162019"]
    told = {
        one["raw"]: one["reading"] for one in submission.changes if one["rule"] == "hidden sheet"
    }
    assert told == {"旧": "not read"}
    alone = read(hide, 旧=old, 表紙=[["富山県"]])
    assert [row["area"] for row in alone.rows] == ["162043"]
    assert ("hidden sheet", "read") in {(one["rule"], one["reading"]) for one in alone.changes}


def test_a_blank_row_beside_an_answer_takes_nothing_away(read: Read) -> None:
    blank = ["162019", "富山市", None, None, None, None]
    submission = read(回答=[HEADS, TOYAMA, blank])
    assert [row["raw"] for row in submission.rows] == ["7月末"]
    assert not submission.rejections
    assert submission.accounts["回答"].piles()["superseded"] == 1


@pytest.mark.parametrize(
    "remark",
    ["以上", "作成：富山県", "【富山地区】", "別表", "問合せ先 見本花子", "新川圏域", "■ 参考"],
)
def test_a_heading_or_remark_between_the_rows_is_a_note(read: Read, remark: str) -> None:
    for column in (0, 1):
        row = [*[None] * column, remark]
        submission = read(回答=[HEADS, TOYAMA, row, TAKAOKA])
        assert not submission.rejections, remark
        assert submission.accounts["回答"].piles() == {"notes": 2, "accepted": 2}


def test_telephones_and_mail_in_free_text_reach_no_frame(read: Read) -> None:
    wrong = [
        "162043",
        "魚津",
        "13月 電話 090-1234-5678",
        85,
        1,
        "会場。０９０－１２３４－５６７８まで",
    ]
    submission = read(回答=[HEADS, [*TOYAMA[:5], "担当 a.b@example.jp"], wrong])
    everything = str([submission.rows, submission.rejections, submission.changes])
    assert "1234" not in everything and "１２３４" not in everything
    assert "example.jp" not in everything
    assert submission.rows[0]["issues"] == "担当 （連絡先）"
    assert [one["rule"] for one in submission.changes if "masked" in one["rule"]]


def test_codes_and_names_written_otherwise_are_on_the_ledger(read: Read) -> None:
    rows = [[16202, "富山県高岡市", *TAKAOKA[2:]], [16201, "冨山市", *TOYAMA[2:]]]
    submission = read(回答=[HEADS, *rows])
    told = {(one["rule"], one["raw"], one["reading"]) for one in submission.changes}
    assert told >= {
        ("code read", "16202", "162027"),
        ("name read", "富山県高岡市", "高岡市"),
        ("code read", "16201", "162019"),
        ("name read", "冨山市", "富山市"),
    }


def test_a_percentage_by_its_number_format_is_a_fraction(read: Read) -> None:
    def shown(book: Any) -> None:
        book["回答"]["D2"] = 1
        book["回答"]["D2"].number_format = "0%"
        book["回答"]["D3"] = 0.855
        book["回答"]["D3"].number_format = "0.0%"

    submission = read(shown, 回答=[HEADS, TOYAMA, TAKAOKA])
    assert [row["wish_share"] for row in submission.rows] == [1.0, 0.855]


def test_a_formula_that_was_never_computed_says_so(read: Read) -> None:
    def compute(book: Any) -> None:
        book["回答"]["C2"] = '="7月"&"末"'

    submission = read(compute, 回答=[HEADS, TOYAMA])
    assert "(the formula was never computed)" in reasons(submission)[0]
    assert "open it in Excel" in submission.rejections[0]["expected"]
