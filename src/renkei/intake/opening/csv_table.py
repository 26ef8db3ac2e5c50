"""A small CSV table, read with its header checked and every row's line number kept."""

import csv
import difflib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from renkei.errors import DataError
from renkei.intake.opening.container import LIMITS, Limits, plain_text, read_bytes


def read_table(
    file: Path, columns: Sequence[str], limits: Limits = LIMITS
) -> list[tuple[str, dict[str, str]]]:
    """Read a CSV file as rows of text by column, each with where it stands: "name.csv, line 3".

    Blank lines are left out and counted; cells are stripped; blank cells after the last column
    are ignored. Raises DataError naming file and line where it is no CSV, a column of `columns`
    is missing (with the nearest name there is), a column stands twice, or a row has another
    number of cells than the header.
    """
    text = plain_text(read_bytes(file, limits), file.name, limits).decode()
    rows = _numbered(text, file.name)
    _, header = next(rows, (1, [""]))
    while header and not header[-1]:
        header.pop()
    _check_header(header, columns, file.name)
    table = []
    for line, cells in rows:
        where = f"{file.name}, line {line}"
        if len(cells) < len(header) or any(cells[len(header) :]):
            raise DataError(
                f"{len(cells)} cells: {','.join(cells)[:100]}",
                where=where,
                expected=f"{len(header)} cells",
            )
        table.append((where, dict(zip(header, cells, strict=False))))
    return table


def _numbered(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank, with the number of the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(
            f"not a CSV table: {error}", where=f"{name}, line {line}", expected="CSV"
        ) from None


def _check_header(header: list[str], columns: Sequence[str], name: str) -> None:
    expected = ", ".join(columns)
    if not header:
        raise DataError("not a CSV table: it is empty", where=name, expected=expected)
    twice = [column for column in header if header.count(column) > 1]
    if twice:
        raise DataError(
            f"column {twice[0]!r} stands twice", where=name, expected="every column once"
        )
    missing = [column for column in columns if column not in header]
    if missing:
        raise DataError(
            f"no column {missing[0]!r} among {', '.join(header)[:200]}",
            where=name,
            expected=expected,
            nearest=difflib.get_close_matches(missing[0], header, n=3, cutoff=0.5),
        )
