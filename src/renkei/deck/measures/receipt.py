"""What was received and what became of it: rejections, reconciliation, a municipality's cells."""

import pandas as pd

from renkei.deck.briefing import Briefing


def rejections(briefing: Briefing) -> pd.DataFrame:
    """What was refused and concerns the deck's area, columns as in the frame of that name.

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
    counted = ["rows", "accepted", "rejected", "superseded", "subtotals", "notes", "blank"]
    counted += ["cells_expected", "cells_read", "cells_rejected"]
    return (
        frame[frame["round"].notna()]
        .groupby("round")
        .agg(
            files=("file", "nunique"),
            **{name: (name, "sum") for name in counted},
            balanced=("balanced", "all"),
        )
        .reset_index()
    )


def _of_prefecture(files: pd.Series, prefecture: str) -> pd.Series:
    """Files named after a prefecture, such as 16_富山県.xlsx, in whatever folder."""
    return files.fillna("").str.contains(rf"(?:^|[/\\]){prefecture}_[^/\\]*$")


def own_answers(briefing: Briefing) -> pd.DataFrame:
    """A municipality's answers round by round, with the file, sheet and row they stand in.

    Columns: round, received, file, sheet, row, raw, bucket, status, latest.
    """
    returns = briefing.of_area(briefing.frames["returns"])
    newest = returns[returns["current"]].drop_duplicates("round", keep="last")
    place = newest[["round", "received", "file", "sheet", "row"]]
    own = briefing.answers[["round", "raw", "bucket", "status", "latest"]]
    return own.merge(place, on="round", how="left").sort_values("round")
