"""How a cumulative count goes on by itself: its pace, and a pace that slows towards a ceiling."""

import numpy as np
import numpy.typing as npt

Doses = npt.NDArray[np.float64]

HORIZON_DAYS = 130
"""Days projected after the last record day: 120 and ten, since the newest snapshot may be old."""

REACH_DAYS = 120
"""Days after the as-of date up to which dates and chances are told."""

AHEAD: Doses = np.arange(1, HORIZON_DAYS + 1, dtype=float)
WEEK = 7
KNEE = 0.8  # the share of the ceiling from which a pace slows
SMALL = 1e-9


def pace(given: Doses, days: int = WEEK, back: int = 0) -> Doses:
    """Mean doses a day over some days up to `back` days before the last: [areas].

    `given` is [areas, days], cumulative; where fewer days are known, the mean of those.
    """
    end = max(given.shape[1] - 1 - back, 0)
    start = max(end - days, 0)
    mean: Doses = (given[:, end] - given[:, start]) / max(end - start, 1)
    return mean


def at_pace(given: Doses, ceiling: Doses) -> Doses:
    """The pace of the last 7 days for ever, up to the ceiling: [areas, horizon], cumulative."""
    now = given[:, -1:]
    path: Doses = np.minimum(now + pace(given)[:, None] * AHEAD, np.maximum(ceiling[:, None], now))
    return path


def slowing(given: Doses, ceiling: Doses) -> Doses:
    """The pace of the last 7 days up to KNEE of the ceiling, then falling with what is left.

    [areas, horizon], cumulative. Beyond the knee what is left falls exponentially, so that the
    pace has no jump. A ceiling already reached is raised a little, since nobody stops in one day.
    """
    now = given[:, -1]
    top = np.maximum(ceiling, now * 1.02)
    daily = np.minimum(pace(given), 0.05 * top)
    knee = np.maximum(KNEE * top, now)
    until_knee = (knee - now) / np.maximum(daily, SMALL)
    rate = daily / np.maximum(top - knee, SMALL)
    straight = now[:, None] + daily[:, None] * AHEAD
    beyond = np.maximum(AHEAD - until_knee[:, None], 0.0)
    left = (top - knee)[:, None] * np.exp(-rate[:, None] * beyond)
    path: Doses = np.where(until_knee[:, None] >= AHEAD, straight, top[:, None] - left)
    return path
