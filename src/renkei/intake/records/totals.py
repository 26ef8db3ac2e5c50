"""Totals as of a day: what had been done by then, kept apart from what was done day by day."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

_TYPES = {
    "area": "str",
    "snapshot": "datetime64[ns]",
    "date": "datetime64[ns]",
    "cohort": "str",
    "dose": "int64",
    "count": "int64",
    "eligible": "Int64",
    "eligible_as_of": "datetime64[ns]",
    "system": "str",
    "file": "str",
    "row": "int64",
}
_KEY = ["area", "cohort", "dose"]


def totals_frame(rows: Iterable[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """The frame "totals", sorted by snapshot, area, cohort and dose.

    `count` is everything up to `date`, so that two rows of an area are never summed; `eligible`
    the denominator the source gives beside it, as of `eligible_as_of` (NA where it gives none);
    `file` and `row` where it stands.
    """
    frame = pd.DataFrame(list(rows), columns=list(_TYPES)).astype(_TYPES)
    return frame.sort_values(["snapshot", *_KEY, "date"], ignore_index=True)


def fallen(totals: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of the ledger for totals below the one before of the same area, cohort and dose.

    They are counted as they stand: a source corrects itself, and nobody else can.
    """
    ordered = totals.sort_values([*_KEY, "date"], kind="stable")
    before = ordered.groupby(_KEY)[["count", "date"]].shift()
    fell = ordered["count"] < before["count"]
    shown = ordered[fell].assign(was=before["count"][fell], since=before["date"][fell])
    return [
        {
            "file": row["file"],
            "cell": f"line {row['row']}",
            "area": row["area"],
            "raw": f"{row['count']:,}",
            "reading": f"dose {row['dose']}: it was {row['was']:,.0f} on {row['since']:%Y-%m-%d}",
            "rule": "a total below the one before",
        }
        for row in shown.sort_values(["date", "area"]).to_dict("records")
    ]
