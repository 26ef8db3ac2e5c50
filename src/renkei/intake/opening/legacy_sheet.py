"""What the records of one sheet of an .xls say that a reader of values leaves out.

What a record means: [MS-XLS] 2.4. A cell's record begins with its row, column and style.
"""

import struct
from array import array
from collections.abc import Callable

from renkei.errors import DataError
from renkei.intake.opening.facts import (
    Area,
    Cell,
    SheetFacts,
    refuse_over,
    refuse_size,
    stands_twice,
)
from renkei.intake.opening.legacy_notes import Notes
from renkei.intake.opening.legacy_records import (
    BOF,
    CONTINUE,
    EOF,
    LegacyBook,
    blank,
    damaged,
    number,
    walk,
)
from renkei.intake.opening.parts import KNOWN_FORMATS, address
from renkei.settings.limits import Limits

_FORMULA, _NUMBER, _LABEL, _BOOLERR, _STRING, _RK = 0x0006, 0x0203, 0x0204, 0x0205, 0x0207, 0x027E
_LABELSST, _MULRK, _RSTRING, _MERGED = 0x00FD, 0x00BD, 0x00D6, 0x00E5
_ROW, _COLINFO, _ARRAY = 0x0208, 0x007D, 0x0221
_LEAST = {_FORMULA: 22, _NUMBER: 14, _LABEL: 8, _BOOLERR: 8, _RK: 10, _LABELSST: 10, _RSTRING: 8}
_LAST_COLUMN = 255
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
_TEXT, _ERROR, _NO_TEXT = 0, 2, 3


