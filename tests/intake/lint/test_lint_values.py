"""Rules 1-2, 1-3, 1-5 and 1-7: one datum a cell, plain numbers, no layout, no formulas."""

import pytest
from openpyxl.cell.rich_text import CellRichText

from renkei.intake.lint import lint_file

V, N = "violation", "notice"


def test_a_table_that_keeps_the_rules_has_no_finding(check):
    assert check() == []


@pytest.mark.parametrize(
    ("value", "severity", "what"),
    [
        ("100、200", V, "複数のデータ"),
        ("100\n200", V, "複数のデータ"),
        ("100・200", V, "複数のデータ"),
        ("59,333（約18%）", V, "かっこ書きの数値"),
        ("30～40", N, "範囲"),
    ],
)
def test_1_2_several_numbers_in_one_cell(value, severity, what, check):
    found = [one for one in check(D3=value) if one.rule.number == "1-2"]
    assert [(one.severity, one.range) for one in found] == [(severity, "D3")]
    assert what in found[0].what
    assert found[0].places[0].value == value


def test_1_2_answers_joined_that_also_stand_alone(check, told):
    assert told(check(F3="集団、個別")) == [("1-2", V, "F3")]


def test_1_2_bulleted_lines(check):
    (found, *rest) = check(F3="・医師の確保\n・会場の確保")
    assert (found.rule.number, found.range) == ("1-2", "F3")
    assert {one.rule.number for one in rest} <= {"1-5"}


@pytest.mark.parametrize("value", ["2021-07-31、2021-08-31", "7月31日・8月31日", "7/1、7/8"])
def test_1_2_several_days_in_one_cell(value, check):
    rows = [["市区町村名", "予定"], ["富山市", value], ["高岡市", "2021-07-31"]]
    assert ("1-2", "B2") in [(one.rule.number, one.range) for one in check(rows)]


@pytest.mark.parametrize("value", ["１，７００", "会場、医師の確保", "見本 太郎", "03-1234-5678"])
def test_1_2_one_datum_is_left_alone(value, check):
    assert "1-2" not in {one.rule.number for one in check(D3=value)}


@pytest.mark.parametrize(
    "value",
    ["1,234", "200人", "約200", "２００", "▲200", "3万9千", "86%", "200※1", "1,234円", "200以上"],
)
def test_1_3_text_in_a_number(value, check, told):
    assert told(check(D3=value)) == [("1-3", V, "D3")]


def test_1_3_a_number_kept_as_text(check, told):
    found = check(D3="200")
    assert told(found) == [("1-3", V, "D3")]
    assert "文字列" in found[0].what


def test_1_3_a_word_among_numbers_is_a_notice(check, told):
    assert told(check(D3="調査中")) == [("1-3", N, "D3")]


@pytest.mark.parametrize("value", ["-", "－", "…", "X", "***"])
def test_1_3_a_symbol_for_no_value_is_left_alone(value, check):
    assert check(D3=value) == []


def test_1_3_codes_kept_as_text_are_no_numbers(check):
    rows = [["市区町村名", "法人"], ["富山市", "8000012010038"], ["高岡市", "8000012010039"]]
    assert check(rows) == []


def test_1_3_equal_cells_of_a_column_are_one_finding(check):
    found = check(**{f"D{row}": f"{row}人" for row in range(2, 8)})
    assert [(one.rule.number, one.range, len(one.places)) for one in found] == [("1-3", "D2:D7", 6)]
    assert [place.value for place in found[0].places][:2] == ["2人", "3人"]


@pytest.mark.parametrize(
    ("cell", "value", "what"),
    [
        ("C3", "　高岡市", "先頭"),
        ("C3", "\u00a0高岡市", "先頭"),
        ("C3", "高岡市 ", "末尾"),
        ("C3", "高　　岡　　市", "間"),
        ("F1", "体　制", "間"),
        ("F1", "接種\n体制", "改行"),
        ("F3", "　", "スペースだけ"),
    ],
)
def test_1_5_spaces_and_breaks_for_looks(cell, value, what, check, told):
    found = check(**{cell: value})
    assert told(found) == [("1-5", V, cell)]
    assert what in found[0].what


def test_1_5_a_break_in_data_is_a_notice(check, told):
    assert told(check(F3="富山市民会館\n2階")) == [("1-5", N, "F3")]


@pytest.mark.parametrize("value", ["見本 太郎", "林　誠", "Toyama City"])
def test_1_5_the_space_in_a_name_is_left_alone(value, check):
    rows = [["市区町村名", "担当者"], ["富山市", value], ["高岡市", "見本 花子"]]
    assert check(rows) == []


def test_1_5_titles_and_notes_are_not_looked_at(check):
    rows = [["ワクチン接種　　実績"], [None], ["市区町村名", "担当課"], ["富山市", "健康課"],
            ["高岡市", "健康課"], ["　　注　速報値"]]  # fmt: skip
    assert check(rows) == []


def test_1_7_formulas_are_shown_as_they_stand(check, told):
    found = check(D3="=SUM(D4:D7)", D2="=D4+1")
    assert told(found) == [("1-7", V, "D2:D3")]
    assert [place.value for place in found[0].places] == ["=D4+1", "=SUM(D4:D7)"]


def test_1_7_text_that_looks_like_a_formula_is_no_formula(book):
    def edit(sheet):
        sheet["F3"] = CellRichText("=SUM(A1)")

    assert "1-7" not in {one.rule.number for one in lint_file(book(edit=edit))}


def test_1_7_in_a_csv_a_leading_equals_sign_is_a_notice(tmp_path, told):
    file = tmp_path / "a.csv"
    file.write_text("市区町村名,担当課\n富山市,=1+1\n高岡市,健康課\n", encoding="utf-8")
    assert told(lint_file(file)) == [("1-7", N, "B2")]
