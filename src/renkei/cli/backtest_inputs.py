"""What a backtest reads: snapshots and the truth, wherever they lie, and the population."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from renkei import settings
from renkei.cli.backtest_population import matched, read_eligible, some
from renkei.errors import DataError, InputMissing, SettingsError
from renkei.intake import read_records
from renkei.settings import Campaign

_EVERY_DOSE = tuple(range(1, 10))
_EARLY = dt.date(2000, 1, 1)
_LATE = dt.date(2999, 1, 1)  # as if published then: after every record
_YEARS_BEFORE = 3  # a record day further back is a slip of the pen
_ENDINGS = (".csv", ".csv.gz", ".ndjson", ".ndjson.gz")


@dataclass(frozen=True)
class Read:
    """A frame "records" and what was left aside on the way, in sentences."""

    records: pd.DataFrame
    told: list[str]


@dataclass(frozen=True)
class History:
    """What the replay sees: records of one cohort, persons by area, and what was left aside."""

    records: pd.DataFrame
    eligible: pd.Series
    cohort: str
    told: list[str]


class _OfFiles(Campaign):
    """A campaign whose record files are these, wherever they lie, with every dose in them."""

    files: tuple[Path, ...]

    def snapshots(self) -> list[Path]:
        """The record files given."""
        return list(self.files)

    @property
    def recorded_doses(self) -> tuple[int, ...]:
        """Every dose that a record may be of."""
        return _EVERY_DOSE


def open_replayed(params: str, raw: str) -> Campaign:
    """Open a campaign that can be replayed. Raises SettingsError for one without dose records."""
    campaign = settings.open_campaign(params, raw=raw)
    if campaign.sources.records.kind != "snapshots":
        raise SettingsError(
            f"sources.records.kind is {campaign.sources.records.kind}",
            where=str(campaign.file),
            expected="snapshots: only dated snapshots of dose records can be replayed",
        )
    return campaign


def read_history(
    campaign: Campaign,
    snapshots: str,
    population: str,
    cohort: str,
    origins: Sequence[pd.Timestamp],
) -> History:
    """Snapshots up to the last origin, and the population of the areas in them."""
    read = read_snapshots(campaign, snapshots, max(origins).date())
    chosen = choose_cohort(read.records, cohort)
    eligible, unmatched = matched(chosen.records, read_eligible(campaign, population))
    told = [*read.told, *chosen.told, *unmatched, *_older(chosen.records, origins)]
    return History(chosen.records, eligible, str(chosen.records["cohort"].iloc[0]), told)


def _older(records: pd.DataFrame, origins: Sequence[pd.Timestamp]) -> list[str]:
    """The origins on which no snapshot was published, and the one that stands for each."""
    published = [pd.Timestamp(day) for day in records["snapshot"].unique()]
    told = []
    for origin in origins:
        seen = max((day for day in published if day <= origin), default=None)
        if seen and seen < origin:
            told.append(f"origin {origin:%Y-%m-%d}: the newest snapshot is of {seen:%Y-%m-%d}")
    return told


def read_snapshots(campaign: Campaign, folder: str, last: dt.date) -> Read:
    """Every snapshot published up to a day, of a folder or else of the campaign's own source.

    The folder's files count from _YEARS_BEFORE years before the first of them, the campaign's own
    from its first record day. Every dose on record is read. Raises InputMissing where there is no
    snapshot.
    """
    files, told = _dated(Path(folder)) if folder else (campaign.snapshots(), [])
    if not files:
        raise InputMissing(
            "no snapshot",
            where=folder or campaign.sources.records.path,
            expected="files named by the day they were published, like 2021-06-03.csv.gz",
        )
    start = campaign.sources.records.start
    if folder:
        start = _years_before(_day_of(files[0]) or last)
    read = _read(_reading(campaign, files, start, last), "snapshots")
    if read.records.empty:
        raise InputMissing(
            f"no snapshot was published by {last}; the first is {files[0].name}",
            where=folder or campaign.sources.records.path,
            expected="origins on or after the first snapshot",
        )
    return Read(read.records, told + read.told)


def read_truth(campaign: Campaign, given: str) -> Read:
    """The snapshot that says what happened: a file, or the newest of a folder.

    A file whose name is no day counts as published on the day after its last record.
    """
    path = Path(given)
    if not path.exists():
        raise InputMissing("no such file or folder", where=given, expected="a later snapshot")
    files = _dated(path)[0] if path.is_dir() else [path]
    if not files:
        raise InputMissing("no snapshot", where=given, expected="a file like 2021-08-14.csv.gz")
    chosen, published = files[-1], _day_of(files[-1])
    with tempfile.TemporaryDirectory() as aside:
        file = chosen if published else _named_late(chosen, Path(aside))
        start = _years_before(published) if published else _EARLY
        try:
            read = _read(_reading(campaign, [file], start, published or _LATE), "truth")
        except DataError as error:
            what = error.what.replace(file.name, chosen.name)
            raise DataError(what, where=given, expected="a snapshot of dose records") from None
    told = [one.replace(file.name, chosen.name) for one in read.told]
    if published:
        return Read(read.records, told)
    day = read.records["date"].max().date() + dt.timedelta(days=1)
    said = f"truth: {chosen.name} names no day; taken as published on {day}, after its last record"
    return Read(read.records.assign(snapshot=pd.Timestamp(day)), [said, *told])


def _named_late(file: Path, folder: Path) -> Path:
    """The same file under the name of a day after every record."""
    name = _LATE.isoformat() + "".join(file.suffixes[-2:])
    (folder / name).symlink_to(file.resolve())
    return folder / name


def _read(campaign: Campaign, what: str) -> Read:
    read = read_records(campaign)
    told = []
    if len(read.rejected):
        first = read.rejected.iloc[0]
        told.append(
            f"{what}: {len(read.rejected):,} lines or files refused; the first: {first['file']}: "
            f"{first['reason']}; expected {first['expected']}"
        )
    return Read(read.accepted, told)


def _dated(folder: Path) -> tuple[list[Path], list[str]]:
    """The snapshots of a folder in the order of their days, and what else lies there."""
    if not folder.is_dir():
        raise InputMissing("no such folder", where=str(folder), expected="a folder of snapshots")
    there = [one for one in sorted(folder.iterdir()) if not one.name.startswith((".", "~$"))]
    files = [one for one in there if one.name.endswith(_ENDINGS) and _day_of(one)]
    others = [one.name for one in there if one not in files]
    told = [f"left aside in {folder}, no snapshot by name: {some(others)}"] if others else []
    return files, told


def _day_of(file: Path) -> dt.date | None:
    try:
        return settings.iso_date(file.name.split(".", 1)[0])
    except ValueError:
        return None


def _years_before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=365 * _YEARS_BEFORE)


def _reading(campaign: Campaign, files: list[Path], start: dt.date, last: dt.date) -> Campaign:
    """The campaign as its files are read for a replay: up to a day, with every dose."""
    source = {"start": start, "path": str(files[-1].parent)}
    records = campaign.sources.records.model_copy(update=source)
    values: dict[str, Any] = dict(campaign) | {
        "sources": campaign.sources.model_copy(update={"given_records": records}),
        "as_of": last,
        "released": last,
        "files": tuple(files),
    }
    # Checked when it was opened; as a whole it is no params file any more.
    return _OfFiles.model_construct(**values)


def choose_cohort(records: pd.DataFrame, wanted: str) -> Read:
    """The records of one cohort: the one wanted, or every age where no age is told.

    Raises DataError where the cohort is asked for and not on record.
    """
    known = sorted(records["cohort"].unique())
    cohort = wanted or ("65-" if "65-" in known else "programme")
    if cohort not in known:
        raise DataError(
            f"no record of cohort {cohort!r}", where="--cohort", expected=" or ".join(known)
        )
    told = []
    if not wanted and cohort != "65-":
        told = ["no line of the snapshots is of age 65-: every age is counted (programme)"]
    return Read(records[records["cohort"] == cohort], told)