class LegacySheet:
    """Reads the records of a sheet once, and makes them safe for the reader of values.

    Raises DataError where the sheet is damaged, has a cell twice, points at a text that is not
    there, or laid out in full would pass the limits.
    """

    def __init__(self, stream: bytearray, start: int, book: LegacyBook, limits: Limits) -> None:
        self._stream, self._book, self._limits = stream, book, limits
        self.facts = SheetFacts()
        self._places, self._styles = array("L"), array("L")
        self._widest = self._texts = self.end = 0
        self._awaits_text = False
        notes = Notes(stream)
        self._kinds: dict[int, Callable[[int, int, int], None]] = {
            **dict.fromkeys(_LEAST, self._cell), _MULRK: self._numbers, _STRING: self._text,
            _MERGED: self._merged, _ROW: self._row, _COLINFO: self._columns, _ARRAY: self._array,
        }  # fmt: skip
        self._read(start, notes)
        self.facts.comments = notes.texts()
        self._refuse_twice()

    @property
    def formats(self) -> dict[Cell, str]:
        """The number format of every cell that has one."""
        codes = [
            self._book.codes.get(code, KNOWN_FORMATS.get(code, "")) for code in self._book.styles
        ]
        return {
            (place >> 8, place & 0xFF): codes[style]
            for place, style in zip(self._places, self._styles, strict=True)
            if style < len(codes) and codes[style]
        }

    def _read(self, start: int, notes: Notes) -> None:
        depth = 0
        for kind, at, size in walk(self._stream, start):
            if at == start + 4 and kind != BOF:
                raise damaged("a sheet does not begin where it should")
            depth += (kind == BOF) - (kind == EOF)
            if depth == 0:
                self.end = at
                return
            reading = self._kinds.get(kind)
            if depth == 1 and reading:
                reading(kind, at, size)
            elif depth == 1:
                notes.meet(kind, at, size)
            # A chart within a sheet ends as a sheet does, so that it goes as a whole.
            if depth > 1 or (not reading and kind not in (BOF, CONTINUE)):
                blank(self._stream, at)
        raise damaged("a sheet has no end")

    def _meet(self, row: int, column: int, style: int) -> None:
        """Count a cell that is laid out."""
        if column > _LAST_COLUMN:
            raise damaged(f"a cell stands in column {column:,}")
        self._places.append(row << 8 | column)
        self._styles.append(style)
        self.facts.rows = max(self.facts.rows, row + 1)
        self._widest = max(self._widest, column + 1)

    def _cell(self, kind: int, at: int, size: int) -> None:
        if size < _LEAST[kind]:
            raise damaged("a cell is cut short")
        row, column, style = struct.unpack_from("<HHH", self._stream, at)
        self._meet(row, column, style)
        filled = True
        if kind == _FORMULA:
            filled = self._formula((row, column), at)
        elif kind == _LABELSST:
            filled = self._shared((row, column), at)
        elif kind in (_LABEL, _RSTRING):
            filled = self._whole(at, 6, size)
            if filled:  # the reader of values knows no text with formats within it
                struct.pack_into("<H", self._stream, at - 4, _LABEL)
        elif kind == _BOOLERR and self._stream[at + 7]:
            self._error((row, column), self._stream[at + 6])
        if filled:
            self.facts.filled = max(self.facts.filled, row + 1)

    def _formula(self, cell: Cell, at: int) -> bool:
        """Note a formula, and take its terms away: the reader of values stumbles over some."""
        size = number(self._stream, at, 22, 20)
        terms = bytes(self._stream[at + 22 : at + 22 + size])
        self._book.links.refuse(terms, address(*cell))
        struct.pack_into("<H", self._stream, at + 20, 0)
        self.facts.formulas[cell] = ""
        value = self._stream[at + 6 : at + 14]
        if value[6:] != b"\xff\xff":
            return True
        if value[0] == _TEXT:
            self._awaits_text = True
        elif value[0] == _ERROR:
            self._error(cell, value[2])
        return value[0] != _NO_TEXT

    def _error(self, cell: Cell, code: int) -> None:
        if code not in _ERRORS:
            raise damaged(f"{address(*cell)} holds an unknown error")
        self.facts.broken[cell] = _ERRORS[code]

    def _shared(self, cell: Cell, at: int) -> bool:
        index = int.from_bytes(self._stream[at + 6 : at + 10], "little")
        if index >= len(self._book.strings):
            raise damaged(f"{address(*cell)} points at a text that is not there")
        length = self._book.strings[index]
        self._texts += 3 * length
        refuse_over(self._texts, self._limits.expanded_bytes, "bytes of text")
        return length > 0

    def _numbers(self, kind: int, at: int, size: int) -> None:
        """Numbers that stand side by side in one record."""
        row, first = number(self._stream, at, size, 0), number(self._stream, at, size, 2)
        last = number(self._stream, at, size, size - 2)
        if last < first or size != 6 + 6 * (last - first + 1):
            raise damaged("a row of numbers is cut short")
        self._meet(row, last, number(self._stream, at, size, size - 8))
        before = range(first, last)
        self._places.extend(row << 8 | column for column in before)
        self._styles.extend(
            number(self._stream, at, size, 4 + 6 * (column - first)) for column in before
        )
        self.facts.filled = max(self.facts.filled, row + 1)

    def _text(self, kind: int, at: int, size: int) -> None:
        """The text a formula came to."""
        if not self._awaits_text:
            raise damaged("a formula's text stands alone")
        self._awaits_text = False
        self._whole(at, 0, size)

    def _whole(self, at: int, offset: int, size: int) -> bool:
        """Whether a text is not empty; DataError where it runs on in a next record.

        There the reader of values would stop, and over an empty one it stumbles.
        """
        length = number(self._stream, at, size, offset)
        head = 3 if self._book.is_biff8 else 2
        wide = self._book.is_biff8 and size > offset + 2 and self._stream[at + offset + 2] & 1
        if not length:
            blank(self._stream, at)
        elif offset + head + length * (2 if wide else 1) > size:
            raise DataError(
                f"a text of {length:,} characters is cut short",
                expected="a workbook saved as .xlsx",
            )
        return length > 0

    def _merged(self, kind: int, at: int, size: int) -> None:
        for one in range(number(self._stream, at, size, 0)):
            if 2 + 8 * (one + 1) > size:
                raise damaged("merged ranges are cut short")
            top, bottom, left, right = struct.unpack_from("<HHHH", self._stream, at + 2 + 8 * one)
            self.facts.merges.append(Area(top, left, bottom, right))

    def _row(self, kind: int, at: int, size: int) -> None:
        if number(self._stream, at, size, 12) & _HIDDEN_ROW:
            self.facts.hidden_rows.add(number(self._stream, at, size, 0))

    def _columns(self, kind: int, at: int, size: int) -> None:
        if number(self._stream, at, size, 8) & _HIDDEN_COLUMN:
            first, last = number(self._stream, at, size, 0), number(self._stream, at, size, 2)
            self.facts.hidden_columns.append((first, last))

    def _array(self, kind: int, at: int, size: int) -> None:
        if size >= 6:
            top, bottom, left, right = struct.unpack_from("<HHBB", self._stream, at)
            self.facts.arrays.append(Area(top, left, bottom, right))
            terms = bytes(self._stream[at + 6 : at + size])
            self._book.links.refuse(terms, address(top, left))

    def _refuse_twice(self) -> None:
        refuse_size(self.facts.rows, self._widest, self._limits)
        met: set[int] = set()
        for place in self._places if len(set(self._places)) < len(self._places) else ():
            if place in met:
                raise stands_twice(address(place >> 8, place & 0xFF))
            met.add(place)
