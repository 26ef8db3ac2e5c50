"""Notes on the cells of an .xls: three kinds of records that belong together by a number."""

from renkei.intake.opening.facts import Cell
from renkei.intake.opening.legacy_records import CONTINUE, number

_NOTE, _OBJECT, _TEXT = 0x001C, 0x005D, 0x01B6
_IS_NOTE = 0x0019
_BETWEEN = (0x00EC,)  # the drawing stands between an object and its text


class Notes:
    """Gathers notes while a sheet's records are met: the object, its text, then the cell."""

    def __init__(self, stream: bytearray) -> None:
        self._stream = stream
        self._object = -1
        self._left = 0
        self._taking: list[str] = []
        self._pieces: dict[int, list[str]] = {}
        self._cells: dict[Cell, tuple[int, str]] = {}

    def meet(self, kind: int, at: int, size: int) -> None:
        """Take what a record says of a note."""
        if kind == _OBJECT and size >= 8:
            is_note = number(self._stream, at, size, 4) == _IS_NOTE
            self._object = number(self._stream, at, size, 6) if is_note else -1
        elif kind == _TEXT and size >= 12 and self._object >= 0:
            self._left = number(self._stream, at, size, 10)
            self._taking = self._pieces[self._object] = []
        elif kind == CONTINUE and self._left and size > 1:
            self._continue(at, size)
        elif kind == _NOTE and size >= 8:
            self._note(at, size)
        elif kind not in (CONTINUE, *_BETWEEN):
            self._left = 0

    def texts(self) -> dict[Cell, str]:
        """The notes by cell, without the author's name on the first line."""
        found = {}
        for cell, (one, author) in self._cells.items():
            text = "".join(self._pieces.get(one, ())).strip()
            first, _, rest = text.partition("\n")
            named = author and first.strip().rstrip(":：").strip() == author
            found[cell] = rest.strip() if named else text
        return {cell: text for cell, text in found.items() if text}

    def _continue(self, at: int, size: int) -> None:
        wide = self._stream[at] & 1
        taken = bytes(self._stream[at + 1 : at + size])[: self._left * (2 if wide else 1)]
        text = taken.decode("utf-16-le" if wide else "latin-1", errors="replace")
        self._left -= len(taken) // (2 if wide else 1)
        self._taking.append(text)

    def _note(self, at: int, size: int) -> None:
        row, column, one = (number(self._stream, at, size, offset) for offset in (0, 2, 6))
        author = ""
        if size > 11:
            wide = self._stream[at + 10] & 1
            told = bytes(self._stream[at + 11 : at + size])
            length = number(self._stream, at, size, 8)
            author = told.decode("utf-16-le" if wide else "latin-1", errors="replace")[:length]
        self._cells[row, column] = one, author.strip()
