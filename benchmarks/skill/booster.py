"""How well the queue of the entitled foresees third and later doses, beside the seven-day pace.

Weekly origins; at each only the doses of the day and the interval rules notified by then are
known. Italy's and Germany's third dose by region, and Japan's Omicron dose (the nation), whose
interval is counted from the last dose of any number. Figures are mean absolute errors of coverage
in points of the eligible. The last table sets the drift of the hazard against none and against
others: it was chosen so that no campaign loses by it, not as the best of any one.

Run from the project's root: .venv/bin/python benchmarks/skill/booster.py
"""

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from renkei.projection import eligibility
from renkei.projection.course import Doses
from renkei.projection.eligibility import (
    IntervalRule,
    best_week,
    last_dose_passed,
    opened,
    queue,
)

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
HORIZONS = (7, 14, 28, 42)
LEAST_PROGRESS, MOST_PROGRESS = 0.005, 0.92
STAGES = {"early": (0.0, 0.15), "middle": (0.15, 0.6), "late": (0.6, 1.0)}
DRIFTS = {"none": (0.05, 1.0), ".05, 2 %": (0.05, 0.98), ".08, 3 %": (0.08, 0.97)}
OMICRON = dt.date(2022, 9, 20)
FILES = (
    "campaigns/italy_region_daily.csv.gz",
    "campaigns/italy_platea.csv.gz",
    "campaigns/germany_states.csv.gz",
    "vrs/national_summary_by_date.csv",
)


@dataclass(frozen=True)
class Booster:
    """A campaign: cumulative doses [areas, days] of it and of those before, and its rules."""

    name: str
    days: pd.DatetimeIndex
    given: Doses
    earlier: dict[int, Doses]
    eligible: Doses
    rules: tuple[IntervalRule, ...]
    uptake: float = 0.85
    since: dt.date | None = None

    def entitled(self, day: int, known_on: pd.Timestamp) -> Doses:
        """Persons entitled by each day up to six weeks after a day, as known on another."""
        days, horizon = self.days[: day + 1], HORIZONS[-1]
        seen = {number: doses[:, : day + 1] for number, doses in self.earlier.items()}
        if self.since:
            return last_dose_passed(seen, days, self.rules, known_on, horizon, self.since)
        return opened(seen[2], days, self.rules, known_on, horizon)

    def origins(self) -> Iterator[int]:
        """Weekly, while the campaign stands between 0.5 and 92 % of where it ended."""
        progress = self.progress()
        for day in range(28, len(self.days) - HORIZONS[-1], 7):
            if LEAST_PROGRESS < progress[day] < MOST_PROGRESS:
                yield day

    def progress(self) -> Doses:
        """Doses given by each day as a share of those given in the end."""
        return self.given.sum(axis=0) / self.given[:, -1].sum()


Forecast = Callable[[Booster, int], Doses]


def rule(months: int, notified: str, effective: str) -> IntervalRule:
    return IntervalRule(months, dt.date.fromisoformat(notified), dt.date.fromisoformat(effective))


def italy() -> Booster:
    """Circulars of 14 September, 22 November and 24 December 2021: 180, 150 and 120 days."""
    days = pd.date_range("2020-12-27", "2022-06-30")
    doses = pd.read_csv(DATA / FILES[0], parse_dates=["data"])
    doses["complete"] = doses["d2"] + doses["dpi"]
    third, second = (_laid_out(doses, "area", "data", name, days) for name in ("db1", "complete"))
    people = pd.read_csv(DATA / FILES[1])
    older = people[~people["eta"].isin(["00-04", "05-11"])]
    eligible = older.groupby("area")["totale_popolazione"].sum().reindex(third.index)
    rules = (
        rule(6, "2021-09-14", "2021-09-14"),
        rule(5, "2021-11-22", "2021-11-24"),
        rule(4, "2021-12-24", "2022-01-10"),
    )
    given, earlier = np.cumsum(third.to_numpy(float), 1), np.cumsum(second.to_numpy(float), 1)
    return Booster("Italy", days, given, {2: earlier}, eligible.to_numpy(float), rules)


def germany() -> Booster:
    """Six months from September 2021, five allowed from 18 November, three from 21 December."""
    days = pd.date_range("2020-12-27", "2022-06-30")
    doses = pd.read_csv(DATA / FILES[2], parse_dates=["date"])
    doses = doses[doses["fullyVaccinatedPercent"].gt(0).groupby(doses["state"]).transform("any")]
    names = ("boosterDosesCumulative", "fullyVaccinatedCumulative", "fullyVaccinatedPercent")
    third, second, share = (
        _laid_out(doses, "state", "date", name, days).replace(0, np.nan).ffill(axis=1).fillna(0)
        for name in names
    )
    eligible = (second.iloc[:, -1] / share.iloc[:, -1] * 100).to_numpy(float)
    rules = (
        rule(6, "2021-08-02", "2021-09-01"),
        rule(5, "2021-11-18", "2021-11-18"),
        rule(3, "2021-12-21", "2021-12-21"),
    )
    given, earlier = third.to_numpy(float), second.to_numpy(float)
    return Booster("Germany", days, given, {2: earlier}, eligible, rules)


