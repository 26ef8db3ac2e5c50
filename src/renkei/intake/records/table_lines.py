"""A table in CSV, one record a line: every line is a row, blank, or refused with its number."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from renkei.errors import DataError
from renkei.intake.opening.container import content_kind, count_lines, plain_text, read_bytes
from renkei.intake.records.lines import RAW_LENGTH, BadLine
from renkei.settings.limits import Limits


@dataclass(frozen=True)
class TableLine:
    """One line of a table: its number, its text, and its cells by column."""

    line: int
    raw: str
    cells: dict[str, str]


@dataclass
class TableLines:
    """The lines of a table; `written` counts those in the file's bytes, the header among them."""

    written: int
    rows: list[TableLine] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)
    blank: int = 0
    headers: int = 1


def table_text(file: Path, limits: Limits) -> bytes:
    """The text of a table, UTF-8. Raises DataError where the file is no text."""
    content = read_bytes(file, limits)
    kind = content_kind(content)
    if kind not in ("text", "gzip"):
        raise DataError(f"the file is {kind}, not a table of text", expected="a CSV file")
    found = plain_text(content, file.name, limits)
    if b"\0" in found:
        raise DataError("the file is no text", expected="a CSV file")
    return found


def header_of(content: bytes) -> list[str]:
    """The cells of the first line, stripped; [] where it cannot be read."""
    try:
        return _cells(content.split(b"\n", 1)[0].decode())
    except csv.Error:
        return []


def table_lines(content: bytes, columns: Sequence[str]) -> TableLines:
    """Read a table whose header is its first line and has at least these columns.

    A line is a record: one whose quotes do not close or with another number of cells is refused
    and the others are read on. Raises DataError where a column is missing or stands twice.
    """
    header = header_of(content)
    while header and not header[-1]:
        header.pop()
    missing = [one for one in columns if one not in header]
    if missing or len(set(header)) < len(header):
        problem = f"no column {missing[0]}" if missing else "a column stands twice"
        given = ", ".join(header)[:200] or "nothing"
        raise DataError(f"{problem} among {given}", expected=", ".join(columns))
    table = TableLines(count_lines(content))
    for number, line in _numbered(content, table.written):
        _sort_line(table, header, number, line)
    return table


def _numbered(content: bytes, written: int) -> Iterator[tuple[int, str]]:
    """The lines below the header with their numbers, without what ends them."""
    # Not splitlines(): U+2028 and its like may stand inside a text.
    lines = content.decode().split("\n")[1:written]
    return ((number, line.removesuffix("\r")) for number, line in enumerate(lines, start=2))


def _sort_line(table: TableLines, header: list[str], number: int, line: str) -> None:
    raw = line[:RAW_LENGTH]
    try:
        cells = _cells(line)
    except csv.Error as error:
        table.bad.append(BadLine(number, raw, f"no line of CSV: {error}", "quotes that close"))
        return
    if not any(cells):
        table.blank += 1
    elif len(cells) < len(header) or any(cells[len(header) :]):
        expected = f"{len(header)} cells"
        table.bad.append(BadLine(number, raw, f"{len(cells)} cells", expected))
    else:
        table.rows.append(TableLine(number, raw, dict(zip(header, cells, strict=False))))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], strict=True), [])]
