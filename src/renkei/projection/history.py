"""Reported doses as arrays: one row an area, one column a day, from one snapshot."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from renkei.settings import Campaign

Doses = npt.NDArray[np.float64]

NATION = "00"


@dataclass(frozen=True)
class History:
    """Doses given on each day, as one snapshot reports them.

    `first` and `second` are [areas, days], doses on that day; `days` runs without a gap from the
    first to the last record day; `parts` names the areas a row was summed from.
    """

    areas: tuple[str, ...]
    days: pd.DatetimeIndex
    first: Doses
    second: Doses
    snapshot: pd.Timestamp | None
    parts: dict[str, tuple[str, ...]]

    @property
    def last_day(self) -> pd.Timestamp:
        """The last day any area has a record of."""
        return pd.Timestamp(self.days[-1])

    def rows(self, areas: tuple[str, ...]) -> npt.NDArray[np.intp]:
        """Row numbers of some areas."""
        return pd.Index(self.areas).get_indexer(pd.Index(areas))

    def with_sum(self, area: str, parts: tuple[str, ...]) -> Self:
        """Add an area as the sum of its parts; sums go upwards only, never down."""
        rows = self.rows(parts)
        return replace(
            self,
            areas=(*self.areas, area),
            first=np.vstack([self.first, self.first[rows].sum(axis=0)]),
            second=np.vstack([self.second, self.second[rows].sum(axis=0)]),
            parts={**self.parts, area: parts},
        )


def read_history(records: pd.DataFrame, campaign: Campaign) -> History:
    """Lay out the newest snapshot up to `campaign.released`, record days up to `campaign.as_of`.

    `records` is the frame of that name; the cohort is `campaign.measure`. Prefectures without
    rows of their own are summed from their municipalities. The nation is not in it yet.
    """
    counted, snapshot = _newest_snapshot(records, campaign)
    end = counted["date"].max() if len(counted) else pd.Timestamp(campaign.as_of)
    start = min([pd.Timestamp(campaign.sources.records.start), *counted["date"], end])
    days = pd.date_range(start, end, freq="D")
    areas = tuple(sorted(set(counted["area"])))
    first, second = (_grid(counted[counted["dose"] == dose], areas, days) for dose in (1, 2))
    history = History(areas, days, first, second, snapshot, {})
    for prefecture in sorted({area[:2] for area in areas if len(area) == 6} - set(areas)):
        members = tuple(area for area in areas if len(area) == 6 and area[:2] == prefecture)
        history = history.with_sum(prefecture, members)
    return history


def _newest_snapshot(
    records: pd.DataFrame, campaign: Campaign
) -> tuple[pd.DataFrame, pd.Timestamp | None]:
    published = records[
        (records["cohort"] == campaign.measure)
        & (records["snapshot"] <= pd.Timestamp(campaign.released))
    ]
    newest = published["snapshot"].max()
    counted = published[
        (published["snapshot"] == newest)
        & (published["date"] <= pd.Timestamp(campaign.as_of))
        & published["dose"].isin([1, 2])
    ]
    # A nation's row beside its prefectures would count everyone twice.
    counted = counted[counted["area"] != NATION]
    return counted, (pd.Timestamp(newest) if len(counted) else None)


def _grid(counted: pd.DataFrame, areas: tuple[str, ...], days: pd.DatetimeIndex) -> Doses:
    doses = np.zeros((len(areas), len(days)))
    rows = pd.Index(areas).get_indexer(pd.Index(counted["area"]))
    columns = days.get_indexer(pd.DatetimeIndex(counted["date"]))
    np.add.at(doses, (rows, columns), counted["count"].to_numpy(float))
    return doses
