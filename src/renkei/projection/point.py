"""The point forecast of one dose: its parts and their mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from renkei.projection import pooled
from renkei.projection.calibration import Calibration
from renkei.projection.course import WEEK, Doses, at_pace, pace, slowing
from renkei.projection.pipeline import Flow, second_from_first

ORIGINS_BACK = 12
OWN_WEIGHT = 0.3  # a campaign's own weeks against the past campaigns of the table
PAST_WEIGHT = 1000.0
LEAST_PACE, LEAST_PROGRESS = 5e-4, 0.01  # of the eligible, a week and so far


@dataclass(frozen=True)
class Known:
    """What is known of a dose on a day: cumulative doses [areas, days], the doses before it, areas.

    `ceiling` and `eligible` are [areas]; `first` is None but for a second dose.
    """

    given: Doses
    eligible: Doses
    ceiling: Doses
    first: Doses | None = None
    interval: int | None = None

    def before(self, days: int) -> "Known":
        """The same as it stood some days earlier."""
        first = None if self.first is None else self.first[:, :-days]
        given = self.given[:, :-days]
        return replace(self, given=given, first=first)


@dataclass(frozen=True)
class Point:
    """The point forecast, [areas, horizon], cumulative, with its parts by name.

    `weights` says how much of each part is in it, those that only stand beside it left out.
    """

    path: Doses
    parts: Mapping[str, Doses]
    flow: Flow | None
    weights: Mapping[str, float] = field(default_factory=dict)


def point_forecast(
    known: Known, coefficients: Doses | None, use_pipeline: bool = True, weight: float = 0.5
) -> Point:
    """Mean of the pipeline and the pooled pace where both are there, else the one there is.

    `coefficients` [horizons, features] are those of the pooled pace ratio, None to leave it out;
    `weight` is the pipeline's; without both parts the pace goes on, slowing towards the ceiling.
    """
    parts: dict[str, Doses] = {}
    flow = None
    if use_pipeline and known.first is not None:
        # How first doses go on matters beyond one interval; their pooled pace was no better there.
        ahead = slowing(known.first, np.maximum(known.ceiling, known.first[:, -1] * 1.01))
        found = second_from_first(known.given, known.first, ahead, known.eligible, known.interval)
        if found:
            parts["pipeline"], flow = found
    if coefficients is not None:
        seen = pooled.features(known.given, known.eligible, known.ceiling, known.first)
        parts["pooled"] = pooled.at_ratio(known.given, known.eligible, seen, coefficients)
    weights = _weights(parts, weight)
    path = _mean(known, parts, weights)
    parts["pace"] = at_pace(known.given, known.ceiling)
    return Point(path, parts, flow, weights)


def weighted_anew(known: Known, point: Point, weight: float) -> Doses:
    """The path of a point forecast, [areas, horizon], at another weight of its pipeline."""
    return _mean(known, point.parts, _weights(point.weights, weight))


def _mean(known: Known, parts: Mapping[str, Doses], weights: Mapping[str, float]) -> Doses:
    """The parts at their weights, or the pace slowing where there is none, below the ceiling."""
    if weights:
        mean = np.sum([weight * parts[name] for name, weight in weights.items()], axis=0)
    else:
        mean = slowing(known.given, known.ceiling)
    top = np.maximum(known.ceiling[:, None], known.given[:, -1:])
    path: Doses = np.minimum(np.maximum.accumulate(mean, axis=1), top)
    return path


def _weights(parts: Iterable[str], weight: float) -> dict[str, float]:
    names = list(parts)
    if len(names) < 2:
        return dict.fromkeys(names, 1.0)
    return {"pipeline": weight, "pooled": 1 - weight}


def past(known: Known) -> list[tuple[int, Known]]:
    """How the campaign stood one week ago, two weeks ago, …: days back and what was known."""
    days = known.given.shape[1]
    return [
        (back, known.before(back))
        for back in range(WEEK, ORIGINS_BACK * WEEK + 1, WEEK)
        if days - back > 2 * WEEK
    ]


def fitted(known: Known, table: Calibration) -> Doses:
    """Coefficients of the pooled pace ratio, [horizons, features]: the table's and the own weeks'."""
    earlier = past(known)
    rows = [_rows(known, back, then) for back, then in earlier]
    return np.stack(
        [
            _with_own(
                [one for one in (each.get(horizon) for each in rows) if one is not None],
                table.products[at], table.targets[at], table.clips[at],
            )
            for at, horizon in enumerate(pooled.HORIZONS)
        ]
    )  # fmt: skip


def of_table(table: Calibration) -> Doses:
    """Coefficients of the pooled pace ratio as past campaigns alone give them."""
    return np.stack(
        [np.linalg.solve(*one) for one in zip(table.products, table.targets, strict=True)]
    )


def _rows(known: Known, back: int, then: Known) -> dict[int, tuple[Doses, Doses]]:
    """Features then, and the ratio that came of them, by the horizons that have passed since."""
    seen = pooled.features(then.given, then.eligible, then.ceiling, then.first)
    now, daily = then.given[:, -1], pace(then.given)
    counted = usable(then.given, then.eligible)
    found = {}
    for horizon in pooled.HORIZONS:
        if horizon > back or not counted.any():
            continue
        came = known.given[:, -1 - back + horizon] - now
        found[horizon] = seen[counted], log_ratio(came[counted], daily[counted], horizon)
    return found


def usable(given: Doses, eligible: Doses) -> np.ndarray:
    """Areas far enough and fast enough to learn from: [areas]."""
    return (pace(given) * WEEK > LEAST_PACE * eligible) & (given[:, -1] > LEAST_PROGRESS * eligible)


def log_ratio(came: Doses, daily: Doses, horizon: int) -> Doses:
    """Logarithm of what came against the pace going on, within the limits of the regression."""
    ratio = np.maximum(came / np.maximum(daily * horizon, 1e-9), 0.02)
    logs: Doses = np.clip(np.log(ratio), pooled.LEAST_RATIO, pooled.MOST_RATIO)
    return logs


def _with_own(
    own: list[tuple[Doses, Doses]], products: Doses, targets: Doses, clip: float
) -> Doses:
    """Least squares over the table's sums and the own rows, whose large errors count less."""
    coefficients = np.asarray(np.linalg.solve(products, targets), dtype=float)
    if not own:
        return coefficients
    seen, came = np.concatenate([one[0] for one in own]), np.concatenate([one[1] for one in own])
    weight: float = OWN_WEIGHT * PAST_WEIGHT * min(len(own), 12) / 2 / len(came)
    for _ in range(2):
        error = np.abs(came - seen @ coefficients)
        weighted = seen * (weight * np.minimum(1.0, clip / np.maximum(error, 1e-9)))[:, None]
        sums = products + weighted.T @ seen, targets + weighted.T @ came
        coefficients = np.asarray(np.linalg.solve(*sums), dtype=float)
    return coefficients
