"""What the XML of one sheet says that a reader of values leaves out, in one strict pass.

The reader of values is lenient: of two values in one cell it takes the last, of a text's number
that is none the first. So a sheet is refused here wherever it is not as Excel saves it.
"""

import re
from collections.abc import Callable, Sequence

from renkei.errors import DataError
from renkei.intake.opening.facts import (
    UNCOMPUTED,
    SheetFacts,
    refuse_over,
    refuse_size,
    stands_twice,
)
from renkei.intake.opening.forbidden import refuse_far
from renkei.intake.opening.kinds import EXPECTED
from renkei.intake.opening.limits import Limits
from renkei.intake.opening.parts import address, area
from renkei.intake.opening.sheet_places import Given, Places, run

_TRUE = ("1", "true", "on")
_TAGS_PER_CELL, _ELEMENTS_PER_CELL = 12, 2  # beyond it a sheet is only meant to take time
_WITHIN_TEXT = (
    "t", "r", "rPr", "rPh", "phoneticPr", "rFont", "charset", "family", "scheme", "sz", "color",
    "b", "i", "u", "strike", "outline", "shadow", "condense", "extend", "vertAlign",
)  # fmt: skip
_STRING = re.compile(rb"<(?:\w+:)?si(?=[\s/>])")


def string_lengths(strings: bytes, limits: Limits) -> list[int]:
    """How many bytes each shared text takes at most, in order."""
    lengths = list(map(len, _STRING.split(strings)[1:]))
    if len(lengths) > limits.cells:
        raise DataError(
            f"there are {len(lengths):,} shared texts", expected=f"at most {limits.cells:,}"
        )
    # A comment may hide where a text begins, so that none is known to be short.
    return [max(lengths)] * len(lengths) if lengths and b"<!--" in strings else lengths


def read_facts(part: bytes, strings: Sequence[int], limits: Limits) -> SheetFacts:
    """The facts of a sheet, without its notes.

    `strings` are the lengths of the shared texts. Raises DataError where the sheet is damaged,
    laid out in full would pass the limits, points at a text that is not there, has a cell twice,
    or takes values from another file.
    """
    for mark, count in ((b"<", _TAGS_PER_CELL), (b"<c ", _ELEMENTS_PER_CELL)):
        refuse_over(part.count(mark) // count, limits.cells, "cells")
    reader = _Reader(strings, limits)
    meanings = reader.meanings

    def start(name: str, given: Given) -> None:
        meanings[name](given)

    run(part, start, reader.text)
    reader.end()
    return reader.facts


class _Meanings(dict[str, Callable[[Given], object]]):
    """What to do about an element, by its name, learnt when it is first met."""

    def __init__(self, of: Callable[[str], Callable[[Given], object]]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, name: str) -> Callable[[Given], object]:
        self[name] = meaning = self._of(name)
        return meaning


class _Reader(Places):
    """Gathers the facts of a sheet while its XML is parsed; a cell is told when the next begins."""

    def __init__(self, strings: Sequence[int], limits: Limits) -> None:
        super().__init__()
        self.facts = SheetFacts()
        self._strings, self._limits = strings, limits
        self.meanings = _Meanings(self._meaning)
        self._root = self._kind = ""
        self._used = self._filled = self._widest = self._bytes = self._met = 0
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._taking: list[str] | None = None

    def text(self, text: str) -> None:
        """Text within an element."""
        if self._taking is not None:
            self._taking.append(text)

    def end(self) -> None:
        """The sheet is over."""
        self._finish()
        refuse_size(self._used, self._widest, self._limits)
        self.facts.rows, self.facts.filled = self._used, self._filled

    def _meaning(self, name: str) -> Callable[[Given], object]:
        """What to do about an element: cells whatever their prefix, the others by the root's."""
        prefix, _, local = name.rpartition(":")
        if not self._root:
            self._root = name
            if local != "worksheet":
                raise DataError("the sheet's part holds no worksheet", expected=EXPECTED)
        known: dict[str, Callable[[Given], object]] = {
            "row": self._row, "c": self._cell, "v": self._values, "is": self._values,
            **dict.fromkeys(_WITHIN_TEXT, len),
        }  # fmt: skip
        if prefix == self._root.rpartition(":")[0]:
            known |= {"f": self._formulas, "mergeCell": self._merge, "col": self._columns}
        return known.get(local, self._aside)

    def _aside(self, given: Given) -> None:
        self._taking = None
        self._met += 1
        if self._met > self._limits.cells * _ELEMENTS_PER_CELL:
            refuse_over(self._met, self._limits.cells * _ELEMENTS_PER_CELL, "elements")

    def _row(self, given: Given) -> None:
        self._finish()
        refuse_size(self._used, self._widest, self._limits)
        self._aside(given)
        self.row(given)
        if given.get("hidden") in _TRUE or given.get("ht") == "0":
            self.facts.hidden_rows.add(self.row_number - 1)

    def _cell(self, given: Given) -> None:
        if self._value is not None or self._formula is not None:
            self._finish()
        self.cell(given)
        self._kind = given.get("t", "")

    def _values(self, given: Given) -> None:
        if self._value is not None:
            raise stands_twice(f"the value of {address(*self.at)}")
        self._value = self._taking = []

    def _formulas(self, given: Given) -> None:
        self._formula = self._taking = []
        if given.get("t") == "array" and given.get("ref"):
            self.facts.arrays.append(area(given["ref"]))

    def _merge(self, given: Given) -> None:
        self.facts.merges.append(area(given.get("ref", "")))
        refuse_over(len(self.facts.merges), self._limits.rows, "merged ranges")

    def _columns(self, given: Given) -> None:
        if given.get("hidden") not in _TRUE and given.get("width") != "0":
            return
        first, last = given.get("min", ""), given.get("max", "")
        if not (first.isdecimal() and last.isdecimal()) or len(first + last) > 12:
            raise DataError("hidden columns are not numbered", expected=EXPECTED)
        self.facts.hidden_columns.append((int(first) - 1, int(last) - 1))
        refuse_over(len(self.facts.hidden_columns), self._limits.columns, "hidden columns")

    def _finish(self) -> None:
        """Tell what the cell last met holds."""
        value, formula = self._value, self._formula
        if value is None and formula is None:
            return
        self._value = self._formula = self._taking = None
        self._used = self.row_number
        if self.column > self._widest:
            self._widest = self.column
        text = "".join(value).strip() if value else ""
        if text:
            self._filled = self.row_number
            if self._kind == "s":
                self._shared(text)
            elif self._kind == "e":
                self.facts.broken[self.at] = text
        if formula is not None:
            self._computed("".join(formula).strip(), text)

    def _computed(self, formula: str, text: str) -> None:
        refuse_far(formula, address(*self.at))
        self.facts.formulas[self.at] = formula
        if not text and self._kind != "str":
            self.facts.broken[self.at] = UNCOMPUTED

    def _shared(self, number: str) -> None:
        """Count the bytes of a shared text, which may be laid out many times."""
        index = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1
        if not 0 <= index < len(self._strings):
            raise DataError(
                f"{address(*self.at)} points at text {number[:20]!r} of {len(self._strings):,}",
                expected=f"{EXPECTED}: save it anew from Excel",
            )
        self._bytes += self._strings[index]
        if self._bytes > self._limits.expanded_bytes:
            refuse_over(self._bytes, self._limits.expanded_bytes, "bytes of text")
