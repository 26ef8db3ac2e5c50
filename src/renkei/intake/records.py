"""Dose records as dated snapshots: what was done, by area, day, cohort and dose."""

import datetime as dt
import functools
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from renkei import areas, processed
from renkei.errors import DataError, RenkeiError
from renkei.intake import ledger
from renkei.intake.container import plain_text, read_bytes
from renkei.intake.snapshot import Lines, Numbers, read_lines
from renkei.settings import Campaign

COHORTS = ("programme", "65-")
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


@dataclass(frozen=True)
class Records:
    """Both piles of the record files: frames "records", "rejections", "reconciliation", "ledger"."""

    accepted: pd.DataFrame
    rejected: pd.DataFrame
    reconciliation: pd.DataFrame
    ledger: pd.DataFrame


@dataclass
class _Piles:
    accepted: list[pd.DataFrame] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    reconciliation: list[dict[str, Any]] = field(default_factory=list)
    ledger: list[dict[str, Any]] = field(default_factory=list)


def read_records(campaign: Campaign) -> Records:
    """Read every snapshot published by the release date, record days up to the as-of date.

    A snapshot's date is its file's name; published on day d it holds records to d - 1. Cohort
    "programme" counts every age, "65-" the elderly alone; rows of medical workers belong to
    another programme and are not counted. Where a snapshot has municipal rows and none of their
    prefecture, the prefecture's sum is added; nothing is allocated downwards. Lines that cannot
    be read are rejected with their number and stop nothing. In the reconciliation `superseded`
    are rows that are sound and not counted: after the as-of date, or of medical workers.
    """
    piles = _Piles()
    seen: set[dt.date] = set()
    for file in campaign.snapshots():
        published = _published(file)
        if published and published > campaign.released:
            continue
        try:
            if published is None:
                raise DataError("the name is no date", expected="a name like 2021-06-03.csv")
            if published in seen:
                raise DataError("a second snapshot of one day", expected="one file a day")
            seen.add(published)
            lines = read_lines(plain_text(read_bytes(file)))
            _sort_out(lines, file.name, published, campaign, piles)
        except RenkeiError as error:
            _refuse_file(file.name, error, piles)
    reconciliation = ledger.frame("reconciliation", piles.reconciliation)
    return Records(
        _joined(piles.accepted),
        ledger.frame("rejections", piles.rejected),
        reconciliation.assign(balanced=ledger.balance(reconciliation)),
        ledger.frame("ledger", piles.ledger),
    )


def _published(file: Path) -> dt.date | None:
    """The day a snapshot was published, from its name."""
    name = file.name.split(".", 1)[0]
    try:
        return dt.date.fromisoformat(name) if _DAY.fullmatch(name) else None
    except ValueError:
        return None


def _refuse_file(name: str, error: RenkeiError, piles: _Piles) -> None:
    piles.rejected.append(
        {"file": name, "kind": "file", "reason": error.what, "expected": error.expected or ""}
    )
    piles.reconciliation.append({"file": name})


def _sort_out(
    lines: Lines, name: str, published: dt.date, campaign: Campaign, piles: _Piles
) -> None:
    """Put every line of a snapshot on the pile it belongs to."""
    fields = _read_fields(lines, campaign.doses)
    reasons = _reasons(lines, fields, published)
    sound = reasons == ""
    late = sound & (fields["date"] > _ordinal(campaign.as_of))
    worker = sound & ~late & (fields.get("medical_worker", np.zeros(len(sound))) == 1)
    counted = sound & ~late & ~worker
    piles.rejected += _rejected_lines(lines, reasons, name)
    for mask, rule in ((late, "after the as-of date"), (worker, "medical workers not counted")):
        if mask.any():
            reading = f"{int(mask.sum()):,} lines not counted"
            piles.ledger.append({"file": name, "reading": reading, "rule": rule})
    table = _summed({key: values[counted] for key, values in fields.items()})
    whole, added = _with_prefectures(table)
    if added:
        reading = f"{added} prefectures summed from their municipalities"
        piles.ledger.append({"file": name, "reading": reading, "rule": "prefecture sum"})
    piles.accepted.append(whole.assign(snapshot=_ordinal(published)))
    cells = int(counted.sum()) * len(fields)
    tally: dict[str, Any] = {
        "file": name,
        "rows": len(sound) + len(lines.bad) + lines.blank + lines.headers,
        "accepted": int(counted.sum()),
        "rejected": int((~sound).sum()) + len(lines.bad),
        "superseded": int(late.sum() + worker.sum()),
        "notes": lines.headers,
        "blank": lines.blank,
        "cells_expected": cells,
        "cells_read": cells,
    }
    piles.reconciliation.append(tally)


