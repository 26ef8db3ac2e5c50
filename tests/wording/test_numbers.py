"""Numbers as offices write them, and as the decks print them."""

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.wording.numbers import (
    count,
    count_share,
    percent,
    read_number,
    rounded,
    share,
    signed,
)


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("約3万9千人", 39_000, "人"),
        ("3,100万人", 31_000_000, "人"),
        ("4,319億円", 431_900_000_000, "円"),
        ("三百五十人", 350, "人"),
        ("約0.8%", 0.008, "%"),
        ("80％", 0.8, "%"),
        ("7割超", 0.7, "割"),
        ("3割5分", 0.35, "割"),
        ("約8割", 0.8, "割"),
        ("▲1,234", -1234, ""),
        ("△5", -5, ""),
        ("−3", -3, ""),
        ("+102", 102, ""),
        ("±0", 0, ""),
        ("499,440千円", 499_440, "千円"),
        ("12百万円", 12, "百万円"),
        ("3万9千円", 39_000, "円"),
        ("1.5万人", 15_000, "人"),
        ("1億2,345万6,789円", 123_456_789, "円"),
        ("59,333", 59_333, ""),
        ("５９，３３３", 59_333, ""),
        ("千人", 1000, "人"),
        ("二〇二一", 2021, ""),
        ("1日約500人", 500, "人/日"),
        ("1日当たり1,000回", 1000, "回/日"),
        ("週150回", 150, "回/週"),
        ("500回/日", 500, "回/日"),
        ("計1,741市区町村", 1741, "市区町村"),
        ("15か所", 15, "か所"),
        ("195バイアル", 195, "バイアル"),
        ("0", 0, ""),
        ("0人", 0, "人"),
        (16.0, 16, ""),
        (16.5, 16.5, ""),
        (7, 7, ""),
    ],
)
def test_a_number_is_read_with_its_unit(written: object, value: float, unit: str) -> None:
    number = read_number(written)
    assert (number.status, number.value, number.unit) == ("number", value, unit)


@pytest.mark.parametrize(
    ("written", "approx", "bound"),
    [
        ("約3万9千人", True, ""),
        ("概ね500人", True, ""),
        ("500人程度", True, ""),
        ("7割超", False, "超"),
        ("10人以上", False, "以上"),
        ("10以上", False, "以上"),
        ("1万人弱", False, "弱"),
        ("1万人強", False, "強"),
        ("350人余り", False, "余"),
        ("100未満", False, "未満"),
        ("500人", False, ""),
    ],
)
def test_about_and_bounds_are_kept(written: str, approx: bool, bound: str) -> None:
    number = read_number(written)
    assert (number.status, number.approx, number.bound) == ("number", approx, bound)


def test_blank_dash_and_zero_are_three_things() -> None:
    assert [read_number(x).status for x in (None, "", " ", float("nan"), pd.NA)] == ["blank"] * 5
    assert [read_number(x).status for x in ("-", "－", "―", "ー", "なし")] == ["dash"] * 5
    assert [read_number(x).value for x in ("0", 0, 0.0)] == [0, 0, 0]
    assert read_number("-").value is None


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1,23", "not one number"),
        ("数百人", "not one number"),
        ("59,333（約18人）", "the brackets hold no share"),
        ("80〜90%", "not one number"),
        ("12.345.6", "not one number"),
        ("500人くらいかも", "not one number"),
        ("1 234", "a space stands between digits"),
        ("±3", "± stands before a number other than 0"),
        ("3万万", "do not make one number"),
        ("万", "do not make one number"),
        ("9" * 100, "too long"),
        (True, "logical value"),
        (float("inf"), "infinity"),
        (b"5", "neither text nor a number"),
        ("①5", "not one number"),
        ("٣人", "another script"),
    ],
)
def test_what_is_not_one_number_is_refused_with_the_reason(written: object, reason: str) -> None:
    number = read_number(written)
    assert (number.status, number.value) == ("unreadable", None)
    assert reason in number.reason


