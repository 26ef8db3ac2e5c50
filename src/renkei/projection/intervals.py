"""How far off a projection may be: quantiles of coverage from the errors of past projections.

Errors are measured in units that grow with what is projected and with the days ahead; the quantiles
of past campaigns are widened or narrowed by what the campaign's own projections of the last eight
weeks have missed so far (domain/projection.md, "The engine", 9).
"""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from renkei.projection.course import AHEAD, SMALL, Doses

LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
MEDIAN = LEVELS.index(0.5)
HORIZONS = (7, 14, 28, 42, 56, 84)
BINS = (0.3, 0.6, 0.85)  # of progress towards the ceiling
OWN_WEIGHT = 8.0  # past campaigns count as much as so many own weeks
LEAST_OWN, MOST_OWN = 0.2, 5.0
OF_NOWCAST = 0.5  # standard deviation as a share of the doses the nowcast adds
# Where one snapshot tells nothing of the lag: what the record system of 2021 lacked on average. A
# seven-day pace was 32 % too low, and 2.35 + 1.2 + 0.75 true days of doses were not yet in.
LATE_PACE, LATE_DAYS = 0.47, 6.3


def unit(grown: Doses, eligible: Doses, days: Doses | float) -> Doses:
    """The unit of an error: what is projected to be added, and 1 % of the eligible in four weeks."""
    base: Doses = np.maximum(grown, 0.0) + 0.01 * eligible * np.sqrt(np.asarray(days) / 28.0)
    return base


def bin_of(now: Doses, ceiling: Doses) -> np.ndarray:
    """The row of the table by progress: [areas]."""
    return np.digitize(now / np.maximum(ceiling, now * 1.02 + SMALL), BINS)


def spread(point: Doses, now: Doses, eligible: Doses, ceiling: Doses, missed: Doses) -> Doses:
    """Deviation of each quantile from the point forecast: [levels, areas, horizon].

    `point` is [areas, horizon]; `now`, `eligible` and `ceiling` [areas]; `missed` is the table's
    [bins, horizons, levels].
    """
    days = np.array((0, *HORIZONS, len(AHEAD)), dtype=float)
    rows = np.concatenate([missed[:, :1] * 0.8, missed, missed[:, -1:]], axis=1)
    right = np.clip(np.searchsorted(days, AHEAD), 1, len(days) - 1)
    part = ((AHEAD - days[right - 1]) / (days[right] - days[right - 1]))[None, :, None]
    by_day = rows[:, right - 1] * (1 - part) + rows[:, right] * part  # [bins, horizon, levels]
    units = unit(point - now[:, None], eligible[:, None], AHEAD)
    deviation: Doses = np.moveaxis(by_day[bin_of(now, ceiling)], 2, 0) * units
    return deviation


def with_nowcast(deviation: Doses, added: Doses) -> Doses:
    """Deviations with the uncertainty of the nowcast, which added `added` [areas] doses."""
    normal = np.array([NormalDist().inv_cdf(level) for level in LEVELS])[:, None, None]
    both = np.hypot(deviation, normal * OF_NOWCAST * np.abs(added)[:, None])
    signed: Doses = np.sign(normal) * both
    return signed


def with_unknown_lag(deviation: Doses, point: Doses, now: Doses, daily: Doses) -> Doses:
    """Deviations where nothing is adjusted: one standard deviation is what may be missing.

    `daily` is the reported pace, [areas]. Source: domain/projection.md, "The lag".
    """
    normal = np.array([NormalDist().inv_cdf(level) for level in LEVELS])[:, None, None]
    missing = LATE_DAYS * daily[:, None] + LATE_PACE * (point - now[:, None])
    signed: Doses = np.sign(normal) * np.hypot(deviation, normal * missing)
    return signed


def quantiles(point: Doses, deviation: Doses, least: Doses, most: Doses) -> Doses:
    """Quantiles of coverage, [levels, areas, horizon], rising along levels and days.

    They stay between `least` and `most` [areas].
    """
    values = np.clip(point + deviation, least[:, None], np.maximum(most, least)[:, None])
    values = np.maximum.accumulate(values, axis=2)
    rising: Doses = np.maximum.accumulate(values, axis=0)
    return rising


def own_factor(ratios: Sequence[float]) -> float:
    """By how much the campaign's own errors are larger than the table's, shrunk towards 1.

    Each ratio is the median error of one past projection over the table's.
    """
    if not ratios:
        return 1.0
    logs = np.log(np.clip(ratios, LEAST_OWN, MOST_OWN))
    return float(np.exp(logs.sum() / (len(ratios) + OWN_WEIGHT)))


def ratio(error: Doses, units: Doses, rows: np.ndarray, half: Doses) -> float:
    """The median over areas of an error against half the table's middle half: 1 as expected.

    `error` and `units` are [areas] in doses; `rows` the table's rows of the areas; `half` [bins].
    """
    return float(np.median(np.abs(error / units) / np.maximum(half[rows], SMALL)))


def summed(deviation: Doses, shared: float, members: Doses) -> Doses:
    """Deviations of sums of areas whose errors are partly shared: [levels, groups, horizon].

    `members` is [groups, areas], 1 where an area belongs to a group. Between full agreement of
    all errors (shared 1) and none (shared 0), on each side of the median.
    """
    together = np.einsum("ga,lah->lgh", members, deviation)
    apart = np.sqrt(np.einsum("ga,lah->lgh", members, deviation**2))
    side = np.sign(np.array(LEVELS) - 0.5)[:, None, None]
    both: Doses = side * np.sqrt(shared * together**2 + (1 - shared) * apart**2)
    return both
