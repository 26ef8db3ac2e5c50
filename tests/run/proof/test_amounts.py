"""Numbers in sentences: what is one, what two ways of writing one have in common."""

from fractions import Fraction

import pytest

from renkei.errors import UsageError
from renkei.run.proof.amounts import amounts, wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7月末完了と回答は1,718(+102)※1、98.7%※2", ["1,718", "+102", "98.7%"]),
        ("約3万9千人（約18%）", ["約3万9千", "約18%"]),
        ("2021-06-02までに38,542,140回分", ["38,542,140"]),
        ("第3回（6月1日時点）、1回目は−990", ["-990"]),
        ("16_富山県.xlsx K7「4月下旬」、5/12", []),
        ("約1億2,345万回", ["約1億2,345万"]),
        ("R3.4.27に4件、令和3年6月2日に2件", ["4", "2"]),
    ],
)
def test_amounts_are_found_and_days_rounds_notes_and_addresses_are_not(text, expected):
    assert [one.text for one in amounts(text)] == expected


@pytest.mark.parametrize(
    ("one", "other"), [("1,718", "1718"), ("約3万9千", "39,000"), ("+7", "7"), ("98.7%", "約98.7%")]
)
def test_two_ways_of_writing_a_number_are_the_same(one, other):
    assert wanted(one).same_as(wanted(other))


def test_a_share_is_not_the_number_that_looks_like_it():
    assert not wanted("98.7%").same_as(wanted("98.7"))


@pytest.mark.parametrize(
    ("text", "exact", "stands"),
    [
        ("約3万9千", 38_712, True),
        ("約3万9千", 39_600, False),
        ("約6,120", 6_123.4, True),
        ("6,120", 6_123.4, False),
        ("98.7%", 0.98679, True),
        ("55%", 0.5549, True),
        ("55%", 0.5551, False),
    ],
)
def test_an_exact_number_is_the_printed_one_within_half_its_last_digit(text, exact, stands):
    assert wanted(text).stands_for(Fraction(exact)) is stands


@pytest.mark.parametrize("text", ["", "富山県", "1,718と21"])
def test_what_is_not_one_number_is_refused(text):
    with pytest.raises(UsageError, match="expected one number"):
        wanted(text)
