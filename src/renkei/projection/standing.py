"""Where every area with records stands and how it goes on, whatever kind of campaign it is."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from renkei.errors import DataError
from renkei.projection.answers import plan_dates, wish_shares
from renkei.projection.calibration import Calibration, shipped
from renkei.projection.completion import Days
from renkei.projection.counts import Ask, Counts, Parts, count_doses
from renkei.projection.course import Doses
from renkei.projection.deliveries import with_supplied_sums
from renkei.projection.engine import Forecast, forecasts_of, in_order, moved
from renkei.projection.hierarchy import NATION, Hierarchy, hierarchy
from renkei.projection.later_dose import forecast_later_dose
from renkei.projection.plan import put_off, with_plan
from renkei.projection.stock import forecast_stock
from renkei.settings import Campaign

LEAST_DAYS = 14
LEAST_DOSES = 30


@dataclass(frozen=True)
class Frames:
    """The frames a projection is made of, each as named in `processed`."""

    records: pd.DataFrame
    population: pd.DataFrame
    answers: pd.DataFrame
    supply: pd.DataFrame
    totals: pd.DataFrame


@dataclass(frozen=True)
class Standing:
    """Areas with records, then the sums above them, the nation last.

    `last` is the forecast of the dose that completes, `before` that of the dose it follows where
    the campaign gives both. `target` [areas] are the doses at which an area is complete; `short`
    [areas] how many days ahead supply falls short, NEVER where it does not; `counts` are of the
    areas with records alone.
    """

    last: Forecast
    before: Forecast | None
    counts: Counts
    over: Hierarchy
    target: Doses
    short: Days

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas in the order of all arrays."""
        return self.last.areas

    @property
    def days(self) -> pd.DatetimeIndex:
        """The record days in view."""
        return self.counts.days

    @property
    def enough(self) -> np.ndarray:
        """Areas with records of LEAST_DAYS and LEAST_DOSES to project from: [areas]."""
        seen = (self.before or self.last).reported
        begun = np.argmax(seen > 0, axis=1)
        enough: np.ndarray = (seen.shape[1] - begun >= LEAST_DAYS) & (seen[:, -1] >= LEAST_DOSES)
        return enough

    @property
    def gap(self) -> np.ndarray:
        """Areas whose records stop before the others', and sums of nothing else: [areas]."""
        return ~self.over_all(~self.counts.gap)

    def over_all(self, own: np.ndarray) -> np.ndarray:
        """The largest of each sum's parts, after the areas' own values: [areas]."""
        members = self.over.members(self.counts.areas) > 0
        return np.concatenate([own, [own[row].max() for row in members]])


def stand(frames: Frames, campaign: Campaign, parts: Parts) -> Standing | None:
    """Read where areas stand and project how they go on; None where there is no record yet.

    Raises DataError where no area with records has a population.
    """
    found = _forecasts(frames, campaign, parts)
    if found is None:
        return None
    forecasts, counts = found
    completing = max(forecasts)
    if parts.plan:
        forecasts[completing] = _with_plan(forecasts[completing], frames, campaign)
        forecasts = in_order(forecasts)
    over = hierarchy(counts.areas)
    summed, short = with_supplied_sums(
        forecasts, over, shipped().shared, frames.supply, counts.days
    )
    summed = in_order(summed)
    last = summed[completing]
    target = _target(last.eligible, last.ceiling, campaign)
    return Standing(last, summed.get(completing - 1), counts, over, target, short)


def _forecasts(
    frames: Frames, campaign: Campaign, parts: Parts
) -> tuple[dict[int, Forecast], Counts] | None:
    """The forecasts of the areas with records, by dose, by the campaign's kind."""
    table = shipped()
    if campaign.projection_kind == "stock":
        return _alone(forecast_stock(frames.totals, campaign, table))
    if campaign.projection_kind == "eligibility":
        assert campaign.eligibility
        of_cohorts = {
            one: eligible_persons(frames.population, one) for one in campaign.eligibility.ids
        }
        return _alone(forecast_later_dose(frames.records, of_cohorts, campaign, table, parts))
    return _of_two_doses(frames, campaign, parts, table)


def _alone(found: tuple[Forecast, Counts] | None) -> tuple[dict[int, Forecast], Counts] | None:
    return None if found is None else ({found[0].dose: found[0]}, found[1])


def _of_two_doses(
    frames: Frames, campaign: Campaign, parts: Parts, table: Calibration
) -> tuple[dict[int, Forecast], Counts] | None:
    persons = eligible_persons(frames.population)
    records = frames.records[frames.records["area"] != NATION]
    ask = Ask(
        origin=pd.Timestamp(campaign.released),
        cohort=campaign.measure,
        doses=campaign.dose_numbers,
        wish=wish_shares(frames.answers, persons, campaign),
        interval=campaign.interval_days,
        until=pd.Timestamp(campaign.as_of),
        parts=parts,
    )
    counts = count_doses(records, persons, ask)
    if counts is None:
        _refuse_unknown(records, persons, campaign)
        return None
    return forecasts_of(counts, ask, table), counts


def _refuse_unknown(records: pd.DataFrame, persons: pd.Series, campaign: Campaign) -> None:
    """Raise DataError where there are records and none of their areas has a population."""
    recorded = sorted(set(records.loc[records["cohort"] == campaign.measure, "area"]))
    if recorded and not (persons.reindex(recorded) > 0).any():
        raise DataError(
            "no area with records has a population",
            where="population",
            expected=f"rows of cohort 65- for {', '.join(recorded[:5])}",
            nearest=[area for area in persons.index if len(area) == 2][:5],
        )


def eligible_persons(population: pd.DataFrame, cohort: str = "65-") -> pd.Series:
    """Persons of a cohort by area, from the frame `population`."""
    found = population[population["cohort"] == cohort].drop_duplicates("area", keep="last")
    return found.set_index("area")["eligible"].astype(float)


def _with_plan(forecast: Forecast, frames: Frames, campaign: Campaign) -> Forecast:
    """The forecast drawn a little towards the areas' own plans."""
    planned = plan_dates(frames.answers, campaign).reindex(list(forecast.areas))
    days = np.asarray((planned - forecast.last_day).dt.days, dtype=np.float64)
    if not np.isfinite(days).any():
        return forecast
    target = _target(forecast.eligible, forecast.ceiling, campaign)
    asked = frames.answers["round"].isin([one.number for one in campaign.rounds_asked])
    slipped = put_off(frames.answers[asked], forecast.areas)
    plan = with_plan(forecast.point, forecast.given[:, -1], target, days, slipped)
    shares = {name: one * (1 - plan.weight) for name, one in forecast.weights.items()}
    return replace(
        moved(forecast, plan.mixed),
        components={**forecast.components, "plan": plan.path},
        weights={**shares, "plan": plan.weight},
    )


def _target(eligible: Doses, ceiling: Doses, campaign: Campaign) -> Doses:
    """Doses at which an area is complete by the campaign's own definition: [areas]."""
    base = ceiling if campaign.complete.of == "wish" else eligible
    target: Doses = base * campaign.complete.share
    return target
