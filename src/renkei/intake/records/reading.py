"""What was done: every file of a campaign's record source, into records, totals and refusals."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from renkei import processed
from renkei.errors import DataError, RenkeiError
from renkei.intake import ledger
from renkei.intake.opening.container import plain_text, read_bytes
from renkei.intake.records.account import Account, refuse_unbalanced, refused, sort_out
from renkei.intake.records.kantei import cohort_of, read_kantei
from renkei.intake.records.mynumber import read_mynumber
from renkei.intake.records.snapshot import read_cohort_lines, read_lines
from renkei.intake.records.sums import cohort_names, joined
from renkei.intake.records.totals import fallen, totals_frame
from renkei.settings import Campaign, iso_date

_SHOWN = 3
_SNAPSHOTS = ("snapshots", "cohorts")


@dataclass(frozen=True)
class Records:
    """Both piles of the record files: frames "records", "rejections", "reconciliation", "ledger".

    `accepted` is what was done day by day. `totals` is what had been done by a day (frame of
    `totals.totals_frame`): sources that publish stocks, never mixed with days and never summed
    over them.
    """

    accepted: pd.DataFrame
    rejected: pd.DataFrame
    reconciliation: pd.DataFrame
    ledger: pd.DataFrame
    totals: pd.DataFrame = field(default_factory=totals_frame)


def read_records(campaign: Campaign) -> Records:
    """Read every record file published by the release date, record days up to the as-of date.

    Which reader is asked, `sources.records.kind` says; what a file is, its content does, and one
    of another kind is refused. A snapshot's date is its file's name; published on day d it holds
    records from the campaign's first record day to d - 1. Cohort "programme" counts every age,
    "65-" the elderly alone; rows of medical workers belong to another programme and are not
    counted. In records by cohort "all" counts every cohort of `eligibility`; a snapshot holds the
    doses it names, and earlier doses may stand in an older snapshot alone. Kantei's workbooks are records of the nation by day, "medical" (V-SYS) and
    "programme" (VRS) two systems that are never summed; its tables, and those of My Number cards
    ("residents"), are totals as of the day they are named by. Areas are those of the source:
    nothing is summed here and nothing allocated downwards. Lines that cannot be read are rejected
    with their number and stop nothing; a file whose lines do not add up is refused whole. In the
    reconciliation `superseded` are rows that are sound and not counted: after the as-of date, of
    medical workers in a snapshot, or standing a second time.

    Where the newest file cannot be used, its rejection says whose figures stand instead;
    DataError where there are files and none can be used. A campaign without records has none.
    """
    if not campaign.sources.has_records:
        names = ("records", "rejections", "reconciliation", "ledger")
        return Records(*(processed.empty(name) for name in names))
    accounts: list[Account] = []
    later: list[dt.date] = []
    for file in campaign.snapshots():
        published = _published(file)
        if published and published > campaign.released:
            later.append(published)
        else:
            accounts += _read(file, published, accounts, campaign)
    reconciliation = _reconciled(accounts)
    notes = _say_which_stands(accounts, later, campaign)
    totals = _stacked(totals_frame(), [one.totals for one in accounts])
    changes = [row for one in accounts for row in one.ledger]
    return Records(
        _daily(accounts, campaign),
        ledger.frame("rejections", [row for one in accounts for row in one.rejected]),
        reconciliation,
        ledger.frame("ledger", changes + fallen(totals) + notes),
        totals,
    )


def _daily(accounts: list[Account], campaign: Campaign) -> pd.DataFrame:
    """The frame "records" of all files."""
    if campaign.sources.records.kind in _SNAPSHOTS:
        tables = [one.table for one in accounts if one.table is not None]
        return joined(tables, cohort_names(campaign))
    return _stacked(processed.empty("records"), [one.table for one in accounts])


def _stacked(empty: pd.DataFrame, frames: list[pd.DataFrame | None]) -> pd.DataFrame:
    filled = [one for one in frames if one is not None and len(one)]
    return pd.concat(filled, ignore_index=True) if filled else empty


def _published(file: Path) -> dt.date | None:
    """The day a snapshot was published, from its name."""
    name = file.name.split(".", 1)[0]
    try:
        return iso_date(name)
    except ValueError:
        return None


def _read(
    file: Path, published: dt.date | None, before: list[Account], campaign: Campaign
) -> list[Account]:
    """One file's accounts; what is wrong with it as a whole becomes its rejection."""
    kind = campaign.sources.records.kind
    name = file.name if kind in _SNAPSHOTS else file.relative_to(campaign.raw).as_posix()
    cohort = cohort_of(file, campaign) if kind == "kantei" else ""
    taken = {one.about for one in before if one.is_usable}
    try:
        if kind == "kantei":
            return _each_once(read_kantei(file, name, published, campaign), taken)
        if published is None:
            raise DataError("the name is no date", expected="a name like 2021-06-03.csv")
        if published in {day for day, *_ in taken}:
            raise DataError("a second snapshot of one day", expected="one file a day")
        if kind == "mynumber":
            return [read_mynumber(file, name, published, campaign)]
        content = plain_text(read_bytes(file, campaign.limits), file.name, campaign.limits)
        lines = read_cohort_lines(content) if kind == "cohorts" else read_lines(content)
        return [sort_out(lines, name, published, campaign)]
    except RenkeiError as error:
        return [refused(name, published, error, cohort)]


def _each_once(read: list[Account], taken: set[tuple[dt.date | None, str, bool]]) -> list[Account]:
    """The accounts of one file; DataError where one says again what another is about."""
    about = [one.about for one in read if one.is_usable]
    if taken & set(about) or len(set(about)) < len(about):
        raise DataError("a second table of one day and system", expected="one of each")
    return read


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
    # What is as of a day is newest by that day; a snapshot by the day after its last record.
    is_snapshot = campaign.sources.records.kind in _SNAPSHOTS
    last = campaign.released if is_snapshot else campaign.as_of
    dated = [
        one
        for one in accounts
        if one.published and one.published <= last and one.cohort in ("", campaign.measure)
    ]
    if later and not dated:
        reading = f"no snapshot by {campaign.released}; the first is of {min(later)}"
        folder = campaign.sources.records.path
        return [{"file": folder, "reading": reading, "rule": "no records yet"}]
    if accounts and not any(one.is_usable for one in accounts):
        raise _nothing_usable(accounts, campaign)
    counted = [one.published for one in dated if one.published and one.is_counted]
    newest = max(dated, key=lambda one: (str(one.published), one.is_counted), default=None)
    if not counted or newest is None or newest.is_counted:
        return []
    figure = campaign.eligibility.label if campaign.eligibility else campaign.measure
    reason = newest.reason or f"no line of it counts for {figure}"
    stands = f"the newest snapshot cannot be used; figures come from that of {max(counted)}"
    newest.refuse(f"{reason}; {stands}", "the newest snapshot whole")
    return [{"file": newest.name, "reading": stands, "rule": "older snapshot used"}]


def _nothing_usable(accounts: list[Account], campaign: Campaign) -> DataError:
    first = "; ".join(f"{one.name}: {one.reason}" for one in accounts[:_SHOWN])
    is_kantei = campaign.sources.records.kind == "kantei"
    return DataError(
        f"none of {len(accounts)} snapshots can be used: {first}",
        where=str(campaign.raw / campaign.sources.records.path),
        expected="at least one workbook of doses by day, or table named by its day"
        if is_kantei
        else "at least one snapshot named by its day, like 2021-06-03.csv",
    )
