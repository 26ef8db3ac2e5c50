"""Lines of a snapshot that stand more than once: counted once, or not at all where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from renkei.intake.records.fields import Rejection
from renkei.intake.records.lines import Lines, Numbers

Mask = npt.NDArray[np.bool_]
_SHOWN = 5
_ROOM = 2**62


@dataclass(frozen=True)
class Repeats:
    """Which rows say again what an earlier one said, and which contradict another."""

    again: Mask
    differ: Mask
    rejected: list[Rejection]


def find_repeats(lines: Lines, fields: dict[str, Numbers], sound: Mask) -> Repeats:
    """Compare the sound lines by all their fields but the count.

    The same line with the same count is superseded by the first; with another count nobody can
    say which holds, and all are rejected.
    """
    again, differ = np.zeros_like(sound), np.zeros_like(sound)
    rows = np.flatnonzero(sound)
    known = [values for name, values in fields.items() if name != "count"]
    codes = [*known, *(np.asarray(column.indices) for column in lines.others)]
    key = pd.Series(_keys([one[rows] for one in codes], len(rows)), index=rows)
    twice = key[key.duplicated(keep=False)]
    if twice.empty:
        return Repeats(again, differ, [])
    table = pd.DataFrame({"key": twice, "count": fields["count"][twice.index]})
    unlike = table.groupby("key")["count"].transform("nunique") > 1
    differ[table.index[unlike]] = True
    again[table.index[~unlike & table["key"].duplicated()]] = True
    return Repeats(again, differ, _rejections(lines, table[unlike]))


def _keys(codes: Iterable[Numbers], length: int) -> Numbers:
    """One number a row, equal where all codes are."""
    key, size = np.zeros(length, np.int64), 1
    for code in codes:
        low, high = (int(code.min()), int(code.max())) if length else (0, 0)
        if size * (high - low + 1) > _ROOM:
            key = np.unique(key, return_inverse=True)[1]
            size = length
        size *= high - low + 1
        key = key * (high - low + 1) + (code.astype(np.int64) - low)
    return key


def _rejections(lines: Lines, table: pd.DataFrame) -> list[Rejection]:
    rejected = []
    for _, group in table.groupby("key"):
        said = [
            f"{count:,} in line {lines.line[row]}"
            for row, count in list(zip(group.index, group["count"], strict=True))[:_SHOWN]
        ]
        rejected += [
            {
                "row": int(lines.line[row]),
                "raw": lines.raw(row),
                "reason": f"count differs for the same day, area and group: {', '.join(said)}",
                "expected": "one line for each",
            }
            for row in group.index.tolist()
        ]
    return rejected
