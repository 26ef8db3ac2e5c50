"""Dose records as dated snapshots: what was done, by area, day, cohort and dose."""

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from renkei.errors import DataError, RenkeiError
from renkei.intake import ledger
from renkei.intake.container import plain_text, read_bytes
from renkei.intake.record_fields import ordinal, read_fields, reasons_of, rejected_lines
from renkei.intake.record_sums import joined, summed, with_prefectures
from renkei.intake.snapshot import Lines, read_lines
from renkei.settings import Campaign

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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
        joined(piles.accepted),
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
    fields = read_fields(lines, campaign.doses)
    reasons = reasons_of(lines, fields, published)
    sound = reasons == ""
    late = sound & (fields["date"] > ordinal(campaign.as_of))
    worker = sound & ~late & (fields.get("medical_worker", np.zeros(len(sound))) == 1)
    counted = sound & ~late & ~worker
    piles.rejected += rejected_lines(lines, reasons, name)
    for mask, rule in ((late, "after the as-of date"), (worker, "medical workers not counted")):
        if mask.any():
            reading = f"{int(mask.sum()):,} lines not counted"
            piles.ledger.append({"file": name, "reading": reading, "rule": rule})
    table = summed({key: values[counted] for key, values in fields.items()})
    whole, added = with_prefectures(table)
    if added:
        reading = f"{added} prefectures summed from their municipalities"
        piles.ledger.append({"file": name, "reading": reading, "rule": "prefecture sum"})
    piles.accepted.append(whole.assign(snapshot=ordinal(published)))
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
