"""The form that goes out: its layout, its marks, and text that stays text."""

import datetime as dt
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from renkei.intake.forms.choices import CHOICES
from renkei.intake.forms.form import GUIDE, SAMPLE_MARK, SHEET
from renkei.intake.forms.issue import HEADER_ROW, Issue, write_issue
from renkei.intake.forms.page import Shown
from renkei.intake.forms.returns import RETURNS, ReturnRow

TOYAMA = ReturnRow(
    code="162019",
    prefecture="富山県",
    name="富山市",
    previous="8月中",
    answer="7月末",
    condition="ワクチンの供給が前提",
    wish_share=87.5,
    capacity=1200,
    issues="会場の確保",
    section="ワクチン接種推進室",
    person="見本 太郎",
    phone="000-0000-0001",
)
TAKAOKA = ReturnRow(
    "162027", "富山県", "高岡市", previous="7月中旬", answer="7月20日", capacity=800
)
FORM = Issue(
    form=RETURNS,
    campaign="sample",
    title="接種の見通し",
    sample=True,
    round=3,
    as_of=dt.date(2021, 6, 1),
    prefecture_code="16",
    prefecture="富山県",
    rows=[TOYAMA.values(), TAKAOKA.values()],
)


def _written(folder: Path, form: Issue = FORM) -> Any:
    write_issue(folder / "16_富山県.xlsx", form)
    return load_workbook(folder / "16_富山県.xlsx")


def _row(sheet: Any, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


def _with_answer(value: Any) -> Issue:
    return replace(FORM, rows=[replace(TOYAMA, answer=value).values()])


def test_title_date_prefecture_and_instruction_stand_above_the_header(tmp_path: Path) -> None:
    sheet = _written(tmp_path)[SHEET]
    assert sheet["A1"].value == "接種の見通し　終了時期の見込み調査（第3回照会）"
    assert sheet["A2"].value == "時点：令和3年6月1日　都道府県：富山県"
    assert "終了見込み" in sheet["A3"].value
    assert _row(sheet, HEADER_ROW) == list(RETURNS.headers)


def test_each_municipality_has_one_row_with_its_previous_answer(tmp_path: Path) -> None:
    sheet = _written(tmp_path)[SHEET]
    assert _row(sheet, 6) == [
        "162019",
        "富山県",
        "富山市",
        "8月中",
        "7月末",
        "ワクチンの供給が前提",
        87.5,
        1200,
        "会場の確保",
        "ワクチン接種推進室",
        "見本 太郎",
        "000-0000-0001",
    ]
    assert _row(sheet, 7)[:5] == ["162027", "富山県", "高岡市", "7月中旬", "7月20日"]


def test_subtotal_counts_the_answered_and_adds_up_capacity_then_notes(tmp_path: Path) -> None:
    sheet = _written(tmp_path)[SHEET]
    assert _row(sheet, 8)[1:5] == ["富山県", "県計", None, 2]
    assert _row(sheet, 8)[7] == 2000
    notes = [sheet.cell(row, 1).value for row in range(9, sheet.max_row + 1)]
    assert notes
    assert all(note.startswith(("※", "注")) for note in notes)


def test_a_form_not_yet_answered_leaves_its_subtotal_blank(tmp_path: Path) -> None:
    blank = replace(FORM, rows=[ReturnRow("162019", "富山県", "富山市", previous="7月末").values()])
    sheet = _written(tmp_path, blank)[SHEET]
    assert _row(sheet, 7)[2] == "県計"
    assert _row(sheet, 7)[4:8] == [None, None, None, None]


def test_the_workbook_says_which_form_it_is(tmp_path: Path) -> None:
    book = _written(tmp_path)
    properties = {one.name: one.value for one in book.custom_doc_props.props}
    assert properties == {
        "renkei_form": "returns",
        "renkei_form_version": "2",
        "renkei_as_of": "2021-06-01",
        "renkei_campaign": "sample",
        "renkei_round": "3",
        "renkei_prefecture": "16",
    }
    assert book.sheetnames == [SHEET, GUIDE, CHOICES]


@pytest.mark.parametrize("text", ["=1+1", "+81", "-", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A"])
def test_text_that_looks_like_a_formula_or_error_is_kept_as_text(tmp_path: Path, text: str) -> None:
    cell = _written(tmp_path, _with_answer(text))[SHEET]["E6"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert bool(cell.quotePrefix) is (text[0] in "=+-@")


def test_nothing_in_the_file_is_a_formula(tmp_path: Path) -> None:
    hostile = replace(TOYAMA, name="=A1", issues='=HYPERLINK("x")', person="=1", section="@x")
    write_issue(tmp_path / "a.xlsx", replace(FORM, title="=1+1", rows=[hostile.values()]))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        assert len(sheets) == 3
        assert all(b"<f>" not in archive.read(name) for name in sheets)


def test_signs_no_workbook_can_hold_are_replaced_not_fatal(tmp_path: Path) -> None:
    form = replace(_with_answer("7月\x00末\ud800"), title="見\x0b通し")
    sheet = _written(tmp_path, form)[SHEET]
    assert sheet["E6"].value == "7月\ufffd末\ufffd"
    assert sheet["A1"].value.startswith("見\ufffd通し")


def test_dates_keep_their_number_format(tmp_path: Path) -> None:
    plain = _written(tmp_path, _with_answer(dt.date(2021, 7, 31)))[SHEET]["E6"]
    month = _written(tmp_path, _with_answer(Shown(dt.date(2021, 7, 1), 'm"月"')))[SHEET]["E6"]
    assert (plain.value.date(), plain.number_format) == (dt.date(2021, 7, 31), "yyyy/m/d")
    assert (month.value.date(), month.number_format) == (dt.date(2021, 7, 1), 'm"月"')


def test_codes_are_text_cells_so_that_a_zero_in_front_stays(tmp_path: Path) -> None:
    form = replace(FORM, rows=[ReturnRow("011002", "北海道", "札幌市").values()])
    cell = _written(tmp_path, form)[SHEET]["A6"]
    assert (cell.value, cell.data_type, cell.number_format) == ("011002", "s", "@")


def test_every_page_prints_on_a4_landscape_with_the_header_repeated(tmp_path: Path) -> None:
    book = _written(tmp_path)
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book[SHEET].print_title_rows == "$5:$5"


def test_every_page_of_a_sample_says_so_and_no_page_of_a_real_form_does(tmp_path: Path) -> None:
    for sheet in _written(tmp_path):
        assert sheet.oddHeader.center.text == SAMPLE_MARK
        assert any(SAMPLE_MARK in str(cell.value) for row in sheet for cell in row)
    for sheet in _written(tmp_path, replace(FORM, sample=False)):
        assert SAMPLE_MARK not in str(sheet.oddHeader.center.text)
        assert not any(SAMPLE_MARK in str(cell.value) for row in sheet for cell in row)


def test_no_cells_are_merged(tmp_path: Path) -> None:
    assert [sheet.merged_cells.ranges for sheet in _written(tmp_path)] == [set(), set(), set()]


def test_the_same_form_has_the_same_bytes_and_no_moment_of_writing(tmp_path: Path) -> None:
    write_issue(tmp_path / "a.xlsx", FORM)
    write_issue(tmp_path / "b.xlsx", FORM)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2021-01-01T00:00:00Z") == 2
