"""What is printed as a number reads back to what was printed."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
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

EVERY = settings(deadline=None, derandomize=True, max_examples=300)
UNITS = st.sampled_from(["", "人", "回", "団体", "市区町村"])


@EVERY
@given(st.integers(-(10**12), 10**12), UNITS)
def test_a_count_and_a_change_read_back_exactly(n, unit):
    number = read_number(count(n) + unit)
    assert (number.value, number.unit, number.approx, number.bound) == (n, unit, False, "")
    assert read_number(signed(n)).value == n


@EVERY
@given(st.integers(0, 10**12), UNITS)
def test_a_rounded_target_reads_back_to_the_number_printed(n, unit):
    number = read_number(rounded(n, unit))
    assert (number.approx, number.unit) == (n >= 1000, unit)
    assert rounded(number.value, unit) == rounded(n, unit)
    assert abs(number.value - n) <= n * 0.05


@EVERY
@given(st.fractions(0, 3))
def test_a_share_reads_back_to_the_share_printed(ratio):
    number = read_number(share(ratio))
    printed = Fraction(str(number.value))
    assert number.unit == "%"
    if number.bound:
        assert (number.bound, number.value) == ("未満", 0.001)
        assert 0 < ratio < printed
    else:
        assert number.approx == (ratio not in (0, 1))
        assert abs(printed - ratio) <= Fraction(1, 200 if ratio >= Fraction(1, 10) else 2000)


@EVERY
@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9))
def test_a_count_with_its_share_reads_back_to_both(n, denominator):
    number = read_number(count_share(n, denominator))
    assert (number.status, number.value, number.unit) == ("number", n, "")
    if denominator:
        alone = read_number(share(Fraction(n, denominator)))
        assert (number.share.value, number.share.bound) == (alone.value, alone.bound)
        assert number.share.approx == alone.approx
    else:
        assert number.share.status == "dash"


@EVERY
@given(st.fractions(-2, 3), st.integers(0, 3))
def test_a_percentage_reads_back_to_its_printed_decimals(ratio, decimals):
    number = read_number(percent(ratio, decimals))
    assert number.unit == "%"
    assert abs(Fraction(str(number.value)) - ratio) <= Fraction(1, 2 * 10 ** (decimals + 2))


@pytest.mark.parametrize(
    ("written", "value", "share_value", "approx"),
    [
        ("59,333（約18%）", 59_333, 0.18, True),
        ("2,817（約0.8%）", 2817, 0.008, True),
        ("39,366（100%）", 39_366, 1, False),
        ("４，７２５，０２２ (約９９％)", 4_725_022, 0.99, True),
        ("350人（約7割）", 350, 0.7, True),
    ],
)
def test_a_count_with_its_share_in_brackets_is_read_whole(written, value, share_value, approx):
    number = read_number(written)
    assert (number.value, number.approx) == (value, False)
    assert (number.share.value, number.share.approx) == (share_value, approx)


@pytest.mark.parametrize(
    "written",
    ["59,333（18）", "59,333（うち65歳以上）", "18%（59,333）", "18%（18%）", "（約18%）", "59,333（）",
     "59,333（約18%）x", "59,333（約18%", "59,333（約18%）（約18%）", "59,333（-18人）"],
)  # fmt: skip
def test_brackets_that_hold_no_share_are_refused(written):
    assert read_number(written).status == "unreadable"


def test_negative_shares_are_printed_with_their_sign_and_read_back():
    assert [share(r) for r in (-0.055, -0.5, -0.0001, -1)] == [
        "約−5.5%",
        "約−50%",
        "約−0.0%",
        "約−100%",
    ]
    assert read_number("約−5.5%").value == -0.055
