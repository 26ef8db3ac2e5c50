"""The forms in which decks print dates: no zero padding, era years (cleaning-rules.md)."""

from calendar import monthrange
from datetime import date

ERAS = (
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
)
TEN_DAYS = ("上旬", "中旬", "下旬")
_WEEKDAYS = "月火水木金土日"


def short(d: date) -> str:
    """「R3.7.31」; before 昭和 the western year."""
    name, year = _era(d)
    return f"{name[1]}{year}.{d.month}.{d.day}"


def long(d: date, weekday: bool = False) -> str:
    """「令和3年7月31日」 or 「令和3年7月31日(土)」; an era's first year is 元年."""
    day = f"{_long_year(d)}{d.month}月{d.day}日"
    return f"{day}({_WEEKDAYS[d.weekday()]})" if weekday else day


def month_day(d: date) -> str:
    """「7月31日」, where the year is plain from the page."""
    return f"{d.month}月{d.day}日"


def month_part(d: date) -> str:
    """「7月上旬」, 「7月中旬」, 「7月下旬」, and 「7月末」 for the last day."""
    if d.day == last_day(d.year, d.month):
        return f"{d.month}月末"
    return f"{d.month}月{TEN_DAYS[ten_days(d) - 1]}"


def year_month(d: date) -> str:
    """「令和3年7月」."""
    return f"{_long_year(d)}{d.month}月"


def interval(earliest: date, latest: date | None, precision: str = "") -> str:
    """An answer's bounds in the shortest form that reads back to them: 「R3.7下旬」, 「R3.8以降」.

    `precision` as in `dates.Answer`; without it a span of days is printed by its two ends.
    """
    start = _unit_text(earliest, precision)
    if latest is None:
        return f"{start or short(earliest)}以降"
    if earliest == latest:
        return short(earliest)
    return start or f"{short(earliest)}～{short(latest)}"


def stored(earliest: date, latest: date | None) -> str:
    """The storage form, ISO 8601: a date, `start/end`, or `start/..` with an open end."""
    if earliest == latest:
        return earliest.isoformat()
    return f"{earliest.isoformat()}/{latest.isoformat() if latest else '..'}"


def ten_days(d: date) -> int:
    """1, 2 or 3 for 上旬, 中旬, 下旬."""
    return min((d.day - 1) // 10, 2) + 1


def ten_days_code(d: date) -> str:
    """A1, A2 or A3: the 旬 codes of the government interoperability framework (GIF DS-441)."""
    return f"A{ten_days(d)}"


def last_day(year: int, month: int) -> int:
    """The number of days in a month."""
    return monthrange(year, month)[1]


def _era(d: date) -> tuple[tuple[str, str], int]:
    """Names (long, short) and year of a date's era."""
    for long_name, short_name, first in ERAS:
        if d >= first:
            return (long_name, short_name), d.year - first.year + 1
    return ("", ""), d.year


def _long_year(d: date) -> str:
    """「令和3年」, 「令和元年」."""
    name, year = _era(d)
    return f"{name[0]}{'元' if year == 1 and name[0] else year}年"


def _unit_text(d: date, precision: str) -> str:
    """A whole 旬, month, year or fiscal year beginning on a day; empty for other spans."""
    name, year = _era(d)
    if precision == "ten_days":
        return f"{name[1]}{year}.{d.month}{TEN_DAYS[ten_days(d) - 1]}"
    if precision == "month":
        return f"{name[1]}{year}.{d.month}"
    if precision == "year":
        return f"{d.year}年"
    if precision == "fiscal_year":
        return f"{_long_year(d)}度"
    return ""
