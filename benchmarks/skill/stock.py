"""How well a stock is projected: My Number cards by municipality, month after month.

Run by hand: `.venv/bin/python benchmarks/skill/stock.py`. Every published total from the fourth on is
an origin; what is projected from it is held against the totals of one to four months later, beside
what the pooled pace of past vaccinations would have said. The real totals lie beside the project;
where they are absent nothing is measured.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from renkei.intake import read_records
from renkei.projection.calibration import shipped
from renkei.projection.engine import Forecast
from renkei.projection.intervals import LEVELS
from renkei.projection.point import Known, fitted, point_forecast
from renkei.projection.stock import forecast_stock
from renkei.settings import Campaign, open_campaign

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FIRST_TOTALS = 3
PUBLISHED_AFTER = pd.Timedelta(days=10)
MONTH, NEAREST, FURTHEST = 30, 20, 125
LOW, HIGH = LEVELS.index(0.1), LEVELS.index(0.9)


def errors(totals: pd.DataFrame, campaign: Campaign) -> pd.DataFrame:
    """One row an origin and later total: months ahead, mean errors in points, share inside 80 %."""
    known = totals[totals["area"].str.len() == 6]
    true = known.pivot_table(index="area", columns="date", values="count", aggfunc="last")
    rows = []
    for day in pd.DatetimeIndex(true.columns)[FIRST_TOTALS:]:
        seen = (day + PUBLISHED_AFTER).date()
        found = forecast_stock(
            totals, campaign.model_copy(update={"as_of": seen, "released": seen}), shipped()
        )
        assert found
        one = found[0]
        pooled = _pooled(one)
        for later in true.columns[true.columns > one.last_day]:
            ahead = (later - one.last_day).days
            if NEAREST <= ahead <= FURTHEST:
                came = true[later].reindex(list(one.areas)).to_numpy(float)
                rows.append((round(ahead / MONTH), *_missed(one, pooled, came, ahead - 1)))
    return pd.DataFrame(rows, columns=["months", "mae", "bias", "pooled", "inside"])


def _pooled(one: Forecast) -> np.ndarray:
    known = Known(one.given, one.eligible, one.ceiling)
    return point_forecast(known, fitted(known, shipped())).path


def _missed(one: Forecast, pooled: np.ndarray, came: np.ndarray, column: int) -> list[float]:
    error = 100 * (one.point[:, column] - came) / one.eligible
    other = 100 * (pooled[:, column] - came) / one.eligible
    inside = (came >= one.coverage[LOW, :, column]) & (came <= one.coverage[HIGH, :, column])
    means = [np.abs(error), error, np.abs(other), np.where(np.isfinite(came), inside, np.nan)]
    return [float(np.nanmean(each)) for each in means]


def main() -> int:
    """Print the errors by months ahead."""
    if not (SHARED / "mynumber").is_dir():
        print(f"nothing measured: no totals in {SHARED / 'mynumber'}")
        return 0
    campaign = open_campaign("mynumber-2021", raw=str(SHARED))
    found = errors(read_records(campaign).totals, campaign)
    table = Table(
        "months ahead", "totals", "MAE (points)", "bias", "MAE of the pooled pace", "80 %"
    )
    for months, rows in found.groupby("months"):
        mean = rows.mean()
        numbers = [f"{mean[name]:.2f}" for name in ("mae", "bias", "pooled")]
        table.add_row(str(months), str(len(rows)), *numbers, f"{mean['inside']:.0%}")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
