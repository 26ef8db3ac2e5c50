"""What the parts of an .xlsx say of the whole workbook: sheets, epoch, formats, properties."""

import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from renkei.errors import DataError
from renkei.intake.opening.facts import Area, Cell
from renkei.intake.opening.kinds import EXPECTED

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
# Formats Excel knows by number, as a Japanese Excel shows them (ECMA-376 18.8.30).
KNOWN_FORMATS = {
    9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: "[$-411]ge.m.d", 28: '[$-411]ggge"年"m"月"d"日"', 29: '[$-411]ggge"年"m"月"d"日"',
    30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"',
    34: 'yyyy"年"m"月"', 35: 'm"月"d"日"', 36: "[$-411]ge.m.d",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 50: "[$-411]ge.m.d",
    51: '[$-411]ggge"年"m"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: '[$-411]ggge"年"m"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"',
    57: "[$-411]ge.m.d", 58: '[$-411]ggge"年"m"月"d"日"',
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


def position(written: str) -> Cell:
    """Row and column, from 0, of an address: D14 is (13, 3). DataError where it is none."""
    found = _REFERENCE.fullmatch(written.strip())
    if not found:
        raise DataError(f"{written[:40]!r} is no address of a cell", expected=EXPECTED)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def area(written: str) -> Area:
    """A range of cells, or one: A1:B3. DataError where it is neither."""
    first, _, last = written.partition(":")
    start, end = position(first), position(last or first)
    return Area(*start, *end)


def style_formats(styles: bytes) -> list[str]:
    """The number format of each cell style, in order; "" for General.

    Raises DataError where one is missing, since every cell would then show its neighbour's format.
    """
    if not styles:
        return []
    root = parse(styles)
    own = {
        _number(one.get("numFmtId")): one.get("formatCode", "")
        for one in root.iterfind("{*}numFmts/{*}numFmt")
    }
    known = {**KNOWN_FORMATS, **own, 0: ""}
    formats = [
        known.get(_number(one.get("numFmtId")), "") for one in root.iterfind("{*}cellXfs/{*}xf")
    ]
    counted = next((one.get("count") for one in root.iterfind("{*}cellXfs")), None)
    if counted is not None and _number(counted) != len(formats):
        raise DataError(
            f"there are {len(formats):,} styles of cells where the workbook counts {counted}",
            expected=f"{EXPECTED}: save it anew from Excel",
        )
    return formats


def _number(written: str | None) -> int:
    plain = (written or "0").strip()
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 9:
        raise DataError(f"{plain[:20]!r} is no number of a format", expected=EXPECTED)
    return int(plain)


def linked_parts(rels: bytes, base: str) -> list[tuple[str, str, str]]:
    """What a relations part links to: id, last word of the type, name of the part.

    Nothing outside of the package is followed, and no part is read twice because of a link.
    """
    found = []
    met: set[str] = set()
    for one in parse(rels):
        if one.get("Id", "") in met:
            raise DataError(f"relation {one.get('Id', '')[:40]!r} stands twice", expected=EXPECTED)
        met.add(one.get("Id", ""))
        target = posixpath.normpath(posixpath.join("/", base, one.get("Target", ""))).lstrip("/")
        if one.get("TargetMode", "") != "External":
            kind = one.get("Type", "").rpartition("/")[2]
            found.append((one.get("Id", ""), kind, target))
    return found


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name; DataError where two share one."""
    rels = parts.get("xl/_rels/workbook.xml.rels", b"<none/>")
    links = {link: target for link, _, target in linked_parts(rels, "xl")}
    found: dict[str, str] = {}
    met: set[str] = set()
    for sheet in parse(parts["xl/workbook.xml"]).iterfind("{*}sheets/{*}sheet"):
        # Which of two a reader of values takes is not known.
        stated = [value for key, value in sheet.items() if key.rpartition("}")[2] == "id"]
        part = links.get(stated[0], "") if len(stated) == 1 else ""
        if part and part in met:
            raise DataError(f"two sheets share {part[:100]}", expected=EXPECTED)
        met.add(part)
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
    except (ET.ParseError, ValueError, LookupError) as error:
        raise DataError(f"a part of the package is damaged ({error})", expected=EXPECTED) from None
