"""Rules 1-4, 1-6, 1-8, L1-13 and L3-09: the shape of the sheet and what lies over it."""

import io

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from renkei.intake.lint import lint_file

V, N = "violation", "notice"


def test_1_4_every_merged_range_is_named(check, told):
    def edit(sheet):
        sheet.merge_cells("B2:B7")
        sheet.merge_cells("E2:F2")

    found = check(edit=edit)
    assert told(found) == [("1-4", V, "B2:B7,E2:F2")]
    assert found[0].places[0].value == "富山県"


@pytest.mark.parametrize("value", ["〃", "同上", "々", '"'])
def test_1_6_ditto(value, check, told):
    assert told(check(B3=value, B4=value)) == [("1-6", V, "B3:B4")]


def test_1_6_a_blank_item_name(check, told):
    found = check(F1=None)
    assert told(found) == [("1-6", V, "F1")]
    assert "項目名が空白" in found[0].what


def test_1_6_a_group_named_once(check, told):
    rows = [["圏域", "市区町村名", "会場数"], ["東部", "魚津市", 1], [None, "黒部市", 2],
            ["西部", "高岡市", 3], [None, "氷見市", 4], [None, "砺波市", 5]]  # fmt: skip
    found = check(rows)
    assert told(found) == [("1-6", V, "A3,A5:A6")]
    assert "まとまりの先頭" in found[0].what


def test_1_6_a_remark_left_blank_is_no_omission(check):
    assert check(F3=None, F5=None) == []


def test_1_6_a_sheet_that_begins_with_data(check, told):
    rows = [["all", "20200301", 559000], ["all", "20200302", 926000], ["all", "20200303", 927000]]
    found = check(rows)
    assert told(found) == [("1-6", V, "A1:C1")]
    assert "項目名の行がなく" in found[0].what


def test_titles_units_groups_and_notes_are_told_from_the_table(check):
    def edit(sheet):
        sheet["A1"], sheet["E2"] = "接種の実績", "（単位：人）"
        sheet["B3"] = sheet["D3"] = None
        for column, text in enumerate(("圏域", "市区町村名", "1回目", None, "合計"), start=1):
            sheet.cell(4, column, text)
        for column, text in enumerate((None, None, "男", "女", None), start=1):
            sheet.cell(5, column, text)
        for row in range(6, 9):
            for column, value in enumerate(("東部", "富山市", 1, 2, 3), start=1):
                sheet.cell(row, column, value)
        sheet["A9"] = "注：速報値"

    assert check(rows=[], edit=edit) == []


def test_prose_is_no_table(check):
    assert check(rows=[["記入要領"], ["　1　水色の欄は記入済み"], ["2 例：R3.7.31"]]) == []


def test_1_8_pictures_and_charts_are_named_with_their_corner(check, told):
    def edit(sheet):
        content = io.BytesIO()
        Picture.new("RGB", (4, 4)).save(content, "png")
        sheet.add_image(Image(io.BytesIO(content.getvalue())), "H3")
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=4, min_row=2, max_row=7))
        sheet.add_chart(chart, "H12")

    found = check(edit=edit)
    assert sorted(told(found)) == [("1-8", V, "H12"), ("1-8", V, "H3")]
    assert {one.what for one in found} == {"画像が置かれています", "グラフ等が置かれています"}


def test_1_8_a_note_on_a_cell_is_a_notice(check, told):
    def edit(sheet):
        sheet["D3"].comment = Comment("速報値", "富山市")

    found = check(edit=edit)
    assert told(found) == [("1-8", N, "D3")]
    assert "速報値" in found[0].places[0].value


def test_l1_13_hidden_rows_and_columns_that_hold_something(check, told):
    def edit(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[4].hidden = True
        sheet.row_dimensions[50].hidden = True
        sheet.column_dimensions["F"].hidden = True
        sheet.column_dimensions["Z"].hidden = True

    assert told(check(edit=edit)) == [("L1-13", V, "3:4"), ("L1-13", V, "F:F")]


def test_l1_13_rows_hidden_by_a_filter_say_so(check):
    def edit(sheet):
        sheet.auto_filter.ref = "A1:F7"
        sheet.auto_filter.add_filter_column(5, ["集団"])
        sheet.row_dimensions[3].hidden = True

    (found,) = check(edit=edit)
    assert "フィルター" in found.what
    assert found.range == "3:3"


def test_l1_13_a_hidden_sheet_is_a_notice(book):
    file = book()
    written = openpyxl.load_workbook(file)
    written.create_sheet("前年")["A1"] = 1
    written["前年"].sheet_state = "hidden"
    written.save(file)
    (found,) = lint_file(file)
    assert (found.rule.number, found.severity, found.sheet) == ("L1-13", N, "前年")


@pytest.mark.parametrize(
    "names",
    [["2019年", "2020年", "2021年"], [2019, 2020, 2021], ["4月（人）", "5月（人）", "6月（人）"],
     ["令和元年度", "令和2年度（2020）", "令和3年度（2021）"], ["第1回", "第2回", "第3回"]],
)  # fmt: skip
def test_l3_09_periods_laid_out_as_columns(names, check):
    rows = [["市区町村名", *names], ["富山市", 1, 2, 3], ["高岡市", 4, 5, 6]]
    found = [one for one in check(rows) if one.rule.number == "L3-09"]
    assert [(one.severity, one.range) for one in found] == [(V, "B1:D1")]


def test_l3_09_one_period_a_row_is_long(check):
    rows = [["市区町村名", "年", "人数"], ["富山市", 2020, 1], ["富山市", 2021, 2]]
    assert check(rows) == []
