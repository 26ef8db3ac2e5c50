"""What the standing comes to: days of completion, chances and paces of the areas with records."""

import numpy as np
import pandas as pd

from renkei.projection import completion
from renkei.projection.history import Doses
from renkei.projection.standing import Standing
from renkei.settings import Campaign

HORIZON_DAYS = 120
QUANTILES = {
    "d025": 0.025,
    "d10": 0.1,
    "d25": 0.25,
    "d50": 0.5,
    "d75": 0.75,
    "d90": 0.9,
    "d975": 0.975,
}
COLUMNS = (
    *("eligible", "ceiling", "first", "second", "snapshot", "pace", "required"),
    *QUANTILES,
    *("p_deadline", "binding", "outlook", "complete_on"),
    *("gap", "enough", "ceiling_reached", "partial"),
)


def outcomes(standing: Standing, campaign: Campaign) -> pd.DataFrame:
    """The standing's table with days, chances and paces added: COLUMNS, indexed by area."""
    table = standing.table.assign(snapshot=standing.history.snapshot)
    first, second, target = (table[name].to_numpy(float) for name in ("first", "second", "target"))
    days_left = (campaign.deadline - campaign.as_of).days
    p_deadline = np.where(table["enough"], _p_deadline(standing, campaign), np.nan)
    in_time = _first_in_time(standing, campaign) >= target
    return table.assign(
        required=completion.required_pace(first, second, target, days_left),
        **_dates(standing, campaign),
        p_deadline=p_deadline,
        binding=completion.binding(p_deadline, in_time),
        outlook=completion.outlook(p_deadline),
    )


def _dates(standing: Standing, campaign: Campaign) -> dict[str, pd.Series]:
    """Completion day by quantile; the recorded day once complete, NaT beyond 120 days."""
    table, last = standing.table, standing.history.last_day
    horizon = HORIZON_DAYS + (pd.Timestamp(campaign.as_of) - last).days
    second = standing.coverage([1 - quantile for quantile in QUANTILES.values()], horizon)[1]
    ahead = completion.days_to_reach(second, table["target"].to_numpy(float))
    dates = {}
    for name, days in zip(QUANTILES, ahead, strict=True):
        day = pd.Series(last + pd.to_timedelta(days, unit="D"), index=table.index)
        known = (days != completion.NEVER) & table["enough"].to_numpy(bool)
        dates[name] = table["complete_on"].fillna(day.where(known))
    return dates


def _p_deadline(standing: Standing, campaign: Campaign) -> Doses:
    """Probability of completion by the deadline; 0 or 1 once it has passed."""
    days = _days_to_deadline(standing, campaign)
    if days < 1:
        by_then = standing.table["complete_on"] <= pd.Timestamp(campaign.deadline)
        return np.asarray(by_then.to_numpy(bool), float)
    target = standing.table["target"].to_numpy(float)
    second = standing.second_on_day(completion.CHANCE_LEVELS, days)
    return completion.chance(second, completion.CHANCE_LEVELS, target)


def _first_in_time(standing: Standing, campaign: Campaign) -> Doses:
    """First doses an interval before the deadline, at the reported pace where still to come."""
    days = _days_to_deadline(standing, campaign) - standing.interval
    if days >= 1:
        return standing.coverage([0.5], days)[0][0, :, -1]
    first = standing.history.first
    known: Doses = first[:, : max(first.shape[1] + days, 0)].sum(axis=1)
    return known


def _days_to_deadline(standing: Standing, campaign: Campaign) -> int:
    return (pd.Timestamp(campaign.deadline) - standing.history.last_day).days
