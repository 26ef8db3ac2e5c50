"""What a plan adds to the point forecast: little, and less the more plans have slipped.

The planned day stands beside the projection and is never averaged with it silently; a plan enters
the point forecast with a weight of at most 0.2, and that weight fades with the slippage seen: the
days the area has put its plan off so far, and those by which its records lead there later than it
says (domain/projection.md, "The engine", 8). A plan the records do not bear out counts for nothing.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from renkei.projection.completion import WHOLE_DOSE
from renkei.projection.course import AHEAD, Doses

MOST_WEIGHT = 0.2
FADING_DAYS = 14.0


def put_off(answers: pd.DataFrame, areas: tuple[str, ...]) -> Doses:
    """Days by which each area's planned day moved later from round to round; NaN without a plan.

    `answers` is the frame of that name; the result [areas].
    """
    dated = answers[answers["latest"].notna() & (answers["bucket"] != "not_answered")]
    dated = dated.sort_values(["area", "round"])
    moved = dated.groupby("area")["latest"].diff().dt.days.clip(lower=0.0).fillna(0.0)
    days: Doses = moved.groupby(dated["area"]).sum().reindex(list(areas)).to_numpy(float)
    return days


@dataclass(frozen=True)
class Planned:
    """`path` [areas, horizon] is the plan, the point forecast itself where there is none; `weight`
    [areas] is what it counts; `mixed` [areas, horizon] the point forecast drawn towards it."""

    path: Doses
    weight: Doses
    mixed: Doses


def with_plan(point: Doses, now: Doses, target: Doses, days: Doses, slipped: Doses) -> Planned:
    """The point forecast drawn towards a straight line to the target on the planned day.

    `point` is [areas, horizon]; `now`, `target`, `days` (from the last record day to the planned
    one, NaN without a plan) and `slipped` (days put off so far) are [areas]. A plan whose day has
    passed says nothing. Beyond the horizon a projection is as late as the horizon's end.
    """
    open_ = np.isfinite(days) & (days > 0) & (target > now)
    daily = np.where(open_, (target - now) / np.where(open_, days, 1.0), 0.0)
    planned = np.minimum(now[:, None] + daily[:, None] * AHEAD, np.maximum(target, now)[:, None])
    reached = (point < target[:, None] - WHOLE_DOSE).sum(axis=1) + 1.0
    behind = np.maximum(reached - np.where(open_, days, 0.0), 0.0)
    late = np.nan_to_num(slipped) + behind
    used = np.where(open_, MOST_WEIGHT * np.exp(-late / FADING_DAYS), 0.0)
    # Beyond its day a plan does not hold an area back.
    planned = np.maximum(planned, np.where(days[:, None] <= AHEAD, point, 0.0))
    path = np.where(open_[:, None], planned, point)
    return Planned(path, used, (1 - used[:, None]) * point + used[:, None] * path)
