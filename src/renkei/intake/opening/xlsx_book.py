"""An .xlsx: its parts, and what they say of the workbook and of each sheet."""

import functools
import io
import re
from collections.abc import Mapping

from renkei.errors import DataError
from renkei.intake.opening import parts as xlsx
from renkei.intake.opening.facts import Cell, SheetFacts, refuse_over
from renkei.intake.opening.kinds import EXPECTED
from renkei.intake.opening.notes import read_notes
from renkei.intake.opening.package import repack
from renkei.intake.opening.sheet_xml import read_facts, string_lengths
from renkei.settings.limits import Limits

_FOR_VALUES = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[0-9]{1,8}")


class XlsxBook:
    """The parts of an .xlsx after their checks, and the facts in them."""

    def __init__(self, parts: Mapping[str, bytes], limits: Limits) -> None:
        self._parts, self._limits = parts, limits
        self._known: dict[str, SheetFacts] = {}
        self._places = xlsx.sheet_parts(parts)
        refuse_over(len(self._places), limits.sheets, "sheets")
        self.epoch = xlsx.epoch(parts)
        self.properties = xlsx.properties(parts)

    def facts(self, name: str, place: int) -> SheetFacts:
        """The facts of a sheet; DataError where it is damaged or too large."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> SheetFacts:
        part = self._places.get(name, "")
        if part not in self._parts:
            # Unseen by the limits and the count of rows, it is not given to the reader either.
            raise DataError("the sheet is not where the package says", expected=EXPECTED)
        facts = read_facts(self._parts[part], self._strings, self._limits)
        facts.comments = read_notes(self._parts, part)
        return facts

    def formats(self, name: str, place: int) -> dict[Cell, str]:
        """The number format of every cell that has one."""
        formats = xlsx.style_formats(self._parts.get("xl/styles.xml", b"")) or [""]
        styles = self.facts(name, place).styles
        numbers = {style: int(style) for style in set(styles.values()) if _NUMBER.fullmatch(style)}
        astray = {style for style, number in numbers.items() if number >= len(formats)}
        if astray:
            cell = next(cell for cell, style in styles.items() if style in astray)
            raise DataError(
                f"{xlsx.address(*cell)} has style {numbers[styles[cell]]} of {len(formats):,}",
                expected=f"{EXPECTED}: save it anew from Excel",
            )
        shown = {style: formats[number] for style, number in numbers.items() if formats[number]}
        return {cell: shown[style] for cell, style in styles.items() if style in shown}

    def repacked(self) -> io.BytesIO:
        """A workbook of exactly the parts that values need."""
        return repack({name: one for name, one in self._parts.items() if _FOR_VALUES.match(name)})

    @functools.cached_property
    def _strings(self) -> list[int]:
        return string_lengths(self._parts.get("xl/sharedStrings.xml", b""), self._limits)
