"""How a form looks: its cells, their styles, and the page it is printed on."""

import datetime as dt
import math
import re
import unicodedata
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

_LINE = 13.5  # points: a line of text of the size of cells
_OPEN = Protection(locked=False)
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Shown(NamedTuple):
    """A number or day together with the number format its cell shows it in."""

    value: float | dt.date
    number_format: str


Value = str | int | float | dt.date | Shown | None


def printable(text: str) -> str:
    """The text with signs that no workbook can hold replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def print_on_a4(sheet: Any, mark: str) -> None:
    """A4 landscape, as wide as the page; `mark`, where there is one, heads each page."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.oddFooter.center.text = "&P / &N"
    if mark:
        sheet.oddHeader.center.text = mark


def put(sheet: Any, row: int, column: int, value: Value, style: str, *, code: bool = False) -> None:
    """Write one cell; text is stored as text, whatever it begins with, and a `code` keeps its zeros."""
    cell = sheet.cell(row, column)
    number_format = None
    if isinstance(value, Shown):
        value, number_format = value
    if isinstance(value, str):
        # In a workbook _x0041_ stands for A: its first sign is written as its own escape.
        value = _ESCAPE.sub("_x005F_", printable(value))
    cell.value = value
    cell.style = style
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
        if value.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
        elif code:
            cell.number_format = "@"
    elif number_format or isinstance(value, dt.date):
        cell.number_format = number_format or "yyyy/m/d"


def fit_height(sheet: Any, row: int) -> None:
    """Give a row the height its wrapped texts need; not every program works it out when it opens."""
    lines = 1
    for cell in sheet[row]:
        width = (sheet.column_dimensions[cell.column_letter].width or 8.43) - 1
        given = str(cell.value or "").split("\n")
        lines = max(lines, sum(max(1, math.ceil(_columns(text) / width)) for text in given))
    sheet.row_dimensions[row].height = _LINE * lines + 2


def _columns(text: str) -> float:
    """How many columns of a narrow character a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def add_styles(book: Workbook) -> None:
    """Give a workbook the named styles of the form."""
    for style in _styles():
        book.add_named_style(style)


def _styles() -> tuple[NamedStyle, ...]:
    line = Side(style="thin", color="767676")
    box = Border(left=line, right=line, top=line, bottom=line)
    wrap = Alignment(vertical="center", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)

    def font(size: int = 10, bold: bool = False, color: str = "000000") -> Font:
        return Font(name="游ゴシック", size=size, bold=bold, color=color)

    def fill(color: str) -> PatternFill:
        return PatternFill("solid", fgColor=color)

    return (
        NamedStyle("renkei title", font(14, True, "0017C1")),
        NamedStyle("renkei note", font()),
        NamedStyle("renkei header", font(10, True, "FFFFFF"), fill("0017C1"), box, middle),
        NamedStyle("renkei given", font(), fill("E8EBFA"), box, wrap),
        NamedStyle("renkei in", font(), None, box, wrap, protection=_OPEN),
        NamedStyle("renkei wrong", font(), fill("FFDCC8"), box, wrap, protection=_OPEN),
        NamedStyle("renkei sum", font(10, True), None, box, wrap, protection=_OPEN),
    )