def _read_fields(lines: Lines, doses: int) -> dict[str, Numbers]:
    """Every field as whole numbers, -1 where unreadable: days since 1970, index of the area, …"""
    known = {key: index for index, key in enumerate(_keys())}
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
        return _ordinal(dt.date.fromisoformat(text)) if _DAY.fullmatch(text) else -1
    except ValueError:
        return -1


def _ordinal(day: dt.date) -> int:
    return (day - _EPOCH).days


@functools.cache
def _keys() -> tuple[str, ...]:
    return tuple(a.short for a in (*areas.prefectures(), *areas.municipalities()))


def _reasons(lines: Lines, fields: dict[str, Numbers], published: dt.date) -> np.ndarray[Any, Any]:
    """The field each line fails on, "snapshot" for a day it cannot hold yet, "" for a sound one."""
    reasons = np.full(len(lines.line), "", dtype=object)
    reasons[fields["date"] >= _ordinal(published)] = "snapshot"
    for name, values in fields.items():
        reasons[values < 0] = name
    return reasons


def _rejected_lines(lines: Lines, reasons: np.ndarray[Any, Any], name: str) -> list[dict[str, Any]]:
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
    return padded if name == "area" and padded != shown and padded in _keys() else ""


def _summed(fields: dict[str, Numbers]) -> pd.DataFrame:
    """Counts by area, day and dose for each cohort the file can tell."""
    frame = pd.DataFrame({name: fields[name] for name in ("area", "date", "status", "count")})
    cohorts = [frame.assign(cohort=0)]
    if "age" in fields:
        cohorts.append(frame[fields["age"] == 1].assign(cohort=1))
    by = ["area", "date", "cohort", "status"]
    whole: pd.DataFrame = pd.concat(
        [one.groupby(by, as_index=False)["count"].sum() for one in cohorts]
    )
    return whole


def _with_prefectures(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Add the sums of prefectures that have municipal rows and none of their own; how many."""
    first_town = len(areas.prefectures())
    towns = table[table["area"] >= first_town]
    if towns.empty:
        return table, 0
    number = {area.prefecture_code: index for index, area in enumerate(areas.prefectures())}
    home = np.array([number[key[:2]] for key in _keys()])
    sums = towns.assign(area=home[towns["area"].to_numpy()])
    sums = sums[~sums["area"].isin(table["area"].unique())]
    by = ["area", "date", "cohort", "status"]
    return pd.concat([table, sums.groupby(by, as_index=False)["count"].sum()]), sums[
        "area"
    ].nunique()


def _joined(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """All snapshots in one frame "records", sorted by snapshot, area, cohort, dose and day."""
    if not any(len(table) for table in tables):
        return processed.empty("records")
    whole = pd.concat(tables, ignore_index=True)
    whole = whole.sort_values(["snapshot", "area", "cohort", "status", "date"], ignore_index=True)
    return pd.DataFrame(
        {
            "area": _named(whole["area"], _keys()),
            "snapshot": _days(whole["snapshot"]),
            "date": _days(whole["date"]),
            "cohort": _named(whole["cohort"], COHORTS),
            "dose": whole["status"],
            "count": whole["count"],
        }
    )


def _named(index: pd.Series, names: tuple[str, ...]) -> pd.Series:
    return pd.Series(pd.Categorical.from_codes(index.to_numpy(), pd.Index(names))).astype("str")


def _days(ordinals: pd.Series) -> pd.Series:
    return pd.Series(ordinals.to_numpy().astype("datetime64[D]").astype("datetime64[ns]"))
