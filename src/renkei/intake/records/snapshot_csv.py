"""A snapshot in CSV: one line a record, quotes closed within their line."""

import csv
import io

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from renkei.errors import DataError
from renkei.intake.records.lines import (
    RAW_LENGTH,
    SNAPSHOT,
    BadLine,
    Columns,
    Lines,
    Numbers,
    encoded,
    known_columns,
)

_LF, _CR, _QUOTE, _COMMA = b'\n\r",'
_TEXT = pa.dictionary(pa.int32(), pa.string())


def read_csv(content: bytes, written: int, of: Columns = SNAPSHOT) -> Lines:
    """Read a CSV snapshot of so many written lines.

    Quotes are read only where every one of a line opens and closes a value of that line; a line
    where they do not is refused before it can swallow the next. Raises DataError where columns
    are missing or the lines end in a way that cannot be told apart.
    """
    broken = _broken_lines(content)
    if broken.get(1):
        raise DataError(f"{broken[1]} in the header", expected=of.expected)
    header = next(csv.reader([content.split(b"\n", 1)[0].decode().strip()]), [])
    names = known_columns(header, of)
    bad, content = _taken_out(content, broken)
    refused = len(bad)
    table = _parsed(content, len(header), bad, of)
    line = np.setdiff1d(
        np.arange(2, 2 + table.num_rows + len(bad) - refused),
        np.array([one.line for one in bad[refused:]], int),
        assume_unique=True,
    )
    columns = list(zip(header, map(encoded, table.columns), strict=True))
    known = {names[name]: column for name, column in columns if name in names}
    others = [column for name, column in columns if name not in names]
    lines = Lines(known, line, written, bad, headers=1, others=others)
    _take_blanks_out(lines, set(broken))
    return lines


def _broken_lines(content: bytes) -> dict[int, str]:
    """Lines, counted from 1, whose quotes do not close or that hold a carriage return, and why."""
    if b'"' not in content and b"\r" not in content:
        return {}
    around = np.frombuffer(b"\n" + content + b"\n", np.uint8)
    ends = np.flatnonzero(around[1:] == _LF)
    returns = np.flatnonzero(around[1:-1] == _CR)
    lone = returns[(around[returns + 2] != _LF)]
    found = dict.fromkeys(_numbers(ends, lone), "a carriage return that ends no line")
    return found | dict.fromkeys(_unclosed(around, ends), "a quote that does not close")


def _unclosed(around: np.ndarray[tuple[int], np.dtype[np.uint8]], ends: Numbers) -> list[int]:
    """Lines where a quote neither opens nor closes a value, or where their number is odd."""
    quotes = np.flatnonzero(around[1:-1] == _QUOTE)
    line = np.searchsorted(ends, quotes)
    opening = (np.arange(len(quotes)) - np.searchsorted(line, line)) % 2 == 0
    before, after = around[quotes], around[quotes + 2]
    opens = np.isin(before, (_LF, _COMMA, _QUOTE))
    closes = np.isin(after, (_LF, _CR, _COMMA, _QUOTE))
    odd = np.flatnonzero(np.bincount(line, minlength=1) % 2)
    return sorted({*_numbers(ends, quotes[~np.where(opening, opens, closes)]), *(odd + 1).tolist()})


def _numbers(ends: Numbers, places: Numbers) -> list[int]:
    """The numbers of the lines that places lie in."""
    numbers: list[int] = np.unique(np.searchsorted(ends, places) + 1).tolist()
    return numbers


def _taken_out(content: bytes, broken: dict[int, str]) -> tuple[list[BadLine], bytes]:
    """Refuse the broken lines and leave them empty, so that the others keep their numbers."""
    if not broken:
        return [], content
    lines = content.split(b"\n")
    bad = []
    for number, reason in broken.items():
        raw = lines[number - 1].decode()[:RAW_LENGTH]
        bad.append(BadLine(number, raw, reason, "quotes around whole values, or none"))
        lines[number - 1] = b""
    return bad, b"\n".join(lines)


def _parsed(content: bytes, width: int, bad: list[BadLine], of: Columns) -> pa.Table:
    """All columns as text; lines of another width join the bad ones."""

    def refuse(row: pa_csv.InvalidRow) -> str:
        expected = f"{row.expected_columns} fields"
        bad.append(
            BadLine(row.number, row.text[:RAW_LENGTH], f"{row.actual_columns} fields", expected)
        )
        return "skip"

    names = [str(index) for index in range(width)]
    ended = content if content.endswith(b"\n") else content + b"\n"
    try:
        return pa_csv.read_csv(
            io.BytesIO(ended),
            # One thread, because only then are refused lines numbered.
            read_options=pa_csv.ReadOptions(use_threads=False, column_names=names, skip_rows=1),
            parse_options=pa_csv.ParseOptions(
                quote_char='"' if b'"' in content else False,
                invalid_row_handler=refuse,
                ignore_empty_lines=False,
                newlines_in_values=False,
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, _TEXT),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise DataError(f"not a CSV table: {error}", expected=of.expected) from None


def _take_blanks_out(lines: Lines, broken: set[int]) -> None:
    """Take lines out of which every field is empty; count those that were so from the first."""
    empty = np.ones(len(lines.line), bool)
    for name in lines.columns:
        empty &= lines.read(name, lambda value: int(value.strip() != "")) == 0
        if not empty.any():
            return
    lines.blank = int(empty.sum()) - int(np.isin(lines.line[empty], list(broken)).sum())
    lines.without(empty)
