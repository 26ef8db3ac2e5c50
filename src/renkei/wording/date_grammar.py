"""The grammar of a completion date: a small parser of whole strings, never of a part of one."""

import re
from dataclasses import replace
from datetime import date

from renkei.wording import date_words as words
from renkei.wording.date_english import read_english
from renkei.wording.date_parts import NotADate, Written, era_year
from renkei.wording.date_span import YEARS_NEAR, Span, join_ends, resolve
from renkei.wording.numbers import amount_of

_KANJI_NUMBER = re.compile(
    r"[〇零一二三四五六七八九十]+(?=年|月|日|週|旬)|(?<=第)[一二三四五](?=四半期|[月火水木金土日週])"
)

_PARTLY = re.compile(r"概ね|おおむね|ほぼ|ほとんど|大半|大部分|一部")
_OPEN_AFTER_WAVE = re.compile(r"~(?:に|の)?(?:予定|見込み?)?")

NOTHING_FOUND = "no date, 旬 or known word was found"
LEFT_OVER = "is left over after the date"
ONLY_PART = "the date is only of a part: expected when all is complete"


class _Text:
    """A folded text without spaces and the place up to which it has been read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Read what the pattern matches here, if it matches anything."""
        match = pattern.match(self.text, self.at)
        if match is None or match.end() == self.at:
            return None
        self.at = match.end()
        return match

    def take_all(self, vocabulary: re.Pattern[str]) -> list[str]:
        """Read words as long as there are any; the flags after which their groups are named."""
        flags = []
        while match := self.take(vocabulary):
            flags += [match.lastgroup] if match.lastgroup not in (None, words.PLAIN) else []
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
    text = words.EDGES.sub("", text)
    if match := words.LOST_ZERO.fullmatch(text):
        raise NotADate(f"{text} can be day {match[1]} or day {match[1]}0")
    if english := read_english(text, as_of):
        return resolve(english, None, as_of)
    reader = _Text(_KANJI_NUMBER.sub(_in_arabic, text))
    flags = reader.take_all(words.BEFORE)
    open_start = reader.text.startswith("~", reader.at)
    reader.at += open_start
    left = _read_point(reader, as_of)
    right, is_latest = (None, False) if open_start else _read_right(reader, left, as_of)
    if right is None and not open_start and _OPEN_AFTER_WAVE.fullmatch(reader.rest):
        reader.at += 1
        flags.append("open_end")
    if is_latest:  # 早ければ7月末、遅くとも8月末
        flags = [flag for flag in flags if flag != "open_end"]
    flags += reader.take_all(words.AFTER)
    if reader.rest:
        raise NotADate(
            ONLY_PART if _PARTLY.match(reader.rest) else f'"{reader.rest[:20]}" {LEFT_OVER}'
        )
    if left.bare is not None and right is None:
        raise NotADate("a number alone is not a date")
    return _with_flags(resolve(left, right, as_of), flags, right is not None)


def _with_flags(span: Span, flags: list[str], is_range: bool) -> Span:
    """The span with the flags of the words around it; an open end takes its last day away."""
    latest = None if "open_end" in flags else span.latest
    if latest is None and is_range:
        raise NotADate("a range cannot also have an open end")
    return replace(span, latest=latest, flags=tuple(dict.fromkeys((*flags, *span.flags))))


def _in_arabic(match: re.Match[str]) -> str:
    """三十一 as 31; as it stands where it is not one number."""
    amount = amount_of(match[0])
    return match[0] if amount is None else str(amount)


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
    elif written.part == "末" and (match := reader.take(words.WEEKDAY_IN_BRACKETS)):
        written.weekday = match["a"]
    return written


