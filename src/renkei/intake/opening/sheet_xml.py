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
from renkei.intake.opening.parts import address, area
from renkei.intake.opening.sheet_places import Given, Places, run
from renkei.settings.limits import Limits

_TRUE = ("1", "true", "on")
_TAGS_PER_CELL, _ELEMENTS_PER_CELL = 12, 2  # beyond it a sheet is only meant to take time
_WITHIN_TEXT = (
    "t", "r", "rPr", "rPh", "phoneticPr", "rFont", "charset", "family", "scheme", "sz", "color",
    "b", "i", "u", "strike", "outline", "shadow", "condense", "extend", "vertAlign",
)  # fmt: skip
_COUNTED = re.compile(rb"<(?:\w+:)?sst\s[^>]*?\buniqueCount\s*=\s*[\"'](\d{1,9})[\"']")
_STRING = re.compile(rb"<(?:\w+:)?si(?=[\s/>])")
_PLAIN = re.compile(rb"<(?:\w+:)?t[\s/>]")
_RUN = re.compile(rb"<(?:\w+:)?r(?:Ph)?[\s/>]")  # a run of rich text, or how a text is read aloud


def string_lengths(strings: bytes, limits: Limits) -> list[int]:
    """How many bytes each shared text takes at most, in order.

    Raises DataError where there are too many, where one text says two things at once, and where
    texts are damaged or one is missing, since every cell would then show its neighbour's text.
    """
    if strings:
        run(strings, None, None)
    texts = _STRING.split(strings)[1:]
    counted = _COUNTED.search(strings)
    if counted and int(counted[1]) != len(texts):
        raise DataError(
            f"there are {len(texts):,} shared texts where the workbook counts {int(counted[1]):,}",
            expected=f"{EXPECTED}: save it anew from Excel",
        )
    for number, one in enumerate(texts):
        if one.count(b"<t") > 1 and len(_PLAIN.findall(one)) > len(_RUN.findall(one)) + 1:
            raise DataError(f"shared text {number} holds two texts", expected="one text a cell")
    lengths = list(map(len, texts))
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
    """Gathers the facts of a sheet while its XML is parsed; a row is told when the next begins."""

    def __init__(self, strings: Sequence[int], limits: Limits) -> None:
        super().__init__()
        self.facts = SheetFacts()
        self._strings, self._limits = strings, limits
        self.meanings = _Meanings(self._meaning)
        self._root = ""
        self._widest = self._bytes = self._met = self._last = self._texts_left = 0
        self._values: list[tuple[int, str | None, list[str]]] = []
        self._formulas: dict[int, list[str]] = {}
        self._taking: list[str] | None = None

    def text(self, text: str) -> None:
        """Text within an element."""
        if self._taking is not None:
            self._taking.append(text)

    def end(self) -> None:
        """The sheet is over."""
        self._tell_row()
        refuse_size(self.facts.rows, self._widest, self._limits)

    def _meaning(self, name: str) -> Callable[[Given], object]:
        """What to do about an element: cells whatever their prefix, the others by the root's."""
        prefix, _, local = name.rpartition(":")
        if not self._root:
            self._root = name
            if local != "worksheet":
                raise DataError("the sheet's part holds no worksheet", expected=EXPECTED)
        known: dict[str, Callable[[Given], object]] = {
            "row": self._row, "c": self.cell, "v": self._value, "is": self._value,
            **dict.fromkeys(_WITHIN_TEXT, len), "t": self._one_text,
            **dict.fromkeys(("r", "rPh"), self._run),
        }  # fmt: skip
        if prefix == self._root.rpartition(":")[0]:
            known |= {"f": self._formula, "mergeCell": self._merge, "col": self._columns}
        return known.get(local, self._aside)

    def _aside(self, given: Given) -> None:
        self._taking = None
        self._met += 1
        if self._met > self._limits.cells * _ELEMENTS_PER_CELL:
            refuse_over(self._met, self._limits.cells * _ELEMENTS_PER_CELL, "elements")

    def _row(self, given: Given) -> None:
        self._tell_row()
        refuse_size(self.facts.rows, self._widest, self._limits)
        self._aside(given)
        self.row(given)
        if given.get("hidden") in _TRUE or given.get("ht") == "0":
            self.facts.hidden_rows.add(self.row_number - 1)

    def _value(self, given: Given) -> None:
        if self.column == self._last:
            raise stands_twice(f"the value of {self._address(self.column)}")
        self._last, self._texts_left = self.column, 1
        taking: list[str] = []
        self._taking = taking
        self._values.append((self.column, self.kind, taking))
        self.facts.styles[self.row_number - 1, self.column - 1] = self.style

    def _run(self, given: Given) -> None:
        """A run of rich text, or how a text is read aloud: each has a text of its own."""
        self._texts_left += 1

    def _one_text(self, given: Given) -> None:
        self._texts_left -= 1
        if self._texts_left < 0:
            raise stands_twice(f"the text of {self._address(self.column)}")

    def _formula(self, given: Given) -> None:
        self._taking = self._formulas[self.column] = []
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

    def _tell_row(self) -> None:
        """Tell what the cells of the row last met hold."""
        self._taking, self._last = None, 0
        if not self._values and not self._formulas:
            return
        self.facts.rows = self.row_number
        for column, kind, pieces in self._values:
            written = "".join(pieces)
            text = written.strip()
            if text:
                self.facts.filled = self.row_number
                if kind == "s":
                    self._shared(written, column)
                elif kind == "e":
                    self.facts.broken[self.row_number - 1, column - 1] = text
            if column in self._formulas:
                self._computed(column, self._formulas.pop(column), bool(text) or kind == "str")
        for column, formula in self._formulas.items():
            self._computed(column, formula, False)
        self._widest = max(self._widest, *(one[0] for one in self._values[-1:]), *self._formulas)
        self._values, self._formulas = [], {}

    def _computed(self, column: int, pieces: list[str], has_value: bool) -> None:
        cell, formula = (self.row_number - 1, column - 1), "".join(pieces).strip()
        refuse_far(formula, self._address(column))
        self.facts.formulas[cell] = formula
        if not has_value:
            self.facts.broken[cell] = UNCOMPUTED

    def _shared(self, number: str, column: int) -> None:
        """Count the bytes of a shared text, which may be laid out many times."""
        index = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1
        if not 0 <= index < len(self._strings):
            raise DataError(
                f"{self._address(column)} points at text {number[:20]!r} of {len(self._strings):,}",
                expected=f"{EXPECTED}: save it anew from Excel",
            )
        self._bytes += self._strings[index]
        if self._bytes > self._limits.expanded_bytes:
            refuse_over(self._bytes, self._limits.expanded_bytes, "bytes of text")

    def _address(self, column: int) -> str:
        return address(self.row_number - 1, column - 1)
