"""A campaign told by totals as of days weeks apart, such as cards issued by municipality."""

import numpy as np
import pandas as pd

from renkei.projection.calibration import Calibration
from renkei.projection.counts import ALL_PARTS, Counts, Parts
from renkei.projection.engine import Forecast, forecast
from renkei.projection.point import Known, fitted, point_forecast
from renkei.projection.revisions import over_gaps
from renkei.projection.track_record import track_record
from renkei.settings import Campaign

LOOKED_BACK = 400  # days of totals that a projection looks at
STEP = 28  # totals come a month apart, and so do the errors that can be seen
DOSE = 1


def forecast_stock(
    totals: pd.DataFrame, campaign: Campaign, table: Calibration, switched: Parts = ALL_PARTS
) -> tuple[Forecast, Counts] | None:
    """Project a stock by the pooled pace: None where fewer than two totals are in view.

    `totals` is the frame of that name. Between two totals the days lie on a straight line; the
    eligible are those of each area's newest total. Where an area's newest total is older than the
    newest of all it has a gap, over which it goes on at its pace before it. Nothing is reported
    late, and there is no earlier dose.
    """
    seen = totals[
        (totals["cohort"] == campaign.measure)
        & (totals["date"] <= pd.Timestamp(campaign.as_of))
        & (totals["snapshot"] <= pd.Timestamp(campaign.released))
        & (totals["area"].str.len() == 6)
        & (totals["eligible"] > 0).fillna(False)
    ]
    wide = seen.pivot_table(index="area", columns="date", values="count", aggfunc="last")
    if wide.shape[1] < 2:
        return None
    dates = pd.DatetimeIndex(wide.columns)
    days = pd.date_range(dates.min(), dates.max(), freq="D")[-LOOKED_BACK:]
    daily = wide.reindex(columns=dates.union(days)).interpolate(axis=1, method="index")
    reported = daily.bfill(axis=1)[days].to_numpy(float)
    newest = seen.sort_values("date").groupby("area").last().reindex(wide.index)
    persons = newest["eligible"].to_numpy(float)
    wishing = campaign.wish_share.value * persons
    last = np.maximum(days.get_indexer(pd.DatetimeIndex(newest["date"])), 0)
    gap = last < len(days) - 1
    given = np.maximum.accumulate(over_gaps(reported, last, gap, wishing), axis=1)
    counts = Counts(
        areas=tuple(wide.index),
        days=days,
        eligible=persons,
        given={DOSE: given},
        reported={DOSE: reported},
        last=last,
        gap=gap,
        revised=np.any(np.diff(wide.to_numpy(float), axis=1) < 0, axis=1),
        snapshot=pd.Timestamp(dates.max()),
        snapshots=1,
    )
    known = Known(given, persons, np.maximum(wishing, given[:, -1]), step=STEP)
    point = point_forecast(known, fitted(known, table) if switched.pooled else None)
    factor = track_record(known, table).factor
    return forecast(counts, DOSE, known, point, table, factor), counts
