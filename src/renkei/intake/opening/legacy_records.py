"""The records of an .xls ([MS-XLS]): how they follow each other, and what the workbook's say.

A record is a type, a length and so many bytes. The reader of values believes what they say of
themselves and ends the whole program where that is too much, so that every record it may see is
checked before, and those it need not see are blanked.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from renkei.errors import DataError
from renkei.intake.opening.facts import refuse_over
from renkei.intake.opening.forbidden import WITHOUT_MACROS
from renkei.intake.opening.kinds import EXPECTED
from renkei.intake.opening.legacy_links import Links
from renkei.settings.limits import Limits

EOF, CONTINUE, BOF = 0x000A, 0x003C, 0x0809
_DATEMODE, _FILEPASS, _CODEPAGE, _BOUNDSHEET = 0x0022, 0x002F, 0x0042, 0x0085
_EXTERNSHEET, _SUPBOOK, _NAME = 0x0017, 0x01AE, 0x0018
_FORMAT, _XF, _SST = 0x041E, 0x00E0, 0x00FC
_SEEN_BY_READER = {EOF, CONTINUE, BOF, _DATEMODE, _CODEPAGE, _BOUNDSHEET, _FORMAT, _XF, _SST}
_BLANKED = 0x0160  # a record that says how Excel shows formulas, and that no reader asks for
_WHOLE_BOOK, MACRO_SHEET, _WORKSHEET, _MODULE = 0x0005, 0x01, 0x00, 0x06
_HEAD = struct.Struct("<HH")
_CONTINUED = 20_000


@dataclass
class LegacyBook:
    """What an .xls says of the whole workbook.

    `sheets` say where each sheet's records begin and whether it is a worksheet, in order;
    `formats` the number format of each cell style; `strings` how many characters each shared text
    has, so that none is laid out unseen; `links` which terms of a formula lead to other files.
    """

    is_biff8: bool = True
    epoch: int = 1900
    end: int = 0
    sheets: dict[int, bool] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    strings: list[int] = field(default_factory=list)
    links: Links = field(default_factory=Links)


def walk(stream: bytes | bytearray, at: int) -> Iterator[tuple[int, int, int]]:
    """The records from a place on: type, where its bytes begin, how many; to the stream's end.

    Raises DataError where a record is cut short or is continued beyond measure.
    """
    end, continued = len(stream), 0
    while at + 4 <= end:
        kind, size = _HEAD.unpack_from(stream, at)
        if at + 4 + size > end:
            raise damaged("a record is cut short")
        continued = continued + 1 if kind == CONTINUE else 0
        if continued > _CONTINUED:
            raise damaged("a record is continued without end")
        yield kind, at + 4, size
        at += 4 + size
    raise damaged("its records have no end")


def blank(stream: bytearray, at: int) -> None:
    """Give the record whose bytes begin here a type the reader of values passes over."""
    _HEAD.pack_into(stream, at - 4, _BLANKED, _HEAD.unpack_from(stream, at - 4)[1])


def damaged(how: str) -> DataError:
    """The error for records that are not as Excel writes them."""
    return DataError(
        f"the workbook is damaged or cut short ({how})", expected=f"{EXPECTED}: send it again"
    )


def read_book(stream: bytearray, limits: Limits) -> LegacyBook:
    """Read the records of the whole workbook and blank those that values do not need.

    Raises DataError where the workbook is damaged, encrypted or holds macros.
    """
    book = LegacyBook()
    for kind, at, size in walk(stream, 0):
        if at == 4:
            book.is_biff8 = _version(stream, kind, at, size)
        if kind == EOF:
            book.end = at
            break
        if kind not in _SEEN_BY_READER:
            blank(stream, at)
        _READERS.get(kind, _pass_over)(stream, at, size, book)
    if not book.sheets:
        raise damaged("it names no sheets")
    refuse_over(len(book.sheets), limits.sheets, "sheets")
    refuse_over(len(book.strings), limits.cells, "shared texts")
    return book


def _version(stream: bytearray, kind: int, at: int, size: int) -> bool:
    """Whether the workbook is of Excel 97 to 2003 (else of 5.0 or 95)."""
    if kind != BOF or size < 4:
        raise damaged("it does not begin as a workbook")
    version, whole = _HEAD.unpack_from(stream, at)
    if version not in (0x0500, 0x0600) or whole != _WHOLE_BOOK:
        raise damaged("it is of an unknown version")
    return bool(version == 0x0600)


def number(stream: bytes | bytearray, at: int, size: int, offset: int) -> int:
    """The unsigned 16 bits at an offset of a record; DataError where the record is shorter."""
    if offset + 2 > size:
        raise damaged("a record is too short")
    return int.from_bytes(stream[at + offset : at + offset + 2], "little")


def _pass_over(stream: bytearray, at: int, size: int, book: LegacyBook) -> None:
    return


def _date_mode(stream: bytearray, at: int, size: int, book: LegacyBook) -> None:
    book.epoch = 1904 if number(stream, at, size, 0) == 1 else 1900


def _password(stream: bytearray, at: int, size: int, book: LegacyBook) -> None:
    raise DataError(
        "the workbook is protected by a password",
        expected=f"{EXPECTED}: ファイル→名前を付けて保存→ツール→全般オプション, leave both blank",
    )


def _sheet(stream: bytearray, at: int, size: int, book: LegacyBook) -> None:
    if size < 8:
        raise damaged("a sheet is not named")
    kind = stream[at + 5]
    if kind in (MACRO_SHEET, _MODULE):
        raise DataError("the workbook holds macros (a macro sheet)", expected=WITHOUT_MACROS)
    start = int.from_bytes(stream[at : at + 4], "little")
    if start in book.sheets:
        raise damaged("two sheets begin at one place")
    book.sheets[start] = kind == _WORKSHEET


def _format(stream: bytearray, at: int, size: int, book: LegacyBook) -> None:
    code = number(stream, at, size, 0)
    if book.is_biff8:
        wide = size > 4 and stream[at + 4] & 1
        written = bytes(stream[at + 5 : at + size])
        shown = written.decode("utf-16-le" if wide else "latin-1", errors="replace")
        shown = shown[: number(stream, at, size, 2)]
    else:
        shown = bytes(stream[at + 3 : at + size]).decode("cp932", errors="replace")
    book.codes[code] = "" if shown in ("General", "G/標準") else shown


def _style(stream: bytearray, at: int, size: int, book: LegacyBook) -> None:
    book.styles.append(number(stream, at, size, 2))


def _other_book(stream: bytearray, at: int, size: int, book: LegacyBook) -> None:
    book.links.add_book(number(stream, at, size, 2))


def _other_sheets(stream: bytearray, at: int, size: int, book: LegacyBook) -> None:
    book.links.add_sheets(bytes(stream[at : at + size]), book.is_biff8)


def _name(stream: bytearray, at: int, size: int, book: LegacyBook) -> None:
    book.links.add_name(bytes(stream[at : at + size]))


def _strings(stream: bytearray, at: int, size: int, book: LegacyBook) -> None:
    pieces = [(at, size)]
    for kind, more, length in walk(stream, at + size):
        if kind != CONTINUE:
            break
        pieces.append((more, length))
    book.strings = _Strings(stream, pieces).lengths()


_READERS = {
    _DATEMODE: _date_mode, _FILEPASS: _password, _BOUNDSHEET: _sheet, _FORMAT: _format,
    _XF: _style, _SUPBOOK: _other_book, _EXTERNSHEET: _other_sheets, _NAME: _name,
    _SST: _strings,
}  # fmt: skip


class _Strings:
    """The table of shared texts, whose bytes run on over several records."""

    def __init__(self, stream: bytearray, pieces: list[tuple[int, int]]) -> None:
        self._stream = stream
        self._pieces = iter(pieces)
        self._at = self._end = 0
        self._next()

    def lengths(self) -> list[int]:
        """How many characters each text has; DataError where the table is not whole."""
        count = int.from_bytes(self._take(8)[4:8], "little")
        if 3 * count > len(self._stream):
            raise damaged(f"it claims {count:,} shared texts")
        return [self._one() for _ in range(count)]

    def _one(self) -> int:
        if self._at == self._end:
            self._next()
        head = self._take(3)
        length = int.from_bytes(head[:2], "little")
        runs = int.from_bytes(self._take(2), "little") if head[2] & 8 else 0
        extra = int.from_bytes(self._take(4), "little") if head[2] & 4 else 0
        self._skip_text(length, 2 if head[2] & 1 else 1)
        self._skip(4 * runs + extra)
        return length

    def _skip_text(self, length: int, width: int) -> None:
        while length:
            fits = min(length, (self._end - self._at) // width)
            self._at += fits * width
            length -= fits
            if length:
                self._next()
                width = 2 if self._take(1)[0] & 1 else 1

    def _skip(self, size: int) -> None:
        while size > self._end - self._at:
            size -= self._end - self._at
            self._next()
        self._at += size

    def _take(self, size: int) -> bytearray:
        taken = self._stream[self._at : min(self._at + size, self._end)]
        if len(taken) < size:
            raise damaged("its shared texts are cut short")
        self._at += size
        return taken

    def _next(self) -> None:
        at, size = next(self._pieces, (0, -1))
        if size < 0:
            raise damaged("its shared texts are cut short")
        self._at, self._end = at, at + size
