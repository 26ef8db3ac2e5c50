"""The annex as a file: text that stays text, and the same bytes for the same deck."""

import io
import re
import zipfile
from datetime import UTC, date, datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from renkei.deck.markup import SAMPLE_BADGE, stamp
from renkei.publish.annex.data import Data, Value
from renkei.publish.annex.pages import NOTES, Page, pages
from renkei.publish.annex.printed import plain
from renkei.publish.press import UNDATED
from renkei.publish.slides import Deck, Publication
from renkei.wording.text import fold

LONGEST_CELL = 32_767
NARROWEST, WIDEST, NOTE_WIDTH = 6, 48, 110  # of a column, in digits
SAMPLED = 200  # rows whose texts decide how wide a column is
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
RUNS = ("=", "+", "-", "@", "'")  # folded: what a spreadsheet would compute if it were typed anew
BOLD, PALE = Font(bold=True), PatternFill("solid", fgColor="FFEEF1FF")
TOP, WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
LOOKS = {
    "title": {"font": BOLD, "alignment": WRAPPED},
    "head": {"font": BOLD, "fill": PALE, "alignment": WRAPPED},
    "text": {"alignment": WRAPPED},
    "value": {"alignment": TOP},
}
DAY = "yyyy-mm-dd"
A4 = 9  # in the list of paper sizes of the format


def annex_bytes(publication: Publication) -> bytes:
    """The annex of a deck (or of the tables of a notebook without slides) as an .xlsx file.

    No text in it is ever a formula. The same publication gives the same bytes.
    """
    deck = publication.deck
    moment = datetime.combine(deck.released, time()) if deck and deck.released else _undated()
    book, cells = Workbook(write_only=True), _Cells()
    for page in pages(publication):
        _write(book, page, deck, cells)
    book.properties.creator = "Renkei"
    book.properties.title = plain(publication.title)
    book.properties.keywords = publication.inputs_sha256
    book.properties.created = moment
    return _packed(book, moment)


def _write(book: Any, page: Page, deck: Deck | None, cells: "_Cells") -> None:
    sheet = book.create_sheet(page.name)
    for place, column in enumerate(page.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _width(page, column)
    sheet.freeze_panes = f"A{len(page.above) + 2}"
    _set_print(sheet, len(page.above) + 1, deck)
    for number, line in enumerate(page.above):
        sheet.append([cells.text(sheet, line, "text" if number else "title")])
    sheet.append([cells.text(sheet, column.name, "head") for column in page.columns])
    for row in zip(*(column.values for column in page.columns), strict=True):
        beside = zip(page.columns, row, strict=True)
        sheet.append([cells.value(sheet, column, value) for column, value in beside])


def _set_print(sheet: Any, head: int, deck: Deck | None) -> None:
    """As wide as a page, the head on every one, and what the numbers are at its edge."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
    if deck:
        sheet.oddFooter.left.text = stamp(deck.model_dump(mode="json"))
        sheet.oddHeader.right.text = SAMPLE_BADGE if deck.sample else None


class _Cells:
    """Makes the cells of a workbook; openpyxl is slow to style one, so each style is made once."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str, bool], Any] = {}

    def value(self, sheet: Any, column: Data, value: Value) -> Any:
        """What stands in a column; None for nothing."""
        if isinstance(value, str):
            return self.text(sheet, value) if value else None
        whole = "0" if column.name.endswith("番号") else "#,##0"
        digits = f".{'0' * column.decimals}" if column.decimals else ""
        shown = DAY if isinstance(value, date) else whole + digits
        return self._styled(WriteOnlyCell(sheet, value=value), "value", shown)

    def text(self, sheet: Any, text: str, look: str = "text") -> Any:
        """A text that stays one, also when it is typed anew in the spreadsheet."""
        cut = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
        cell = WriteOnlyCell(sheet)
        cell.value = ESCAPED.sub("_x005F_", cut)  # _x0041_ would be read as A
        cell.data_type = "s"
        computed = fold(text[:8]).lstrip().startswith(RUNS)
        return self._styled(cell, look, "General", quoted=computed)

    def _styled(self, cell: Any, look: str, shown: str, *, quoted: bool = False) -> Any:
        key = look, shown, quoted
        if key not in self._styles:
            cell.number_format, cell.quotePrefix = shown, quoted
            for name, part in LOOKS[look].items():
                setattr(cell, name, part)
            self._styles[key] = cell._style
        cell._style = self._styles[key]
        return cell


def _width(page: Page, column: Data) -> float:
    """Wide enough for most of its cells, never so wide that the next column is out of sight."""
    if page.name == NOTES and column is page.columns[-1]:
        return NOTE_WIDTH
    texts = [column.name, *map(str, column.values[:SAMPLED])]
    longest = max(sum(1 if sign.isascii() else 2 for sign in text) for text in texts)
    return min(max(longest + 2, NARROWEST), WIDEST)


def _undated() -> datetime:
    return UNDATED.replace(tzinfo=None)


def _packed(book: Any, moment: datetime) -> bytes:
    """The workbook with sorted entries of one date, stored: compression differs between zlibs."""
    written, packed = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(written, "w")).save()
    dated = f"{moment.replace(tzinfo=UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":  # openpyxl writes the moment of saving
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + dated, content)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            target.writestr(entry, content)
    return packed.getvalue()
