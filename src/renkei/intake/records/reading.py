"""Dose records as dated snapshots: what was done, by area, day, cohort and dose."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from renkei.errors import DataError, RenkeiError
from renkei.intake import ledger
from renkei.intake.opening.container import plain_text, read_bytes
from renkei.intake.records.account import Account, refuse_unbalanced, refused, sort_out
from renkei.intake.records.snapshot import read_lines
from renkei.intake.records.sums import joined
from renkei.settings import Campaign, iso_date

_SHOWN = 3


@dataclass(frozen=True)
class Records:
    """Both piles of the record files: frames "records", "rejections", "reconciliation", "ledger"."""

    accepted: pd.DataFrame
    rejected: pd.DataFrame
    reconciliation: pd.DataFrame
    ledger: pd.DataFrame


def read_records(campaign: Campaign) -> Records:
    """Read every snapshot published by the release date, record days up to the as-of date.

    A snapshot's date is its file's name; published on day d it holds records from the campaign's
    first record day to d - 1. Cohort "programme" counts every age, "65-" the elderly alone; rows
    of medical workers belong to another programme and are not counted. Areas are those of the
    source: nothing is summed here and nothing allocated downwards. Lines that cannot be read are
    rejected with their number and stop nothing; a file whose lines do not add up is refused
    whole. In the reconciliation `superseded` are rows that are sound and not counted: after the
    as-of date, of medical workers, or standing a second time.

    Where the newest snapshot cannot be used, its rejection says whose figures stand instead;
    DataError where there are snapshots and none can be used.
    """
    accounts: list[Account] = []
    later: list[dt.date] = []
    for file in campaign.snapshots():
        published = _published(file)
        if published and published > campaign.released:
            later.append(published)
        else:
            taken = {one.published for one in accounts if one.table is not None}
            accounts.append(_read(file, published, taken, campaign))
    reconciliation = _reconciled(accounts)
    notes = _say_which_stands(accounts, later, campaign)
    return Records(
        joined([one.table for one in accounts if one.table is not None]),
        ledger.frame("rejections", [row for one in accounts for row in one.rejected]),
        reconciliation,
        ledger.frame("ledger", [row for one in accounts for row in one.ledger] + notes),
    )


def _published(file: Path) -> dt.date | None:
    """The day a snapshot was published, from its name."""
    name = file.name.split(".", 1)[0]
    try:
        return iso_date(name)
    except ValueError:
        return None


def _read(
    file: Path, published: dt.date | None, taken: set[dt.date | None], campaign: Campaign
) -> Account:
    """One file's account; what is wrong with it as a whole becomes its rejection."""
    try:
        if published is None:
            raise DataError("the name is no date", expected="a name like 2021-06-03.csv")
        if published in taken:
            raise DataError("a second snapshot of one day", expected="one file a day")
        lines = read_lines(plain_text(read_bytes(file), file.name))
        return sort_out(lines, file.name, published, campaign)
    except RenkeiError as error:
        return refused(file.name, published, error)


def _reconciled(accounts: list[Account]) -> pd.DataFrame:
    """The reconciliation of all files; those that do not balance are refused whole."""
    counted = ledger.frame("reconciliation", [one.tally for one in accounts])
    balanced = ledger.balance(counted).astype(bool)
    for account, is_balanced in zip(accounts, balanced, strict=True):
        if not is_balanced:
            refuse_unbalanced(account)
    frame = ledger.frame("reconciliation", [one.tally for one in accounts])
    return frame.assign(balanced=balanced)


def _say_which_stands(
    accounts: list[Account], later: list[dt.date], campaign: Campaign
) -> list[dict[str, Any]]:
    """Say in a rejection and in the ledger whose figures stand for the newest snapshot.

    Nothing is said where the newest is counted, or where no line of any is counted yet. Raises
    DataError naming the folder and the first reasons where no snapshot can be used.
    """
    dated = [one for one in accounts if one.published]
    if later and not dated:
        reading = f"no snapshot by {campaign.released}; the first is of {min(later)}"
        folder = campaign.sources.records.path
        return [{"file": folder, "reading": reading, "rule": "no records yet"}]
    if accounts and all(one.table is None for one in accounts):
        raise _nothing_usable(accounts, campaign)
    counted = [one.published for one in dated if one.published and one.is_counted]
    newest = max(dated, key=lambda one: (str(one.published), one.is_counted), default=None)
    if not counted or newest is None or newest.is_counted:
        return []
    reason = newest.reason or f"no line of it counts for {campaign.measure}"
    stands = f"the newest snapshot cannot be used; figures come from that of {max(counted)}"
    newest.refuse(f"{reason}; {stands}", "the newest snapshot whole")
    return [{"file": newest.name, "reading": stands, "rule": "older snapshot used"}]


def _nothing_usable(accounts: list[Account], campaign: Campaign) -> DataError:
    first = "; ".join(f"{one.name}: {one.reason}" for one in accounts[:_SHOWN])
    return DataError(
        f"none of {len(accounts)} snapshots can be used: {first}",
        where=str(campaign.raw / campaign.sources.records.path),
        expected="at least one snapshot named by its day, like 2021-06-03.csv",
    )
