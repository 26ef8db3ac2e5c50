"""Completion dates as offices write them (cleaning-rules.md, "Completion dates")."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from renkei.wording.dates import EXPECTED, Answer, printed, read_answer, stored

AS_OF = date(2021, 6, 1)


def read(raw: object, **options: Any) -> Answer:
    return read_answer(raw, AS_OF, **options)


def bounds(raw: object, **options: Any) -> str:
    """The storage form of a dated answer, e.g. 2021-07-21/2021-07-31."""
    answer = read(raw, **options)
    assert answer.status == "dated", answer
    assert answer.earliest is not None
    return stored(answer.earliest, answer.latest)


MONTH_PARTS = [
    ("7月末", "2021-07-31", "day"),
    ("7月末日", "2021-07-31", "day"),
    ("7月末まで", "2021-07-31", "day"),
    ("７月末までに", "2021-07-31", "day"),
    ("7月 末", "2021-07-31", "day"),
    ("7月\n末", "2021-07-31", "day"),
    ("7/末", "2021-07-31", "day"),
    ("R3.7末", "2021-07-31", "day"),
    ("R3.7月末", "2021-07-31", "day"),
    ("七月末", "2021-07-31", "day"),
    ("7月上旬", "2021-07-01/2021-07-10", "ten_days"),
    ("7月初旬", "2021-07-01/2021-07-10", "ten_days"),
    ("7月中旬", "2021-07-11/2021-07-20", "ten_days"),
    ("7月の中旬", "2021-07-11/2021-07-20", "ten_days"),
    ("7月下旬", "2021-07-21/2021-07-31", "ten_days"),
    ("R3.8下旬", "2021-08-21/2021-08-31", "ten_days"),
    ("2月下旬", "2022-02-21/2022-02-28", "ten_days"),
    ("令和6年2月下旬", "2024-02-21/2024-02-29", "ten_days"),
    ("8月上中旬", "2021-08-01/2021-08-20", "range"),
    ("8月中・下旬", "2021-08-11/2021-08-31", "range"),
    ("7月前半", "2021-07-01/2021-07-15", "half_month"),
    ("7月後半", "2021-07-16/2021-07-31", "half_month"),
    ("7月第3週", "2021-07-15/2021-07-21", "week"),
    ("7月第5週", "2021-07-29/2021-07-31", "week"),
    ("7月最終週", "2021-07-25/2021-07-31", "week"),
    ("7月第3土曜日", "2021-07-17", "day"),
    ("8月中", "2021-08-01/2021-08-31", "month"),
    ("8月中に", "2021-08-01/2021-08-31", "month"),
    ("8月いっぱい", "2021-08-01/2021-08-31", "month"),
    ("8月", "2021-08-01/2021-08-31", "month"),
    ("R3.8", "2021-08-01/2021-08-31", "month"),
    ("Ｒ３．８", "2021-08-01/2021-08-31", "month"),
    ("令和3年8月", "2021-08-01/2021-08-31", "month"),
    ("2021/08", "2021-08-01/2021-08-31", "month"),
    ("二〇二一年八月", "2021-08-01/2021-08-31", "month"),
]
DAYS = [
    "2021-07-31",
    "2021/7/31",
    "2021.07.31",
    "2021年7月31日",
    "20210731",
    "2021-07-31 00:00:00",
    "2021-07-31T00:00:00",
    "R3.7.31",
    "R3/7/31",
    "R3-7-31",
    "R03.07.31",
    "R030731",
    "r3.7.31",
    "R 3 . 7 . 31",
    "Ｒ３．７．３１",
    "R3ー7ー31",
    "R3.7.31。",
    "令3.7.31",
    "㋿３年７月31日",
    "令和3年7月31日",
    "令和3年7月31日(土)",
    "令和３年７月３１日（土曜日）",
    "令和三年七月三十一日",
    "令和3(2021)年7月31日",
    "2021(R3)年7月31日",
    "令和3年7月31日（2021年7月31日）",
    "3.7.31",
    "21/7/31",
    "7月31日",
    "7月31",
    "7/31",
    "7.31",
    "7-31",
    "～7月31日",
    "7月31日17時",
    "7月31日までに完了予定",
    "７月３１日完了",
    "7月31日に接種を終了する見込みです。",
    "接種完了は7月31日の予定",
    "完了予定：7月31日",
    "遅くとも7月31日",
    "希望者の接種を7月31日までに完了予定",
    "平成33年7月31日",
    "H33.7.31",
]
RANGES = [
    ("R3.7.31～R3.8.10", "2021-07-31/2021-08-10"),
    ("R3.7.31-R3.8.10", "2021-07-31/2021-08-10"),
    ("R4.7～8", "2022-07-01/2022-08-31"),
    ("R4.7-8", "2022-07-01/2022-08-31"),
    ("7～8月", "2021-07-01/2021-08-31"),
    ("7・8月", "2021-07-01/2021-08-31"),
    ("7月・8月", "2021-07-01/2021-08-31"),
    ("7月～8月", "2021-07-01/2021-08-31"),
    ("7月から8月", "2021-07-01/2021-08-31"),
    ("7/20～7/31", "2021-07-20/2021-07-31"),
    ("7/20～31", "2021-07-20/2021-07-31"),
    ("7月20日～31日", "2021-07-20/2021-07-31"),
    ("R3.7.20～31", "2021-07-20/2021-07-31"),
    ("7月末～8月上旬", "2021-07-31/2021-08-10"),
    ("7月末又は8月上旬", "2021-07-31/2021-08-10"),
    ("7月中旬から下旬", "2021-07-11/2021-07-31"),
    ("12月～1月", "2021-12-01/2022-01-31"),
    ("令和3年12月～1月", "2021-12-01/2022-01-31"),
    ("2021-07-31/2021-08-10", "2021-07-31/2021-08-10"),
    ("R1.5.1～R2.1.1", "2019-05-01/2020-01-01"),
    ("R3.7.31～年度末", "2021-07-31/2022-03-31"),
    ("R4.1.10～年度末", "2022-01-10/2022-03-31"),
    ("7月31日～R3.8.10", "2021-07-31/2021-08-10"),
    ("12月20日～R4.1.10", "2021-12-20/2022-01-10"),
]
OPEN_ENDS = [
    ("8月以降", "2021-08-01/.."),
    ("8月中旬以降", "2021-08-11/.."),
    ("令和3年9月以降順次", "2021-09-01/.."),
    ("7月20日以降", "2021-07-20/.."),
    ("7月末～", "2021-07-31/.."),
    ("早くても8月", "2021-08-01/.."),
    ("早ければ7月末", "2021-07-31/.."),
    ("2021-08-01/..", "2021-08-01/.."),
]
YEARS = [
    ("令和3年度", "2021-04-01/2022-03-31"),
    ("令和3年度中", "2021-04-01/2022-03-31"),
    ("R3年度内", "2021-04-01/2022-03-31"),
    ("年度内", "2021-04-01/2022-03-31"),
    ("今年度中", "2021-04-01/2022-03-31"),
    ("来年度", "2022-04-01/2023-03-31"),
    ("年度末", "2022-03-31"),
    ("令和3年度末まで", "2022-03-31"),
    ("令和3年度上半期", "2021-04-01/2021-09-30"),
    ("令和3年度第2四半期", "2021-07-01/2021-09-30"),
    ("令和3年度第四四半期", "2022-01-01/2022-03-31"),
    ("年内", "2021-01-01/2021-12-31"),
    ("年末", "2021-12-31"),
    ("令和3年", "2021-01-01/2021-12-31"),
    ("R3", "2021-01-01/2021-12-31"),
    ("本年中", "2021-01-01/2021-12-31"),
    ("来月末", "2021-07-31"),
    ("今月中", "2021-06-01/2021-06-30"),
    ("来年1月", "2022-01-01/2022-01-31"),
    ("R元.5.1", "2019-05-01"),
    ("令和元年7月", "2019-07-01/2019-07-31"),
    ("四月三十日", "2021-04-30"),
]


@pytest.mark.parametrize(("written", "expected", "precision"), MONTH_PARTS)
def test_a_month_and_its_parts(written: str, expected: str, precision: str) -> None:
    assert bounds(written) == expected
    assert read(written).precision == precision


@pytest.mark.parametrize("written", DAYS)
def test_a_day_is_read_in_every_spelling(written: str) -> None:
    assert bounds(written) == "2021-07-31"
    assert read(written).precision == "day"


@pytest.mark.parametrize(("written", "expected"), RANGES)
def test_a_range_runs_from_its_first_to_its_last_day(written: str, expected: str) -> None:
    assert bounds(written) == expected
    assert "range" in read(written).flags


@pytest.mark.parametrize(("written", "expected"), OPEN_ENDS)
def test_an_open_end_has_no_latest_day(written: str, expected: str) -> None:
    assert bounds(written) == expected
    assert "open_end" in read(written).flags


@pytest.mark.parametrize(("written", "expected"), YEARS)
def test_years_fiscal_years_and_words_for_them(written: str, expected: str) -> None:
    assert bounds(written) == expected


STATUSES = {
    "undecided": ["未定", "検討中", "調整中", "不明", "見込めない", "未定です。", "現時点では未定",
                  "めどが立たない", "秋頃", "夏までに", "令和3年夏頃", "年明け", "早期に", "未 定"],
    "near_complete": ["概ね完了", "ほぼ終了", "おおむね完了", "ほぼ完了しています", "完了（一部除く）"],
    "complete": ["完了", "終了", "済", "済み", "接種完了", "完了しました", "完了済み", "完 了"],
    "carry_forward": ["変更なし", "〃", "前回同様", "前回と同じ", "前回から変更なし", "変更無し", '"'],
    "no_answer": ["", "  ", "－", "-", "―", "ー", "なし", "n/a", "N/A", "#N/A", "nan", "未回答"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "status"), [(word, status) for status in STATUSES for word in STATUSES[status]]
)
def test_words_that_are_no_date_have_their_status(written: str, status: str) -> None:
    answer = read(written)
    assert answer.status == status
    assert (answer.earliest, answer.latest) == (None, None)


UNREADABLE = [
    ("R3.2.30", "February has no 30th day"),
    ("R3.2.29", "February has no 29th day in 2021"),
    ("6月31日", "June has no 31st day"),
    ("R3.7.311", "there is no day 311"),
    ("R3.7.0", "there is no day 0"),
    ("令和0年", "an era has no year 0; its first year is 1 (元年)"),
    ("13月", "there is no month 13"),
    ("R3.0.1", "there is no month 0"),
    ("2月第5週", "February 2022 has no 第5週"),
    ("2021(R4)年7月", "the years 2021 and 2022 do not agree"),
    ("8月10日～7月31日", "the range ends before it begins"),
    ("R3.8.10～R3.7.31", "the range ends before it begins"),
    ("2021-08-10/2021-07-31", "the range ends before it begins"),
    ("7-8", "7-8 can be a day or a range of months"),
    ("12/31/2021", "the year 12 has no era"),
    ("8", "a number alone is not a date"),
    ("2021", "a number alone is not a date"),
    ("50%", "a number alone is not a date"),
    ("7月31日2", '"2" is left over after the date'),
    ("7月末×", '"×" is left over after the date'),
    ("7月末²", '"²" is left over after the date'),
    ("7月末の", '"の" is left over after the date'),
    ("7月末は困難", '"困難" is left over after the date'),
    ("7月末までに完了できない", "is left over after the date"),
    ("7月から", '"から" is left over after the date'),
    ("7月末 zzz", '"zzz" is left over after the date'),
    ("7月末、8月末", "there is more than one date"),
    ("7月31日 8月10日", "there is more than one date"),
    ("①7月末 ②8月末", "no date, 旬 or known word was found"),
    ("1回目7月末 2回目8月末", "no date, 旬 or known word was found"),
    ("7月末（8月中旬の可能性あり）", "the remark beside the date holds another date"),
    ("7月末（予備日8月10日）", "the remark beside the date holds another date"),
    ("なし（変更なし）", "there is more than one answer"),
    ("R3 7 31", '"7 31" is left over after the date'),
    ("7月3 1日", '"1日" is left over after the date'),
    ("同上", "no date, 旬 or known word was found"),
    ("令和3年から下旬", "the end of the range has no month"),
    ("7月未定×", "is left over after the date"),
    ("-未定", "no date, 旬 or known word was found"),
    ("接種中", "no date, 旬 or known word was found"),
    ("9999年度", "the year 9999 is out of range"),
    ("٣月", "the digits are of another script"),
    ("あ" * 500, "the text is too long for an answer"),
]


@pytest.mark.parametrize(("written", "reason"), UNREADABLE)
def test_what_cannot_be_read_is_refused_with_the_reason(written: str, reason: str) -> None:
    answer = read(written)
    assert (answer.status, answer.earliest) == ("unreadable", None)
    assert reason in answer.reason
    assert answer.expected == EXPECTED == "a date, a 旬 or 未定"


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("令和3年7月末頃", "approx"),
        ("令和3年7月末ごろ", "approx"),
        ("令和3年7月末目途", "approx"),
        ("令和3年7月末をめどに", "approx"),
        ("令和3年7月半ば", "approx"),
        ("令和3年7月中頃", "approx"),
        ("概ね令和3年7月末", "approx"),
        ("7月末", "year_inferred"),
        ("年内", "year_inferred"),
        ("来月末", "relative"),
        ("令和3年7月第3週", "week_rule_assumed"),
        ("R4.7～8", "range"),
        ("平成33年7月", "era_overrun"),
        ("令和元年4月", "era_underrun"),
        ("3.7.31", "era_inferred"),
        ("令和3年7月31日(金)", "weekday_mismatch"),
        ("2003-07-31", "far_from_as_of"),
        ("令和3年7月末（予定）", "note"),
        ("令和3年7月末※1", "note"),
        ("令和3年7月末（調整中）", "tentative"),
        ("8月末で調整中", "date_mentioned"),
        ("秋頃", "season"),
        ("44408", "excel_serial"),
    ],
)
def test_what_was_assumed_is_flagged(written: str, flag: str) -> None:
    assert flag in read(written).flags


@pytest.mark.parametrize("written", ["R3.7.31", "令和3年7月31日(土)", "R3.8", "令和3年度", "完了"])
def test_a_plain_answer_has_no_flags(written: str) -> None:
    assert read(written).flags == ()


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("7月末（医療従事者の確保が前提）", "医療従事者の確保が前提"),
        ("7月末(ワクチン供給次第)まで", "ワクチン供給次第"),
        ("7月末 ※医師確保が前提", "医師確保が前提"),
        ("7月末、ただしワクチンの供給による", "ワクチンの供給による"),
        ("医療従事者が確保できれば7月末", "医療従事者が確保できれば"),
        ("ワクチン供給次第で7月末", "ワクチン供給次第で"),
        ("7月末（ワクチンが6月中に届けば）", "ワクチンが6月中に届けば"),
        ("7月末　集団接種会場の確保が条件", "集団接種会場の確保が条件"),
    ],
)
def test_a_condition_is_kept_as_text(written: str, condition: str) -> None:
    answer = read(written)
    assert (answer.conditional, answer.condition) == (True, condition)
    assert answer.latest == date(2021, 7, 31)


def test_a_remark_is_no_condition() -> None:
    answer = read("7月末（65歳以上）")
    assert (answer.status, answer.conditional, answer.condition) == ("dated", False, "")
    assert not read("未定（ワクチン供給次第）").conditional
    assert read("未定（ワクチン供給次第）").condition == "ワクチン供給次第"


@pytest.mark.parametrize(
    ("written", "as_of", "expected"),
    [
        ("3月末", date(2021, 5, 12), "2022-03-31"),
        ("4月末", date(2021, 6, 16), "2021-04-30"),
        ("5月末", date(2021, 6, 1), "2021-05-31"),
        ("12月末", date(2022, 1, 20), "2021-12-31"),
        ("2月末", date(2022, 1, 20), "2022-02-28"),
        ("3月末", date(2022, 4, 10), "2022-03-31"),
        ("年度内", date(2022, 1, 20), "2021-04-01/2022-03-31"),
        ("年度末", date(2022, 4, 1), "2023-03-31"),
    ],
)
def test_a_missing_year_is_inferred_from_the_as_of_date(
    written: str, as_of: date, expected: str
) -> None:
    answer = read_answer(written, as_of)
    assert answer.earliest is not None
    assert stored(answer.earliest, answer.latest) == expected
    assert "year_inferred" in answer.flags


# ---- cells that are not text


@pytest.mark.parametrize(
    ("number_format", "epoch", "expected"),
    [
        (None, 1900, "2021-07-31"),
        ("General", 1900, "2021-07-31"),
        ("yyyy/m/d", 1900, "2021-07-31"),
        ('[$-411]ggge"年"m"月"d"日";@', 1900, "2021-07-31"),
        ("m/d", 1900, "2021-07-31"),
        ('m"月"', 1900, "2021-07-01/2021-07-31"),
        ('[$-411]m"月";@', 1900, "2021-07-01/2021-07-31"),
        ("[$-411]ge.m", 1900, "2021-07-01/2021-07-31"),
        ('yyyy"年"m"月"', 1900, "2021-07-01/2021-07-31"),
        ("mmm-yy", 1900, "2021-07-01/2021-07-31"),
        ("[$-411]ge", 1900, "2021-01-01/2021-12-31"),
        ("yyyy", 1900, "2021-01-01/2021-12-31"),
        ("h:mm", 1900, "2021-07-31"),
        (None, 1904, "2025-08-01"),
    ],
)
def test_a_serial_is_read_as_its_format_shows_it(
    number_format: str | None, epoch: int, expected: str
) -> None:
    assert bounds(44408, number_format=number_format, epoch=epoch) == expected
    assert bounds(44408.0, number_format=number_format, epoch=epoch) == expected
    assert "excel_serial" in read(44408).flags


def test_a_typed_month_that_excel_turned_into_a_day_is_the_month() -> None:
    assert bounds(44409, number_format='m"月"') == "2021-08-01/2021-08-31"
    assert bounds(datetime(2021, 8, 1), number_format='m"月"') == "2021-08-01/2021-08-31"  # noqa: DTZ001


@pytest.mark.parametrize(
    "value",
    [
        date(2021, 7, 31),
        datetime(2021, 7, 31, 15, 30, tzinfo=UTC),
        pd.Timestamp("2021-07-31 09:00"),
        np.datetime64("2021-07-31"),
        20210731,
        20210731.0,
        np.int64(44408),
        np.float64(44408.5),
    ],
)
def test_a_date_cell_is_its_day(value: object) -> None:
    assert bounds(value) == "2021-07-31"


@pytest.mark.parametrize("blank", [None, float("nan"), pd.NaT, pd.NA, np.nan, np.datetime64("NaT")])
def test_every_kind_of_blank_is_no_answer(blank: object) -> None:
    assert read(blank).status == "no_answer"


@pytest.mark.parametrize(
    "value",
    [0, 7.31, -44408, 29999, 60001, 10**30, True, b"7", float("inf"), time(1), timedelta(1)],
)
def test_other_cells_are_unreadable_and_do_not_raise(value: object) -> None:
    answer = read(value)
    assert answer.status == "unreadable"
    assert answer.reason


class _Hostile:
    def __str__(self) -> str:
        raise RuntimeError("no")


def test_an_object_that_cannot_be_printed_is_unreadable() -> None:
    assert read(_Hostile()).status == "unreadable"


# ---- what holds for every input

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.binary(), st.text(),
    st.dates(), st.datetimes(), st.times(), st.timedeltas(), st.lists(st.integers()),
)  # fmt: skip
DATE_LIKE = st.text(
    alphabet="0123456789年月日度上中下旬末週第頃まで以降～-/.RHS令和平成元内()（）、 七三十からの未定完了済",
    max_size=16,
)
NEAR_DAYS = st.dates(date(2019, 5, 1), date(2030, 12, 31))


@given(ANYTHING, st.dates(date(1900, 1, 1), date(2199, 1, 1)))
@example("R3.2.30", AS_OF)
@example("9" * 399, AS_OF)
@example("年度末", date(2199, 1, 1))
def test_reading_never_raises(raw: object, as_of: date) -> None:
    answer = read_answer(raw, as_of)
    assert (answer.status == "dated") == (answer.earliest is not None)
    assert (answer.status == "unreadable") == bool(answer.reason)


@given(DATE_LIKE)
def test_bounds_are_in_order_and_a_reason_is_always_given(raw: str) -> None:
    answer = read(raw)
    assert answer.raw == raw
    assert (answer.status == "unreadable") == bool(answer.reason)
    if answer.earliest and answer.latest:
        assert answer.earliest <= answer.latest


@given(
    st.sampled_from([written for written, *_ in MONTH_PARTS + RANGES] + DAYS),
    st.text(alphabet="0123456789xyzあいうえの×!?@#%&=+²①", min_size=1, max_size=4),
)
def test_trailing_garbage_is_never_read(written: str, garbage: str) -> None:
    answer = read(written + garbage)
    if answer.status == "dated":  # 7月3 + 1 is another date, wholly read
        assert garbage.isascii() and garbage.isdigit()
    else:
        assert answer.status == "unreadable"


@given(NEAR_DAYS, NEAR_DAYS, st.booleans())
def test_what_is_printed_reads_back(first: date, last: date, open_end: bool) -> None:
    first, last = min(first, last), max(first, last)
    answer = Answer("", "dated", first, None if open_end else last)
    back = read(printed(answer))
    assert (back.earliest, back.latest) == (answer.earliest, answer.latest)
    back = read(stored(first, answer.latest))
    assert (back.earliest, back.latest) == (answer.earliest, answer.latest)


@given(st.sampled_from([w for w, *_ in MONTH_PARTS + RANGES + OPEN_ENDS + YEARS] + DAYS))
def test_every_reading_prints_and_reads_back_to_the_same_days(written: str) -> None:
    answer = read(written)
    back = read_answer(printed(answer), date(2030, 1, 1))
    assert (back.earliest, back.latest) == (answer.earliest, answer.latest)
    assert "year_inferred" not in back.flags


def test_words_print_and_read_back_to_their_status() -> None:
    for status in STATUSES:
        assert read(printed(Answer("", status))).status == status
    assert printed(Answer("", "unreadable")) == "判読不能"
