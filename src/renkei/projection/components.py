"""What a projection is made of, side by side: for whoever has to defend it."""

import numpy as np
import pandas as pd

from renkei import processed
from renkei.projection.course import HORIZON_DAYS, Doses
from renkei.projection.engine import Forecast
from renkei.projection.intervals import LEVELS
from renkei.projection.standing import Standing
from renkei.settings import Campaign

SHOWN = (
    *("pace", "pipeline", "pooled", "queue", "plan"),
    *("uptake_lower", "uptake_higher", "opened"),
)


def components(standing: Standing | None, campaign: Campaign) -> pd.DataFrame:
    """The frame "components": one row an area and dose, in long form by part.

    Columns: area, dose, part, day (the last record day, or the deadline, no later than the
    horizon), doses (cumulative), used (how many doses of the median come from the part). Parts:
    `reported` and `nowcast` on the last record day, then on the deadline the `pace` going on,
    `pipeline`, `pooled`, `queue` and the queue at uptakes ten points lower and higher, `opened` (who wishes and may),
    `plan`, `median`, `low` (10 %) and `high` (90 %), and the `target`. Those used add up to the
    median, unless a bound moved it: the ceiling, the doses due before it, or supply.
    """
    if standing is None:
        return processed.empty("components")
    frames = [_of_dose(one, standing, campaign) for one in (standing.before, standing.last) if one]
    target = _rows(standing.last, "target", standing.target, pd.Timestamp(campaign.deadline))
    every = pd.concat([*frames, target])
    return every.sort_values(["area", "dose", "day"], kind="stable", ignore_index=True)


def _of_dose(one: Forecast, standing: Standing, campaign: Campaign) -> pd.DataFrame:
    ahead = int(np.clip((pd.Timestamp(campaign.deadline) - one.last_day).days, 1, HORIZON_DAYS))
    column, day = ahead - 1, one.last_day + pd.Timedelta(days=ahead)
    low, high = LEVELS.index(0.1), LEVELS.index(0.9)
    rows = [
        _rows(one, "reported", one.reported[:, -1], one.last_day),
        _rows(one, "nowcast", one.given[:, -1], one.last_day),
        *(
            _rows(one, name, one.components[name][:, column], day).assign(
                used=_used(one, name, column, standing)
            )
            for name in SHOWN
            if name in one.components
        ),
        _rows(one, "median", one.point[:, column], day),
        _rows(one, "low", one.coverage[low, :, column], day),
        _rows(one, "high", one.coverage[high, :, column], day),
    ]
    return pd.concat(rows)


def _rows(one: Forecast, part: str, doses: Doses, day: pd.Timestamp) -> pd.DataFrame:
    frame = pd.DataFrame({"area": one.areas, "dose": one.dose, "part": part, "doses": doses})
    return frame.assign(day=day)


def _used(one: Forecast, name: str, column: int, standing: Standing) -> Doses | None:
    """Doses of a part that are in the point forecast, of areas and sums; None where none are."""
    if name not in one.weights:
        return None
    own = one.weights[name] * one.components[name][: len(standing.counts.areas), column]
    return np.concatenate([own, standing.over.members(standing.counts.areas) @ own])
