"""A table sent as text: CSV, tab-separated, semicolon-separated, in the encodings offices use."""

import csv
import io
import re
from dataclasses import dataclass

from renkei.errors import DataError
from renkei.intake.opening.facts import refuse_over, refuse_size
from renkei.settings.limits import LIMITS, Limits

SHEET = "CSV"
_DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon"}
_MARKED = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16"}
_UNMARKED = ("utf-8", "cp932", "euc_jp")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff01-\uff60]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_LOOKED_AT, _LINES = 100_000, 50  # characters and lines that tell the delimiter
_SAVE = "a CSV table: in Excel, ファイル→名前を付けて保存→CSV UTF-8 (コンマ区切り) (*.csv)"


@dataclass(frozen=True)
class TextTable:
    """A table of text: every value is text as it stands, and every row has as many as the widest.

    `height` is how many rows the text has by its line ends outside of quotes, counted apart from
    the reader.
    """

    rows: list[list[str]]
    height: int
    encoding: str
    delimiter: str


def read_text_table(content: bytes, limits: Limits = LIMITS) -> TextTable:
    """Read text as a table. No formula in it is anything but text.

    UTF-8, UTF-16 with its mark, and cp932 are understood; comma, tab or semicolon divides, which
    the first rows tell. Raises DataError where the text is none of these, has two readings, is no
    table, is cut short within quotes, or is larger than the limits.
    """
    text, encoding = decoded(content)
    text = text.removesuffix("\x1a")  # the sign with which old systems end a file
    control = _CONTROL.search(text)
    if control:
        line = len(_LINE_END.findall(text, 0, control.start())) + 1
        raise DataError(f"line {line:,} holds the control sign {control[0]!r}", expected=_SAVE)
    refuse_over(len(_LINE_END.findall(text)), limits.lines, "lines")
    delimiter = _delimiter(text)
    height = _height(text, delimiter)
    refuse_over(height, limits.rows, "rows")
    rows = _rows(text, delimiter, limits)
    width = max(map(len, rows), default=0)
    refuse_size(len(rows), width, limits)
    if len(rows) != height:
        raise DataError(
            f"{height:,} rows stand in the text and {len(rows):,} could be read", expected=_SAVE
        )
    for row in rows:
        row += [""] * (width - len(row))
    return TextTable(rows, height, encoding, delimiter)


def decoded(content: bytes) -> tuple[str, str]:
    """Text and the name of its encoding; DataError where it has none, or could have two."""
    for mark, encoding in _MARKED.items():
        if content.startswith(mark):
            text = _read_as(content, encoding)
            if text is None:
                raise DataError(f"the text is not the {_NAMES[encoding]} it says", expected=_SAVE)
            return text, _NAMES[encoding]
    read = {one: text for one in _UNMARKED if (text := _read_as(content, one)) is not None}
    if "utf-8" in read and (content.isascii() or _JAPANESE.search(read["utf-8"])):
        return read["utf-8"], _NAMES["utf-8"]
    if len(read) > 1:
        listed = " or ".join(_NAMES.get(one, one) for one in read)
        raise DataError(f"the text can be read as {listed}", expected=_SAVE)
    for one in ("utf-8", "cp932"):
        if one in read:
            return read[one], _NAMES.get(one, one)
    raise DataError("the text is neither UTF-8 nor cp932", expected=_SAVE)


def _read_as(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _delimiter(text: str) -> str:
    """The sign that divides most of the first rows, and them most evenly.

    Raises DataError where none divides two rows alike (text that is no table), or where two signs
    do so equally well.
    """
    head = _lines(text[:_LOOKED_AT])
    ranked = sorted(((_divided(head, one), one == "\t", one) for one in _DELIMITERS), reverse=True)
    (best, is_tab, delimiter), (second, _, other) = ranked[:2]
    if not best or (best == 1 and len(head) > 1):
        raise DataError(
            "the text is no table: no comma, tab or semicolon divides its first lines alike",
            expected=_SAVE,
        )
    if best == second and not is_tab:  # no tab ever stands within a cell that Excel saved
        raise DataError(
            f"{_DELIMITERS[delimiter]} and {_DELIMITERS[other]} divide the first rows equally well",
            expected=_SAVE,
        )
    return delimiter


def _divided(lines: list[str], delimiter: str) -> int:
    """How many lines have the commonest number of cells above one."""
    divided = [count for line in lines if (count := line.count(delimiter))]
    return max(map(divided.count, set(divided)), default=0)


def _lines(text: str) -> list[str]:
    """The first lines that are not blank, without their cells in quotes."""
    lines = _LINE_END.split(_QUOTED_BY_ANY.sub(r"\1", text))
    return [line for line in lines if line.strip(" ")][:_LINES]


def _quoted(delimiters: str) -> re.Pattern[str]:
    """A cell in quotes with what stands before it: the text's begin, a line's, or a delimiter."""
    return re.compile(rf'(^|[{re.escape(delimiters)}\r\n])"(?:[^"]|"")*+"')


_QUOTED = {delimiter: _quoted(delimiter) for delimiter in _DELIMITERS}
_QUOTED_BY_ANY = _quoted("".join(_DELIMITERS))


def _height(text: str, delimiter: str) -> int:
    """How many rows the text has: its line ends outside of quotes."""
    bare = _QUOTED[delimiter].sub(r"\1", text)
    open_end = bool(text) and not text.endswith(("\n", "\r"))
    return len(_LINE_END.findall(bare)) + open_end


def _rows(text: str, delimiter: str, limits: Limits) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in reader:
            rows.append(row)
            cells += len(row)
            refuse_over(len(row), limits.columns, "columns")
            refuse_over(cells, limits.cells, "cells")
    except csv.Error as error:
        raise DataError(
            f"row {len(rows) + 1:,}, which ends in line {reader.line_num:,}, is no CSV ({error})",
            expected=_SAVE,
        ) from None
    return rows
