"""Where every line of one snapshot went: counted, refused, or set aside with the reason."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from renkei.errors import RenkeiError
from renkei.intake.ledger import PILES
from renkei.intake.records.fields import (
    Rejection,
    ordinal,
    read_fields,
    reasons_of,
    rejected_lines,
)
from renkei.intake.records.lines import Lines, Numbers
from renkei.intake.records.repeats import Mask, find_repeats
from renkei.intake.records.sums import cohort_names, summed
from renkei.settings import Campaign


@dataclass
class Account:
    """One file of records: its sums, its refusals, its changes and its row of reconciliation.

    `table` holds what was done day by day, `totals` what had been done by a day; both are None
    where the file as a whole is refused. `cohort` is whom all of it is about, "" where the lines
    say; `is_counted` says whether it holds something of the campaign's measure. Of a workbook,
    every sheet has an account.
    """

    name: str
    published: dt.date | None
    tally: dict[str, Any]
    sheet: str = ""
    cohort: str = ""
    table: pd.DataFrame | None = None
    totals: pd.DataFrame | None = None
    is_counted: bool = False
    rejected: list[Rejection] = field(default_factory=list)
    ledger: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, reason: str, expected: str = "") -> None:
        """Put the file itself on the pile of rejections, in place of what was said of it before."""
        place = {"file": self.name, "sheet": self.sheet, "kind": "file"}
        row = {**place, "reason": reason, "expected": expected}
        self.rejected[: 1 if self.reason else 0] = [row]

    @property
    def is_usable(self) -> bool:
        """Whether anything of the file can be used."""
        return self.table is not None or self.totals is not None

    @property
    def about(self) -> tuple[dt.date | None, str, bool]:
        """What no second file may be about: the day, whom, and whether day by day."""
        return self.published, self.cohort, self.table is not None

    @property
    def reason(self) -> str:
        """Why the file as a whole is refused; empty where it is not."""
        first = self.rejected[0] if self.rejected else {}
        return str(first["reason"]) if first.get("kind") == "file" else ""


def refused(name: str, published: dt.date | None, error: RenkeiError, cohort: str = "") -> Account:
    """The account of a file that cannot be read at all; `cohort` where it is known all the same."""
    account = Account(name, published, {"file": name}, cohort=cohort)
    account.refuse(error.what, error.expected or "")
    return account


def refuse_unbalanced(account: Account) -> None:
    """Refuse a file whose lines do not all turn up, with every one of them."""
    tally = account.tally
    found = sum(tally.get(one, 0) for one in PILES)
    cells = tally["cells_read"] + tally.get("cells_rejected", 0)
    reason = (
        f"the lines do not add up: {tally['rows']:,} in the file, {found:,} accounted for; "
        f"{tally['cells_expected']:,} values to read, {cells:,} read"
    )
    account.table = account.totals = None
    account.is_counted, account.rejected, account.ledger = False, [], []
    account.refuse(reason, "a file whose every line is read or refused")
    place = {"file": account.name, "sheet": account.sheet}
    account.tally = {**place, "rows": tally["rows"], "rejected": tally["rows"]}


def sort_out(lines: Lines, name: str, published: dt.date, campaign: Campaign) -> Account:
    """Put every line of a snapshot on the pile it belongs to."""
    fields = read_fields(lines, campaign)
    reasons = reasons_of(lines, fields, campaign, published)
    repeats = find_repeats(lines, fields, reasons == "")
    rejected = rejected_lines(lines, reasons, campaign) + repeats.rejected
    rejected.sort(key=lambda row: int(row["row"]))
    sound = (reasons == "") & ~repeats.differ
    aside = _set_aside(fields, sound, repeats.again, campaign)
    counted = sound & ~np.logical_or.reduce(list(aside.values()))
    account = Account(name, published, {})
    account.rejected = [{"file": name, "kind": "row", **row} for row in rejected]
    account.ledger = [
        _change(name, rule, lines, rows) for rule, rows in aside.items() if rows.any()
    ]
    superseded = sum(int(rows.sum()) for rows in aside.values())
    account.tally = _tally(name, lines, fields, counted, len(rejected), superseded)
    if sound.any():
        table = summed({key: values[counted] for key, values in fields.items()})
        account.table = table.assign(snapshot=ordinal(published))
        measured = table["cohort"] == cohort_names(campaign).index(campaign.measure)
        account.is_counted = bool((measured & table["status"].isin(campaign.dose_numbers)).any())
    else:
        account.refuse("no line of it can be used", "lines of records below the header")
    return account


def _set_aside(
    fields: dict[str, Numbers], sound: Mask, again: Mask, campaign: Campaign
) -> dict[str, Mask]:
    """Sound lines that are not counted, by the rule that says so; no line under two of them."""
    late = sound & ~again & (fields["date"] > ordinal(campaign.as_of))
    worker = np.zeros_like(sound)
    if "medical_worker" in fields:
        worker = sound & ~again & ~late & (fields["medical_worker"] == 1)
    return {
        "the same line twice": again,
        "after the as-of date": late,
        "medical workers not counted": worker,
    }


def _change(name: str, rule: str, lines: Lines, rows: Mask) -> dict[str, Any]:
    first = int(lines.line[rows][0])
    reading = f"{int(rows.sum()):,} lines not counted"
    return {"file": name, "cell": f"line {first}", "reading": reading, "rule": rule}


def _tally(
    name: str, lines: Lines, fields: dict[str, Numbers], counted: Mask, rejected: int, aside: int
) -> dict[str, Any]:
    """The row of reconciliation: what the bytes hold beside what was read of it."""
    left = lines.written - lines.headers - lines.blank - rejected - aside
    return {
        "file": name,
        "rows": lines.written,
        "accepted": int(counted.sum()),
        "rejected": rejected,
        "superseded": aside,
        "notes": lines.headers,
        "blank": lines.blank,
        "cells_expected": left * len(fields),
        "cells_read": sum(int((values[counted] >= 0).sum()) for values in fields.values()),
    }