def _read_year(reader: _Text, written: Written, as_of: date) -> str:
    """Read an era's, a western or a relative year; the sign after it when it is . / - or ・."""
    if match := reader.take(words.YEAR):
        _set_year(written, match)
        _check_other_year(written, match["other1"] or match["other2"])
        written.fiscal = match["sep"] == "年度"
        return match["sep"] if match["sep"] in (".", "/", "-", "・") else ""
    if match := reader.take(words.SHORT_YEAR):
        written.year = _nearby_year(int(match["number"]), as_of)
        written.fiscal = match["fiscal"] is not None
        written.flags.append("era_inferred")
        return ""
    start = reader.at
    if reader.text[start : start + 1].isdigit():
        return ""
    offset = reader.take_word(words.YEAR_WORDS)
    if offset is not None:
        written.fiscal = reader.text[start : reader.at].endswith("年度")
        written.year = as_of.year - (written.fiscal and as_of.month < 4) + int(offset)
        written.flags.append("relative")
        reader.take(words.YEAR_JOIN)
    elif match := reader.take(words.BARE_YEAR):
        written.fiscal = match["fiscal"] is not None
        written.whole_year = True
    return ""


def _read_month(
    reader: _Text, written: Written, as_of: date, separator: str, continuing: bool
) -> None:
    """Read the month and day in the form the year before them asks for."""
    if separator:
        written.month = int(reader.take(words.NUMBER)[0])  # type: ignore[index]  # YEAR looked ahead
        if reader.text.startswith(separator, reader.at):
            sign, reader.at = reader.at, reader.at + 1
            if match := reader.take(words.NUMBER):
                written.day = int(match[0])
                return
            reader.at = sign
        reader.take(words.BEFORE_PART)
        _read_day(reader, written)
    elif match := reader.take(words.MONTH):
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
    elif continuing and (match := reader.take(words.DAY_NUMBER)):
        written.day = int(match[1])
    elif match := reader.take(words.NUMBER if continuing else words.BARE_NUMBER):
        written.bare = int(match[0])
    elif not (continuing and _read_part(reader, written, words.MONTH_PARTS) and written.part):
        alone = words.NUMBER_ALONE.fullmatch(reader.rest)
        raise NotADate("a number alone is not a date" if alone else NOTHING_FOUND)


def _read_day(reader: _Text, written: Written) -> None:
    """Read the day after a month written with 月."""
    reader.take(words.BETWEEN)
    if match := reader.take(words.DAY_OF_MONTH):
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
    """7/31 and 7.31 are month and day; 7-8 and 7・8 could also be months."""
    written.month, written.day = int(match["month"]), int(match["day"])
    if match["sep"] in "-・" and written.day <= 12:
        kind = "range" if match["sep"] == "-" else "list"
        raise NotADate(f"{match[0]} can be a day or a {kind} of months")


def _nearby_year(number: int, as_of: date) -> int:
    """The year of 3.7.31 or 21/7/31: 令和 or the western century, whichever is near."""
    near = [
        y for y in (2018 + number, 2000 + number) if number and abs(y - as_of.year) <= YEARS_NEAR
    ]
    if len(near) != 1:
        raise NotADate(f"the year {number} has no era")
    return near[0]


def _read_right(reader: _Text, left: Written, as_of: date) -> tuple[Written | None, bool]:
    """Read the end of a range, if one follows, and whether it is said to be the latest."""
    start = reader.at
    about = reader.take(words.ABOUT_START)
    sign = reader.take(words.RANGE)
    if sign is None and left.bare is not None:
        sign = reader.take(words.COMMA)
    if sign is None:
        return None, False
    try:
        right = _read_point(reader, as_of, continuing=True)
    except NotADate:
        if re.search(r"\d", reader.text[start:]):
            raise
        reader.at = start
        return None, False
    months = right.unit == "month" and (left.unit == "month" or left.bare is not None)
    if sign[0] in "・、," and not months:
        raise NotADate("there is more than one answer")
    right.flags += ["approx"] if about else []
    return right, words.LATEST_OF_RANGE.fullmatch(sign[0]) is not None
