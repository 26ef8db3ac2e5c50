"""Totals of rounds whose returns are not public, as they were published (公表値)."""

import datetime as dt
import re
from collections.abc import Mapping

import pandas as pd
from pandas.api.typing import NaTType

from renkei import areas, processed
from renkei.errors import DataError
from renkei.intake.opening.csv_table import read_table
from renkei.settings import Campaign

_COLUMNS = (
    "campaign", "round", "as_of", "published", "by_target_n", "by_target_pct", "aug_n",
    "sep_later_n", "not_by_target_n", "pop_share_pct", "source",
)  # fmt: skip
_BUCKETS = {
    "by_target": "by_target_n",
    "next_month": "aug_n",
    "later": "sep_later_n",
    "not_by_target": "not_by_target_n",
}


def read_published(campaign: Campaign) -> pd.DataFrame:
    """Read the published totals of the rounds asked, published by the release date.

    One row per round and bucket; `not_by_target` is the sum of the others that are not
    `by_target`. Shares are fractions: `by_target` carries the one that was published, the others
    their count over the areas asked; `pop_share` stands with `by_target` only. A blank day, or
    one with a question mark, is not known: a round so published does not count as released.
    Without a source the frame is empty. Raises DataError naming file, line and column of what
    cannot be read, stands twice or does not add up.
    """
    file = campaign.published_file()
    source = campaign.sources.published_rounds
    if file is None or source is None:
        return processed.empty("published")
    asked = {one.number for one in campaign.rounds_asked}
    found: dict[int, str] = {}
    rows = []
    for where, values in read_table(file, _COLUMNS, campaign.limits):
        if values["campaign"] != source.campaign:
            continue
        number = _whole(values, "round", where)
        if number in found:
            raise DataError(
                f"round {number} stands twice", where=f"{found[number]} and {where}",
                expected="one row a round",
            )  # fmt: skip
        found[number] = where
        read = _rows(number, values, where)
        rows += read if number in asked else []
    if not rows:
        return processed.empty("published")
    frame = pd.DataFrame(rows)
    return processed.check("published", frame[frame["published"] <= _moment(campaign.released)])


def _moment(day: dt.date) -> pd.Timestamp:
    return pd.Timestamp(day)


def _rows(number: int, values: Mapping[str, str], where: str) -> list[dict[str, object]]:
    """The buckets of one published round."""
    counts = {
        bucket: _whole(values, column, where)
        for bucket, column in _BUCKETS.items()
        if values[column] or bucket in ("by_target", "not_by_target")
    }
    _check_sums(counts, where)
    asked = counts["by_target"] + counts["not_by_target"]
    shared = {
        "round": number,
        "as_of": _day(values, "as_of", where),
        "published": _day(values, "published", where),
        "source": values["source"],
    }
    share = _percent(values, "by_target_pct", where)
    pop_share = _percent(values, "pop_share_pct", where)
    return [
        shared
        | {
            "bucket": bucket,
            "count": count,
            "share": share if bucket == "by_target" else count / asked,
            "pop_share": pop_share if bucket == "by_target" else float("nan"),
        }
        for bucket, count in counts.items()
    ]


def _check_sums(counts: Mapping[str, int], where: str) -> None:
    """Raise DataError where the buckets do not come to the areas asked, or their parts to them."""
    asked = len(areas.municipalities())
    said = counts["by_target"] + counts["not_by_target"]
    if said != asked:
        raise DataError(
            f"by_target_n {counts['by_target']:,} and not_by_target_n "
            f"{counts['not_by_target']:,} are {said:,} together",
            where=where,
            expected=f"the {asked:,} municipalities asked",
        )
    parts = [counts[one] for one in ("next_month", "later") if one in counts]
    if sum(parts) > counts["not_by_target"] or (
        len(parts) == 2 and sum(parts) != counts["not_by_target"]
    ):
        raise DataError(
            f"aug_n and sep_later_n are {sum(parts):,} together",
            where=where,
            expected=f"not_by_target_n, which is {counts['not_by_target']:,}",
        )


def _whole(values: Mapping[str, str], column: str, where: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", values[column]):
        raise _unread(values, column, where, "a whole number")
    return int(values[column])


def _percent(values: Mapping[str, str], column: str, where: str) -> float:
    """A percentage as a fraction; NaN where it is blank."""
    written = values[column]
    if not written:
        return float("nan")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", written) or float(written) > 100:
        raise _unread(values, column, where, "a percentage like 98.7")
    return float(written) / 100


def _day(values: Mapping[str, str], column: str, where: str) -> pd.Timestamp | NaTType:
    """A day that is certain; "2022-01-28?" and blank are not."""
    written = values[column]
    try:
        day = dt.date.fromisoformat(written.removesuffix("?")) if written else None
    except ValueError:
        raise _unread(values, column, where, "a day like 2021-06-02, or blank") from None
    return pd.NaT if day is None or written.endswith("?") else _moment(day)


def _unread(values: Mapping[str, str], column: str, where: str, expected: str) -> DataError:
    shown = f"{values[column][:60]!r}" if values[column] else "blank"
    return DataError(f"{column} is {shown}", where=where, expected=expected)
