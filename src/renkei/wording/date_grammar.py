"""The grammar of a completion date: a small parser of whole strings, never of a part of one."""

import re
from dataclasses import replace
from datetime import date

from renkei.wording import date_words as words
from renkei.wording.date_parts import NotADate, Written, era_year
from renkei.wording.date_span import YEARS_NEAR, Span, join_ends, resolve
from renkei.wording.numbers import amount_of

_KANJI_NUMBER = re.compile(
    r"[〇零一二三四五六七八九十]+(?=年|月|日|週|旬)|(?<=第)[一二三四五](?=四半期|[月火水木金土日週])"
)

NOTHING_FOUND = "no date, 旬 or known word was found"
LEFT_OVER = "is left over after the date"


class _Text:
    """A folded text without spaces and the place up to which it has been read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def take(self, pattern: re.Pattern[str] | str) -> re.Match[str] | None:
        """Read what the pattern matches here, if it matches anything."""
        match = re.compile(pattern).match(self.text, self.at)
        if match is None or match.end() == self.at:
            return None
        self.at = match.end()
        return match

    def take_all(self, vocabulary: words.Words) -> list[str]:
        """Read words of a list as long as there are any; their flags."""
        flags = []
        found = True
        while found:
            found = False
            for pattern, flag in vocabulary:
                if self.take(pattern):
                    found = True
                    flags += [flag] if flag else []
        return flags

    def take_word(self, vocabulary: words.Words) -> str | None:
        """Read the first word of a list that stands here; its meaning with {} filled in."""
        for pattern, meaning in vocabulary:
            if match := self.take(pattern):
                return meaning.format(*match.groups())
        return None

    @property
    def rest(self) -> str:
        return self.text[self.at :]


def read_span(text: str, as_of: date) -> Span:
    """Read a whole text as one date, part of a month or range. Raises NotADate with the reason."""
    if match := words.ISO_INTERVAL.fullmatch(text):
        ends = [read_span(day, as_of) if day else None for day in match.groups()]
        return join_ends(ends[0], ends[1])
    reader = _Text(_KANJI_NUMBER.sub(lambda m: str(amount_of(m[0])), text))
    flags = reader.take_all(words.BEFORE)
    open_start = bool(reader.take("~"))
    left = _read_point(reader, as_of)
    right = None if open_start else _read_right(reader, left, as_of)
    if (
        right is None
        and not open_start
        and re.fullmatch(r"~(?:に|の)?(?:予定|見込み?)?", reader.rest)
    ):
        reader.take("~")
        flags.append("open_end")
    flags += reader.take_all(words.AFTER)
    if reader.rest:
        raise NotADate(f'"{reader.rest[:20]}" {LEFT_OVER}')
    if left.bare is not None and right is None:
        raise NotADate("a number alone is not a date")
    span = resolve(left, right, as_of)
    flags = [*flags, *span.flags]
    latest = None if "open_end" in flags else span.latest
    if latest is None and right is not None:
        raise NotADate("a range cannot also have an open end")
    return replace(span, latest=latest, flags=tuple(dict.fromkeys(flags)))


def _read_point(reader: _Text, as_of: date, continuing: bool = False) -> Written:
    """Read one point of time; after a range sign (`continuing`) its month may be missing."""
    written = Written()
    if match := reader.take(words.COMPACT_DAY):
        _set_year(written, match)
        written.month, written.day = int(match[4]), int(match[5])
        return written
    separator = _read_year(reader, written, as_of)
    if match := None if separator or written.year else reader.take(words.THREE_NUMBERS):
        written.year = _nearby_year(int(match["first"]), as_of)
        written.month, written.day = int(match["month"]), int(match["day"])
        written.flags.append("era_inferred")
    else:
        _read_month(reader, written, as_of, separator, continuing)
    if written.month is not None and written.day is None:
        _read_part(reader, written, words.MONTH_PARTS)
    if written.day is not None:
        reader.take(words.CLOCK)
        if match := reader.take(words.WEEKDAY):
            written.weekday = match["a"] or match["b"]
    return written


def _read_year(reader: _Text, written: Written, as_of: date) -> str:
    """Read an era's, a western or a relative year; the sign after it when it is . / or -."""
    if match := reader.take(words.YEAR):
        _set_year(written, match)
        _check_other_year(written, match["other1"] or match["other2"])
        written.fiscal = match["sep"] == "年度"
        return match["sep"] if match["sep"] in (".", "/", "-") else ""
    start = reader.at
    offset = reader.take_word(words.YEAR_WORDS)
    if offset is not None:
        written.fiscal = reader.text[start : reader.at].endswith("年度")
        written.year = as_of.year - (written.fiscal and as_of.month < 4) + int(offset)
        written.flags.append("relative")
        reader.take(r"[の、]")
    elif match := reader.take(words.BARE_YEAR):
        written.fiscal = match["fiscal"] is not None
        written.whole_year = True
    return ""


