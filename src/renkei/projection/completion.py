"""From coverage by quantile to days of completion, chances, paces and what stands in the way."""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from renkei.projection.course import WEEK, Doses

Days = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]

NEVER = -1
AHEAD, ON_PLAN = 0.9, 0.5
WHOLE_DOSE = 1e-6  # sums of fractions miss a whole dose by less than this


def days_to_reach(coverage: Doses, target: Doses) -> Days:
    """Days until cumulative doses reach the target: [levels, areas], NEVER where they do not.

    `coverage` is [levels, areas, horizon], `target` [areas]. The q-quantile of the day is read at
    coverage level 1 - q.
    """
    reached = coverage >= target[:, None] - WHOLE_DOSE
    return np.where(reached.any(axis=-1), np.argmax(reached, axis=-1) + 1, NEVER)


def chance(coverage: Doses, levels: Sequence[float], target: Doses) -> Doses:
    """Probability that cumulative doses reach the target on one day: [areas].

    `coverage` is [levels, areas]. Between levels the normal deviate is interpolated, beyond the
    outermost it goes on as between the last two; where those are equal the answer is 0 or 1.
    """
    deviates = np.array([NormalDist().inv_cdf(level) for level in levels])
    above = np.clip((coverage < target - WHOLE_DOSE).sum(axis=0), 1, len(levels) - 1)
    area = np.arange(coverage.shape[1])
    low, high = coverage[above - 1, area], coverage[above, area]
    step = deviates[above] - deviates[above - 1]
    apart = high - low > WHOLE_DOSE
    part = np.divide(target - low, high - low, out=np.zeros_like(low), where=apart)
    deviate = deviates[above - 1] + part * step
    inside = np.array([1.0 - NormalDist().cdf(one) for one in deviate])
    sure = np.where(high >= target - WHOLE_DOSE, 1.0, 0.0)
    certain = np.where(coverage.min(axis=0) >= target - WHOLE_DOSE, 1.0, sure)
    return np.where(apart, inside, certain)


def required_pace(missing: Doses, days: int) -> Doses:
    """Doses a day still needed over some days: [areas]; NaN when no day is left."""
    return missing / days if days > 0 else np.where(missing > 0, np.nan, 0.0)


def behind_since(given: Doses, target: Doses, days_left: int) -> npt.NDArray[np.intp]:
    """Column of the first day from which the pace has stayed below the one then required.

    `given` is [areas, days], cumulative; `days_left` counts from the last day. -1 where the pace
    of the last day suffices; a pace is that of the seven days before.
    """
    days = given.shape[1]
    if days <= WEEK or days_left < 1:
        return np.full(len(given), -1, dtype=np.intp)
    paces = (given[:, WEEK:] - given[:, :-WEEK]) / WEEK
    left = days_left + np.arange(days - WEEK)[::-1]
    required = np.maximum(target[:, None] - given[:, WEEK:], 0.0) / left
    enough = paces >= required - WHOLE_DOSE
    last_enough = paces.shape[1] - 1 - np.argmax(enough[:, ::-1], axis=1)
    first_short = np.where(enough.any(axis=1), last_enough + 1, 0)
    return np.where(enough[:, -1], -1, first_short + WEEK)


def binding(
    p_deadline: Doses, reasons: Sequence[tuple[str, Marks]], over: bool = False
) -> list[str]:
    """What stands in the way of completion by the deadline, by area.

    `none` when completion is at least as likely as not, else the first of `reasons` that holds,
    else `pace`; empty where there is no projection, and everywhere once the deadline is `over`.
    """
    if over:
        return [""] * len(p_deadline)
    names = ["pace"] * len(p_deadline)
    for name, holds in reversed(reasons):
        names = [name if held else one for held, one in zip(holds, names, strict=True)]
    return [
        "" if np.isnan(p) else "none" if p >= ON_PLAN else one
        for p, one in zip(p_deadline, names, strict=True)
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
