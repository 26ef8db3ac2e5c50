"""A date as far as it was written, and the days it can mean."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from renkei.wording.date_forms import ERAS, last_day

EARLIEST_YEAR, LATEST_YEAR = 1868, 2200
_ERA_YEARS = {name: (first.year - 1, index) for index, (name, _, first) in enumerate(ERAS)}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = "月火水木金土日"
_JUST_PAST, _PAST_THIS_YEAR = timedelta(days=31), timedelta(days=61)


class NotADate(ValueError):
    """The text is no date; its message is the reason, a short English sentence."""


@dataclass(frozen=True)
class Days:
    """The days an expression can mean, both ends included, and how finely it was written."""

    earliest: date
    latest: date
    precision: str


@dataclass
class Written:
    """What one point of time says: every part may be missing.

    `part` is a word inside the month, the year or the fiscal year (上旬, 末, 第3週 …); `bare` is a
    number whose unit stands elsewhere (7 in 「7～8月」).
    """

    year: int | None = None
    era: str = ""
    fiscal: bool = False
    whole_year: bool = False
    month: int | None = None
    day: int | None = None
    part: str = ""
    bare: int | None = None
    weekday: str = ""
    flags: list[str] = field(default_factory=list)

    @property
    def unit(self) -> str:
        """The finest unit written."""
        if self.day is not None:
            return "day"
        return "part" if self.part else "month" if self.month is not None else "year"


def era_year(era: str, text: str) -> int:
    """The western year of an era's year; 元 is 1. Raises NotADate for 0 and beyond 99."""
    number = 1 if text == "元" else int(text[:4])
    if number == 0:
        raise NotADate("an era has no year 0; its first year is 1 (元年)")
    if number > 99:
        raise NotADate(f"an era has no year {text[:6]}")
    return _ERA_YEARS[era][0] + number


def days_of(written: Written, year: int) -> Days:
    """The days of a written point in a given year. Raises NotADate where there are none."""
    if written.fiscal and written.month is not None and written.month < 4:
        year += 1
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise NotADate(f"the year {year} is out of range")
    if written.month is None:
        return _days_of_year(written, year)
    if not 1 <= written.month <= 12:
        raise NotADate(f"there is no month {written.month}")
    if written.day is not None:
        day = _day(year, written.month, written.day)
        return Days(day, day, "day")
    return _days_of_part(written.part, year, written.month)


def infer_year(written: Written, as_of: date) -> int:
    """The year of a point written without one: its first occurrence that is not long past.

    A completion lies ahead of the round's as-of date or only just behind it: up to 31 days, or
    61 days within the same fiscal year. 年内 and 年度内 are the as-of date's own year.
    """
    if written.month is None:
        return as_of.year - (written.fiscal and as_of.month < 4)
    new_year = date(as_of.year - (as_of.month < 4), 4, 1)
    oldest = min(as_of - _JUST_PAST, max(new_year, as_of - _PAST_THIS_YEAR))
    refusal = NotADate("no year fits")
    for year in (as_of.year - 1, as_of.year, as_of.year + 1):
        try:
            if days_of(written, year).latest >= oldest:
                return year
        except NotADate as reason:
            refusal = reason
    raise refusal


def era_flags(written: Written, days: Days) -> list[str]:
    """Flags for an era's year after the era ended (平成33年) or before it began (令和元年4月)."""
    if not written.era:
        return []
    index = _ERA_YEARS[written.era][1]
    if index and days.earliest >= ERAS[index - 1][2]:
        return ["era_overrun"]
    return ["era_underrun"] if days.latest < ERAS[index][2] else []


def _days_of_year(written: Written, year: int) -> Days:
    """A calendar or fiscal year, its end, its halves and its quarters."""
    if not written.fiscal:
        if written.part == "末":
            return Days(date(year, 12, 31), date(year, 12, 31), "day")
        return Days(date(year, 1, 1), date(year, 12, 31), "year")
    if written.part == "末":
        return Days(date(year + 1, 3, 31), date(year + 1, 3, 31), "day")
    if written.part == "上半期":
        return Days(date(year, 4, 1), date(year, 9, 30), "half_year")
    if written.part == "下半期":
        return Days(date(year, 10, 1), date(year + 1, 3, 31), "half_year")
    if written.part:
        first = 1 + 3 * int(written.part)
        begun = year if first < 12 else year + 1
        month = first if first < 12 else 1
        return Days(
            date(begun, month, 1), date(begun, month + 2, last_day(begun, month + 2)), "quarter"
        )
    return Days(date(year, 4, 1), date(year + 1, 3, 31), "fiscal_year")


def _days_of_part(part: str, year: int, month: int) -> Days:
    """A month or a part of it; 旬 by the table of cleaning-rules.md."""
    end = last_day(year, month)
    spans = {
        "": (1, end, "month"),
        "上旬": (1, 10, "ten_days"),
        "中旬": (11, 20, "ten_days"),
        "下旬": (21, end, "ten_days"),
        "上中旬": (1, 20, "range"),
        "中下旬": (11, end, "range"),
        "末": (end, end, "day"),
        "前半": (1, 15, "half_month"),
        "後半": (16, end, "half_month"),
        "最終週": (end - 6, end, "week"),
    }
    if part in spans:
        first, last, precision = spans[part]
    else:
        first, last, precision = _days_of_week(part, year, month)
    return Days(date(year, month, first), date(year, month, last), precision)


def _days_of_week(part: str, year: int, month: int) -> tuple[int, int, str]:
    """第3週 as 15 to 21; 第3土曜 and 最終土曜 as their day."""
    end = last_day(year, month)
    if part.startswith("最終"):
        last = end - (date(year, month, end).weekday() - _WEEKDAYS.index(part[2])) % 7
        return last, last, "day"
    match = re.fullmatch(r"第(\d)(週|[月火水木金土日])", part)
    if match is None or not 1 <= int(match[1]) <= 5:
        raise NotADate(f"{_MONTHS[month - 1]} has no {part}")
    number = int(match[1])
    if match[2] == "週":
        first, last, precision = 7 * number - 6, min(7 * number, end), "week"
    else:
        weekday = _WEEKDAYS.index(match[2])
        first = 7 * number - 6 + (weekday - date(year, month, 1).weekday()) % 7
        last, precision = first, "day"
    if first > end:
        raise NotADate(f"{_MONTHS[month - 1]} {year} has no {part}")
    return first, last, precision


def _day(year: int, month: int, day: int) -> date:
    """The day, or the reason there is none: February has no 30th day."""
    if 1 <= day <= last_day(year, month):
        return date(year, month, day)
    if not 1 <= day <= 31:
        raise NotADate(f"there is no day {day}")
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day not in (11, 12, 13) else 0, "th")
    when = f" in {year}" if (month, day) == (2, 29) else ""
    raise NotADate(f"{_MONTHS[month - 1]} has no {day}{suffix} day{when}")
