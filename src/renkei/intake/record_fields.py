"""The fields of a snapshot's lines as whole numbers, and why a line is refused."""

import datetime as dt
import functools
import re
from typing import Any

import numpy as np

from renkei import areas
from renkei.intake.snapshot import Lines, Numbers

_AGES = {"-64": 0, "65-": 1, "UNK": 0}
_WORKER = {"true": 1, "1": 1, "false": 0, "0": 0, "": 0}
_EXPECTED = {
    "date": "a day like 2021-06-02",
    "area": "the two digits of a prefecture or the six of a municipality",
    "age": "-64, 65- or UNK",
    "medical_worker": "true or false",
    "status": "a dose this campaign counts",
    "count": "a whole number from 0",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EPOCH = dt.date(1970, 1, 1)


def read_fields(lines: Lines, doses: int) -> dict[str, Numbers]:
    """Every field as whole numbers, -1 where unreadable: days since 1970, index of the area, …"""
    known = {key: index for index, key in enumerate(keys())}
    readings = {
        "date": _day,
        "area": lambda text: known.get(text, -1),
        "age": lambda text: _AGES.get(text, -1),
        "medical_worker": lambda text: _WORKER.get(text.lower(), -1),
        "status": lambda text: int(text) if _is_whole(text) and 1 <= int(text) <= doses else -1,
        "count": lambda text: int(text) if _is_whole(text) else -1,
    }
    return {name: lines.read(name, readings[name]) for name in lines.columns}


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12


def _day(text: str) -> int:
    try:
        return ordinal(dt.date.fromisoformat(text)) if _DAY.fullmatch(text) else -1
    except ValueError:
        return -1


def ordinal(day: dt.date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


@functools.cache
def keys() -> tuple[str, ...]:
    """The keys a record may carry: prefectures first, then municipalities, each in code order."""
    return tuple(a.short for a in (*areas.prefectures(), *areas.municipalities()))


def reasons_of(
    lines: Lines, fields: dict[str, Numbers], published: dt.date
) -> np.ndarray[Any, Any]:
    """The field each line fails on, "snapshot" for a day it cannot hold yet, "" for a sound one."""
    reasons = np.full(len(lines.line), "", dtype=object)
    reasons[fields["date"] >= ordinal(published)] = "snapshot"
    for name, values in fields.items():
        reasons[values < 0] = name
    return reasons


def rejected_lines(lines: Lines, reasons: np.ndarray[Any, Any], name: str) -> list[dict[str, Any]]:
    """A rejection for every line that failed, in the order of the lines."""
    rows = [
        {
            "row": one.line,
            "raw": one.raw,
            "reason": one.reason,
            "expected": one.expected,
        }
        for one in lines.bad
    ]
    for index in np.flatnonzero(reasons != "").tolist():
        field_name = "date" if reasons[index] == "snapshot" else reasons[index]
        shown = lines.text(field_name, index)
        late = reasons[index] == "snapshot"
        rows.append(
            {
                "row": int(lines.line[index]),
                "raw": lines.raw(index),
                "reason": f'{field_name} is "{shown[:60]}"',
                "expected": "a day before its snapshot" if late else _EXPECTED[field_name],
                "suggestion": _suggestion(field_name, shown),
            }
        )
    ordered = sorted(rows, key=lambda row: int(str(row["row"])))
    return [{"file": name, "kind": "row", **row} for row in ordered]


def _suggestion(name: str, shown: str) -> str:
    """The key a code that lost its zero or its check digit may have meant; never accepted."""
    padded = shown.zfill(2 if len(shown) < 3 else 6)
    return padded if name == "area" and padded != shown and padded in keys() else ""
