"""The fields of a snapshot's lines as whole numbers, and why a line is refused."""

import datetime as dt
import functools
from typing import Any

import numpy as np

from renkei import areas
from renkei.intake.records.lines import Lines, Numbers
from renkei.settings import iso_date

ELDERLY = 1
LARGEST_COUNT = 10_000_000
_AGES = {"-64": 0, "65-": ELDERLY, "UNK": 2}
_WORKER = {"true": 1, "1": 1, "false": 0, "0": 0, "": 0}
_EXPECTED = {
    "date": "a day like 2021-06-02",
    "area": "the two digits of a prefecture or the six of a municipality",
    "age": "-64, 65- or UNK",
    "medical_worker": "true or false",
    "status": "a dose this campaign counts",
    "count": f"a whole number from 0 to {LARGEST_COUNT:,}",
}
_EPOCH = dt.date(1970, 1, 1)
_BEFORE = "a day before its snapshot"
Rejection = dict[str, Any]


def read_fields(lines: Lines, doses: int) -> dict[str, Numbers]:
    """Every field as whole numbers, -1 where unreadable: days since 1970, index of the area, …"""
    known = {key: index for index, key in enumerate(keys())}
    readings = {
        "date": _day,
        "area": lambda text: known.get(text, -1),
        "age": lambda text: _AGES.get(text, -1),
        "medical_worker": lambda text: _WORKER.get(text.lower(), -1),
        "status": lambda text: int(text) if _is_whole(text) and 1 <= int(text) <= doses else -1,
        "count": lambda text: int(text) if _is_whole(text) and int(text) <= LARGEST_COUNT else -1,
    }
    return {name: lines.read(name, readings[name]) for name in lines.columns}


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12


def _day(text: str) -> int:
    try:
        return ordinal(iso_date(text))
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
    lines: Lines, fields: dict[str, Numbers], start: dt.date, published: dt.date
) -> np.ndarray[Any, Any]:
    """The field each line fails on, "early" or "late" for its day, "" for a sound one.

    A snapshot holds days from the first record day to the day before it was published.
    """
    reasons = np.full(len(lines.line), "", dtype=object)
    reasons[fields["date"] < ordinal(start)] = "early"
    reasons[fields["date"] >= ordinal(published)] = "late"
    for name, values in fields.items():
        reasons[values < 0] = name
    return reasons


def rejected_lines(lines: Lines, reasons: np.ndarray[Any, Any], start: dt.date) -> list[Rejection]:
    """A rejection for every line that failed, in the order of the lines."""
    rows: list[Rejection] = [
        {"row": one.line, "raw": one.raw, "reason": one.reason, "expected": one.expected}
        for one in lines.bad
    ]
    days = {"early": f"a day from {start}, the first record day", "late": _BEFORE}
    for index in np.flatnonzero(reasons != "").tolist():
        name = "date" if reasons[index] in days else reasons[index]
        shown = lines.text(name, index)
        rows.append(
            {
                "row": int(lines.line[index]),
                "raw": lines.raw(index),
                "reason": f'{name} is "{shown[:60]}"',
                "expected": days.get(reasons[index]) or _EXPECTED[name],
                "suggestion": _suggestion(name, shown),
            }
        )
    return rows


def _suggestion(name: str, shown: str) -> str:
    """The key a code that lost its zero or its check digit may have meant; never accepted."""
    if name != "area" or not shown.isdigit():
        return ""
    padded = shown.zfill(2 if len(shown) < 3 else 6)
    if padded != shown and padded in keys():
        return padded
    return next((key for key in keys() if len(shown) > 4 and key[:5] == shown[:5]), "")
