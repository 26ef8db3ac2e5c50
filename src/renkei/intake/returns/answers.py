"""What every municipality asked has answered, round by round, and where that puts it."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from renkei import areas, processed
from renkei.errors import DataError
from renkei.intake.sheets.keys import file_prefecture
from renkei.settings import Campaign

BUCKETS = (
    "by_target",
    "next_month",
    "later",
    "near_complete",
    "undecided",
    "unreadable",
    "not_answered",
)
_BY_STATUS = {
    "complete": "by_target",
    "near_complete": "near_complete",
    "undecided": "undecided",
    "unreadable": "unreadable",
    "no_answer": "not_answered",
}


def answers(
    returns: pd.DataFrame,
    population: pd.DataFrame,
    campaign: Campaign,
    rejected: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row for every round collected and municipality asked: frame "answers".

    `returns` is the frame of that name; only its current rows count. `rejected` is the frame
    "rejections": what was sent and refused, and not put right since, is no silence. Asked is every municipality
    the population lists, or all 1,741 where it lists prefectures only. 変更なし takes the previous
    round's answer. Buckets are those of cleaning-rules.md ("The headline buckets") against the
    campaign's deadline: `next_month` is the calendar month after the deadline's, an open end is
    `later`. Rounds whose returns are not collected have no rows: their totals are published.

    `not_answered` are blanks and, before a round has closed, the municipalities whose file has not
    come yet. `unreadable` are those whose cell, row or whole file was refused, as far as
    `rejected` is given and nothing that can be read has come of them in that round.
    """
    frames: list[pd.DataFrame] = []
    asked = _asked(population)
    refused = processed.empty("rejections") if rejected is None else rejected
    for one in campaign.rounds_asked:
        if one.returns is None:
            continue
        current = returns[(returns["round"] == one.number) & returns["current"]]
        before = frames[-1] if frames else None
        unread = _unread(refused[(refused["round"] == one.number) & ~refused["corrected"]])
        frames.append(_round_answers(one.number, asked, current, before, unread, campaign.deadline))
    if not frames:
        return processed.empty("answers")
    return processed.check("answers", pd.concat(frames, ignore_index=True))


def _asked(population: pd.DataFrame) -> list[str]:
    """The municipalities asked, in code order."""
    listed = set(population["area"])
    every = [area.code for area in areas.municipalities()]
    return [code for code in every if code in listed] or every


def _unread(refused: pd.DataFrame) -> set[str]:
    """Six-digit keys of those of whom something uncorrected was refused, a row or a whole file."""
    return {code for row in refused.to_dict("records") for code in _meant(row)}


def _meant(row: dict[Any, Any]) -> Iterator[str]:
    """The municipalities a rejection is about: by its area, its cells, or its file's name."""
    known = row["area"] if isinstance(row["area"], str) else ""
    home = file_prefecture(PurePosixPath(str(row["file"])).name)
    if row["kind"] == "file":
        if len(known) == 6:
            yield known
        elif known or home:
            yield from (area.code for area in areas.municipalities(known or home))
    elif row["kind"] == "row":
        yield from [known] if known else _named(str(row["raw"]), home)


def _named(raw: str, home: str) -> Iterator[str]:
    """The municipalities that the cells of a row with two keys name by code or by name."""
    for cell in raw.split(" | "):
        # Only whole codes: 16201 may be a number of doses.
        code = {"code": cell} if len(cell) == 6 and cell.isdecimal() else {}
        for key in (code, {"name": cell, "prefecture": home}):
            with contextlib.suppress(DataError):
                area = areas.find(**key)
                if area.level == "municipality" and home in ("", area.prefecture_code):
                    yield area.code


def _round_answers(
    number: int,
    asked: list[str],
    current: pd.DataFrame,
    before: pd.DataFrame | None,
    unread: set[str],
    deadline: dt.date,
) -> pd.DataFrame:
    """The answers of one round, every municipality asked in code order."""
    wanted = ["area", "status", "earliest", "latest", "conditional", "raw", "wish_share"]
    frame = pd.DataFrame({"area": asked}).merge(
        current[wanted], on="area", how="left", validate="one_to_one"
    )
    frame["status"] = frame["status"].fillna("no_answer")
    silent = frame["status"] == "no_answer"
    frame["status"] = frame["status"].mask(silent & frame["area"].isin(unread), "unreadable")
    frame["conditional"] = frame["conditional"].eq(True)
    frame["raw"] = frame["raw"].fillna("")
    if before is not None:
        frame = _carried_forward(frame, before)
    frame["bucket"] = _buckets(frame, deadline)
    frame["previous_bucket"] = "" if before is None else before["bucket"].to_numpy()
    frame["previous_latest"] = pd.NaT if before is None else before["latest"].to_numpy()
    return frame.assign(round=number)


