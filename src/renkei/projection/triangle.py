"""The reporting triangle: the doses of each area and day, as every snapshot in view shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from renkei.projection.course import Doses

LAGS = 21
WINDOW = 14


@dataclass(frozen=True)
class Triangle:
    """Daily doses by snapshot; `days` runs without a gap to the last record day in view.

    `shown[dose]` is [snapshots, areas, days]: doses given on that day as that snapshot shows
    them, 0 for days it does not reach. `published` are the days of the snapshots, in order; the
    last is the newest in view. Older ones than the nowcast looks at are left out.
    """

    areas: tuple[str, ...]
    days: pd.DatetimeIndex
    published: pd.DatetimeIndex
    shown: Mapping[int, Doses]

    @property
    def last_day(self) -> pd.Timestamp:
        """The last record day in view."""
        return pd.Timestamp(self.days[-1])

    def newest(self, dose: int) -> Doses:
        """Doses by day as the newest snapshot shows them: [areas, days]."""
        shown: Doses = self.shown[dose][-1]
        return shown


def read_triangle(
    records: pd.DataFrame,
    areas: Sequence[str],
    cohort: str,
    doses: Sequence[int],
    origin: pd.Timestamp,
    until: pd.Timestamp | None = None,
) -> Triangle | None:
    """Lay out the snapshots published up to `origin`, of them the days before they were published.

    `records` is the frame of that name; `until` is the last record day to be counted. An area the
    newest snapshot says nothing of is left out: it has no doses only if it is shown to have none.
    None where nothing of these areas is in view. Nothing published later has any effect.
    """
    seen = records[
        (records["snapshot"] <= origin)
        & (records["cohort"] == cohort)
        & records["dose"].isin(list(doses))
        & records["area"].isin(list(areas))
        & (records["date"] < records["snapshot"])
    ]
    if until is not None:
        seen = seen[seen["date"] <= until]
    if seen.empty:
        return None
    newest = seen["snapshot"].max()
    of_newest = seen[seen["snapshot"] == newest]
    days = pd.date_range(of_newest["date"].min(), of_newest["date"].max(), freq="D")
    seen = seen[seen["area"].isin(of_newest["area"].unique())]
    recent = seen["snapshot"] >= newest - pd.Timedelta(days=2 * WINDOW)
    seen = seen[recent & (seen["date"] >= days[0]) & (seen["date"] <= days[-1])]
    published = pd.DatetimeIndex(np.sort(seen["snapshot"].unique()))
    row, named = pd.factorize(seen["area"], sort=True)
    at = (
        published.get_indexer(pd.DatetimeIndex(seen["snapshot"])),
        row,
        days.get_indexer(pd.DatetimeIndex(seen["date"])),
    )
    count, number = seen["count"].to_numpy(float), seen["dose"].to_numpy()
    shown = {}
    for dose in doses:
        shown[dose] = np.zeros((len(published), len(named), len(days)))
        of_dose = number == dose
        np.add.at(shown[dose], tuple(one[of_dose] for one in at), count[of_dose])
    return Triangle(tuple(named), days, published, shown)
