"""Totals of rounds whose returns are not public, as they were published (公表値)."""

import io
import re

import pandas as pd
from pandas.api.typing import NaTType

from renkei import processed
from renkei.errors import DataError
from renkei.intake.container import plain_text, read_bytes
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
    their count over the areas asked; `pop_share` stands with `by_target` only. Without a source
    the frame is empty. Raises DataError naming file, line and column.
    """
    file = campaign.published_file()
    source = campaign.sources.published_rounds
    if file is None or source is None:
        return processed.empty("published")
    table = _table(plain_text(read_bytes(file)), file.name)
    asked = {str(one.number) for one in campaign.rounds_asked}
    wanted = table[(table["campaign"] == source.campaign) & table["round"].isin(asked)]
    rows = [
        row
        for line, values in zip(wanted.index + 2, wanted.to_dict("records"), strict=True)
        for row in _rows({str(k): v for k, v in values.items()}, f"{file.name}, line {line}")
    ]
    if not rows:
        return processed.empty("published")
    frame = pd.DataFrame(rows)
    is_out = ~(frame["published"] > pd.Timestamp(campaign.released))
    return processed.check("published", frame[is_out])


def _table(content: bytes, name: str) -> pd.DataFrame:
    try:
        table = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        raise DataError(f"not a CSV table: {error}", where=name) from None
    missing = [column for column in _COLUMNS if column not in table]
    if missing:
        raise DataError(f"no column {missing[0]}", where=name, expected=", ".join(_COLUMNS))
    return table


def _rows(values: dict[str, str], where: str) -> list[dict[str, object]]:
    """The buckets of one published round."""
    counts = {bucket: _count(values[column], where) for bucket, column in _BUCKETS.items()}
    if counts["by_target"] is None or counts["not_by_target"] is None:
        raise DataError(
            "by_target_n or not_by_target_n is blank", where=where, expected="a count of areas"
        )
    asked = counts["by_target"] + counts["not_by_target"]
    shared = {
        "round": int(values["round"]),
        "as_of": _day(values["as_of"]),
        "published": _day(values["published"]),
        "source": values["source"],
    }
    return [
        shared
        | {
            "bucket": bucket,
            "count": count,
            "share": _percent(values["by_target_pct"]) if bucket == "by_target" else count / asked,
            "pop_share": _percent(values["pop_share_pct"] if bucket == "by_target" else ""),
        }
        for bucket, count in counts.items()
        if count is not None
    ]


def _count(written: str, where: str) -> int | None:
    if not written:
        return None
    if not re.fullmatch(r"[0-9]+", written):
        raise DataError(f"{written!r} is no count", where=where, expected="a whole number")
    return int(written)


def _percent(written: str) -> float:
    return float(written) / 100 if re.fullmatch(r"[0-9.]+", written) else float("nan")


def _day(written: str) -> pd.Timestamp | NaTType:
    """A day that is certain; "2022-01-28?" and blank are not."""
    return pd.to_datetime(written, format="%Y-%m-%d", errors="coerce")
