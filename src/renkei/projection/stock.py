"""A campaign told by totals as of days weeks apart, such as cards issued by municipality."""

import numpy as np
import pandas as pd

from renkei.projection.calibration import Calibration
from renkei.projection.counts import Counts
from renkei.projection.engine import Forecast, forecast
from renkei.projection.point import Known, fitted, point_forecast
from renkei.projection.track_record import track_record
from renkei.settings import Campaign

LOOKED_BACK = 400  # days of totals that a projection looks at
STEP = 28  # totals come a month apart, and so do the errors that can be seen
DOSE = 1


def forecast_stock(
    totals: pd.DataFrame, campaign: Campaign, table: Calibration
) -> tuple[Forecast, Counts] | None:
    """Project a stock by the pooled pace: None where fewer than two totals are in view.

    `totals` is the frame of that name. Between two totals the days lie on a straight line; the
    eligible are those of each area's newest total. Nothing is reported late, and there is no
    earlier dose.
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
    given = daily.bfill(axis=1)[days].to_numpy(float)
    newest = seen.sort_values("date").groupby("area")
    persons = newest["eligible"].last().reindex(wide.index).to_numpy(float)
    counts = Counts(
        areas=tuple(wide.index),
        days=days,
        eligible=persons,
        given={DOSE: given},
        reported={DOSE: given},
        last=np.full(len(wide), len(days) - 1, dtype=np.intp),
        gap=np.zeros(len(wide), dtype=bool),
        revised=np.any(np.diff(wide.to_numpy(float), axis=1) < 0, axis=1),
        snapshot=pd.Timestamp(dates.max()),
        snapshots=1,
    )
    ceiling = np.maximum(campaign.wish_share.value * persons, given[:, -1])
    known = Known(np.maximum.accumulate(given, axis=1), persons, ceiling, step=STEP)
    point = point_forecast(known, fitted(known, table))
    factor = track_record(known, table).factor
    return forecast(counts, DOSE, known, point, table, factor), counts
