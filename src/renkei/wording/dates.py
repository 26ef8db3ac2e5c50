"""Reading the answer to "when do you expect to finish?" (cleaning-rules.md, "Completion dates")."""

import re
from dataclasses import replace
from datetime import date
from numbers import Real

from renkei.wording import date_cells
from renkei.wording.date_answer import EXPECTED, Answer
from renkei.wording.date_forms import (
    interval,
    long,
    month_day,
    month_part,
    short,
    stored,
    ten_days_code,
    year_month,
)
from renkei.wording.date_parts import EARLIEST_YEAR, LATEST_YEAR, NotADate
from renkei.wording.date_span import YEARS_NEAR
from renkei.wording.date_text import read_text
from renkei.wording.text import OTHER_DIGITS, fold

__all__ = [
    "EXPECTED",
    "Answer",
    "interval",
    "long",
    "month_day",
    "month_part",
    "printed",
    "read_answer",
    "short",
    "stored",
    "ten_days_code",
    "year_month",
]

_LONGEST = 400
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)


def read_answer(
    raw: object, as_of: date, *, number_format: str | None = None, epoch: int = 1900
) -> Answer:
    """Read one cell as an answer; never raises, and never reads only a part of a text.

    `as_of` is the round's as-of date, from which missing years are inferred; `number_format` and
    `epoch` are those of the cell and its workbook, for numbers that Excel shows as dates.
    """
    as_of = date_cells.day_of(as_of)
    try:
        return _read(raw, as_of, number_format, epoch)
    except (ValueError, OverflowError, TypeError, ArithmeticError) as problem:
        reason = str(problem) if isinstance(problem, NotADate) else "the cell holds no date"
        return Answer(_raw_text(raw), "unreadable", reason=reason)


def printed(answer: Answer) -> str:
    """A dated answer in the shortest form that reads back to the same days; else its status."""
    words = {
        "undecided": "未定",
        "near_complete": "概ね完了",
        "complete": "完了",
        "carry_forward": "変更なし",
        "no_answer": "－",
        "unreadable": "判読不能",
    }
    if answer.earliest is None:
        return words[answer.status]
    return interval(answer.earliest, answer.latest, answer.precision)


def _read(raw: object, as_of: date, number_format: str | None, epoch: int) -> Answer:
    """Read by the kind of value the cell holds."""
    if raw is None or type(raw).__name__ in ("NAType", "NaTType"):
        return Answer("", "no_answer")
    if isinstance(raw, bool | bytes | bytearray):
        raise NotADate("the cell holds no text and no date")
    if isinstance(raw, date):
        return _read_day(raw, date_cells.day_of(raw), number_format, as_of, ())
    if isinstance(raw, Real):
        return _read_number(raw, as_of, number_format, epoch)
    return _read_text(_raw_text(raw), as_of, epoch)


def _read_day(
    raw: object, day: date, number_format: str | None, as_of: date, flags: tuple[str, ...]
) -> Answer:
    """A date cell, or a serial that has become one, as finely as its format shows it."""
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise NotADate(f"the year {day.year} is out of range")
    if worded := date_cells.shown_words(day, number_format):
        shown = read_text(_raw_text(raw), worded, as_of)
        return replace(shown, flags=(*flags, "number_format", *shown.flags))
    earliest, latest, precision = date_cells.shown_days(day, number_format)
    flags += () if precision == "day" else ("number_format",)
    flags += ("far_from_as_of",) if abs(day.year - as_of.year) > YEARS_NEAR else ()
    return Answer(_raw_text(raw), "dated", earliest, latest, precision, flags=flags)


def _read_number(raw: Real, as_of: date, number_format: str | None, epoch: int) -> Answer:
    """A bare number: an Excel serial, or a day written 20210731."""
    value = float(raw)
    if value != value:
        return Answer("", "no_answer")
    if date_cells.is_serial(value):
        day = date_cells.serial_day(value, epoch)
        return _read_day(raw, day, number_format, as_of, ("excel_serial",))
    if value == int(value) and 19000101 <= value <= 22001231:
        return replace(_read_text(str(int(value)), as_of, epoch), raw=_raw_text(raw))
    raise NotADate("a number alone is not a date")


def _read_text(raw: str, as_of: date, epoch: int) -> Answer:
    """A text, which may be a serial that lost its type."""
    text = fold(raw[: _LONGEST + 1])
    if len(text) > _LONGEST:
        raise NotADate("the text is too long for an answer")
    if OTHER_DIGITS.search(text):
        raise NotADate("the digits are of another script")
    if _SERIAL.fullmatch(text) and date_cells.is_serial(float(text)):
        day = date_cells.serial_day(float(text), epoch)
        return _read_day(raw, day, None, as_of, ("excel_serial",))
    return read_text(raw, text, as_of)


def _raw_text(raw: object) -> str:
    """The cell's text as received."""
    if isinstance(raw, str):
        return raw
    try:
        return str(raw)
    except Exception:  # a foreign object may fail in any way when printed
        return type(raw).__name__
