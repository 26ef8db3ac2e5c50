"""Completion dates as offices write them (cleaning-rules.md, "Completion dates")."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkei.wording.dates import Answer, printed, read_answer, stored

AS_OF = date(2021, 6, 1)
EVERY = settings(deadline=None, derandomize=True)


def read(raw: object) -> Answer:
    return read_answer(raw, AS_OF)


def bounds(raw: object) -> str:
    """The storage form of a dated answer, e.g. 2021-07-21/2021-07-31."""
    answer = read(raw)
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


@EVERY
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


@EVERY
@given(st.sampled_from([w for w, *_ in MONTH_PARTS + RANGES + OPEN_ENDS + YEARS] + DAYS))
def test_every_reading_prints_and_reads_back_to_the_same_days(written: str) -> None:
    answer = read(written)
    back = read_answer(printed(answer), date(2030, 1, 1))
    assert (back.earliest, back.latest) == (answer.earliest, answer.latest)
    assert "year_inferred" not in back.flags
