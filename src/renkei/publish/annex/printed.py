"""A printed table as columns of texts: spans filled, group titles beside their rows, one head."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from renkei.publish.blocks import Rows
from renkei.publish.glyphs import mark_unseen
from renkei.publish.grid import columns_of

MISSING = "－"
GROUP = "区分"
DITTO = frozenset("〃″々")
LONGEST_DATED = 40  # characters; sentences, and what is quoted in 「」, are left as they are
ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
ERA_YEAR = re.compile(r"(?<![A-Za-z])(令和|平成|R|H)\s?(元|\d{1,2})(?=年|\.\d)")
# Signs that other machines may show otherwise: ① is (1), Ⅲ is III.
COMPOSED = re.compile("[\u2116-\u2121\u2150-\u2188\u2460-\u24ff\u3200-\u33ff]")
JOINERS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
AS_IT_STANDS = re.compile(r"[0-9.,%+-]*")  # most cells: a number, or nothing
SPACES = re.compile(r"[ \u3000\u00a0]{2,}")
SPREAD = re.compile(r"(?<=\S)[ \u3000]+(?=\S)")
LETTER_BY_LETTER = re.compile(r"[^\W\d_A-Za-z](?:[ \u3000]+[^\W\d_A-Za-z])+(?=$|[（(])")


class Named(Protocol):
    """A column, of text or of data."""

    name: str


@dataclass
class Column:
    """A column under its one name; `cells` are texts as printed, all columns of one length."""

    name: str
    cells: list[str]


def columns(head: Rows, rows: Rows) -> list[Column]:
    """The columns of a table; a row that is one title over all of them becomes a column 区分."""
    width = max((last for row in _ends(head) + _ends(rows) for last in row), default=0)
    grid, titles = _ungrouped(_laid(rows, width), rows, width)
    names = _names(_laid(head, width), width)
    found = [
        Column(name, _filled([row[place] for row in grid], first=place == 0))
        for place, name in enumerate(names)
    ]
    if any(titles):
        found.insert(0, Column(GROUP, [title or MISSING for title in titles]))
    return [replace(one, name=name) for one, name in zip(found, distinct(found), strict=True)]


def plain(text: str) -> str:
    """A text for a cell: nothing unseen, no sign of one machine, no space for looks."""
    if AS_IT_STANDS.fullmatch(text):
        return text
    shown = JOINERS.sub("", mark_unseen(text.replace("\r", "\n")))
    shown = COMPOSED.sub(_composed, shown).replace("\t", " ")
    return "\n".join(filter(None, map(_line, shown.split("\n"))))


def _line(text: str) -> str:
    line = SPACES.sub(" ", text).strip(" \u3000\u00a0")
    if LETTER_BY_LETTER.match(line):
        line = SPREAD.sub("", line)
    as_received = len(line) > LONGEST_DATED or "「" in line
    return line if as_received else ERA_YEAR.sub(_western, line)


def _composed(match: re.Match[str]) -> str:
    sign = match.group()
    letters = unicodedata.normalize("NFKC", sign)
    return f"({letters})" if "CIRCLED" in unicodedata.name(sign, "") else letters


def _western(match: re.Match[str]) -> str:
    """2021 for 令和3 and R3: beside numbers a machine reads years of one calendar."""
    year = 1 if match[2] == "元" else int(match[2])
    return str(ERAS[match[1]] + year)


def _ends(rows: Rows) -> list[list[int]]:
    places = columns_of(rows)
    return [
        [place + cell.colspan for place, cell in zip(line, row, strict=True)]
        for line, row in zip(places, rows, strict=True)
    ]


def _laid(rows: Rows, width: int) -> list[list[str]]:
    """Every cell's text in every place it reaches over."""
    grid = [[""] * width for _ in rows]
    for line, (row, places) in enumerate(zip(rows, columns_of(rows), strict=True)):
        for cell, place in zip(row, places, strict=True):
            text = plain(cell.text)
            for lower in grid[line : line + cell.rowspan]:
                lower[place : place + cell.colspan] = [text] * cell.colspan
    return grid


def _ungrouped(grid: list[list[str]], rows: Rows, width: int) -> tuple[list[list[str]], list[str]]:
    """The rows of data, and for each the title above it."""
    kept, titles, title = [], [], ""
    for texts, row in zip(grid, rows, strict=True):
        if len(row) == 1 and 1 < width <= row[0].colspan and len(rows) > 1:
            title = texts[0]
        else:
            kept.append(texts)
            titles.append(title)
    return kept, titles


def _names(head: list[list[str]], width: int) -> list[str]:
    """One name a column, the names of groups before it: 1回目／人数."""
    found = []
    for place in range(width):
        parts = dict.fromkeys(row[place].replace("\n", "") for row in head)
        name = "／".join(part for part in parts if part)
        found.append(name or (GROUP if place == 0 else f"列{place + 1}"))
    return found


def _filled(texts: list[str], first: bool) -> list[str]:
    """〃 as what it stands for; also a blank in the first column, which goes on with the name."""
    filled: list[str] = []
    for text in texts:
        above = text in DITTO or (first and not text)
        filled.append(filled[-1] if above and filled else text)
    return filled


def distinct(found: Iterable[Named]) -> list[str]:
    """The names of columns, numbered from the second of the same name on."""
    seen: Counter[str] = Counter()
    names = []
    for column in found:
        seen[column.name] += 1
        count = seen[column.name]
        names.append(f"{column.name}（{count}）" if count > 1 else column.name)
    return names