@given(st.one_of(st.text(), st.floats(), st.integers(), st.binary(), st.none(), st.booleans()))
def test_reading_a_number_never_raises(raw: object) -> None:
    number = read_number(raw)
    assert (number.value is not None) == (number.status == "number")


@given(st.text(alphabet="0123456789,.万億千百十約%人割超▲-+~ 三", max_size=12))
def test_reading_number_like_text_never_raises(raw: str) -> None:
    number = read_number(raw)
    assert (number.reason != "") == (number.status == "unreadable")


@given(st.integers(-(10**12), 10**12))
def test_printed_counts_read_back(n: int) -> None:
    assert read_number(count(n)).value == n
    assert read_number(signed(n)).value == n


@given(st.integers(0, 10**11))
def test_rounded_targets_read_back_close_to_the_number(n: int) -> None:
    number = read_number(rounded(n, "人"))
    assert number.value is not None
    assert abs(number.value - n) <= max(0.051 * n, 0)
    assert number.approx == (n >= 1000)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_printed_share_is_all_only_when_it_is_all(n: int, whole: int) -> None:
    assert (share(n / whole) == "100%") == (n == whole)


# The eight shares printed in the meeting's table of doses (source-documents.md, B4).
@pytest.mark.parametrize(
    ("n", "denominator", "printed"),
    [
        (39_366, 39_366, "39,366（100%）"),
        (30_327, 39_366, "30,327（約77%）"),
        (4_725_022, 4_770_000, "4,725,022（約99%）"),
        (3_227_298, 4_770_000, "3,227,298（約68%）"),
        (59_333, 335_000, "59,333（約18%）"),
        (2_817, 335_000, "2,817（約0.8%）"),
        (6_266_076, 36_000_000, "6,266,076（約17%）"),
        (557_469, 36_000_000, "557,469（約1.5%）"),
    ],
)
def test_the_meetings_table_is_reproduced(n: int, denominator: int, printed: str) -> None:
    assert count_share(n, denominator) == printed


def test_a_share_of_a_rounded_denominator_would_print_another_number() -> None:
    assert count_share(30_327, 39_000) == "30,327（約78%）"
    assert count_share(39_366, 39_000) == "39,366（約101%）"


@pytest.mark.parametrize(
    ("ratio", "printed"),
    [
        (0.1771, "約18%"),
        (0.0084, "約0.8%"),
        (0.0994, "約9.9%"),
        (0.0996, "約10%"),
        (0.105, "約11%"),
        (0.9999, "約100%"),
        (1, "100%"),
        (0, "0%"),
        (0.0003, "0.1%未満"),
        (float("nan"), "－"),
    ],
)
def test_shares_are_whole_from_ten_per_cent_and_have_one_decimal_below(
    ratio: float, printed: str
) -> None:
    assert share(ratio) == printed


@pytest.mark.parametrize(
    ("n", "printed"),
    [
        (39_123, "約3万9千人"),
        (335_336, "約33万5千人"),
        (4_774_321, "約477万人"),
        (35_990_000, "約3,600万人"),
        (126_900_000, "約1億2,700万人"),
        (40_000, "約4万人"),
        (999_600, "約100万人"),
        (2_817, "約2,800人"),
        (350, "350人"),
        (0, "0人"),
    ],
)
def test_targets_are_rounded_in_man_and_sen(n: int, printed: str) -> None:
    assert rounded(n, "人") == printed


def test_changes_and_percentages() -> None:
    assert [signed(n) for n in (102, -3, 0, 1240)] == ["+102", "−3", "±0", "+1,240"]
    assert percent(0.987, 1) == "98.7%"
    assert percent(0.985) == "99%"
    assert percent(1718 / 1741, 1) == "98.7%"
    assert percent(-0.02, 1) == "−2.0%"
    assert count(float("nan")) == signed(float("nan")) == percent(float("nan")) == "－"
    assert count_share(5, 0) == "5（－）"
    assert count(pd.NA) == "－"
    assert Decimal(count(1234).replace(",", "")) == 1234
