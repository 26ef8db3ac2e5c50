"""A snapshot in NDJSON: one JSON object a line, each read the same whatever its neighbours."""

import io
import json

import numpy as np
import pyarrow as pa
import pyarrow.json as pa_json

from renkei.errors import DataError
from renkei.intake.records.lines import (
    FIELDS,
    RAW_LENGTH,
    REQUIRED,
    SNAPSHOT,
    BadLine,
    Lines,
    encoded,
    known_columns,
)

_TEXT = ("date", "area", "age")
_UNTOLD = {"age": "UNK"}


def read_ndjson(content: bytes, written: int) -> Lines:
    """Read NDJSON of so many written lines, all at once where no line needs a closer look."""
    return _at_once(content, written) or _one_by_one(content, written)


def _at_once(content: bytes, written: int) -> Lines | None:
    """Read plain lines together; None where the result could differ from reading each alone."""
    starts = content.count(b"\n{") + content.startswith(b"{")
    stops = content.count(b"}\n") + content.count(b"}\r\n") + content.endswith(b"}")
    if not starts == stops == written:
        return None
    text = pa.schema([(name, pa.string()) for name in (*_TEXT, "prefecture")])
    try:
        table = pa_json.read_json(
            io.BytesIO(content), parse_options=pa_json.ParseOptions(explicit_schema=text)
        )
        absent = [
            name
            for name in text.names
            if table.column(name).null_count == table.num_rows
            and f'"{name}"'.encode() not in content
        ]
        table = table.drop_columns(absent)
        names = known_columns(table.column_names)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, DataError):
        return None
    if table.num_rows != written or not all(map(_is_plain, table.columns)):
        return None
    columns = {name: encoded(table.column(name).cast(pa.string())) for name in table.column_names}
    return Lines(
        {names[name]: columns[name] for name in names},
        np.arange(1, 1 + written),
        written,
        others=[column for name, column in columns.items() if name not in names],
    )


def _is_plain(column: pa.ChunkedArray) -> bool:
    """Whether every line has a value here that is text, a whole number, true or false."""
    kind = column.type
    plain = pa.types.is_string(kind) or pa.types.is_int64(kind) or pa.types.is_boolean(kind)
    return bool(plain and column.null_count == 0)


def _one_by_one(content: bytes, written: int) -> Lines:
    """Read line by line, so that only the bad lines are lost."""
    bad: list[BadLine] = []
    good: list[tuple[int, dict[str, str]]] = []
    blank = 0
    # Not splitlines(): U+2028 and its like may stand inside a text.
    for number, line in enumerate(content.decode().split("\n")[:written], start=1):
        if not line.strip():
            blank += 1
            continue
        try:
            good.append((number, _fields(line)))
        except (ValueError, RecursionError, DataError) as error:
            reason = f"not a record: {error}".encode(errors="replace").decode()[:300]
            bad.append(BadLine(number, line[:RAW_LENGTH], reason, SNAPSHOT.expected))
    told = [name for name in FIELDS if name in REQUIRED or any(name in row for _, row in good)]
    columns = {
        name: _column([row.get(name, _UNTOLD.get(name, "")) for _, row in good]) for name in told
    }
    others = [_column([row.get("", "") for _, row in good])]
    numbers = np.array([number for number, _ in good], dtype=np.int64)
    return Lines(columns, numbers, written, bad, 0, blank, others)


def _column(values: list[str]) -> pa.DictionaryArray:
    return pa.array(values, pa.string()).dictionary_encode()


def _fields(line: str) -> dict[str, str]:
    """The known fields of one record as text, and under "" all the others."""
    record = json.loads(line, object_pairs_hook=_once)
    if not isinstance(record, dict):
        raise DataError("no object")
    names = known_columns(str(key) for key in record)
    fields = {}
    for name, what in names.items():
        value = record.pop(name)
        # A code that is a number has lost its zero.
        if what in _TEXT and not isinstance(value, str | None):
            raise DataError(f"{name} is {json.dumps(value)[:60]}, not text")
        fields[what] = _text(value)
    fields[""] = json.dumps(record, sort_keys=True) if record else ""
    return fields


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise DataError("a key stands twice")
    return record


def _text(value: object) -> str:
    """A value as text: null as nothing, a number without the point that says nothing."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    written = value if isinstance(value, str) else json.dumps(value)
    written.encode()  # half a surrogate pair is no text
    return written
