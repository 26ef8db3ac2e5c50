"""The forms in which decks print dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.wording.dates import (
    interval,
    long,
    month_day,
    month_part,
    read_answer,
    short,
    stored,
    ten_days_code,
    year_month,
)


def test_a_day_prints_without_zero_padding() -> None:
    day = date(2021, 7, 31)
    assert short(day) == "R3.7.31"
    assert long(day) == "令和3年7月31日"
    assert long(day, weekday=True) == "令和3年7月31日(土)"
    assert month_day(day) == "7月31日"
    assert year_month(day) == "令和3年7月"


def test_eras_change_on_their_day_and_begin_with_gannen() -> None:
    assert short(date(2019, 4, 30)) == "H31.4.30"
    assert short(date(2019, 5, 1)) == "R1.5.1"
    assert long(date(2019, 5, 1)) == "令和元年5月1日"
    assert long(date(1989, 1, 8)) == "平成元年1月8日"
    assert short(date(1989, 1, 7)) == "S64.1.7"
    assert short(date(1900, 1, 1)) == "1900.1.1"


@pytest.mark.parametrize(
    ("day", "printed", "code"),
    [
        (date(2021, 7, 1), "7月上旬", "A1"),
        (date(2021, 7, 10), "7月上旬", "A1"),
        (date(2021, 7, 11), "7月中旬", "A2"),
        (date(2021, 7, 20), "7月中旬", "A2"),
        (date(2021, 7, 21), "7月下旬", "A3"),
        (date(2021, 7, 30), "7月下旬", "A3"),
        (date(2021, 7, 31), "7月末", "A3"),
        (date(2024, 2, 29), "2月末", "A3"),
        (date(2024, 2, 28), "2月下旬", "A3"),
    ],
)
def test_a_part_of_a_month(day: date, printed: str, code: str) -> None:
    assert month_part(day) == printed
    assert ten_days_code(day) == code


def test_intervals_print_in_their_shortest_form() -> None:
    first, last = date(2021, 7, 21), date(2021, 7, 31)
    assert interval(first, last, "ten_days") == "R3.7下旬"
    assert interval(first, last) == "R3.7.21～R3.7.31"
    assert interval(last, last) == "R3.7.31"
    assert interval(date(2021, 8, 1), None, "month") == "R3.8以降"
    assert interval(date(2021, 4, 1), date(2022, 3, 31), "fiscal_year") == "令和3年度"


def test_storage_is_iso() -> None:
    assert stored(date(2021, 7, 31), date(2021, 7, 31)) == "2021-07-31"
    assert stored(date(2021, 7, 1), date(2021, 7, 31)) == "2021-07-01/2021-07-31"
    assert stored(date(2021, 8, 1), None) == "2021-08-01/.."


@given(st.dates(date(1868, 1, 1), date(2116, 12, 31)), st.booleans())
def test_every_printed_day_reads_back_to_itself(day: date, weekday: bool) -> None:
    for printed in (short(day), long(day, weekday)):
        answer = read_answer(printed, date(2021, 6, 1))
        assert (answer.earliest, answer.latest) == (day, day)
        assert "year_inferred" not in answer.flags
