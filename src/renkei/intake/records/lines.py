"""The lines of one snapshot as columns of text, with those already refused."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from renkei.errors import DataError

FIELDS = ("date", "area", "age", "medical_worker", "status", "count")
REQUIRED = ("date", "area", "status", "count")
RAW_LENGTH = 200
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of snapshot: what each name stands for, and which must be there."""

    fields: dict[str, str]
    required: tuple[str, ...]
    expected: str


SNAPSHOT = Columns(
    {"prefecture": "area"} | {one: one for one in FIELDS},
    REQUIRED,
    "date, prefecture or area, status, count (and age, medical_worker, gender)",
)
_BY_COHORT = ("date", "area", "cohort", "dose", "count")
COHORTS = Columns({one: one for one in _BY_COHORT}, _BY_COHORT, ", ".join(_BY_COHORT))


@dataclass(frozen=True)
class BadLine:
    """A line refused, with its number, its text, the reason and what was expected."""

    line: int
    raw: str
    reason: str
    expected: str


@dataclass
class Lines:
    """The lines of a snapshot that could be read: a dictionary-encoded column for each field.

    `others` are the file's further columns, needed only to tell lines apart; `line` holds line
    numbers. `written` counts the lines in the file's bytes, headers and blanks among them, apart
    from all reading, so that the account can fail.
    """

    columns: dict[str, pa.DictionaryArray]
    line: Numbers
    written: int
    bad: list[BadLine] = field(default_factory=list)
    headers: int = 0
    blank: int = 0
    others: list[pa.DictionaryArray] = field(default_factory=list)

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
        return ",".join(self.text(name, row) for name in self.columns)[:RAW_LENGTH]

    def without(self, rows: npt.NDArray[np.bool_]) -> None:
        """Take rows out."""
        kept = pa.array(np.flatnonzero(~rows))
        self.columns = {name: column.take(kept) for name, column in self.columns.items()}
        self.others = [column.take(kept) for column in self.others]
        self.line = self.line[~rows]


def known_columns(header: Iterable[str], columns: Columns = SNAPSHOT) -> dict[str, str]:
    """The columns to read, by their name in the file: what each is.

    Raises DataError where a column is missing or stands twice.
    """
    given = list(header)
    meant = {name: columns.fields.get(name.strip().lower(), "") for name in given}
    names = {name: field for name, field in meant.items() if field}
    fields = list(names.values())
    missing = [one for one in columns.required if one not in fields]
    twice = any(given.count(name) > 1 for name in names)
    if missing or twice or len(set(fields)) < len(fields):
        problem = f"no column {missing[0]}" if missing else "a column stands twice"
        raise DataError(f"{problem} among {', '.join(given)[:200]}", expected=columns.expected)
    return names


def encoded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """A column as one dictionary-encoded array."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    combined = column.unify_dictionaries().combine_chunks()
    if isinstance(combined, pa.ChunkedArray):
        empty = pa.array([], pa.string()).dictionary_encode()
        return combined.chunk(0) if combined.num_chunks else empty
    return combined
