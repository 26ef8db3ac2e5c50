"""What the campaign's own forecasts of the last weeks have missed so far.

They are made anew with the coefficients of past campaigns alone, so that none is judged by weeks it
has learnt from, and looked at where what came of them is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from renkei.projection import intervals
from renkei.projection.calibration import Calibration
from renkei.projection.course import Doses
from renkei.projection.point import Known, Point, of_table, past, point_forecast, weighted_anew

ERRORS_BACK = 8
WEIGHT_BACK = 6
HORIZONS = intervals.HORIZONS[:3]
EVEN, EVEN_COUNTS = 0.5, 3.0  # the weight to begin with counts as so many own forecasts


@dataclass(frozen=True)
class Record:
    """`weight` of the pipeline against the pooled pace; `factor` of the table's errors."""

    weight: float
    factor: float


def track_record(known: Known, table: Calibration) -> Record:
    """How well the parts, and the whole at that weight, have done: even and 1 where too early."""
    coefficients = of_table(table)
    tried = [
        (back, then, point_forecast(then, coefficients)) for back, then in past(known)[:ERRORS_BACK]
    ]
    weight = _weight(known, tried[:WEIGHT_BACK])
    half = (table.missed[:, :, 4] - table.missed[:, :, 2]) / 2
    ratios = []
    for back, then, point in tried:
        now, rows = then.given[:, -1], intervals.bin_of(then.given[:, -1], then.ceiling)
        path = weighted_anew(then, point, weight) if point.flow else point.path
        for at, horizon, came in _came(known, back):
            units = intervals.unit(path[:, horizon - 1] - now, then.eligible, horizon)
            error = came - path[:, horizon - 1]
            ratios.append(intervals.ratio(error, units, rows, half[:, at]))
    return Record(weight, intervals.own_factor(ratios))


def _weight(known: Known, tried: list[tuple[int, Known, Point]]) -> float:
    """The weight of the pipeline: by the inverse squares of what it and the pooled pace missed."""
    missed: list[tuple[float, float]] = []
    for back, then, point in tried:
        if not point.flow:
            continue
        for _, horizon, came in _came(known, back):
            missed.append(
                (
                    _miss(point.parts["pipeline"][:, horizon - 1], came, then, horizon),
                    _miss(point.parts["pooled"][:, horizon - 1], came, then, horizon),
                )
            )
    if not missed:
        return EVEN
    pipeline, pooled = np.mean(missed, axis=0) ** 2
    own = pooled / (pipeline + pooled) if pipeline + pooled > 0 else EVEN
    return float((own * len(missed) + EVEN * EVEN_COUNTS) / (len(missed) + EVEN_COUNTS))


def _miss(path: Doses, came: Doses, then: Known, horizon: int) -> float:
    """Mean error as a share of the eligible, made comparable between horizons."""
    return float((np.abs(path - came) / then.eligible).mean() / np.sqrt(horizon))


def _came(known: Known, back: int) -> Iterator[tuple[int, int, Doses]]:
    """Horizons that have passed since: their place in the table, days, and the doses by then."""
    for at, horizon in enumerate(HORIZONS):
        if horizon <= back:
            yield at, horizon, known.given[:, -1 - back + horizon]
