"""Past campaigns with complete data, by area and day: Italy, Germany, the United States, others.

Public data beside the project (its README there gives sources and terms); nothing of it is copied
into the product but the calibration table derived by `calibrate.py`.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
Doses = npt.NDArray[np.float64]
NATIONS = {"Canada": 38.0e6, "France": 67.4e6, "United Kingdom": 67.3e6}  # residents of 2021


@dataclass(frozen=True)
class Past:
    """One dose of one campaign: [areas, days] cumulative, from the first day it was given.

    `first` are the doses that come before it, where it is a second dose.
    """

    country: str
    name: str
    areas: tuple[str, ...]
    days: pd.DatetimeIndex
    eligible: Doses
    given: Doses
    first: Doses | None = None


def past_campaigns(data: Path = SHARED) -> list[Past]:
    """Every campaign of the folder, in a fixed order."""
    folder = data / "campaigns"
    return [*italy(folder), *germany(folder), *united_states(folder), *nations(data / "g7")]


def italy(folder: Path) -> list[Past]:
    """Italian regions: first, second and third doses; an early single dose is a first one."""
    daily = pd.read_csv(folder / "italy_region_daily.csv.gz", parse_dates=["data"])
    people = pd.read_csv(folder / "italy_platea.csv.gz")
    people = people[~people["eta"].isin(["00-04", "05-11"])]
    eligible = people.groupby("area")["totale_popolazione"].sum()
    first, second, booster = (
        _cumulative(daily, "data", "area", column) for column in ("d1", "d2", "db1")
    )
    return _parts("IT", eligible, first, second, booster)


def germany(folder: Path) -> list[Past]:
    """German states; persons from the percentages that the table gives beside its counts."""
    table = pd.read_csv(folder / "germany_states.csv.gz", parse_dates=["date"])
    table = table[~table["state"].isin(["Bundesressorts", "Deutschland", "HaHu"])]
    count, percent = "fullyVaccinatedCumulative", "fullyVaccinatedPercent"
    last = table[table[percent] > 0].sort_values("date").groupby("state").last()
    eligible = last[count] / last[percent] * 100
    frames = [
        _wide(table, "date", "state", f"{dose}DosesCumulative")
        for dose in ("initial", "final", "booster")
    ]
    return _parts("DE", eligible, *frames)


def united_states(folder: Path) -> list[Past]:
    """The states and the capital; persons from the rates the table gives beside its counts."""
    table = pd.read_csv(folder / "us_state_vaccinations.csv.gz", parse_dates=["date"])
    rate = table["people_vaccinated_per_hundred"]
    table["eligible"] = table["people_vaccinated"] / rate.where(rate > 1) * 100
    eligible = table.groupby("location")["eligible"].median()
    outside = ["Bureau of Prisons", "Dept of Defense", "Indian Health Svc", "Veterans Health",
               "Long Term Care", "United States", "American Samoa", "Federated States of Micronesia",
               "Guam", "Marshall Islands", "Northern Mariana Islands", "Republic of Palau",
               "Virgin Islands", "Puerto Rico"]  # fmt: skip
    eligible = eligible.drop([one for one in outside if one in eligible.index]).dropna()
    table = table[table["location"].isin(eligible.index)]
    first = _wide(table, "date", "location", "people_vaccinated")
    second = _wide(table, "date", "location", "people_fully_vaccinated")
    return _parts("US", eligible, first, second)


def nations(folder: Path) -> list[Past]:
    """Three nations as areas of one campaign; the others of the table stand above by region."""
    doses = pd.read_csv(folder / "two_doses.csv", parse_dates=["date"])
    third = pd.read_csv(folder / "boosters.csv", parse_dates=["Day"])
    eligible = pd.Series(NATIONS)
    first, second = (
        _counted(doses, "date", "country", f"people_{course}_per_hundred", eligible)
        for course in ("vaccinated", "fully_vaccinated")
    )
    boosted = _counted(third, "Day", "Entity", "total_boosters_per_hundred", eligible)
    return _parts("other", eligible, first, second, boosted)


def _counted(
    table: pd.DataFrame, day: str, area: str, rate: str, eligible: pd.Series
) -> pd.DataFrame:
    known = table[table[area].isin(eligible.index)]
    return _wide(known, day, area, rate).mul(eligible / 100, axis=0)


def _parts(
    country: str,
    eligible: pd.Series,
    first: pd.DataFrame,
    second: pd.DataFrame,
    booster: pd.DataFrame | None = None,
) -> list[Past]:
    found = [
        _past(country, "first", eligible, first),
        _past(country, "second", eligible, second, first),
    ]
    return found if booster is None else [*found, _past(country, "third", eligible, booster)]


def _past(
    country: str,
    dose: str,
    eligible: pd.Series,
    given: pd.DataFrame,
    before: pd.DataFrame | None = None,
) -> Past:
    areas = sorted(set(eligible.index) & set(given.index))
    started = given.loc[areas].sum() > 0.001 * eligible[areas].sum()
    given = given.loc[areas, started.idxmax() :]
    first = None
    if before is not None:
        first = before.reindex(index=areas, columns=given.columns).to_numpy(float)
    return Past(
        country, f"{country}-{dose}", tuple(areas), pd.DatetimeIndex(given.columns),
        eligible[areas].to_numpy(float), given.to_numpy(float), first,
    )  # fmt: skip


def _cumulative(daily: pd.DataFrame, day: str, area: str, count: str) -> pd.DataFrame:
    wide = daily.pivot_table(index=area, columns=day, values=count, aggfunc="sum")
    return wide.reindex(columns=_every_day(wide)).fillna(0.0).cumsum(axis=1)


def _wide(table: pd.DataFrame, day: str, area: str, count: str) -> pd.DataFrame:
    """A cumulative count by area and day: days without a figure lie between those with one."""
    wide = table.pivot_table(index=area, columns=day, values=count, aggfunc="max")
    wide = wide.reindex(columns=_every_day(wide)).interpolate(axis=1, limit_area="inside")
    wide = wide.ffill(axis=1).fillna(0.0)
    return wide.T[::-1].cummin()[::-1].T


def _every_day(wide: pd.DataFrame) -> pd.DatetimeIndex:
    return pd.date_range(wide.columns.min(), wide.columns.max(), freq="D")
