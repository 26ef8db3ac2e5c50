"""How the cells of an .xlsx look: fills, font colours and number formats by style number."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import TypeVar

from openpyxl.styles.numbers import BUILTIN_FORMATS

from renkei.intake.lint.sheet import PLAIN, Style

T = TypeVar("T")
# Formats a Japanese Excel knows by number (ECMA-376 18.8.30) that openpyxl does not name.
_JAPANESE = {
    **dict.fromkeys((27, 36, 50, 57), "[$-411]ge.m.d"),
    **dict.fromkeys((28, 29, 51, 54, 58), '[$-411]ggge"年"m"月"d"日"'),
    30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"',
    34: 'yyyy"年"m"月"', 35: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    55: 'yyyy"年"m"月"', 56: 'm"月"d"日"',
}  # fmt: skip
_WHITE = {"rgbFFFFFFFF", "rgb00FFFFFF", "theme0", "indexed9"}
_NEARLY_BLACK = re.compile(r"theme1( 0\.[01]\d*)?|rgb..([0-3][0-9A-Fa-f]){3}|indexed(8|64)")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def read_styles(root: ET.Element | None) -> list[Style]:
    """The look of each cell style, in order."""
    if root is None:
        return []
    formats = {**BUILTIN_FORMATS, **_JAPANESE}
    for one in root.iterfind("{*}numFmts/{*}numFmt"):
        formats[_whole(one.get("numFmtId"))] = one.get("formatCode", "")
    fills = [_fill(one) for one in root.iterfind("{*}fills/{*}fill")]
    fonts = [_font(one) for one in root.iterfind("{*}fonts/{*}font")]
    return [
        Style(
            formats.get(_whole(one.get("numFmtId")), "").replace("General", ""),
            _nth(fills, one.get("fillId"), ""),
            *_nth(fonts, one.get("fontId"), ("", False)),
        )
        for one in root.iterfind("{*}cellXfs/{*}xf")
    ]


def style_at(styles: list[Style], number: str | None) -> Style:
    """The style of a number as a cell states it; plain where there is none."""
    return _nth(styles, number, PLAIN)


def shows_date(number_format: str) -> bool:
    """Whether a number format shows a number as a day or a time."""
    bare = _LITERAL.sub("", number_format.split(";")[0])
    return bool(re.search(r"[ymdhs]|g+e|(?<![0#?.])e", bare, re.IGNORECASE))


def shows_era_only(number_format: str) -> bool:
    """Whether a number format shows the year of an era and no western year."""
    bare = re.sub(r'"[^"]*"|\\.|\[(?![^\]]*411)[^\]]*\]', "", number_format.split(";")[0])
    return bool(re.search(r"g+e|\[[^\]]*411\].*e", bare)) and "y" not in bare


def hides_zero(number_format: str) -> bool:
    """Whether a number format shows 0 as nothing: #,##0;-#,##0; or #,###."""
    sections = number_format.split(";")
    if len(sections) >= 3:
        return not sections[2].strip()
    return bool(re.fullmatch(r"[#,]*#[#,]*", sections[0]))


def _fill(fill: ET.Element) -> str:
    """The colour of a solid or patterned fill; "" for none and for white."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return "gradient" if len(fill) else ""
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return ""
    colour = _colour(pattern.findall("{*}fgColor"))
    if kind != "solid":
        return f"{kind} {colour}"
    return "" if colour in _WHITE else colour


def _font(font: ET.Element) -> tuple[str, bool]:
    colour = _colour(font.findall("{*}color"))
    struck = font.find("{*}strike")
    is_struck = struck is not None and struck.get("val", "1") not in ("0", "false")
    return "" if _NEARLY_BLACK.fullmatch(colour) else colour, is_struck


def _colour(colours: Iterable[ET.Element]) -> str:
    for colour in colours:
        for kind in ("rgb", "theme", "indexed"):
            if colour.get(kind):
                tint = colour.get("tint", "")
                return f"{kind}{colour.get(kind)}{f' {float(tint):.2f}' if _is_tint(tint) else ''}"
    return ""


def _is_tint(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9.]+(e-?\d+)?", text, re.IGNORECASE)) and float(text) != 0


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else 0


def _nth(things: list[T], number: str | None, otherwise: T) -> T:
    at = _whole(number)
    return things[at] if at < len(things) else otherwise