def japan() -> Booster:
    """The Omicron dose from 20 September 2022: five months, three from 21 October."""
    days = pd.date_range("2021-04-12", "2023-03-31")
    doses = pd.read_csv(DATA / FILES[3], parse_dates=["date"]).set_index("date").reindex(days)
    names = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
    earlier = {
        number: np.cumsum(doses[f"count_{name}_shot_general"].fillna(0).to_numpy(float))[None]
        for number, name in names.items()
    }
    before = days.get_loc(pd.Timestamp(OMICRON)) - 1
    later = sum(earlier[number] for number in (3, 4, 5))
    given = np.maximum(later - later[:, [before]], 0.0)
    rules = (
        rule(5, OMICRON.isoformat(), OMICRON.isoformat()),
        rule(3, "2022-10-20", "2022-10-21"),
    )
    eligible = np.array([earlier[2][0, -1]])
    return Booster("Omicron", days, given, earlier, eligible, rules, since=OMICRON)


def _laid_out(
    doses: pd.DataFrame, area: str, day: str, value: str, days: pd.DatetimeIndex
) -> pd.DataFrame:
    table = doses.pivot_table(index=area, columns=day, values=value, aggfunc="sum")
    return table.reindex(columns=days).fillna(0)


def pace(campaign: Booster, day: int) -> Doses:
    """The reported seven-day pace, up to the eligible."""
    given = campaign.given[:, day]
    daily = (given - campaign.given[:, day - 7]) / 7
    path = given[:, None] + daily[:, None] * np.arange(1, HORIZONS[-1] + 1)
    return np.minimum(path, campaign.eligible[:, None])


def queued(uptake: float | None = None, known_later: int = 0) -> Forecast:
    """The queue at an uptake, with the rules notified up to so many days after the origin."""

    def forecast(campaign: Booster, day: int) -> Doses:
        entitled = campaign.entitled(day, campaign.days[day] + pd.Timedelta(days=known_later))
        shown = best_week(campaign.earlier[2][:, : day + 1])
        given, share = campaign.given[:, : day + 1], uptake or campaign.uptake
        return queue(given, entitled, share, campaign.eligible, shown)

    return forecast


def replayed(campaign: Booster, forecast: Forecast) -> pd.DataFrame:
    """Coverage error by origin and horizon, in points, of all areas: columns mae, bias."""
    rows, progress = [], campaign.progress()
    for day in campaign.origins():
        path = forecast(campaign, day)
        for horizon in HORIZONS:
            miss = (path[:, horizon - 1] - campaign.given[:, day + horizon]) / campaign.eligible
            rows.append((horizon, progress[day], 100 * np.abs(miss).mean(), 100 * miss.mean()))
    return pd.DataFrame(rows, columns=["horizon", "progress", "mae", "bias"])


def figures(errors: pd.DataFrame) -> list[str]:
    """MAE by horizon, the bias at 28 days, and the MAE at 28 days by stage."""
    by_horizon = errors.groupby("horizon")["mae"].mean()
    month = errors[errors["horizon"] == 28]
    by_stage = [month[month["progress"].between(*ends)]["mae"].mean() for ends in STAGES.values()]
    columns = [*(by_horizon[horizon] for horizon in HORIZONS), month["bias"].mean(), *by_stage]
    return [f"{value:.2f}" for value in columns]


def main() -> int:
    console = Console(width=110)
    absent = [name for name in FILES if not (DATA / name).is_file()]
    if absent:
        console.print(f"skipped: the real data is not here: {DATA / absent[0]}")
        return 0
    campaigns = [italy(), germany(), japan()]
    methods = {
        "seven-day pace": pace,
        **{f"queue, u = {uptake}": queued(uptake) for uptake in eligibility.UPTAKES},
        "queue, u = .85, later rules foreseen": queued(known_later=10_000),
    }
    for campaign in campaigns:
        count = len(list(campaign.origins()))
        table = Table(title=f"{campaign.name}: areas {len(campaign.given)}, origins {count}")
        for name in ("method", *(f"{days} d" for days in HORIZONS), "bias 28 d"):
            table.add_column(name)
        for stage in STAGES:
            table.add_column(f"28 d, {stage}")
        for name, forecast in methods.items():
            table.add_row(name, *figures(replayed(campaign, forecast)))
        console.print(table)
    table = Table("usual hazard, drift a day", *(one.name for one in campaigns), title="MAE 28 d")
    for name, (usual, kept) in DRIFTS.items():
        with patch.multiple(eligibility, USUAL_HAZARD=usual, HAZARD_KEPT=kept):
            month = [figures(replayed(one, queued()))[HORIZONS.index(28)] for one in campaigns]
        table.add_row(name, *month)
    console.print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
