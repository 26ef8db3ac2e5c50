"""The table and the bullets of the cleaning rules, each as it stands there."""

from datetime import date

import pytest

from renkei.wording.dates import long, read_answer, short, stored, ten_days_code
from renkei.wording.numbers import count_share, read_number
from renkei.wording.text import fold

TABLE = [
    ("7月末", "2021-07-31"),
    ("7月末日", "2021-07-31"),
    ("7月末まで", "2021-07-31"),
    ("令和3年７月末頃", "2021-07-31 approx"),
    ("令和3年７月末ごろ", "2021-07-31 approx"),
    ("令和3年７月末目途", "2021-07-31 approx"),
    ("7月上旬", "2021-07-01/2021-07-10"),
    ("7月中旬", "2021-07-11/2021-07-20"),
    ("7月下旬", "2021-07-21/2021-07-31"),
    ("7月第3週", "2021-07-15/2021-07-21 week_rule_assumed"),
    ("8月以降", "2021-08-01/.. open_end"),
    ("8月中", "2021-08-01/2021-08-31"),
    ("R3.8", "2021-08-01/2021-08-31"),
    ("Ｒ３．８", "2021-08-01/2021-08-31"),
    ("令和3年8月", "2021-08-01/2021-08-31"),
    ("R3.7.31～R3.8.10", "2021-07-31/2021-08-10 range"),
    *((word, "undecided") for word in ("未定", "検討中", "調整中", "不明", "見込めない")),
    *((word, "near_complete") for word in ("概ね完了", "ほぼ終了")),
    *((word, "complete") for word in ("完了", "終了", "済")),
    *((word, "carry_forward") for word in ("変更なし", "〃", "前回同様")),
    *((word, "no_answer") for word in (None, "", "－", "なし", "n/a")),
    ("R4.7～8", "2022-07-01/2022-08-31 range"),
    ("令和3年度", "2021-04-01/2022-03-31"),
    ("令和3年度中", "2021-04-01/2022-03-31"),
    ("年度内", "2021-04-01/2022-03-31"),
    ("年度末", "2022-03-31"),
    ("年内", "2021-01-01/2021-12-31"),
    ("令和元年5月1日", "2019-05-01"),
    ("四月三十日", "2021-04-30"),
    ("平成33年7月31日", "2021-07-31 era_overrun"),
    ("秋頃", "undecided season"),
    ("夏までに", "undecided season"),
    *((word, "unreadable") for word in ("R3.2.30", "R3.7.311", "令和0年", "13月")),
]


@pytest.mark.parametrize(("written", "reading"), TABLE)
def test_the_table_of_completion_dates(written, reading, expect):
    expect(written, reading)


def test_a_condition_is_kept_as_text_beside_the_date(expect):
    answer = expect("7月末（医療従事者の確保が前提）", "2021-07-31")
    assert (answer.conditional, answer.condition) == (True, "医療従事者の確保が前提")


def test_a_missing_year_is_inferred_and_flagged():
    for as_of, year in ((date(2021, 6, 1), 2021), (date(2022, 6, 1), 2022)):
        answer = read_answer("7月末", as_of)
        assert (answer.latest, answer.flags) == (date(year, 7, 31), ("year_inferred",))


def test_serials_are_dates_from_30000_to_60000_in_both_epochs_as_finely_as_shown(expect):
    expect(44409, "2021-08-01 excel_serial")
    expect(42947, "2021-08-01 excel_serial", epoch=1904)
    month = "2021-08-01/2021-08-31 excel_serial number_format"
    expect(44409, month, number_format='m"月"')
    year = "2021-01-01/2021-12-31 excel_serial number_format"
    expect(44409, year, number_format="[$-411]ge")
    assert [read_answer(n, date(2021, 6, 1)).status for n in (29999, 60001)] == ["unreadable"] * 2


def test_text_is_folded_first():
    assert fold("㋿３年") == "令和3年"
    assert {fold(dash) for dash in "－−―‐–—ー"} == {"-"}
    assert {fold(wave) for wave in "〜～"} == {"~"}


def test_storage_and_print_forms():
    first, last = date(2021, 7, 21), date(2021, 7, 31)
    assert [stored(last, last), stored(first, last)] == ["2021-07-31", "2021-07-21/2021-07-31"]
    assert [short(last), long(last)] == ["R3.7.31", "令和3年7月31日"]
    assert [ten_days_code(date(2021, 7, day)) for day in (1, 11, 21)] == ["A1", "A2", "A3"]


@pytest.mark.parametrize(
    ("written", "value", "approx", "bound", "unit"),
    [
        ("約3万9千人", 39_000, True, "", "人"),
        ("3,100万人", 31_000_000, False, "", "人"),
        ("4,319億円", 431_900_000_000, False, "", "円"),
        ("三百五十人", 350, False, "", "人"),
        ("約0.8%", 0.008, True, "", "%"),
        ("7割超", 0.7, False, "超", "割"),
        ("概ね500", 500, True, "", ""),
        ("▲5", -5, False, "", ""),
        ("△5", -5, False, "", ""),
        ("100千円", 100, False, "", "千円"),
        ("0", 0, False, "", ""),
        *((f"100{bound}", 100, False, bound, "") for bound in ("超", "以上", "未満", "弱", "強", "余")),
    ],
)  # fmt: skip
def test_the_bullets_on_numbers(written, value, approx, bound, unit):
    number = read_number(written)
    assert (number.value, number.approx, number.bound, number.unit) == (value, approx, bound, unit)


def test_a_blank_a_dash_and_zero_are_three_things():
    assert [read_number(cell).status for cell in ("", "-", "0")] == ["blank", "dash", "number"]


def test_printed_shares():
    assert count_share(59_333, 335_000) == "59,333（約18%）"
    assert count_share(2_817, 335_000) == "2,817（約0.8%）"
    assert count_share(39_366, 39_366) == "39,366（100%）"
