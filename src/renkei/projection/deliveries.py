"""Deliveries by area and day, and the forecasts held to what they bring."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from renkei.projection.completion import NEVER, Days
from renkei.projection.course import Doses
from renkei.projection.engine import Forecast
from renkei.projection.hierarchy import NATION
from renkei.projection.supply import capped, in_step


def delivered(supply: pd.DataFrame, areas: tuple[str, ...], days: pd.DatetimeIndex) -> Doses | None:
    """Cumulative doses delivered, [areas, days + scheduled]; None where nobody tells of any.

    `supply` is the frame of that name: its current rows, those of days to come being the schedule.
    The nation's are those of all prefectures where it has none of its own. What an area without
    rows has received is unknown (NaN): nothing is allocated downwards.
    """
    told = supply[supply["current"].astype(bool) & supply["day"].notna() & supply["doses"].notna()]
    if NATION not in set(told["area"]):
        whole = told[told["area"].str.len() == 2].assign(area=NATION)
        told = pd.concat([told, whole])
    told = told[told["area"].isin(areas)]
    if told.empty:
        return None
    every = pd.date_range(
        min(told["day"].min(), days[0]), max(told["day"].max(), days[-1]), freq="D"
    )
    doses = np.full((len(areas), len(every)), np.nan)
    rows = pd.Index(areas).get_indexer(pd.Index(told["area"]))
    doses[np.unique(rows)] = 0.0
    columns = every.get_indexer(pd.DatetimeIndex(told["day"]))
    np.add.at(doses, (rows, columns), told["doses"].to_numpy(float))
    since: Doses = np.cumsum(doses, axis=1)[:, int(every.get_indexer(days[:1])[0]) :]
    return since


def within_supply(
    forecasts: Mapping[int, Forecast], arrived: Doses
) -> tuple[dict[int, Forecast], Days]:
    """Forecasts of all doses held to stock and deliveries, and from how many days on: [areas].

    `arrived` is as `delivered` gives it. NEVER where supply suffices or is not known.
    """
    doses = list(forecasts)
    given = np.sum([forecasts[one].given for one in doses], axis=0)
    points = {one: forecasts[one].point for one in doses}
    held, short = _held(points, forecasts, given, arrived)
    levels = [
        _held({one: forecasts[one].coverage[level] for one in doses}, forecasts, given, arrived)[0]
        for level in range(len(forecasts[doses[0]].levels))
    ]
    within = {}
    for one in doses:
        coverage = np.sort(np.stack([level[one] for level in levels]), axis=0)
        within[one] = replace(
            forecasts[one], point=held[one], coverage=np.maximum.accumulate(coverage, axis=2)
        )
    return within, short


def _held(
    paths: Mapping[int, Doses], forecasts: Mapping[int, Forecast], given: Doses, arrived: Doses
) -> tuple[dict[int, Doses], Days]:
    asked = np.sum(list(paths.values()), axis=0)
    supplied = capped(asked, given, arrived)
    now = given[:, -1]
    held = {
        dose: in_step(path, forecasts[dose].given[:, -1], asked, now, supplied.path)
        for dose, path in paths.items()
    }
    return held, np.where(supplied.known, supplied.short_from, NEVER)
