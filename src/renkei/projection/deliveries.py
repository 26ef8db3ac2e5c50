"""Deliveries by area and day, and the forecasts held to what they bring.

Every area is held to its own deliveries before it is added up; a sum whose deliveries are told in
rows of its own is held to those as well, prefectures before the nation. So the nation always agrees
with its parts, and an area nobody tells deliveries of takes nothing from the others.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from renkei.projection.completion import NEVER, Days
from renkei.projection.course import Doses
from renkei.projection.engine import Forecast
from renkei.projection.hierarchy import Hierarchy
from renkei.projection.sums import with_sums
from renkei.projection.supply import capped, in_step

LACKING = 0.01  # of what a sum's parts ask for: so much held back is short supply of the sum


def delivered(supply: pd.DataFrame, areas: tuple[str, ...], days: pd.DatetimeIndex) -> Doses | None:
    """Cumulative doses delivered, [areas, days + scheduled]; None where nobody tells of any.

    `supply` is the frame of that name: its current rows, those of days to come being the schedule.
    What an area without rows has received is unknown (NaN): nothing is allocated downwards, and
    what some areas tell is not what all of them received.
    """
    told = supply[supply["current"].astype(bool) & supply["day"].notna() & supply["doses"].notna()]
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


def with_supplied_sums(
    forecasts: Mapping[int, Forecast],
    over: Hierarchy,
    shared: float,
    supply: pd.DataFrame,
    days: pd.DatetimeIndex,
) -> tuple[dict[int, Forecast], Days]:
    """Forecasts of all doses with the sums after their areas, held to stock and deliveries.

    `forecasts` are of the areas with records, `days` their record days, `supply` the frame of that
    name. With them from how many days on supply falls short: [areas and sums], NEVER where it does
    not or is not known; of a sum, from when its parts together lack more than LACKING.
    """
    own = next(iter(forecasts.values())).areas
    areas, count = (*own, *over.parts), len(own)
    arrived = delivered(supply, areas, days)
    if arrived is None:
        asked = {dose: with_sums(one, over, shared) for dose, one in forecasts.items()}
        return asked, np.full(len(areas), NEVER)
    held, short = within_supply(forecasts, arrived[:count])
    summed = {dose: with_sums(one, over, shared) for dose, one in held.items()}
    prefectures, nation = np.arange(count, len(areas) - 1), len(areas) - 1
    lower, _ = within_supply(summed, _only(arrived, prefectures))
    lower = {dose: _less(summed[dose], one, prefectures, nation) for dose, one in lower.items()}
    whole, _ = within_supply(lower, _only(arrived, np.array([nation])))
    members = over.members(own)
    wanted = np.sum([members @ one.point for one in forecasts.values()], axis=0)
    lacking = _lacking(wanted, _all_doses(whole)[count:])
    return whole, np.concatenate([short, lacking])


def _only(arrived: Doses, rows: np.ndarray) -> Doses:
    """Deliveries of some rows, those of the others unknown."""
    only = np.full_like(arrived, np.nan)
    only[rows] = arrived[rows]
    return only


def _less(before: Forecast, after: Forecast, parts: np.ndarray, whole: int) -> Forecast:
    """A sum lowered by what supply has taken from those of its parts that are sums themselves."""
    point, coverage = after.point.copy(), after.coverage.copy()
    now = np.minimum(after.given[whole, -1], after.reported[whole, -1])
    point[whole] -= (before.point[parts] - after.point[parts]).sum(axis=0)
    lost = before.coverage[:, parts] - after.coverage[:, parts]
    coverage[:, whole] -= lost.sum(axis=1)
    rising = np.maximum.accumulate(np.sort(coverage[:, whole], axis=0), axis=1)
    coverage[:, whole] = np.maximum(rising, now)
    return replace(after, point=np.maximum(point, after.given[:, -1:]), coverage=coverage)


def _all_doses(forecasts: Mapping[int, Forecast]) -> Doses:
    total: Doses = np.sum([one.point for one in forecasts.values()], axis=0)
    return total


def _lacking(asked: Doses, held: Doses) -> Days:
    """From how many days on more than LACKING is held back: [sums], NEVER where it is not."""
    short = asked - held > LACKING * asked
    return np.where(short.any(axis=1), np.argmax(short, axis=1) + 1, NEVER)


def within_supply(
    forecasts: Mapping[int, Forecast], arrived: Doses
) -> tuple[dict[int, Forecast], Days]:
    """Forecasts of all doses held to stock and deliveries, and from how many days on: [areas].

    `arrived` is as `delivered` gives it. NEVER where supply suffices or is not known.
    """
    never = np.full(len(arrived), NEVER)
    told = np.flatnonzero(np.isfinite(arrived[:, -1]))  # the others stay as they are
    if not len(told):
        return dict(forecasts), never
    given = {dose: one.given[told] for dose, one in forecasts.items()}
    points = {dose: one.point[told] for dose, one in forecasts.items()}
    held, short = _held(points, given, arrived[told])
    levels = [
        _held({dose: one.coverage[level, told] for dose, one in forecasts.items()},
              given, arrived[told])[0]
        for level in range(len(next(iter(forecasts.values())).levels))
    ]  # fmt: skip
    within = {}
    for dose, one in forecasts.items():
        point, coverage = one.point.copy(), one.coverage.copy()
        point[told] = held[dose]
        rising = np.sort(np.stack([level[dose] for level in levels]), axis=0)
        coverage[:, told] = np.maximum.accumulate(rising, axis=2)
        within[dose] = replace(one, point=point, coverage=coverage)
    never[told] = short
    return within, never


def _held(
    paths: Mapping[int, Doses], given: Mapping[int, Doses], arrived: Doses
) -> tuple[dict[int, Doses], Days]:
    """The paths of all doses held to what has arrived, and from how many days on: [areas]."""
    asked, of_all = (np.sum(list(one.values()), axis=0) for one in (paths, given))
    supplied = capped(asked, of_all, arrived)
    held = {
        dose: in_step(path, given[dose][:, -1], asked, of_all[:, -1], supplied.path)
        for dose, path in paths.items()
    }
    return held, np.where(supplied.known, supplied.short_from, NEVER)
