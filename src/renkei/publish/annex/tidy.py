"""Columns of printed texts as columns of data: one datum a cell, numbers as numbers."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from renkei.publish.annex.apart import of_wholes, verdicts
from renkei.publish.annex.data import COUNT, Data, Value
from renkei.publish.annex.days import ISO, dated, days_listed
from renkei.publish.annex.printed import MISSING, Column, columns, distinct
from renkei.publish.blocks import Rows
from renkei.wording.numbers import Number, read_number
from renkei.wording.text import fold

MOST_PIECES = 20
FEW_PERIODS = 3
IN_BRACKETS = re.compile(r"([^()]+?)((?:\([^()]*\))+)")
LIST = re.compile(r"[、，・;；\n]|, ")
BULLET = re.compile(r"[・●○■◆※]\s*")
VERDICTS = "○●"  # as long as no second line opens with one
DAY = re.compile(
    r"(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{1,2}/\d{1,2}|\d{4}([./-])\d{1,2}\1\d{1,2})"
    r"(?:\([月火水木金土日]\))?"
)
CODE = re.compile("コード|番号|電話|郵便|TEL|FAX")
LED_BY_ZERO = re.compile(r"0\d")
CALENDAR = ("年", "月")  # 8月 is a month, not eight of something
PERIOD = re.compile(r"(?:第?\d{1,2}(?:回目?|週目?|期)|\d{1,2}月|(?:19|20)\d{2}年度?)(?!末|\d|日)")
MARKED = re.compile(r"(.*[^\s※])\s*(※\d*(?:[、,]?※\d+)*)", re.DOTALL)
DECIMALS = re.compile(r"\.(\d+)")
KNOWN = 4096  # texts remembered, for every step over a column reads them again


def tidy(head: Rows, rows: Rows, as_of: date | None = None) -> list[Data]:
    """The table as data: one row a record, each column numbers (－ where there is none) or words.

    Several data of a cell become columns: 1,718（+102） two, 3／4（75%） three, a list one an entry,
    the verdict of ○ 84万円 another; 約, 超 and words
    among numbers go to a column 付記. Doses, months or
    years side by side become rows. Days are days, and have their year where `as_of` is known.
    """
    found = columns(head, rows)
    for step in (_marks, verdicts, _entries, of_wholes, _brackets):
        found = [one for column in found for one in step(column)]
    found = _lengthened(found)
    if as_of:
        found = [one for column in found for one in dated(column, as_of)]
    valued = [one for column in found for one in _valued(column)]
    return [replace(one, name=name) for one, name in zip(valued, distinct(valued), strict=True)]


def _entries(column: Column) -> list[Column]:
    """A column a line or entry of lists; the column itself where no cell holds several."""
    cells = [_list(text) for text in column.cells]
    most = min(max(map(len, cells), default=1), MOST_PIECES)
    if most < 2:
        return [column]
    cells = [[*cell[: most - 1], " ".join(cell[most - 1 :])] for cell in cells]
    return [
        Column(f"{column.name}（{place + 1}）", [_at(cell, place) for cell in cells])
        for place in range(most)
    ]


def _list(text: str) -> list[str]:
    """The lines of a text; or its entries, where each is a number or a day."""
    if "\n" in text:
        lines = text.split("\n")
        alone = sum(line.startswith(tuple(VERDICTS)) for line in lines) == 1
        return [_unmarked(line, VERDICTS if alone else "") for line in lines]
    if listed := days_listed(text):
        return listed
    entries = [entry.strip() for entry in LIST.split(text)]
    if len(entries) == 1 or _number(text):
        return [text]
    each = all(DAY.fullmatch(fold(one)) or _number(one) for one in entries)
    return entries if each else [text]


def _unmarked(line: str, kept: str) -> str:
    return (
        line if line[:1] in kept else BULLET.sub("", line, count=1) if BULLET.match(line) else line
    )


def _brackets(column: Column) -> list[Column]:
    """A column for what stands before the brackets and one for each pair of them."""
    cells = [_parts(text) for text in column.cells]
    most = max(map(len, cells), default=1)
    if most < 2:
        return [column]
    inner = [f"{column.name}（かっこ内{number or ''}）" for number in _numbered(most - 1)]
    return [
        Column(name, [_at(cell, place) or MISSING for cell in cells])
        for place, name in enumerate([column.name, *inner])
    ]


def _parts(text: str) -> list[str]:
    """A number and the numbers or dashes in brackets behind it; else the text alone."""
    match = IN_BRACKETS.fullmatch(fold(text).replace(" ", ""))
    if not match:
        return [text]
    parts = [match[1], *(part for part in re.split(r"[()]", match[2]) if part)]
    if all(_number(part) or _read(part).status == "dash" for part in parts):
        return [part if _number(part) else MISSING for part in parts]
    return [text]


def _lengthened(found: list[Column]) -> list[Column]:
    """Doses, rounds, months or years side by side as rows; the columns as they are if they are few.

    The part of the name that says which (1回目, 4月) becomes a column, the rest names the values.
    """
    periods = [(column, *_period(column.name)) for column in found]
    counted = {column.name for column, which, _ in periods if which and _is_numeric(column)}
    tokens = list(dict.fromkeys(which for _, which, _ in periods if which))
    if len(counted) < FEW_PERIODS:
        return found
    rows = range(len(found[0].cells))
    cells = {(rest, which): column.cells for column, which, rest in periods if which}

    def value(rest: str, token: str, row: int) -> str:
        return cells[rest, token][row] if (rest, token) in cells else MISSING

    return [
        *(Column(one.name, [one.cells[row] for row in rows for _ in tokens])
          for one, which, _ in periods if not which),
        Column("回・時点", [token for _ in rows for token in tokens]),
        *(Column(rest, [value(rest, token, row) for row in rows for token in tokens])
          for rest in dict.fromkeys(rest for rest, _ in cells)),
    ]  # fmt: skip


def _period(name: str) -> tuple[str, str]:
    """Which dose, round, month or year a name is about, and the name without it; "" for none."""
    segments = name.split("／")
    for place, segment in enumerate(segments):
        match = PERIOD.match(segment)
        if match:
            segments[place] = segment[match.end() :]
            rest = "／".join(part for part in segments if part)
            return match.group(), rest if rest[:1] not in ("", "（", "※") else f"値{rest}"
    return "", name


def _marks(column: Column) -> list[Column]:
    """The marks of notes (※5) behind a column's texts in a column of their own."""
    cells = [MARKED.fullmatch(text) for text in column.cells]
    if not any(cells):
        return [column]
    kept = [match[1] if match else text for match, text in zip(cells, column.cells, strict=True)]
    marks = [match[2] if match else "" for match in cells]
    return [Column(column.name, kept), Column(f"{column.name}（注）", marks)]


