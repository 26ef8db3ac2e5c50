"""The pace to come as a ratio to the recent pace, learnt from past campaigns.

For each of HORIZONS days ahead, the logarithm of (doses to come) / (recent daily pace x days) is
linear in what is known of an area on the day: how far it is, how its pace has changed, how much
is left, how many first doses wait for their second (domain/projection.md, "The engine", 4). The
coefficients stand in the calibration table.
"""

import numpy as np

from renkei.projection.course import AHEAD, WEEK, Doses, pace

HORIZONS = (7, 14, 21, 28, 42, 56, 84)
FEATURES = (
    "one", "progress", "progress squared", "pace against the week before",
    "pace against four weeks", "pace of the eligible", "pace of all against the week before",
    "days left at this pace", "first doses waiting", "has first doses",
    "first-dose pace against this",
)  # fmt: skip
LEAST_RATIO, MOST_RATIO = -3.0, 1.6  # natural logarithms: 0.05 and 5 times the recent pace
FADING = 0.7  # beyond the last horizon the pace of its end goes on at this share


def features(given: Doses, eligible: Doses, ceiling: Doses, first: Doses | None = None) -> Doses:
    """What is known of each area on its last day: [areas, features], see FEATURES.

    `given` and `first` are [areas, days], cumulative: of the dose projected and, for a second
    dose, of the first. No feature changes when all counts are multiplied by the same number.
    """
    now, least = given[:, -1], 1e-5 * eligible
    week, before, month = pace(given), pace(given, WEEK, WEEK), pace(given, 4 * WEEK)
    top = np.maximum(np.maximum(ceiling, now * 1.02), least)
    progress = now / top
    left = np.log((top - now) / np.maximum(week * 28, 1e-4 * top))
    known = [
        np.ones_like(progress),
        progress,
        progress**2,
        np.clip(np.log((week + least) / (before + least)), -1.5, 1.5),
        np.clip(np.log((week + least) / (month + least)), -1.5, 1.5),
        np.log(week / eligible * 100 + 0.02),
        np.full_like(progress, _momentum(week, before)),
        np.clip(left, -2, 4),
    ]
    if first is None:
        return np.stack([*known, *(np.zeros_like(progress),) * 3], axis=1)
    waiting = np.maximum(first[:, -1] - now, 0.0)
    waits = np.log((waiting + 1e-3 * eligible) / (week * 21 + 1e-3 * eligible))
    faster = np.log((pace(first) + least) / (week + least))
    return np.stack(
        [*known, np.clip(waits, -2, 3), np.ones_like(progress), np.clip(faster, -2, 2)], axis=1
    )


def at_ratio(given: Doses, eligible: Doses, known: Doses, coefficients: Doses) -> Doses:
    """The course at the ratios learnt: [areas, horizon], cumulative.

    `known` is [areas, features], `coefficients` [horizons, features].
    """
    ratios = np.exp(np.clip(known @ coefficients.T, LEAST_RATIO, MOST_RATIO))
    marks = np.maximum.accumulate(ratios * pace(given)[:, None] * np.array(HORIZONS), axis=1)
    marks = np.concatenate([np.zeros((len(marks), 1)), marks], axis=1)
    grown = _between(marks)
    now = given[:, -1:]
    path: Doses = np.minimum(now + grown, np.maximum(eligible[:, None], now))
    return path


def _momentum(week: Doses, before: Doses) -> float:
    """How the pace of all areas together has changed from one week to the next, in logarithms."""
    both = week.sum() + before.sum()
    least = 1e-6 * both + 1e-12
    return float(np.clip(np.log((week.sum() + least) / (before.sum() + least)), -1.5, 1.5))


def _between(marks: Doses) -> Doses:
    """Growth by day from growth at the horizons, linear between them and fading beyond."""
    days = np.array((0, *HORIZONS), dtype=float)
    right = np.clip(np.searchsorted(days, AHEAD), 1, len(days) - 1)
    part = np.minimum((AHEAD - days[right - 1]) / (days[right] - days[right - 1]), 1.0)
    grown: Doses = marks[:, right - 1] * (1 - part) + marks[:, right] * part
    slope = (marks[:, -1] - marks[:, -2]) / (days[-1] - days[-2])
    grown += np.maximum(AHEAD - days[-1], 0.0)[None, :] * slope[:, None] * FADING
    return grown
