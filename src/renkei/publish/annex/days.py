"""Printed days as days: 7月30日 and 5/24予 get their year, and what is said beside them a column.

A page leaves a year out where its reader knows it; a sheet is read without the page.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from renkei.publish.annex.printed import MISSING, Column
from renkei.wording.dates import read_answer
from renkei.wording.text import fold

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
SAME_DAY = "同日"
COMING = "予"
SHARE_OF = "／"  # 3／14 is three of fourteen; a day is 3/14
AS_WRITTEN = "原文"  # what a return says, to the letter
SHOWN_AHEAD = timedelta(days=120)  # pages name no projected day that lies further ahead
PAST = re.compile("開催|直近|接触|実績|受領|記録|設置")
AHEAD = re.compile("見込|計画|完了|終了|回答|前回|今回|読み|期限|期日|予定|次回|節目")
WRITTEN = re.compile(
    r"(?:(?P<year>\d{4})[年./-])?(?P<month>1[0-2]|0?[1-9])"
    r"(?:(?:月|[./-])(?P<day>3[01]|[12]\d|0?[1-9])日?(?![\d日回月.%])(?:\([月火水木金土日]\))?"
    r"|月?(?P<part>末日?|[上中下]旬|中(?!旬)|頃|(?=以降|まで))|月)"
    r"(?P<until>以降|まで|頃)?(?P<beside>\s*[※*]?\d*\s*(?:\(.*\)|予|現在|時点|から|着手)?)"
)
LIST_OF_DAYS = re.compile(
    r"((\d{4})[./年-]\d{1,2}[./月-]\d{1,2}日?)(?:及び|・|、)(\d{1,2}\.\d{1,2})"
)


def days_listed(text: str) -> list[str]:
    """The two days of 2022.1.12及び2.8, the second with the year of the first; empty for others."""
    match = LIST_OF_DAYS.fullmatch(fold(text))
    return [match[1], f"{match[2]}.{match[3]}"] if match else []


def dated(column: Column, as_of: date) -> Iterator[Column]:
    """The column with the year in every day; with ISO days where most of its cells are days.

    The year is the one `as_of` makes plain: of answers and forecasts the next such day, as the
    reader of returns has it, of what was done the last one, else the last one up to 120 days ahead.
    Words beside a day (予, （予定）, 現在) go to a column 付記; what is told to the letter is quoted.
    """
    found = [_match(text) for text in column.cells]
    told = [text for text in column.cells if text not in ("", MISSING, SAME_DAY)]
    if not any(found):
        yield column
        return
    if AS_WRITTEN in column.name:
        quoted = [f"「{text}」" if text else "" for text in column.cells]
        yield Column(column.name, quoted)
        return
    whole = sum(one is not None and _is_day(one) for one in found)
    as_days = whole * 2 > len(told)
    cells, beside = list(column.cells), [""] * len(found)
    for place, match in enumerate(found):
        if match:
            beside[place] = _beside(match)
            cells[place] = _written(match, column.name, as_of, as_days)
        elif cells[place] == SAME_DAY and place:
            cells[place] = cells[place - 1]
    yield Column(column.name, cells)
    if any(beside):
        yield Column(f"{column.name}（付記）", beside)


def _match(text: str) -> re.Match[str] | None:
    match = None if SHARE_OF in text else WRITTEN.fullmatch(fold(text))
    is_marked = match and ("月" in match[0] or "/" in match[0] or match["year"])
    return match if is_marked else None


def _is_day(match: re.Match[str]) -> bool:
    ends = match["day"] or (match["part"] or "").startswith("末")
    return bool(ends) and match["until"] is None


def _beside(match: re.Match[str]) -> str:
    marks = re.findall(r"[※*]\d*|[^()※*\s]+", match["beside"])
    return " ".join("予定" if one == COMING else one for one in marks)


def _written(match: re.Match[str], name: str, as_of: date, as_days: bool) -> str:
    day = _day(match, name, as_of)
    if day is None:
        return match[0]
    if as_days and _is_day(match):
        return day.isoformat()
    end = f"{match['day']}日" if match["day"] else match["part"] or ""
    return f"{day.year}年{day.month}月{end}{match['until'] or ''}"


def _day(match: re.Match[str], name: str, as_of: date) -> date | None:
    """The day, or the last of the days a word like 上旬 means; None for a day there is not."""
    part = f"{match['day']}日" if match["day"] else match["part"] or "中"
    word = f"{match['month']}月{'中' if part == '頃' else part}"
    if match["year"]:
        return _latest(f"{match['year']}年{word}", as_of)
    ahead = _latest(word, as_of)
    if ahead is None or (AHEAD.search(name) and not PAST.search(name)):
        return ahead
    is_coming = COMING in match["beside"]
    last = as_of if PAST.search(name) and not is_coming else as_of + SHOWN_AHEAD
    years = (_latest(f"{year}年{word}", as_of) for year in (last.year, last.year - 1))
    return next((day for day in years if day and day <= last), ahead)


@lru_cache(maxsize=4096)
def _latest(word: str, as_of: date) -> date | None:
    """The last day a word may mean; a column says the same few days again and again."""
    return read_answer(word, as_of).latest