def _valued(column: Column) -> list[Data]:
    """A column of numbers, with what was said around them in another; or of texts."""
    if not _is_numeric(column):
        return [Data(column.name, [_day_or_text(text) for text in column.cells])]
    numbers = [_number(text) for text in column.cells]
    units = {number.unit for number in numbers if number and number.value != 0}
    unit = units.pop() if len(units) == 1 else ""
    values = [_value(n) if n else _not_a_number(text)
              for n, text in zip(numbers, column.cells, strict=True)]  # fmt: skip
    said = [_said(n, text) for n, text in zip(numbers, column.cells, strict=True)]
    name = f"{column.name}（別の列の単位）" if units else _with_unit(column.name, unit)
    found = [Data(name, values, _decimals(column.cells))]
    if units:
        found.append(
            Data(f"{column.name}（単位）", [n.unit or COUNT if n else "" for n in numbers])
        )
    if any(said):
        found.append(Data(f"{column.name}（付記）", list(said)))
    return found


def _not_a_number(text: str) -> Value:
    day = _day_or_text(text)
    return day if isinstance(day, date) or not text else MISSING


def _day_or_text(text: str) -> Value:
    if not ISO.fullmatch(text):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _is_numeric(column: Column) -> bool:
    """Whether most of what stands there are single numbers, and none is a code."""
    told = [text for text in column.cells if text and _read(text).status != "dash"]
    if CODE.search(column.name) or any(LED_BY_ZERO.match(fold(one)) for one in told):
        return False
    return sum(_number(text) is not None for text in told) * 2 > len(told)


@lru_cache(KNOWN)
def _read(text: str) -> Number:
    return read_number(text)


@lru_cache(KNOWN)
def _number(text: str) -> Number | None:
    """The one number a text is; None for words, dashes, days and numbers in kanji alone."""
    number = _read(text)
    if number.status != "number" or number.share or not re.search(r"\d", text):
        return None
    if DAY.fullmatch(fold(text)):
        return None
    return None if number.unit in CALENDAR else number


def _value(number: Number) -> Value:
    """The number as it was printed: 98.7 of 98.7%."""
    value = number.value or 0
    scale = {"%": 100, "割": 10}.get(number.unit[:1])
    exact = round(value * scale, 9) if scale else value
    return int(exact) if exact == int(exact) else exact


def _said(number: Number | None, text: str) -> str:
    if number:
        return ("約" if number.approx else "") + number.bound
    is_said = _read(text).status in ("dash", "blank") or ISO.fullmatch(text)
    return "" if is_said else text


def _with_unit(name: str, unit: str) -> str:
    return name if not unit or f"（{unit}" in name or f"({unit}" in name else f"{name}（{unit}）"


def _decimals(texts: list[str]) -> int:
    found = (DECIMALS.search(fold(text)) for text in texts if _number(text))
    return max((len(one[1]) for one in found if one), default=0)


def _numbered(count: int) -> list[int]:
    return list(range(1, count + 1)) if count > 1 else [0]


def _at(cell: list[str], place: int) -> str:
    return cell[place] if place < len(cell) else ""
