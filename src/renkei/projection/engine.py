"""How every dose of every area goes on: the point forecast and its quantiles."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from renkei.projection import intervals
from renkei.projection.calibration import Calibration, shipped
from renkei.projection.counts import Ask, Counts, Parts, count_doses, shares
from renkei.projection.course import Doses, pace
from renkei.projection.pipeline import Flow
from renkei.projection.point import Known, Point, fitted, point_forecast
from renkei.projection.track_record import track_record

__all__ = [
    "LEVELS",
    "Ask",
    "Forecast",
    "Parts",
    "forecast",
    "forecast_doses",
    "forecasts_of",
    "moved",
]

LEVELS = intervals.LEVELS


@dataclass(frozen=True)
class Forecast:
    """One dose of all areas from the day after `last_day` on; counts are cumulative doses.

    `eligible` and `ceiling` [areas]; `point` [areas, horizon]; `coverage` [levels, areas, horizon],
    rising along levels and days, never above the ceiling or what is given already; `given` and
    `reported` [areas, days], with and without the correction of the reporting lag; `components`
    the parts of the point forecast by name, [areas, horizon], and `weights` [areas] how much of
    each is in it: of the areas with records alone, also in a forecast with sums.
    """

    areas: tuple[str, ...]
    dose: int
    last_day: pd.Timestamp
    eligible: Doses
    ceiling: Doses
    levels: tuple[float, ...]
    point: Doses
    coverage: Doses
    given: Doses
    reported: Doses
    components: Mapping[str, Doses] = field(default_factory=dict)
    flow: Flow | None = None
    weights: Mapping[str, Doses] = field(default_factory=dict)


def forecast_doses(
    records: pd.DataFrame, eligible: pd.Series, ask: Ask, table: Calibration | None = None
) -> dict[int, Forecast]:
    """Project every dose asked for of every area with records and eligible persons.

    `records` is the frame of that name, with all its snapshots; `eligible` persons by area code.
    Empty where nothing is in view. Rule: domain/projection.md, "The engine".
    """
    counts = count_doses(records, eligible, ask)
    return {} if counts is None else forecasts_of(counts, ask, table or shipped())


def forecasts_of(counts: Counts, ask: Ask, table: Calibration) -> dict[int, Forecast]:
    """Project every dose asked for from counts laid out already."""
    return in_order({dose: _of_dose(counts, dose, ask, table) for dose in ask.doses})


def in_order(forecasts: Mapping[int, Forecast]) -> dict[int, Forecast]:
    """First doses raised to the second doses projected: nobody has a second without a first."""
    if not {1, 2} <= set(forecasts):
        return dict(forecasts)
    first, second = forecasts[1], forecasts[2]
    raised = replace(
        first,
        point=np.maximum(first.point, second.point),
        coverage=np.maximum(first.coverage, second.coverage),
    )
    return {**forecasts, 1: raised}


def _of_dose(counts: Counts, dose: int, ask: Ask, table: Calibration) -> Forecast:
    """The forecast of one dose; a second dose rests on the first."""
    given = counts.given[dose]
    wishing = shares(ask.wish, counts.areas) * counts.eligible
    ceiling = np.max([wishing, *(each[:, -1] for each in counts.given.values())], axis=0)
    first = counts.given.get(1) if dose == 2 else None
    known = Known(given, counts.eligible, ceiling, first, ask.interval)
    record = track_record(known, table)
    coefficients = fitted(known, table) if ask.parts.pooled else None
    point = point_forecast(known, coefficients, ask.parts.pipeline, record.weight)
    return forecast(counts, dose, known, point, table, record.factor)


def forecast(
    counts: Counts, dose: int, known: Known, point: Point, table: Calibration, factor: float
) -> Forecast:
    """A point forecast with its quantiles, `factor` times as far apart as the table's."""
    now, reported = known.given[:, -1], counts.reported[dose]
    spread = intervals.spread(point.path, now, known.eligible, known.ceiling, table.missed)
    deviation = intervals.with_nowcast(factor * spread, now - reported[:, -1])
    if counts.snapshots < 2:
        deviation = intervals.with_unknown_lag(deviation, point.path, now, pace(known.given))
    least = np.minimum(reported[:, -1], now)
    return Forecast(
        areas=counts.areas,
        dose=dose,
        last_day=pd.Timestamp(counts.days[-1]),
        eligible=known.eligible,
        ceiling=known.ceiling,
        levels=LEVELS,
        point=point.path,
        coverage=intervals.quantiles(point.path, deviation, least, known.ceiling),
        given=known.given,
        reported=reported,
        components=point.parts,
        flow=point.flow,
        weights={name: np.full(len(now), one) for name, one in point.weights.items()},
    )


def moved(forecast: Forecast, path: Doses) -> Forecast:
    """A forecast whose point is another path, [areas, horizon], with the same spread about it."""
    now = np.minimum(forecast.given[:, -1], forecast.reported[:, -1])
    deviation = forecast.coverage - forecast.point
    top = np.maximum(forecast.ceiling, forecast.given[:, -1])
    path = np.minimum(path, top[:, None])
    return replace(forecast, point=path, coverage=intervals.quantiles(path, deviation, now, top))
