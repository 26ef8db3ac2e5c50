"""What goes back to a prefecture: exactly the offending cells coloured, and readable once mended."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from renkei.intake.checking.checked import Checked
from renkei.intake.checking.corrections import LETTER, Correction, corrections
from renkei.intake.checking.letter import write_correction
from renkei.intake.forms import FORMS
from renkei.intake.forms.form import SHEET
from renkei.intake.forms.returns import RETURNS, ReturnRow
from renkei.intake.opening.workbook import open_workbook
from renkei.intake.sheets.header import find_header
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.reading import read_file
from renkei.intake.sheets.submission import Submission
from renkei.settings import Campaign

Rows = Callable[..., list[ReturnRow]]
Send = Callable[..., Path]
Change = Callable[..., Callable[[Any], None]]
Check = Callable[..., Checked]
Correct = Callable[..., Correction]
Write = Callable[[Correction], Any]
Coloured = Callable[..., dict[str, str]]
STRANGER = ReturnRow(code="172014", prefecture="石川県", name="金沢市", answer="7月末", capacity=5)


def values(book: Any, row: int) -> list[Any]:
    """The cells of a row of 回答."""
    return [cell.value for cell in book[SHEET][row]]


def mended(correction: Correction, folder: Path, cells: dict[str, Any]) -> Submission:
    """The workbook sent back with some cells set, as our own reader reads it."""
    file = folder / correction.file_name
    write_correction(file, correction)
    book = openpyxl.load_workbook(file)
    for address, value in cells.items():
        book[SHEET][address] = value
    book.save(file)
    issue = correction.issue
    inquiry = Inquiry(issue.form, issue.as_of, issue.round, issue.campaign)
    return read_file(file, file.name, None, 0, inquiry)


def test_exactly_the_cell_that_is_wrong_is_coloured_and_commented(
    send: Send, rows: Rows, corrected: Correct, written: Write, coloured: Coloured
) -> None:
    send(rows(魚津市="R3.2.30"))
    book = written(corrected())
    assert coloured(book) == {
        "E8": "「終了見込み」に「R3.2.30」とあります（2月30日はありません）。"
        "R3.7.31、7月中旬、7月末、未定 などで記入してください。"
    }
    assert values(book, 8)[:5] == ["162043", "富山県", "魚津市", None, "R3.2.30"]
    assert not book[SHEET]["E8"].protection.locked
    heading = values(book, 1)[0]
    assert heading == "高齢者向けワクチン接種の見通し\u3000終了時期の見込み調査（第1回照会）"
    assert values(book, 3)[0] == (
        "見本（架空のデータ）\u3000【返送のお願い】色の付いた欄（1件）を直して、このファイルをご返送"
        "ください。くわしくは、シート「返送のお願い」をご覧ください。"
    )


def test_everything_that_was_right_stands_as_it_was_received(
    send: Send, rows: Rows, change: Change, corrected: Correct, written: Write
) -> None:
    given = rows(富山市="R3.2.30", 高岡市="７月末（医師の確保が前提）", 氷見市="〃")
    given[1] = replace(given[1], issues="=HYPERLINK(1)")
    send(given, edit=change(G7="約9割", H7="1,200回", F9="なし"))
    book = written(corrected(previous={"162051": "dated"}))
    assert values(book, 7)[:9] == [
        "162027", "富山県", "高岡市", None, "７月末（医師の確保が前提）", None, "約9割", "1,200回",
        "=HYPERLINK(1)",
    ]  # fmt: skip
    assert book[SHEET]["I7"].data_type == "s"
    assert values(book, 9)[4:6] == ["〃", "なし"]


def test_the_columns_of_persons_are_blank_wherever_one_looks(
    send: Send, rows: Rows, corrected: Correct, tmp_path: Path
) -> None:
    named = [replace(row, person="富山 花子", phone="076-555-0101") for row in rows()]
    send([replace(named[0], answer="13月"), *named[1:], replace(named[1], answer="9月"), STRANGER])
    correction = corrected()
    file = tmp_path / "back.xlsx"
    write_correction(file, correction)
    content = file.read_bytes().decode("utf-8", "replace")
    for person in ("花子", "076-555", "健康課"):
        assert person not in content
        assert person not in repr(correction)
    book = openpyxl.load_workbook(file)
    assert all(values(book, row)[9:12] == [None] * 3 for row in range(6, 22))


def test_mending_the_coloured_cells_leaves_nothing_to_refuse(
    send: Send, rows: Rows, change: Change, corrected: Correct, coloured: Coloured,
    written: Write, tmp_path: Path,
) -> None:  # fmt: skip
    given = rows(富山市="13月")
    send(
        [*given, replace(given[2], answer="8月末"), STRANGER],
        edit=change(A7="162028", C9="富山市", G10="120", H11="多数", H23=999),
    )
    correction = corrected()
    wrong = coloured(written(correction))
    rows_of = {address: int(address[1:]) for address in wrong}
    assert {row for row in rows_of.values()} == {6, 7, 8, 9, 10, 11, 12, 22, 23}
    fixes: dict[str, Any] = {"E6": "7月末", "A7": "162027", "C10": "氷見市", "A10": "162051"}
    fixes |= {address: None for address, row in rows_of.items() if row in (9, 22, 23)}
    fixes |= {address: None for address, row in rows_of.items() if row in (11, 12)}
    read = mended(correction, tmp_path, fixes)
    assert read.rejections == []
    assert len({row["area"] for row in read.rows}) == 15


def test_a_row_whose_key_was_refused_stands_where_it_may_belong(
    send: Send, change: Change, corrected: Correct, written: Write, coloured: Coloured
) -> None:
    send(edit=change(A8="162042", E21=None, H21=None))
    book = written(corrected())
    assert list(coloured(book)) == ["A8"]
    assert "「162043」（富山県魚津市）ではありませんか。" in coloured(book)["A8"]
    assert values(book, 8)[:5] == ["162042", "富山県", "魚津市", None, "R3.7.31"]
    assert [values(book, row)[0] for row in (7, 9)] == ["162027", "162051"]
    assert values(book, 20)[2] == "朝日町" and values(book, 21)[2] == "県計"


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"C6": "高岡市"}, {"A6", "C6"}),
        ({"B6": "石川県"}, {"A6", "B6"}),
        ({"B6": "富山件"}, {"B6"}),
        ({"A6": None, "C6": "富山死"}, {"C20"}),
        ({"A6": None, "C6": None}, {"A21", "C21"}),
        ({"A6": "999999"}, {"A6"}),
        ({"G6": "多数", "H6": "多数"}, {"G6", "H6"}),
        ({"E21": 3}, {"E21"}),
    ],
)
def test_which_cells_are_coloured(
    send: Send, change: Change, corrected: Correct, written: Write, coloured: Coloured,
    cells: dict[str, Any], wrong: set[str],
) -> None:  # fmt: skip
    totals = {} if "E21" in cells else {"E21": None}
    send(edit=change(H21=None, **cells, **totals))
    found = coloured(written(corrected()))
    assert {one[0] for one in found} == {one[0] for one in wrong}
    assert len(found) == len(wrong)
    assert all(found.values())


def test_a_wrong_total_is_coloured_and_every_other_total_is_blank(
    send: Send, change: Change, corrected: Correct, written: Write, coloured: Coloured,
    tmp_path: Path,
) -> None:  # fmt: skip
    send(edit=change(E21=3))
    correction = corrected()
    book = written(correction)
    assert list(coloured(book)) == ["E21"]
    assert values(book, 21)[:9] == [None, "富山県", "県計", None, 3, None, None, None, None]
    assert mended(correction, tmp_path, {"E21": 15}).rejections == []


def test_a_file_refused_whole_gives_the_blank_form_and_says_why(
    campaign: Campaign, send: Send, corrected: Correct, written: Write, coloured: Coloured
) -> None:
    file = send()
    file.write_bytes(file.read_bytes()[:2000])
    book = written(corrected())
    assert coloured(book) == {}
    assert (
        "お送りいただいたファイルを読み取れませんでした（ファイルが壊れているか"
        in values(book, 3)[0]
    )
    assert [values(book, row)[4] for row in range(6, 21)] == [None] * 15
    letter = [cell.value for row in book[LETTER].iter_rows() for cell in row if cell.value]
    assert f"{campaign.office}より" in letter
    assert "\u300016_富山県.xlsx（令和3年5月11日受領）" in letter


def test_the_letter_lists_each_point_and_the_blank_rows(
    send: Send, rows: Rows, corrected: Correct, written: Write
) -> None:
    send([replace(one, answer=None, wish_share=None, capacity=None) if one.name == "朝日町" else one
          for one in rows(富山市="13月")])  # fmt: skip
    sheet = written(corrected())[LETTER]
    lines = [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()]
    assert ["\u3000朝日町"] in lines
    assert [1, "E6", "富山市", "終了見込み", "13月"] in [line[:5] for line in lines]
    assert any("担当課・担当者・電話番号の欄は空けてあります" in line[0] for line in lines if line)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_the_letter_is_never_taken_for_answers(
    form: Any, send: Send, rows: Rows, corrected: Correct, tmp_path: Path
) -> None:
    send(rows(富山市="13月"))
    file = tmp_path / "back.xlsx"
    write_correction(file, corrected())
    assert find_header(form, open_workbook(file).grid(LETTER)) is None


def test_the_same_correction_has_the_same_bytes(
    send: Send, rows: Rows, corrected: Correct, tmp_path: Path
) -> None:
    send(rows(富山市="13月"))
    write_correction(tmp_path / "a.xlsx", corrected())
    write_correction(tmp_path / "b.xlsx", corrected())
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_a_later_file_made_good_does_not_go_back(
    send: Send, rows: Rows, checked: Check
) -> None:
    send(rows(富山市="13月", 高岡市="R3.2.30"))
    send(rows(高岡市="14月"), received="2021-05-12")
    found = checked()
    mended_by = [(one["raw"], file) for one, file in found.made_good()]
    assert mended_by == [("13月", "2021-05-12/16_富山県.xlsx")]
    made = corrections(found)[0]
    assert {point.raw for point in made.points} == {"14月"}
    assert made.issue.rows[1]["answer"] == "14月"


def test_a_resubmission_with_a_bad_cell_keeps_the_rest_of_what_stands(
    send: Send, rows: Rows, corrected: Correct
) -> None:
    send(rows())
    send(rows(富山市="13月", 高岡市=None), received="2021-05-12")
    correction = corrected()
    assert [row["answer"] for row in correction.issue.rows[:3]] == ["13月", "R3.7.31", "R3.7.31"]
    assert correction.blank == ()


def test_a_cell_whose_row_was_refused_since_is_listed_all_the_same(
    send: Send, rows: Rows, change: Change, corrected: Correct, written: Write, coloured: Coloured
) -> None:
    send(rows(富山市="13月"))
    send(rows(富山市="14月"), received="2021-05-12", edit=change(A6="162018"))
    correction = corrected()
    assert list(coloured(written(correction))) == ["A6"]
    assert [(point.cells, point.raw) for point in correction.points] == [
        ("A6", "162018"),
        ("", "13月"),
    ]
    assert correction.issue.rows[0]["answer"] == "14月"


def test_files_of_one_municipality_each_make_one_workbook_of_the_prefecture(
    send: Send, rows: Rows, corrected: Correct, written: Write, coloured: Coloured
) -> None:
    for number, row in enumerate(rows(富山市="13月", 氷見市="14月")):
        send([row], name=f"回答_{number}.xlsx", prefecture_code="")
    correction = corrected()
    assert correction.file_name == "16_富山県_訂正依頼_第1回.xlsx"
    assert list(coloured(written(correction))) == ["E6", "E9"]
    assert len(correction.issue.rows) == 15


def test_more_refused_rows_than_anyone_reads_are_counted_instead(
    send: Send, rows: Rows, corrected: Correct
) -> None:
    strangers = [replace(STRANGER, answer=f"{number}日") for number in range(1, 402)]
    send([*rows(), *strangers])
    correction = corrected()
    assert correction.left_out == 101
    assert len(correction.issue.rows) == 15 + 300


def test_the_names_of_workbooks_are_made_of_nothing_received(
    send: Send, rows: Rows, corrected: Correct
) -> None:
    send(rows(富山市="13月"), name="16_富山県_..%2f=cmd\x1b[31m.xlsx")
    assert corrected().file_name == "16_富山県_訂正依頼_第1回.xlsx"
    assert RETURNS.title not in corrected().file_name
