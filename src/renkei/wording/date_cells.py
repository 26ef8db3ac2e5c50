"""Cells that Excel holds as dates or serial numbers, read as finely as their format shows them."""

import re
from datetime import date, datetime, timedelta

from renkei.wording.date_forms import last_day

FIRST_SERIAL, LAST_SERIAL = 30000, 60000
_ORIGINS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
_NOT_TOKENS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_LITERAL = re.compile(r'"([^"]*)"')
_MEANT = re.compile(r"末|旬|週|頃|ごろ|目途|以降|まで|未定|予定|年度|半ば|前|後")
_TOKENS = re.compile(r"g+|e+|y+|m+|d+|a+", re.IGNORECASE)
_YEAR_TOKEN = re.compile(r"[ye](?=[^\]]*$)", re.IGNORECASE)


def is_serial(value: float) -> bool:
    """Whether a bare number is taken for an Excel date: 30000 to 60000 (cleaning-rules.md)."""
    return FIRST_SERIAL <= value <= LAST_SERIAL


def serial_day(value: float, epoch: int) -> date:
    """The day of an Excel serial; `epoch` is the workbook's date system, 1900 or 1904."""
    return _ORIGINS.get(epoch, _ORIGINS[1900]) + timedelta(days=int(value))


def shown_as(number_format: str | None) -> str:
    """The finest unit a number format shows: day, month or year; day where it shows no date.

    Excel turns a typed 「8月」 into the first of August under a month-only format, and era-year
    formats such as `[$-411]ge` show a year only.
    """
    section = _NOT_TOKENS.sub("", (number_format or "").split(";")[0]).lower()
    if section in ("", "general", "@") or re.search(r"[d0#a?]", section):
        return "day"
    if re.search(r"(?<![hs:])m(?!m?:?s)", re.sub(r"h+:?m+|m+:?s+", "", section)):
        return "month"
    return "year" if re.search(r"[ygeb]", section) else "day"


def shown_words(day: date, number_format: str | None) -> str:
    """A date with the words its format puts around it: 「2021年7月末」 under `m"月末"`.

    Empty for formats without a word that changes the meaning; most have none.
    """
    section = (number_format or "").split(";")[0]
    if not _MEANT.search("".join(_LITERAL.findall(section))):
        return ""
    bare = re.sub(r"\[[^\]]*\]|_.|\*.", "", section).replace('"', "").replace("\\", "")
    shown = _TOKENS.sub(lambda token: _token_text(token[0].lower()[0], day), bare)
    return shown if _YEAR_TOKEN.search(section) else f"{day.year}年{shown}"


def _token_text(token: str, day: date) -> str:
    """A format's token as text: the era's name is left out, its year is the western one."""
    return {"y": str(day.year), "e": str(day.year), "m": str(day.month), "d": str(day.day)}.get(
        token, ""
    )


def shown_days(day: date, number_format: str | None) -> tuple[date, date, str]:
    """First and last day and precision of a date cell as its format shows it."""
    unit = shown_as(number_format)
    if unit == "month":
        return day.replace(day=1), day.replace(day=last_day(day.year, day.month)), "month"
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31), "year"
    return day, day, "day"


def day_of(value: date) -> date:
    """The day of a date or of a date with a time."""
    return value.date() if isinstance(value, datetime) else value
