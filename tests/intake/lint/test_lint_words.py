"""Rules 1-9 to 1-12, L1-09, L1-11, L2-04 and L2-05: units, signs, dates, areas, choices."""

import datetime as dt

import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

V, N = "violation", "notice"
YELLOW = PatternFill("solid", fgColor="FFFF00")


def test_1_9_a_number_without_a_unit(check, told):
    assert told(check(D1="実績")) == [("1-9", N, "D1")]


@pytest.mark.parametrize(
    "name", ["実績（人）", "実績（千円）", "実施率", "接種者数", "世帯数", "実績[%]", "延べ回数"]
)
def test_1_9_a_unit_in_the_item_name(name, check):
    assert check(D1=name) == []


def test_1_9_a_unit_above_the_table(check):
    rows = [["単位：人"], ["市区町村名", "実績"], ["富山市", 1], ["高岡市", 2], ["魚津市", 3]]
    assert check(rows) == []


def test_1_9_a_unit_in_the_number_format(check):
    def edit(sheet):
        for row in range(2, 8):
            sheet.cell(row, 4).number_format = '#,##0"人"'

    assert check(D1="実績", edit=edit) == []


@pytest.mark.parametrize(
    ("value", "severity"),
    [("①集団", V), ("㈱見本", V), ("10㎡", V), ("Ⅲ期", V), ("㍻", V), ("№", V), ("㋿", V),
     ("\ue000", V), ("巡\u200b回", V), ("ｼｭｳﾀﾞﾝ", N), ("髙﨑", N), ("𠮷田", N)],
)  # fmt: skip
def test_1_10_signs_that_depend_on_the_machine(value, severity, check, told):
    assert told(check(F3=value)) == [("1-10", severity, "F3")]


@pytest.mark.parametrize("value", ["～－∥￠", "café", "×○◎★→℃‰", "一二三", "ＡＢＣ", "ガギグ"])
def test_1_10_signs_of_every_machine(value, check):
    assert check(F3=value) == []


def test_1_10_titles_are_looked_at_and_the_signs_named(check):
    (found,) = check(rows=[["①Ⅱ表題"]])
    assert found.what == "機種依存文字「①Ⅱ」が使われています"


@pytest.mark.parametrize(
    "value", ["令和3年7月31日", "R3.7.31", "Ｒ３．７", "H30年度", "平成 27年", "令和元年"]
)
def test_1_11_an_era_alone(value, check, told):
    assert told(check(E3=value)) == [("1-11", V, "E3")]


@pytest.mark.parametrize("value", ["7月31日", "７月末", "7/31", "21.7.31"])
def test_1_11_a_day_without_its_year_is_a_notice(value, check, told):
    assert told(check(E3=value)) == [("1-11", N, "E3")]


@pytest.mark.parametrize(
    "value", ["令和3年（2021年）7月31日", "2021年7月", "2021/7/31", "未定", dt.date(2021, 7, 31)]
)
def test_1_11_western_years(value, check):
    assert check(E3=value) == []


def test_1_11_a_western_year_beside_the_era(check):
    rows = [["和暦", "西暦", "人数"], ["平成30年", 2018, 1], ["令和元年", 2019, 2]]
    assert check(rows) == []


def test_1_11_a_day_shown_in_an_era_is_a_notice(check, told):
    def edit(sheet):
        sheet["E3"] = dt.date(2021, 7, 31)
        sheet["E3"].number_format = '[$-411]ggge"年"m"月"d"日"'

    assert told(check(edit=edit)) == [("1-11", N, "E3")]


def areas(*names, header="都道府県名"):
    return [[header, "会場数"], *([name, 1] for name in names)]


def test_1_12_names_cut_short(check, told):
    assert told(check(areas("富山", "石川", "福井県"))) == [("1-12", V, "A2:A3")]


def test_1_12_names_in_full_and_totals(check):
    assert check(areas("富山県", "石川県", "合計")) == []


def test_1_12_a_name_of_two_cities(check, told):
    found = check(areas("富山市", "府中市", "高岡市", header="市区町村名"))
    assert told(found) == [("1-12", N, "A3")]


def test_1_12_a_name_that_is_none(check, told):
    found = check(areas("富山市", "富士山市", "高岡市", header="市区町村名"))
    assert told(found) == [("1-12", N, "A3")]


def test_1_12_names_beside_valid_codes_are_left_alone(check):
    assert check(C3="高岡", C4="うおづ") == []


def test_1_12_a_code_that_lost_its_zero(check, told):
    rows = [["団体コード", "会場数"], [12025, 1], [162019, 2], [162027, 3]]
    found = check(rows)
    assert told(found) == [("1-12", V, "A2")]
    assert "先頭の0" in found[0].what


def test_1_12_a_code_with_a_wrong_check_digit(check, told):
    assert told(check(A3="162028")) == [("1-12", V, "A3")]


