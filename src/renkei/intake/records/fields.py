"""The fields of a snapshot's lines as whole numbers, and why a line is refused."""

import datetime as dt
import difflib
import functools
from typing import Any

import numpy as np

from renkei import areas
from renkei.intake.records.lines import Lines, Numbers
from renkei.settings import Campaign, iso_date

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
    "dose": "a dose this campaign counts",
    "count": f"a whole number from 0 to {LARGEST_COUNT:,}",
}
_EPOCH = dt.date(1970, 1, 1)
_LATE = "a day before its snapshot"
_SHUT = "a day from which its cohort may have this dose"
Rejection = dict[str, Any]


def read_fields(lines: Lines, campaign: Campaign) -> dict[str, Numbers]:
    """Every field as whole numbers, -1 where unreadable: days since 1970, index of the area, …"""
    known = {key: index for index, key in enumerate(keys())}
    cohorts = {name: index for index, name in enumerate(_cohorts(campaign))}
    doses = campaign.recorded_doses

    def dose(text: str) -> int:
        return int(text) if _is_whole(text) and int(text) in doses else -1

    readings = {
        "date": _day,
        "area": lambda text: known.get(text, -1),
        "age": lambda text: _AGES.get(text, -1),
        "medical_worker": lambda text: _WORKER.get(text.lower(), -1),
        "cohort": lambda text: cohorts.get(text, -1),
        "status": dose,
        "dose": dose,
        "count": lambda text: int(text) if _is_whole(text) and int(text) <= LARGEST_COUNT else -1,
    }
    return {name: lines.read(name, readings[name]) for name in lines.columns}


def _cohorts(campaign: Campaign) -> tuple[str, ...]:
    return campaign.eligibility.ids if campaign.eligibility else ()


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
    lines: Lines, fields: dict[str, Numbers], campaign: Campaign, published: dt.date
) -> np.ndarray[Any, Any]:
    """The field each line fails on, "early", "shut" or "late" for its day, "" for a sound one.

    A snapshot holds days from the first record day to the day before it was published; a later
    dose is given to a cohort from the day its first rule is in force.
    """
    reasons = np.full(len(lines.line), "", dtype=object)
    if campaign.eligibility:
        opened = np.array([ordinal(one.starts) for one in campaign.eligibility.cohorts])
        is_later = fields["dose"] == campaign.eligibility.dose
        reasons[is_later & (fields["date"] < opened[fields["cohort"]])] = "shut"
    reasons[fields["date"] < ordinal(campaign.sources.records.start)] = "early"
    reasons[fields["date"] >= ordinal(published)] = "late"
    for name, values in fields.items():
        reasons[values < 0] = name
    return reasons


def rejected_lines(
    lines: Lines, reasons: np.ndarray[Any, Any], campaign: Campaign
) -> list[Rejection]:
    """A rejection for every line that failed, in the order of the lines."""
    rows: list[Rejection] = [
        {"row": one.line, "raw": one.raw, "reason": one.reason, "expected": one.expected}
        for one in lines.bad
    ]
    start = campaign.sources.records.start
    days = {"early": f"a day from {start}, the first record day", "shut": _SHUT, "late": _LATE}
    told = _EXPECTED | {"cohort": ", ".join(_cohorts(campaign))}
    for index in np.flatnonzero(reasons != "").tolist():
        name = "date" if reasons[index] in days else reasons[index]
        shown = lines.text(name, index)
        rows.append(
            {
                "row": int(lines.line[index]),
                "raw": lines.raw(index),
                "reason": f'{name} is "{shown[:60]}"',
                "expected": days.get(reasons[index]) or told[name],
                "suggestion": _suggestion(name, shown, campaign),
            }
        )
    return rows


def _suggestion(name: str, shown: str, campaign: Campaign) -> str:
    """What a code without its zero or check digit, or a cohort, may have meant; never accepted."""
    if name == "cohort":
        return next(iter(difflib.get_close_matches(shown[:60], _cohorts(campaign), n=1)), "")
    if name != "area" or not shown.isdigit():
        return ""
    padded = shown.zfill(2 if len(shown) < 3 else 6)
    if padded != shown and padded in keys():
        return padded
    return next((key for key in keys() if len(shown) > 4 and key[:5] == shown[:5]), "")
