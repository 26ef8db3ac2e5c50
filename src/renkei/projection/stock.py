"""A campaign told by totals as of days weeks apart, such as cards issued by municipality."""

import numpy as np
import pandas as pd

from renkei.projection.calibration import Calibration
from renkei.projection.counts import Counts
from renkei.projection.engine import Forecast, forecast
from renkei.projection.point import Known, point_forecast
from renkei.projection.revisions import over_gaps
from renkei.settings import Campaign

LOOKED_BACK = 400  # days of totals that a projection looks at
TABLE_ERRORS = 1.0  # a stock's quiet months foretell nothing of the next turn: past campaigns' do
DOSE = 1


def forecast_stock(
    totals: pd.DataFrame, campaign: Campaign, table: Calibration
) -> tuple[Forecast, Counts] | None:
    """Project a stock by its pace of the last week: None where fewer than two totals are in view.

    The pooled pace is that of vaccinations, which gather and lose speed within months; of My Number
    cards it misses several times as much (`benchmarks/skill/stock.py`).

    `totals` is the frame of that name. Between two totals the days lie on a straight line; the
    eligible are those of each area's newest total. Where an area's newest total is older than the
    newest of all it has a gap, over which it goes on at its pace before it. Nothing is reported
    late, there is no earlier dose, and no part of the engine to switch off.
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
        snapshots=len(dates),
    )
    known = Known(given, persons, np.maximum(wishing, given[:, -1]))
    point = point_forecast(known, None)
    return forecast(counts, DOSE, known, point, table, TABLE_ERRORS), counts
