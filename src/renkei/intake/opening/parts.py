"""What the parts of an .xlsx say that a reader of values leaves out: extent, formats, errors."""

import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import NamedTuple

from renkei.errors import DataError
from renkei.intake.opening.container import EXPECTED, Limits

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>?")
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^>]*)>")
_ADDRESS = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_USED = re.compile(rb"<(?:\w+:)?[vtf](?=[\s/>])")
_FILLED = re.compile(rb"<(?:\w+:)?[vt](?=[\s>])[^>]*>\s*[^<\s]")
_STYLED = re.compile(rb"""<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]+\d+)")(?=[^>]*\bs="(\d+)")""")
_FAILED = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]+\d+)")(?=[^>]*\bt="e")[^>]*(?<!/)>.*?<(?:\w+:)?v>([^<]*)<""",
    re.DOTALL,
)
_UNCOMPUTED = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]+\d+)")[^>]*>\s*<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>"""
    rb"""\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>|</(?:\w+:)?c>)"""
)
# Formats Excel knows by number, as a Japanese Excel shows them (ECMA-376 18.8.30).
_KNOWN_FORMATS = {
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "yyyy/m/d h:mm",
    27: "[$-411]ge.m.d", 28: '[$-411]ggge"年"m"月"d"日"', 29: '[$-411]ggge"年"m"月"d"日"',
    30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 36: "[$-411]ge.m.d", 50: "[$-411]ge.m.d",
    51: '[$-411]ggge"年"m"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: '[$-411]ggge"年"m"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"',
    57: "[$-411]ge.m.d", 58: '[$-411]ggge"年"m"月"d"日"', 9: "0%", 10: "0.00%",
}  # fmt: skip


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 27 is AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell counted from 0: (13, 3) is D14."""
    return f"{column_letters(column)}{row + 1}"


class Extent(NamedTuple):
    """How many rows a sheet has by its own XML, up to its last value or formula.

    Rows below that are only formatted: offices send forms with 65,536 of them. `filled` is the last
    row whose value is not empty.
    """

    rows: int
    filled: int


def extent(part: bytes, strings: bytes, limits: Limits) -> Extent:
    """The extent of a sheet; DataError where it, laid out in full, would pass the limits.

    One cell at XFD1048576 makes a reader lay out 17 billion cells, so the cells themselves are
    asked; the `dimension` element is only a claim.
    """
    last_row = last_column = cells = row = used = filled = 0
    pieces = _ROW.split(part)
    for given, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        found = _ADDRESS.search(given)
        row = int(found[2]) if found else row + 1
        column = 0
        for cell in _CELL.finditer(piece):
            named = _ADDRESS.search(cell[1])
            column = _number(named[1]) if named and named[1] else column + 1
            last_column = max(last_column, column)
            last_row = max(last_row, int(named[2]) if named else row)
            cells += 1
        last_row = max(last_row, row)
        used = max(used, row) if _USED.search(piece) else used
        filled = max(filled, row) if _FILLED.search(piece) else filled
    _refuse_over(last_row, limits.rows, "rows")
    _refuse_over(last_column, limits.columns, "columns")
    _refuse_over(last_row * last_column, limits.cells, "cells")
    longest = max(map(len, re.split(rb"<(?:\w+:)?si\b", strings)), default=0)
    _refuse_over(longest * cells, limits.expanded_bytes, "bytes of text")
    return Extent(used, filled)


def _refuse_over(count: int, limit: int, what: str) -> None:
    if count > limit:
        raise DataError(f"the sheet has {count:,} {what}", expected=f"at most {limit:,} {what}")


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:7]:
        number = number * 26 + letter - 64
    return number


def broken_cells(part: bytes) -> dict[str, str]:
    """Cells that hold an error or a formula without a value, by address: what stands there."""
    broken: dict[str, str] = {}
    if b'"e"' in part:
        broken |= {m[1].decode(): m[2].decode(errors="replace") for m in _FAILED.finditer(part)}
    if b"<f" in part or b":f" in part:
        broken |= {m[1].decode(): "（計算されていない数式）" for m in _UNCOMPUTED.finditer(part)}
    return broken


def cell_formats(part: bytes, styles: bytes) -> dict[str, str]:
    """The number format of every styled cell that has one, by address."""
    formats = _style_formats(styles)
    found = {}
    for match in _STYLED.finditer(part):
        style = int(match[2])
        if style < len(formats) and formats[style]:
            found[match[1].decode()] = formats[style]
    return found


def _style_formats(styles: bytes) -> list[str]:
    """The number format of each cell style, in order; "" for General."""
    if not styles:
        return []
    root = parse(styles)
    own = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "")
        for one in root.iterfind("{*}numFmts/{*}numFmt")
    }
    known = {**_KNOWN_FORMATS, **own}
    return [
        known.get(int(one.get("numFmtId", "0")), "") for one in root.iterfind("{*}cellXfs/{*}xf")
    ]


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    links = {
        one.get("Id"): one.get("Target", "")
        for one in parse(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    }
    found = {}
    for sheet in parse(parts["xl/workbook.xml"]).iterfind("{*}sheets/{*}sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        part = posixpath.normpath(posixpath.join("/xl", links.get(link, ""))).lstrip("/")
        found[sheet.get("name", "")] = part
    return found


def epoch(parts: Mapping[str, bytes]) -> int:
    """1904 where the workbook counts days from 1904, else 1900."""
    settings = parse(parts["xl/workbook.xml"]).find("{*}workbookPr")
    is_1904 = settings is not None and settings.get("date1904", "").lower() in ("1", "true", "on")
    return 1904 if is_1904 else 1900


def properties(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The workbook's own custom properties, by name."""
    content = parts.get("docProps/custom.xml")
    if not content:
        return {}
    return {one.get("name", ""): "".join(one.itertext()).strip() for one in parse(content)}


def parse(content: bytes) -> ET.Element:
    """Parse a part whose entities were refused before; DataError where it is not XML."""
    try:
        return ET.fromstring(content)
    except ET.ParseError as error:
        raise DataError(f"a part of the package is damaged ({error})", expected=EXPECTED) from None
