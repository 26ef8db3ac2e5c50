"""What stock and deliveries add to the seven-day pace of all doses, in three countries of 2021.

Weekly origins from the spring to the summer; the schedule of deliveries is known for six weeks,
for two, or not at all beyond the origin. What was delivered then stands for what was announced,
so the first is the best a schedule can do; in the American states deliveries followed orders.
Figures are mean absolute errors in doses per 100 residents.

Run from the project's root: .venv/bin/python benchmarks/skill/supply_cap.py
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from renkei.projection import supply
from renkei.projection.course import Doses
from renkei.projection.supply import Supplied, capped

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "campaigns"
HORIZONS = (7, 14, 28, 42)
SCHEDULES = {"6 weeks": 42, "2 weeks": 14, "unknown": 0}
USABLE = (0.95, 0.97, 1.0)
FILES = (
    "italy_region_daily.csv.gz",
    "italy_deliveries.csv.gz",
    "italy_platea.csv.gz",
    "germany_states.csv.gz",
    "germany_deliveries.csv.gz",
    "us_state_vaccinations.csv.gz",
)
ELSEWHERE = r"Svc|Prisons|Defense|Health|Care|United States|Palau|Micronesia|Islands|Samoa|Guam"


@dataclass(frozen=True)
class Supply:
    """Cumulative doses given and delivered [areas, days] of a country, and its residents."""

    name: str
    days: pd.DatetimeIndex
    given: Doses
    delivered: Doses
    residents: Doses

    def origins(self) -> range:
        """Weekly from March to August 2021."""
        first, last = self.days.get_indexer(pd.DatetimeIndex(["2021-03-05", "2021-08-20"]))
        return range(first, last, 7)


Forecast = Callable[[Supply, int, Doses, Doses], Supplied]


def italy() -> Supply:
    days = pd.date_range("2020-12-27", "2021-10-31")
    doses = pd.read_csv(DATA / FILES[0], parse_dates=["data"])
    boxes = pd.read_csv(DATA / FILES[1], parse_dates=["data_consegna"])
    people = pd.read_csv(DATA / FILES[2]).groupby("area")["totale_popolazione"].sum()
    given = _laid_out(doses, "area", "data", "totale", days).fillna(0).cumsum(axis=1)
    sent = _laid_out(boxes, "area", "data_consegna", "numero_dosi", days).fillna(0).cumsum(axis=1)
    return _supply("Italy", given, sent, people)


def germany() -> Supply:
    days = pd.date_range("2020-12-27", "2021-10-31")
    doses = pd.read_csv(DATA / FILES[3], parse_dates=["date"])
    boxes = pd.read_csv(DATA / FILES[4], parse_dates=["date"])
    given = _laid_out(doses, "state", "date", "totalDosesCumulative", days).ffill(axis=1).fillna(0)
    sent = _laid_out(boxes, "state", "date", "doses", days).fillna(0).cumsum(axis=1)
    last = doses[doses["fullyVaccinatedPercent"] > 0].sort_values("date").groupby("state").last()
    people = last["fullyVaccinatedCumulative"] / last["fullyVaccinatedPercent"] * 100
    return _supply("Germany", given, sent, people)


def states() -> Supply:
    days = pd.date_range("2021-01-12", "2021-10-09")
    doses = pd.read_csv(DATA / FILES[5], parse_dates=["date"])
    doses = doses[~doses["location"].str.contains(ELSEWHERE)]
    given, sent = (
        _laid_out(doses, "location", "date", name, days).interpolate(axis=1).bfill(axis=1)
        for name in ("total_vaccinations", "total_distributed")
    )
    per_hundred = doses[doses["total_vaccinations_per_hundred"] > 0].set_index("location")
    people = per_hundred["total_vaccinations"] / per_hundred["total_vaccinations_per_hundred"] * 100
    return _supply("United States", given, sent, people.groupby(level=0).median())


def _laid_out(
    doses: pd.DataFrame, area: str, day: str, value: str, days: pd.DatetimeIndex
) -> pd.DataFrame:
    table = doses.pivot_table(index=area, columns=day, values=value, aggfunc="sum")
    return table.reindex(columns=days)


def _supply(name: str, given: pd.DataFrame, sent: pd.DataFrame, people: pd.Series) -> Supply:
    areas = sorted(set(given.index) & set(sent.index) & set(people.dropna().index))
    counts = [table.loc[areas].cummax(axis=1).to_numpy(float) for table in (given, sent)]
    return Supply(name, given.columns, *counts, people.loc[areas].to_numpy(float))


def paced(country: Supply, day: int, path: Doses, delivered: Doses) -> Supplied:
    """The seven-day pace as it is."""
    every = np.ones(len(path), dtype=bool)
    return Supplied(path, np.full(len(path), supply.NEVER), np.zeros(path.shape[1], bool), every)


def held(country: Supply, day: int, path: Doses, delivered: Doses) -> Supplied:
    """The pace under the cap and, where used to the brim, averaged with the flow."""
    return capped(path, country.given[:, : day + 1], delivered)


def stopped(country: Supply, day: int, path: Doses, delivered: Doses) -> Supplied:
    """The pace under the hard cap alone."""
    with patch.object(supply, "TIGHT", np.inf):
        return held(country, day, path, delivered)


def replayed(country: Supply, forecast: Forecast, scheduled: int) -> pd.DataFrame:
    """Error by origin and horizon, with its bias, the areas tight at the origin and those short."""
    rows = []
    for day in country.origins():
        given, sent = country.given[:, day], country.delivered[:, : day + 1 + scheduled]
        daily = (given - country.given[:, day - 7]) / 7
        path = given[:, None] + daily[:, None] * np.arange(1, HORIZONS[-1] + 1)
        found = forecast(country, day, path, sent)
        tight = given > supply.TIGHT * sent[:, day]
        for horizon in HORIZONS:
            miss = found.path[:, horizon - 1] - country.given[:, day + horizon]
            miss = 100 * miss / country.residents
            mine = np.abs(miss[tight]).mean() if tight.any() else np.nan
            rows.append((horizon, np.abs(miss).mean(), miss.mean(), mine, found.short.mean()))
    return pd.DataFrame(rows, columns=["horizon", "mae", "bias", "tight", "short"])


def figures(errors: pd.DataFrame) -> list[str]:
    """MAE by horizon, and at 28 days the bias, the MAE where tight, and the share of areas short."""
    by_horizon = errors.groupby("horizon")["mae"].mean()
    month = errors[errors["horizon"] == 28][["bias", "tight", "short"]].mean()
    return [f"{value:.2f}" for value in (*by_horizon, *month)]


def compared(country: Supply) -> Table:
    """One country's figures by schedule and method."""
    table = Table(
        title=f"{country.name}: {len(country.given)} areas, {len(country.origins())} origins"
    )
    for name in ("schedule", "method", *(f"{days} d" for days in HORIZONS), "bias 28 d"):
        table.add_column(name)
    table.add_column("28 d where > 85 % used")
    table.add_column("share of areas short")
    table.add_row("-", "seven-day pace", *figures(replayed(country, paced, 0)))
    for known, scheduled in SCHEDULES.items():
        for usable in USABLE:
            with patch.object(supply, "USABLE", usable):
                errors = replayed(country, stopped, scheduled)
            table.add_row(known, f"hard cap at {usable}", *figures(errors))
        table.add_row(known, "cap and flow", *figures(replayed(country, held, scheduled)))
    return table


def main() -> int:
    console = Console(width=120)
    absent = [name for name in FILES if not (DATA / name).is_file()]
    if absent:
        console.print(f"skipped: the real data is not here: {DATA / absent[0]}")
        return 0
    for country in (italy(), germany(), states()):
        console.print(compared(country))
        used = country.given / np.maximum(country.delivered, 1.0)
        days = list(country.origins())
        nation = country.given.sum(axis=0)[days] / country.delivered.sum(axis=0)[days]
        console.print(
            f"used of what was delivered: nation at most {nation.max():.3f}, "
            f"areas: median {np.median(used[:, days]):.3f}, "
            f"95th percentile {np.quantile(used[:, days], 0.95):.3f}, most {used[:, days].max():.3f}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
