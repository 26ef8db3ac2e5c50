"""The annex as a file: text that stays text, and the same bytes for the same deck."""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook

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
RUNS = ("=", "+", "-", "@", "'")  # folded: what a spreadsheet would compute if it were typed anew
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EEF1FF"},
    "text": {"text_wrap": True, "valign": "top"},
    "value": {"valign": "top"},
}
DAY = "yyyy-mm-dd"
A4 = 9  # in the list of paper sizes of the format


def annex_bytes(publication: Publication) -> bytes:
    """The annex of a deck (or of the tables of a notebook without slides) as an .xlsx file.

    No text in it is ever a formula. The same publication gives the same bytes.
    """
    deck = publication.deck
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        looks = _Looks(book)
        for page in pages(publication):
            _write(book, page, deck, looks)
        book.set_properties(
            {
                "author": "Renkei",
                "title": plain(publication.title),
                "keywords": publication.inputs_sha256 or "",
                "created": _released(deck),
            }
        )
    return _packed(written)


def _write(book: Any, page: Page, deck: Deck | None, looks: "_Looks") -> None:
    sheet, head = book.add_worksheet(page.name), len(page.above)
    _set_print(sheet, head, deck)
    for number, line in enumerate(page.above):
        looks.write_text(sheet, number, 0, line, "text" if number else "title")
    for place, column in enumerate(page.columns):
        sheet.set_column(place, place, _width(page, column))
        looks.write_text(sheet, head, place, column.name, "head")
        for row, value in enumerate(column.values, start=head + 1):
            looks.write(sheet, row, place, column, value)


def _set_print(sheet: Any, head: int, deck: Deck | None) -> None:
    """As wide as a page, the head on every one, and what the numbers are at its edge."""
    sheet.freeze_panes(head + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    if deck:
        sheet.set_footer(f"&L{stamp(deck.model_dump(mode='json'))}")
        if deck.sample:
            sheet.set_header(f"&R{SAMPLE_BADGE}")


class _Looks:
    """Writes the cells of a workbook; each look of a cell is made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str, bool], Any] = {}

    def write(self, sheet: Any, row: int, place: int, column: Data, value: Value) -> None:
        """Write what stands in a column; nothing where nothing stands."""
        if isinstance(value, str):
            if value:
                self.write_text(sheet, row, place, value)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, self._look("value", DAY))
        else:
            whole = "0" if column.name.endswith("番号") else "#,##0"
            digits = f".{'0' * column.decimals}" if column.decimals else ""
            sheet.write_number(row, place, value, self._look("value", whole + digits))

    def write_text(self, sheet: Any, row: int, place: int, text: str, look: str = "text") -> None:
        """Write a text that stays one, also when it is typed anew in the spreadsheet."""
        cut = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
        computed = fold(text[:8]).lstrip().startswith(RUNS)
        sheet.write_string(row, place, cut, self._look(look, "General", quoted=computed))

    def _look(self, name: str, shown: str, *, quoted: bool = False) -> Any:
        key = name, shown, quoted
        if key not in self._made:
            given = {**LOOKS[name], "num_format": shown, "quote_prefix": quoted}
            self._made[key] = self._book.add_format(given)
        return self._made[key]


def _width(page: Page, column: Data) -> float:
    """Wide enough for most of its cells, never so wide that the next column is out of sight."""
    if page.name == NOTES and column is page.columns[-1]:
        return NOTE_WIDTH
    texts = [column.name, *map(str, column.values[:SAMPLED])]
    longest = max(sum(1 if sign.isascii() else 2 for sign in text) for text in texts)
    return min(max(longest + 2, NARROWEST), WIDEST)


def _released(deck: Deck | None) -> datetime:
    if deck and deck.released:
        return datetime.combine(deck.released, time())
    return UNDATED.replace(tzinfo=None)


def _packed(written: io.BytesIO) -> bytes:
    """The workbook with sorted entries of one date, stored: compression differs between zlibs."""
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            target.writestr(entry, source.read(name))
    return packed.getvalue()
