"""From coverage by quantile to days of completion, chances and what stands in the way."""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from renkei.projection.history import Doses

Days = npt.NDArray[np.int64]

NEVER = -1
AHEAD, ON_PLAN = 0.9, 0.5
CHANCE_LEVELS = tuple(NormalDist().cdf(deviate) for deviate in np.linspace(-3, 3, 49))
WHOLE_DOSE = 1e-6  # sums of fractions miss a whole dose by less than this


def days_to_reach(second: Doses, target: Doses) -> Days:
    """Days until second doses reach the target: [levels, areas], NEVER where they do not.

    `second` is [levels, areas, days], `target` [areas], both cumulative doses. The q-quantile of
    the day is read at coverage level 1 - q.
    """
    reached = second >= target[:, None] - WHOLE_DOSE
    return np.where(reached.any(axis=-1), np.argmax(reached, axis=-1) + 1, NEVER)


def chance(second: Doses, levels: Sequence[float], target: Doses) -> Doses:
    """Probability that second doses reach the target, [areas].

    `second` is [levels, areas] on the day in question. Between levels the normal deviate is
    interpolated; outside them the answer is 0 or 1.
    """
    deviates = np.array([NormalDist().inv_cdf(level) for level in levels])
    reached = second >= target - WHOLE_DOSE
    above = np.argmax(reached, axis=0)
    below = np.maximum(above - 1, 0)
    area = np.arange(second.shape[1])
    low, high = second[below, area], second[above, area]
    part = np.divide(target - low, high - low, out=np.ones_like(low), where=high > low)
    deviate = deviates[below] + np.clip(part, 0, 1) * (deviates[above] - deviates[below])
    short_of = np.array([NormalDist().cdf(one) for one in deviate])
    inside = np.where(above == 0, 1.0, 1.0 - short_of)
    return np.where(reached.any(axis=0), inside, 0.0)


def required_pace(first: Doses, second: Doses, target: Doses, days: int) -> Doses:
    """Doses a day, first and second, still needed over `days` days; NaN when no day is left.

    To complete, both doses have to reach the target.
    """
    missing = np.maximum(target - first, 0.0) + np.maximum(target - second, 0.0)
    return missing / days if days > 0 else np.where(missing > 0, np.nan, 0.0)


def binding(p_deadline: Doses, first_in_time: npt.NDArray[np.bool_]) -> list[str]:
    """What stands in the way of completion by the deadline, by area.

    `none` when completion is at least as likely as not; `first_doses` when at the reported pace
    the first doses given an interval before the deadline do not suffice; otherwise `pace`; empty
    where there is no projection.
    """
    return [
        "" if np.isnan(p) else "none" if p >= ON_PLAN else "pace" if enough else "first_doses"
        for p, enough in zip(p_deadline, first_in_time, strict=True)
    ]


def outlook(p_deadline: Doses) -> list[str]:
    """`ahead` from 0.9, `on_plan` from 0.5, else `behind`; `no_data` without a projection."""
    return [
        "no_data"
        if np.isnan(p)
        else "ahead"
        if p >= AHEAD
        else "on_plan"
        if p >= ON_PLAN
        else "behind"
        for p in p_deadline
    ]