def _carried_forward(frame: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Put the previous round's answer in place of 変更なし; both are in the same order.

    It is conditional where the answer carried was, or where the new return adds a condition.
    """
    carried = frame["status"] == "carry_forward"
    for column in ("status", "earliest", "latest"):
        frame[column] = frame[column].where(~carried, before[column])
    unsaid = carried & frame["wish_share"].isna()
    frame["wish_share"] = frame["wish_share"].where(~unsaid, before["wish_share"])
    frame["conditional"] |= carried & before["conditional"]
    return frame


def _buckets(frame: pd.DataFrame, deadline: dt.date) -> pd.Series:
    by_target = frame["latest"] <= pd.Timestamp(deadline)
    next_month = frame["latest"] <= pd.Timestamp(deadline) + pd.offsets.MonthBegin() + (
        pd.offsets.MonthEnd()
    )
    dated = pd.Series("later", frame.index).mask(next_month, "next_month")
    dated = dated.mask(by_target, "by_target")
    other = frame["status"].map(_BY_STATUS)
    return other.where(frame["status"] != "dated", dated)


def round_table(answers: pd.DataFrame, population: pd.DataFrame, number: int) -> pd.DataFrame:
    """A round's buckets: how many areas, the change since the round before, their shares.

    Columns: bucket, count (sums to the areas asked), change (NA in the first round), share
    (0..1 of the areas asked), pop_share (0..1, weighted by the eligible, of all cohorts together),
    conditional (how many of `count` set a condition), unconditional (the others).
    """
    one = answers[answers["round"] == number]
    weight = one["area"].map(population.groupby("area")["eligible"].max()).astype(float)
    count = _per_bucket(one["bucket"].value_counts())
    conditional = _per_bucket(one.loc[one["conditional"], "bucket"].value_counts())
    residents = weight.groupby(one["bucket"]).sum()
    return pd.DataFrame(
        {
            "bucket": list(BUCKETS),
            "count": count,
            "change": _change(one, count),
            "share": count / max(len(one), 1),
            "pop_share": residents.reindex(BUCKETS, fill_value=0.0) / weight.sum(),
            "conditional": conditional,
            "unconditional": count - conditional,
        }
    ).reset_index(drop=True)


def _per_bucket(counts: pd.Series) -> pd.Series:
    return counts.reindex(BUCKETS, fill_value=0).astype("int64")


def _change(one: pd.DataFrame, count: pd.Series) -> pd.Series:
    had = one["previous_bucket"].ne("") & one["previous_bucket"].notna()
    if not had.any():
        return pd.Series(pd.NA, list(BUCKETS), dtype="Int64")
    return (count - _per_bucket(one["previous_bucket"].value_counts())).astype("Int64")


def moves(answers: pd.DataFrame, number: int) -> pd.DataFrame:
    """How many areas moved from which bucket (rows, the round before) to which (columns)."""
    one = answers[(answers["round"] == number) & answers["previous_bucket"].isin(BUCKETS)]
    table = pd.crosstab(one["previous_bucket"], one["bucket"])
    return table.reindex(index=BUCKETS, columns=BUCKETS, fill_value=0).astype("int64")


def non_response(answers: pd.DataFrame, number: int) -> pd.DataFrame:
    """Who has not answered, by prefecture: area (two digits), asked, not_answered, unreadable."""
    one = answers[answers["round"] == number]
    by_prefecture = one.assign(area=one["area"].str[:2]).groupby("area")["bucket"]
    return pd.DataFrame(
        {
            "asked": by_prefecture.size(),
            "not_answered": by_prefecture.agg(lambda bucket: int((bucket == "not_answered").sum())),
            "unreadable": by_prefecture.agg(lambda bucket: int((bucket == "unreadable").sum())),
        }
    ).reset_index()