def _read_month(
    reader: _Text, written: Written, as_of: date, separator: str, continuing: bool
) -> None:
    """Read the month and day in the form the year before them asks for."""
    if separator:
        written.month = int(reader.take(r"\d+")[0])  # type: ignore[index]  # YEAR looked ahead
        if match := reader.take(rf"{re.escape(separator)}(\d+)"):
            written.day = int(match[1])
            return
        reader.take(r"[./](?=[上中下初末])") or reader.take("月")
        _read_day(reader, written)
    elif match := reader.take(r"(\d+)(?:月|[./](?=[上中下初末]))"):
        written.month = int(match[1])
        _read_day(reader, written)
    elif match := reader.take(words.TWO_NUMBERS):
        _set_two_numbers(written, match)
    elif written.year or written.whole_year:
        _read_part(reader, written, words.FISCAL_PARTS if written.fiscal else words.YEAR_PARTS)
    elif (offset := reader.take_word(words.MONTH_WORDS)) is not None:
        months = as_of.year * 12 + as_of.month - 1 + int(offset)
        written.year, written.month = months // 12, months % 12 + 1
        written.flags.append("relative")
        _read_day(reader, written)
    elif continuing and (match := reader.take(r"(\d+)日")):
        written.day = int(match[1])
    elif match := reader.take(
        r"\d+" if continuing else r"\d+(?=(?:[~\-・]|から|又は|または)\d+月)"
    ):
        written.bare = int(match[0])
    elif not (continuing and _read_part(reader, written, words.MONTH_PARTS)):
        alone = re.fullmatch(r"[\d.,]+(?:%|割|人)?", reader.rest)
        raise NotADate("a number alone is not a date" if alone else NOTHING_FOUND)


def _read_day(reader: _Text, written: Written) -> None:
    """Read the day after a month written with 月."""
    reader.take(r"[の/](?=\d+日|[上中下初末前後半第最])")
    if match := reader.take(r"(\d+)(?!\d|週)日?"):
        written.day = int(match[1])


def _read_part(reader: _Text, written: Written, vocabulary: words.Words) -> bool:
    """Read a part of a month or year; whether there was one."""
    meaning = reader.take_word(vocabulary)
    if meaning is None:
        return False
    written.part = meaning.lstrip("≈")
    written.flags += ["approx"] if meaning.startswith("≈") else []
    return True


def _set_year(written: Written, match: re.Match[str]) -> None:
    """Take the year of a match with the groups era, eyear and western."""
    if match["western"]:
        written.year = int(match["western"])
    else:
        written.era = words.ERA_NAMES[match["era"]]
        written.year = era_year(written.era, match["eyear"])


def _check_other_year(written: Written, other: str | None) -> None:
    """令和3(2021)年: both calendars must say the same year."""
    match = re.fullmatch(r"(\d{4})|(令和|平成|昭和|[RHS])(元|\d+)", other or "")
    if match is None:
        return
    year = int(match[1]) if match[1] else era_year(words.ERA_NAMES[match[2]], match[3])
    if year != written.year:
        raise NotADate(f"the years {written.year} and {year} do not agree")


def _set_two_numbers(written: Written, match: re.Match[str]) -> None:
    """7/31 and 7.31 are month and day; 7-8 could also be a range of months."""
    written.month, written.day = int(match["month"]), int(match["day"])
    if match["sep"] == "-" and written.day <= 12:
        raise NotADate(f"{match[0]} can be a day or a range of months")


def _nearby_year(number: int, as_of: date) -> int:
    """The year of 3.7.31 or 21/7/31: 令和 or the western century, whichever is near."""
    near = [
        y for y in (2018 + number, 2000 + number) if number and abs(y - as_of.year) <= YEARS_NEAR
    ]
    if len(near) != 1:
        raise NotADate(f"the year {number} has no era")
    return near[0]


def _read_right(reader: _Text, left: Written, as_of: date) -> Written | None:
    """Read the end of a range, if one follows."""
    start = reader.at
    sign = reader.take(words.RANGE)
    if sign is None:
        return None
    try:
        right = _read_point(reader, as_of, continuing=True)
    except NotADate:
        if re.search(r"\d", reader.text[start:]):
            raise
        reader.at = start
        return None
    if sign[0] == "・" and not (right.unit == "month" and (left.unit == "month" or left.bare)):
        raise NotADate("there is more than one answer")
    return right
