"""Cells that Excel made: serials in both epochs, month-only and era formats, logical values."""

from datetime import date, datetime
from decimal import Decimal

import pytest

JULY, YEAR = "2021-07-01/2021-07-31", "2021-01-01/2021-12-31"
DAY = "2021-07-31"
SERIAL = "excel_serial"

# Number format, serial 44408 (2021-07-31) as it reads under it.
FORMATS = [
    ("yyyy/m/d;@", DAY),
    ("yyyy/mm/dd h:mm", DAY),
    ("m/d/yyyy", DAY),
    ("[$-F800]dddd\\, mmmm dd\\, yyyy", DAY),
    ("[$-ja-JP]ge.m.d;@", DAY),
    ('[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@', DAY),
    ('m"月"d"日"', DAY),
    ('m"月"d"日"(aaa)', DAY),
    ("d-mmm", DAY),
    ("d-mmm-yy", DAY),
    ("#,##0", DAY),
    ("0_);[Red](0)", DAY),
    ("@", DAY),
    ('yyyy"年"m"月"', JULY),
    ('yyyy"年"m"月";@', JULY),
    ('[$-411]ggge"年"m"月";@', JULY),
    ("[$-411]ge.m;@", JULY),
    ("yyyy/m", JULY),
    ("mmm\\-yy", JULY),
    ("mmmm", JULY),
    ('m"月"', JULY),
    ('m"月中"', JULY),
    ("[$-411]ge", YEAR),
    ('[$-411]ggge"年"', YEAR),
    ("[$-ja-JP]e", YEAR),
    ("yyyy", YEAR),
]


@pytest.mark.parametrize(("number_format", "reading"), FORMATS)
def test_a_serial_means_what_its_format_shows(number_format, reading, expect):
    shown = f"{SERIAL} number_format" if "/" in reading else SERIAL
    expect(44408, f"{reading} {shown}", number_format=number_format)
    expect(44408.0, f"{reading} {shown}", number_format=number_format)


# Words in a format belong to the answer that is seen.
WORDED = [
    ('m"月末"', "2021-07-31 excel_serial number_format"),
    ('m"月下旬"', "2021-07-21/2021-07-31 excel_serial number_format"),
    ('m"月"d"日頃"', "2021-07-31 approx excel_serial number_format"),
    ('yyyy"年"m"月"d"日まで"', "2021-07-31 excel_serial number_format"),
    ('m"月以降"', "2021-07-01/.. excel_serial number_format open_end"),
    ('[$-411]ggge"年度"', "2021-04-01/2022-03-31 excel_serial number_format"),
    ('m"月未定"', "undecided date_mentioned excel_serial number_format"),
]


@pytest.mark.parametrize(("number_format", "reading"), WORDED)
def test_words_in_a_format_are_read_with_the_date(number_format, reading, expect):
    expect(44408, reading, number_format=number_format)


@pytest.mark.parametrize(
    ("value", "options", "reading"),
    [
        (42946, {"epoch": 1904}, f"{DAY} {SERIAL}"),
        (42946.5, {"epoch": 1904, "number_format": "yyyy/m/d"}, f"{DAY} {SERIAL}"),
        (42916, {"epoch": 1904, "number_format": 'm"月"'}, f"{JULY} {SERIAL} number_format"),
        (44409, {"number_format": 'm"月"'}, "2021-08-01/2021-08-31 excel_serial number_format"),
        (44348, {"number_format": 'm"月"'}, "2021-06-01/2021-06-30 excel_serial number_format"),
        (44408.99, {}, f"{DAY} {SERIAL}"),
        ("44408", {"epoch": 1900}, f"{DAY} {SERIAL}"),
        ("42946", {"epoch": 1904}, f"{DAY} {SERIAL}"),
        (30000, {}, "1982-02-18 excel_serial far_from_as_of"),
        (60000, {}, "2064-04-08 excel_serial far_from_as_of"),
        (20210731, {}, DAY),
        (date(2021, 7, 31), {}, DAY),
        (datetime(2021, 7, 31, 23, 59), {"number_format": "yyyy/m/d h:mm"}, DAY),  # noqa: DTZ001
        (datetime(2021, 7, 1), {"number_format": "mmm-yy"}, f"{JULY} number_format"),  # noqa: DTZ001
        (date(2021, 1, 1), {"number_format": "[$-411]ge"}, f"{YEAR} number_format"),
        (date(2021, 7, 1), {"number_format": 'm"月末"'}, f"{DAY} number_format"),
        (Decimal("44408"), {}, f"{DAY} {SERIAL}"),
    ],
)
def test_a_cell_of_either_epoch_and_type(value, options, reading, expect):
    expect(value, reading, **options)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (True, "no text and no date"),
        (False, "no text and no date"),
        (0, "a number alone"),
        (1, "a number alone"),
        (7.31, "a number alone"),
        (8, "a number alone"),
        (0.5, "a number alone"),
        (29999.9, "a number alone"),
        (60000.5, "a number alone"),
        (202107, "a number alone"),
        (20210732, "there is no day 32"),
        (-44408, "a number alone"),
        ("44,408", ""),
        ("44408.5.1", ""),
        ("444081", "number alone"),
        (float("-inf"), ""),
        (["7月末"], ""),
        (b"2021-07-31", "no text and no date"),
        (date(1, 1, 1), "the year 1 is out of range"),
    ],
)
def test_a_cell_that_is_no_date_is_refused(value, reason, expect):
    assert reason in expect(value, "unreadable").reason
