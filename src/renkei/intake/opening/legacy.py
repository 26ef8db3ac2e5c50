"""An .xls, from its container to a copy that is safe to give to the reader of values."""

import io

from renkei.errors import DataError
from renkei.intake.opening.compound_file import CompoundFile, packed
from renkei.intake.opening.facts import Cell, SheetFacts
from renkei.intake.opening.forbidden import WITHOUT_MACROS
from renkei.intake.opening.legacy_records import (
    BOF,
    EOF,
    LegacyBook,
    blank,
    damaged,
    read_book,
    walk,
)
from renkei.intake.opening.legacy_sheet import LegacySheet
from renkei.settings.limits import LIMITS, Limits

_MACROS = ("_vba_project_cur", "_vba_project", "vba", "macros")
_STREAMS = ("Workbook", "Book")


class LegacyWorkbook:
    """An .xls whose records were all checked; its sheets are asked for by place.

    Raises DataError where it is damaged, encrypted, too large, holds macros or takes values from
    other files.
    """

    def __init__(self, content: bytes, limits: Limits = LIMITS) -> None:
        container = CompoundFile(content)
        names = [name.casefold() for name in container.names]
        for name in container.names:
            if name.casefold() in _MACROS:
                raise DataError(f"the workbook holds macros ({name})", expected=WITHOUT_MACROS)
        stream = next((one for one in _STREAMS if one.casefold() in names), "Workbook")
        records = bytearray(container.stream(stream))
        book = read_book(records, limits)
        self.epoch = book.epoch
        self.properties: dict[str, str] = {}
        self._sheets = _read_sheets(records, book, limits)
        self._packed = packed(stream, bytes(records))

    def facts(self, name: str, place: int) -> SheetFacts:
        """The facts of a sheet by its place among the sheets."""
        return self._sheet(place).facts

    def formats(self, name: str, place: int) -> dict[Cell, str]:
        """The number format of every cell that has one."""
        return self._sheet(place).formats

    def _sheet(self, place: int) -> LegacySheet:
        sheet = self._sheets[place]
        if sheet is None:
            raise damaged("a chart is taken for a worksheet")
        return sheet

    def repacked(self) -> io.BytesIO:
        """A workbook of exactly the records that values need."""
        return io.BytesIO(self._packed)


def _read_sheets(records: bytearray, book: LegacyBook, limits: Limits) -> list[LegacySheet | None]:
    """Read every worksheet; what is no worksheet is emptied. Sheets never lie within each other."""
    found: dict[int, LegacySheet | None] = {}
    end = book.end
    for start, is_worksheet in sorted(book.sheets.items()):
        if start < end:
            raise damaged("sheets lie within each other")
        sheet = LegacySheet(records, start, book, limits) if is_worksheet else None
        found[start] = sheet
        end = sheet.end if sheet else _emptied(records, start)
    return [found[start] for start in book.sheets]


def _emptied(records: bytearray, start: int) -> int:
    """Blank a chart sheet, whose numbers would be taken for cells; give its end."""
    depth = 0
    for kind, at, _ in walk(records, start):
        depth += (kind == BOF) - (kind == EOF)
        if depth == 0:
            return at
        if at > start + 4:
            blank(records, at)
        elif kind != BOF:
            break
    raise damaged("a chart has no end")