def test_l1_09_blanks_beside_zeros(check, told):
    assert told(check(D3=0, D5=None)) == [("L1-09", N, "D5")]


@pytest.mark.parametrize("cells", [{"D3": 0}, {"D5": None}])
def test_l1_09_only_blanks_or_only_zeros(cells, check):
    assert check(**cells) == []


def test_l1_09_zeros_shown_as_blanks(check, told):
    def by_format(sheet):
        sheet["D3"].number_format = "#,##0;-#,##0;"

    def by_view(sheet):
        sheet.sheet_view.showZeros = False

    assert told(check(D3=0, edit=by_format)) == [("L1-09", V, "D3")]
    assert told(check(D3=0, edit=by_view)) == [("L1-09", V, "D3")]


def test_l1_11_a_coloured_cell_is_a_notice_and_a_breach_where_explained(check, told):
    def edit(sheet):
        sheet["D3"].fill = YELLOW

    def explained(sheet):
        edit(sheet)
        sheet["A9"] = "※黄色のセルは速報値"

    assert told(check(edit=edit)) == [("L1-11", N, "D3")]
    assert told(check(edit=explained)) == [("L1-11", V, "D3")]


def test_l1_11_font_colour_and_strike_through(check, told):
    def edit(sheet):
        sheet["D3"].font = Font(color="FF0000")
        sheet["D5"].font = Font(strike=True)

    assert told(check(edit=edit)) == [("L1-11", V, "D5"), ("L1-11", N, "D3")]


def test_l1_11_a_shaded_blank_is_seen(check, told):
    def edit(sheet):
        sheet["F3"] = None
        sheet["F3"].fill = YELLOW

    assert told(check(edit=edit)) == [("L1-11", N, "F3")]


def test_l1_11_headers_whole_columns_stripes_and_totals_are_left_alone(check):
    def columns(sheet):
        for row in range(1, 8):
            sheet.cell(row, 4).fill = YELLOW

    def stripes(sheet):
        for row in (2, 4, 6):
            for column in range(1, 7):
                sheet.cell(row, column).fill = YELLOW

    def total(sheet):
        for column, value in enumerate((None, "富山県", "合計", 2100, None, None), start=1):
            sheet.cell(8, column, value).fill = YELLOW

    assert check(edit=columns) == []
    assert check(edit=stripes) == []
    assert check(edit=total) == []


@pytest.mark.parametrize(
    ("usual", "odd"),
    [("集団接種", "集団 接種"), ("○", "〇"), ("検討中", "検討中。"), ("ABC", "ＡＢＣ")],
)
def test_l2_04_one_choice_written_in_two_ways(usual, odd, check, told):
    cells = {f"F{row}": usual for row in range(2, 8)} | {"F5": odd}
    assert told(check(**cells)) == [("L2-04", V, "F5")]


def test_l2_04_two_words_for_one_choice_are_a_notice(check, told):
    cells = {f"F{row}": "有" for row in range(2, 8)} | {"F5": "あり"}
    assert told(check(**cells)) == [("L2-04", N, "F5")]


def test_l2_04_values_pasted_over_a_list(check, told):
    def edit(sheet):
        strict = DataValidation("list", formula1='"集団,個別"', showErrorMessage=True)
        strict.add("F2:F7")
        sheet.add_data_validation(strict)

    assert check(edit=edit) == []
    assert told(check(F4="その日", edit=edit)) == [("L2-04", V, "F4")]


def test_l2_04_a_list_that_only_suggests_refuses_nothing(check):
    def edit(sheet):
        hint = DataValidation("list", formula1='"集団,個別"', showErrorMessage=False)
        hint.add("F2:F7")
        sheet.add_data_validation(hint)

    assert check(F4="巡回", edit=edit) == []


def test_l2_04_a_list_kept_in_cells(check, told):
    def edit(sheet):
        sheet.parent.create_sheet("選択肢")
        for row, value in enumerate(("集団", "個別"), start=1):
            sheet.parent["選択肢"].cell(row, 1, value)
        strict = DataValidation("list", formula1="選択肢!$A$1:$A$2", showErrorMessage=True)
        strict.add("F2:F7")
        sheet.add_data_validation(strict)

    assert told(check(F4="巡回", edit=edit)) == [("L2-04", V, "F4")]


def test_l2_05_other_with_its_detail(check, told):
    assert told(check(F4="その他（巡回バス）")) == [("L2-05", V, "F4")]
    assert check(F4="その他") == []


@pytest.mark.parametrize(
    "value", ["1/2", "T12-3", "S1-2", "3年2組", "第3回", "16.xlsx E14「R3.2.30」"]
)
def test_1_11_what_only_resembles_a_date_is_left_alone(value, check):
    assert "1-11" not in {one.rule.number for one in check(E3=value)}


def test_1_9_a_footnote_mark_after_the_unit(check):
    assert check(D1="接種率1)") == []
