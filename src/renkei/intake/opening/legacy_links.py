"""Which terms of an .xls's formulas lead to other files ([MS-XLS] 2.5.198).

A name nobody uses may still lead to a file long gone: the Basic Resident Register as published has
two of them. So a workbook is refused for what its cells take from elsewhere, not for such names.
"""

import struct

from renkei.errors import DataError
from renkei.intake.opening.forbidden import WITHOUT_LINKS

_OWN, _ADD_INS = 0x0401, 0x3A01
_OTHER_FILE = 1  # before Excel 97, the first sign of a sheet's name in another file
# Terms that name a sheet (by its number in a list) or a name, each in three classes of operand.
_SHEET_TERMS = {one + kind for one in (0x19, 0x1A, 0x1B, 0x1C, 0x1D) for kind in (32, 64, 96)}
_NAME_TERMS = {0x03 + kind for kind in (32, 64, 96)}
_NAME_HEAD = 14


class Links:
    """Gathers the lists of other files, their sheets and names, in the order they are met.

    A term is looked for by its bytes wherever they may stand, so that a formula is sooner refused
    than let through.
    """

    def __init__(self) -> None:
        self._books: list[bool] = []
        self._sheets: set[int] = set()
        self._any_sheet = False
        self._names: set[int] = set()
        self._met = 0

    def add_book(self, said: int) -> None:
        """Take a record that names a workbook: this one, the functions of add-ins, or another."""
        self._books.append(said not in (_OWN, _ADD_INS))

    def add_sheets(self, content: bytes, is_biff8: bool) -> None:
        """Take a record that lists sheets; before Excel 97 it names one."""
        if not is_biff8:
            self._any_sheet |= content[1:2] == bytes([_OTHER_FILE])
            return
        for index, at in enumerate(range(2, len(content) - 5, 6)):
            (book,) = struct.unpack_from("<H", content, at)
            if book < len(self._books) and self._books[book]:
                self._sheets.add(index)

    def add_name(self, content: bytes) -> None:
        """Take a record that gives a name to a formula."""
        self._met += 1
        if self._leads_away(content[_NAME_HEAD:]):
            self._names.add(self._met)

    def refuse(self, terms: bytes, where: str) -> None:
        """Raise DataError where a formula's terms lead to another file."""
        if self._leads_away(terms):
            raise DataError(
                f"the workbook takes values from another file ({where})", expected=WITHOUT_LINKS
            )

    def _leads_away(self, terms: bytes) -> bool:
        if not (self._sheets or self._any_sheet or self._names):
            return False
        for at, term in enumerate(terms[:-2]):
            index = terms[at + 1] | terms[at + 2] << 8
            if term in _SHEET_TERMS and (self._any_sheet or index in self._sheets):
                return True
            if term in _NAME_TERMS and index in self._names:
                return True
        return False
