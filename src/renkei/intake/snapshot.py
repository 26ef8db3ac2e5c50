"""One snapshot of a record system, CSV or NDJSON, read as columns of text and checked."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.json as pa_json

from renkei.errors import DataError

FIELDS = ("date", "area", "age", "medical_worker", "status", "count")
REQUIRED = ("date", "area", "status", "count")
_NAMES = {"prefecture": "area"} | {one: one for one in FIELDS}
_TEXT = ("date", "area")
_EXPECTED = "date, prefecture or area, status, count (and age, medical_worker, gender)"
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class BadLine:
    """A line refused, with its number, its text, the reason and what was expected."""

    line: int
    raw: str
    reason: str
    expected: str
    suggestion: str = ""


@dataclass
class Lines:
    """The fields of a snapshot as text, one dictionary-encoded column each, with line numbers."""

    columns: dict[str, pa.DictionaryArray]
    line: Numbers
    bad: list[BadLine] = field(default_factory=list)
    headers: int = 0
    blank: int = 0

    def read(self, name: str, reading: Callable[[str], int]) -> Numbers:
        """Apply a reading to a column, once for each different text; -1 is unreadable."""
        column = self.columns[name]
        values = [reading(value) for value in column.dictionary.to_pylist()]
        read: Numbers = np.array([*values, -1], dtype=np.int64)[np.asarray(column.indices)]
        return read

    def text(self, name: str, row: int) -> str:
        """The text of one cell."""
        return str(self.columns[name][row].as_py())

    def raw(self, row: int) -> str:
        """The known fields of a row, joined with commas."""
        return ",".join(self.text(name, row) for name in self.columns)


def read_lines(content: bytes) -> Lines:
    """Read a snapshot's text, UTF-8, as CSV or (a line begins with "{") as NDJSON.

    A line that cannot be read becomes a BadLine and the others are read on. Raises DataError
    where columns are missing.
    """
    if content.lstrip()[:1] == b"{":
        return _read_ndjson(content)
    return _read_csv(content)


def _read_csv(content: bytes) -> Lines:
    header = next(csv.reader([content.split(b"\n", 1)[0].decode().strip()]), [])
    names = _known(header)
    bad: list[BadLine] = []

    def refuse(row: pa_csv.InvalidRow) -> str:
        reason = f"{row.actual_columns} fields"
        bad.append(BadLine(row.number, row.text, reason, f"{row.expected_columns} fields"))
        return "skip"

    kind = pa.dictionary(pa.int32(), pa.string())
    try:
        table = pa_csv.read_csv(
            io.BytesIO(content),
            # One thread, because only then are refused lines numbered.
            read_options=pa_csv.ReadOptions(use_threads=False, column_names=header, skip_rows=1),
            parse_options=pa_csv.ParseOptions(
                invalid_row_handler=refuse, ignore_empty_lines=False, newlines_in_values=False
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, kind),
                include_columns=list(names),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise DataError(f"not a CSV table: {error}", expected=_EXPECTED) from None
    line = np.setdiff1d(
        np.arange(2, 2 + table.num_rows + len(bad)), np.array([one.line for one in bad], int)
    )
    return _without_blanks(table, names, line, bad)


def _known(header: list[str]) -> dict[str, str]:
    """The columns to read, by their name in the file: what each is."""
    names = {
        name: _NAMES[name.strip().lower()] for name in header if name.strip().lower() in _NAMES
    }
    fields = list(names.values())
    missing = [one for one in REQUIRED if one not in fields]
    twice = [name for name in names if header.count(name) > 1]
    if missing or twice or len(set(fields)) < len(fields):
        problem = f"no column {missing[0]}" if missing else "a column stands twice"
        raise DataError(f"{problem} among {', '.join(header)[:200]}", expected=_EXPECTED)
    return names


def _without_blanks(
    table: pa.Table, names: dict[str, str], line: Numbers, bad: list[BadLine]
) -> Lines:
    """Take blank lines out and encode the columns."""
    columns = {names[name]: _encoded(table.column(name)) for name in names}
    lines = Lines(columns, line, bad, headers=1)
    empty = np.logical_and.reduce(
        [lines.read(name, lambda value: int(value.strip() != "")) == 0 for name in columns]
    )
    if empty.any():
        kept = pa.array(np.flatnonzero(~empty))
        lines.columns = {name: column.take(kept) for name, column in columns.items()}
        lines.line, lines.blank = line[~empty], int(empty.sum())
    return lines


def _encoded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    combined = column.unify_dictionaries().combine_chunks()
    if isinstance(combined, pa.ChunkedArray):
        empty = pa.array([], pa.string()).dictionary_encode()
        return combined.chunk(0) if combined.num_chunks else empty
    return combined


def _read_ndjson(content: bytes) -> Lines:
    """Read all lines at once where they are alike, else one by one."""
    count = content.count(b"\n") + (not content.endswith(b"\n"))
    text = [(name, pa.string()) for name in ("date", "area", "prefecture", "age")]
    try:
        table = pa_json.read_json(
            io.BytesIO(content), parse_options=pa_json.ParseOptions(explicit_schema=pa.schema(text))
        )
        absent = [name for name, _ in text if table.column(name).null_count == table.num_rows]
        table = table.drop_columns(absent)
        names = _known(table.column_names)
        if table.num_rows != count:
            return _one_by_one(content)
        columns = {
            names[name]: _encoded(table.column(name).cast(pa.string()).fill_null(""))
            for name in names
        }
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, DataError):
        return _one_by_one(content)
    return Lines(columns, np.arange(1, 1 + count))


def _one_by_one(content: bytes) -> Lines:
    """Read NDJSON line by line, so that only the bad lines are lost."""
    bad: list[BadLine] = []
    good: list[tuple[int, dict[str, str]]] = []
    blank = 0
    for number, written in enumerate(content.decode().splitlines(), start=1):
        if not written.strip():
            blank += 1
            continue
        try:
            good.append((number, _named(json.loads(written))))
        except (ValueError, RecursionError, DataError) as error:
            bad.append(BadLine(number, written[:200], f"not a record: {error}", _EXPECTED))
    present = [name for name in FIELDS if any(name in row for _, row in good)]
    columns = {
        name: pa.array([row.get(name, "") for _, row in good], pa.string()).dictionary_encode()
        for name in (present if good else REQUIRED)
    }
    return Lines(columns, np.array([number for number, _ in good], dtype=np.int64), bad, 0, blank)


def _named(record: object) -> dict[str, str]:
    """The known fields of one record as text; a code that is a number has lost its zero."""
    if not isinstance(record, dict):
        raise DataError("no object")
    names = _known([str(key) for key in record])
    fields = {}
    for name, what in names.items():
        value = record[name]
        if what in _TEXT and not isinstance(value, str):
            raise DataError(f"{name} is {json.dumps(value)[:60]}, not text")
        fields[what] = value if isinstance(value, str) else json.dumps(value)
    return fields
