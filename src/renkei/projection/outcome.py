"""What the standing comes to: days of completion, chances and paces of the areas with records."""

import datetime as dt

import numpy as np
import pandas as pd

from renkei.projection import completion
from renkei.projection.course import HORIZON_DAYS, REACH_DAYS, Doses, pace
from renkei.projection.engine import Forecast
from renkei.projection.intervals import LEVELS
from renkei.projection.standing import Standing
from renkei.settings import Campaign

QUANTILES = dict(zip(("d025", "d10", "d25", "d50", "d75", "d90", "d975"), LEVELS, strict=True))
COLUMNS = (
    *("eligible", "ceiling", "first", "second", "first_adjusted", "second_adjusted", "snapshot"),
    *("pace", "pace_reported", "required"),
    *QUANTILES,
    *("p_deadline", "binding", "bound_since", "outlook", "complete_on", "enough"),
)


def outcomes(standing: Standing, campaign: Campaign) -> pd.DataFrame:
    """Counts, days, chances and paces: COLUMNS, indexed by area."""
    last, before = standing.last, standing.before
    table = pd.DataFrame(index=list(standing.areas)).assign(
        eligible=last.eligible,
        ceiling=last.ceiling,
        first=before.reported[:, -1] if before else 0.0,
        second=last.reported[:, -1],
        first_adjusted=before.given[:, -1] if before else 0.0,
        second_adjusted=last.given[:, -1],
        snapshot=standing.counts.snapshot,
        complete_on=_completed(standing),
        **_paces(standing),
    )
    table["enough"] = standing.enough | table["complete_on"].notna()
    table = table.assign(**_dates(standing, table, campaign))
    table["p_deadline"] = np.where(table["enough"], _p_deadline(standing, table, campaign), np.nan)
    return _with_gap(standing, table, campaign)


def _paces(standing: Standing) -> dict[str, Doses]:
    """Doses a day in the last week, of all the campaign gives: adjusted and as reported."""
    every = [one for one in (standing.before, standing.last) if one]
    return {
        "pace": np.sum([pace(one.given) for one in every], axis=0),
        "pace_reported": np.sum([pace(one.reported) for one in every], axis=0),
    }


def _with_gap(standing: Standing, table: pd.DataFrame, campaign: Campaign) -> pd.DataFrame:
    """Add what is still needed a day, what stands in the way, and since when."""
    target = standing.target
    left = (campaign.deadline - campaign.as_of).days
    known_until = _days_to_deadline(standing, campaign) - left  # of the as-of date, in days ahead
    missing = np.maximum(target - _on_day(standing.last, known_until), 0.0)
    if standing.before:
        missing = missing + np.maximum(target - _on_day(standing.before, known_until), 0.0)
    p_deadline = table["p_deadline"].to_numpy(float)
    binding = completion.binding(p_deadline, _reasons(standing, campaign), over=left < 0)
    every = [one.given for one in (standing.before, standing.last) if one]
    since = completion.behind_since(
        np.sum(every, axis=0), len(every) * target, max(_days_to_deadline(standing, campaign), 0)
    )
    begun = int(standing.days.searchsorted(pd.Timestamp(_begun(campaign))))
    column = np.clip(since, begun, len(standing.days) - 1)
    day = pd.Series(standing.days.to_numpy()[column], index=table.index)
    bound = np.array([bool(one) and one != "none" for one in binding]) & (since >= 0)
    return table.assign(
        required=completion.required_pace(missing, left),
        binding=binding,
        bound_since=day.where(bound),
        outlook=completion.outlook(p_deadline),
    )


def _reasons(standing: Standing, campaign: Campaign) -> list[tuple[str, completion.Marks]]:
    """What may stand in the way, the firmest first, with the areas it does: [areas]."""
    left = _days_to_deadline(standing, campaign)
    target, last = standing.target, standing.last
    short = (standing.short != completion.NEVER) & (standing.short <= max(left, 0))
    reasons = [("supply", short)]
    if standing.before:
        first = _on_day(standing.before, left - campaign.interval_days)
        reasons.append(("first_doses", first < target - completion.WHOLE_DOSE))
    if "opened" in last.components:
        may = _on_day(last, left, last.components["opened"])
        reasons.append(("eligibility", may < target - completion.WHOLE_DOSE))
    return reasons


def _begun(campaign: Campaign) -> dt.date:
    """The day from which the dose that completes is given."""
    return campaign.eligibility.starts if campaign.eligibility else campaign.sources.records.start


def _on_day(one: Forecast, days: int, ahead: Doses | None = None) -> Doses:
    """Cumulative doses so many days after the last record day, or before it: [areas].

    `ahead` stands for the point forecast where given, [areas, horizon].
    """
    path = one.point if ahead is None else ahead
    if days >= 1:
        return path[:, min(days, path.shape[1]) - 1]
    return one.given[:, max(one.given.shape[1] - 1 + days, 0)]


def _completed(standing: Standing) -> pd.DatetimeIndex:
    """The record day on which reported doses reached the target; NaT where they have not."""
    reached = standing.last.reported >= standing.target[:, None] - completion.WHOLE_DOSE
    reached &= standing.target[:, None] > 0
    days = standing.days.to_numpy()[np.argmax(reached, axis=1)]
    return pd.DatetimeIndex(np.where(reached[:, -1], days, np.datetime64("NaT")))


def _dates(standing: Standing, table: pd.DataFrame, campaign: Campaign) -> dict[str, pd.Series]:
    """Completion day by quantile; the recorded day once complete, NaT beyond 120 days."""
    last = standing.last.last_day
    ahead = completion.days_to_reach(standing.last.coverage[::-1], standing.target)
    furthest = pd.Timestamp(campaign.as_of) + pd.Timedelta(days=REACH_DAYS)
    dates = {}
    for name, days in zip(QUANTILES, ahead, strict=True):
        day = pd.Series(last + pd.to_timedelta(days, unit="D"), index=table.index)
        known = (days != completion.NEVER) & (day <= furthest) & table["enough"]
        dates[name] = table["complete_on"].fillna(day.where(known))
    return dates


def _p_deadline(standing: Standing, table: pd.DataFrame, campaign: Campaign) -> Doses:
    """Probability of completion by the deadline; NaN beyond the horizon, 0 or 1 once past."""
    days = _days_to_deadline(standing, campaign)
    if days < 1:
        by_then = table["complete_on"] <= pd.Timestamp(campaign.deadline)
        return np.asarray(by_then.to_numpy(bool), float)
    if (campaign.deadline - campaign.as_of).days > REACH_DAYS or days > HORIZON_DAYS:
        return np.where(table["complete_on"].notna(), 1.0, np.nan)
    chance = completion.chance(standing.last.coverage[:, :, days - 1], LEVELS, standing.target)
    within = standing.target <= standing.last.ceiling + completion.WHOLE_DOSE
    return np.where(table["complete_on"].notna(), 1.0, np.where(within, chance, 0.0))


def _days_to_deadline(standing: Standing, campaign: Campaign) -> int:
    return (pd.Timestamp(campaign.deadline) - standing.last.last_day).days
