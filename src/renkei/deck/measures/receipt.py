"""What was received and what became of it: rejections, reconciliation, a municipality's cells."""

from functools import lru_cache
from pathlib import PurePosixPath

import pandas as pd

from renkei.deck.briefing import Briefing
from renkei.intake import ledger
from renkei.intake.sheets.keys import file_prefecture


def rejections(briefing: Briefing) -> pd.DataFrame:
    """What was refused of returns, records and registers and concerns the deck's area.

    A refusal without an area belongs to the prefecture whose number starts the file's name.
    """
    frame = briefing.frames["rejections"]
    if briefing.level == "nation":
        return frame
    named = frame["area"].fillna("").str.startswith(briefing.area)
    if briefing.level == "municipality":
        return frame[named]
    unnamed = frame["area"].isna() | (frame["area"] == "")
    return frame[named | (unnamed & _of_prefecture(frame["file"], briefing.area))]


def reconciliation(briefing: Briefing) -> pd.DataFrame:
    """Where every row of the returns went, one row a round, with `files` and `balanced`."""
    frame = briefing.frames["reconciliation"]
    if briefing.level != "nation":
        frame = frame[_of_prefecture(frame["file"], briefing.prefecture)]
    return _summed(frame[frame["round"].notna()], "round")


def register_reconciliation(briefing: Briefing) -> pd.DataFrame:
    """Where every row of the registers went, one row a register (`register`), as of the above.

    Of the whole nation: a register's files are not each of one prefecture.
    """
    frame = briefing.frames["reconciliation"]
    frame = frame[ledger.sources(frame) == "registers"]
    return _summed(frame.assign(register=frame["file"].str.split("/").str[0]), "register")


def refused(briefing: Briefing) -> pd.DataFrame:
    """What was refused, by source, kind and rule: those with most not put right yet first.

    Columns: source (returns, records or the name of a register), kind, rule (records have none:
    `reason` stands in), count, corrected, and of the first of them file, sheet, cell and raw.
    """
    return _refused(briefing).copy(deep=False)


@lru_cache(maxsize=1)  # two pages of a deck tell of it
def _refused(briefing: Briefing) -> pd.DataFrame:
    frame = rejections(briefing)
    sources = ledger.sources(frame)
    register = frame["file"].str.split("/").str[0]
    frame = frame.assign(source=sources.where(sources != "registers", register))
    rule = frame["rule"].fillna("")
    frame["rule"] = rule.where(rule != "", frame["kind"])
    groups = frame.sort_values("corrected", kind="stable").groupby(["source", "kind", "rule"])
    table = groups[["file", "sheet", "cell", "raw"]].first()
    table["count"], table["corrected"] = groups.size(), groups["corrected"].sum().astype(int)
    table = table.reset_index()
    table["waiting"] = table["count"] - table["corrected"]
    order = ["waiting", "count", "source", "rule"]
    ascending = [False, False, True, True]
    return table.sort_values(order, ascending=ascending).reset_index(drop=True)


def refused_places(briefing: Briefing) -> dict[str, int]:
    """How many places could not be read, by round ("3"), name of a register or "records".

    Together they are all of `rejections`; returns that name no round are "returns".
    """
    frame = rejections(briefing)
    sources = ledger.sources(frame)
    where = sources.mask(sources == "registers", frame["file"].str.split("/").str[0])
    where = where.mask(sources == "returns", frame["round"].astype("Int64").astype("string"))
    return {str(name): int(count) for name, count in where.value_counts(sort=False).items()}


def records_reconciliation(briefing: Briefing) -> pd.DataFrame:
    """Where every row of the record files went: of all of them, then of the newest alone.

    Columns as of `reconciliation`, `part` (0, 1) in place of the round.
    """
    frame = briefing.frames["reconciliation"]
    frame = frame[ledger.sources(frame) == "records"].sort_values("file")
    return _summed(pd.concat([frame.assign(part=0), frame.tail(1).assign(part=1)]), "part")


def _summed(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    counted = ["rows", "accepted", "rejected", "superseded", "subtotals", "notes", "blank"]
    counted += ["cells_expected", "cells_read", "cells_rejected"]
    groups = frame.groupby(by, sort=True)
    table = groups[counted].sum()
    table.insert(0, "files", groups["file"].nunique())
    return table.assign(balanced=groups["balanced"].all()).reset_index()


def unread_resubmissions(briefing: Briefing) -> set[str]:
    """Municipalities whose answer of this round stands though a later return of it was refused.

    Refused and not put right since: a file of the prefecture, or a row or cell in another file than
    the one whose answer stands. Where nothing stands the answer itself is "unreadable".
    """
    number = briefing.round.number if briefing.round else -1
    refused = briefing.frames["rejections"]
    refused = refused[(refused["round"] == number) & ~refused["corrected"]]
    returns = briefing.of_area(briefing.frames["returns"])
    stands = returns[(returns["round"] == number) & returns["current"]]
    stands = stands[~stands["status"].isin(["no_answer", "unreadable"])]
    of_file = _prefectures(refused["file"]).where(refused["kind"] == "file", "")
    unread: set[str] = set()
    for area, file, prefecture in zip(refused["area"], refused["file"], of_file, strict=True):
        whose = stands["area"].str[:2]
        about = (stands["area"] == area) | whose.isin([area, prefecture])
        unread |= set(stands.loc[about & (stands["file"] != file), "area"])
    return unread


def _of_prefecture(files: pd.Series, prefecture: str) -> pd.Series:
    """Files named after a prefecture, such as 16_富山県.xlsx, in whatever folder."""
    return _prefectures(files) == prefecture


def _prefectures(files: pd.Series) -> pd.Series:
    """The number of the prefecture each file is named after, empty where it is named otherwise."""
    return pd.Series([_named_after(str(file)) for file in files], files.index, dtype="str")


@lru_cache(maxsize=4096)
def _named_after(file: str) -> str:
    return file_prefecture(PurePosixPath(file).name)


def own_answers(briefing: Briefing) -> pd.DataFrame:
    """A municipality's answers round by round, with the file, sheet and row they stand in.

    Columns: round, received, file, sheet, row, raw, bucket, status, latest.
    """
    returns = briefing.of_area(briefing.frames["returns"])
    newest = returns[returns["current"]].drop_duplicates("round", keep="last")
    place = newest[["round", "received", "file", "sheet", "row"]]
    own = briefing.answers[["round", "raw", "bucket", "status", "latest"]]
    return own.merge(place, on="round", how="left").sort_values("round")
