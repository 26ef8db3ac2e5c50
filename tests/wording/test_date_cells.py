"""Completion dates in cells that are not text: dates, serials, blanks and other things."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from renkei.wording.dates import Answer, read_answer, stored

AS_OF = date(2021, 6, 1)


def read(raw: object, **options: Any) -> Answer:
    return read_answer(raw, AS_OF, **options)


def bounds(raw: object, **options: Any) -> str:
    """The storage form of a dated answer, e.g. 2021-07-21/2021-07-31."""
    answer = read(raw, **options)
    assert answer.status == "dated", answer
    assert answer.earliest is not None
    return stored(answer.earliest, answer.latest)


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
