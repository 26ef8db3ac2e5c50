"""A third or later dose: who may have it opens by cohort, and comes as the queue of each cohort."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from renkei.projection.calibration import Calibration
from renkei.projection.counts import ALL_PARTS, Ask, Counts, Parts, count_doses
from renkei.projection.course import HORIZON_DAYS, Doses, slowing
from renkei.projection.eligibility import (
    IntervalRule,
    best_week,
    last_dose_passed,
    opened,
    queue,
)
from renkei.projection.engine import Forecast, forecast
from renkei.projection.point import Known, Point, fitted, point_forecast
from renkei.projection.revisions import last_columns
from renkei.projection.track_record import track_record
from renkei.settings import Campaign

SPAN = 0.1  # of the uptake: .75 and .95 about the usual .85 (domain/projection.md, 5)
SETTLED_DAYS = 28  # a pace means something once the dose has been given for so long


def forecast_later_dose(
    records: pd.DataFrame,
    eligible: Mapping[str, pd.Series],
    campaign: Campaign,
    table: Calibration,
    switched: Parts = ALL_PARTS,
) -> tuple[Forecast, Counts] | None:
    """Project a campaign's later dose, all cohorts together: None where nothing is in view.

    `eligible` are persons by area for each cohort. The point forecast is the mean of the queues'
    sum and the pooled pace, the queues alone in the first four weeks. `components` holds the
    queues' sum at the stated uptakes less and plus SPAN too, since much hangs on them, and as `opened`
    those who wish and may. Of the parts `switched` off, the pipeline stands for the queues.
    """
    assert campaign.eligibility
    seen = _in_newest(records, campaign)
    laid_out = {
        one: count_doses(seen, eligible[one], _ask(campaign, one, switched))
        for one in campaign.eligibility.ids
    }
    found = {one: counts for one, counts in laid_out.items() if counts is not None}
    if not found:
        return None
    days = pd.date_range(
        min(one.days[0] for one in found.values()), max(one.days[-1] for one in found.values())
    )
    counted = {one: _on_days(counts, days) for one, counts in found.items()}
    whole = _together(list(counted.values()), campaign.eligibility.dose)
    queues = _queues(counted, whole, campaign)
    wishing = sum(
        _spread_out(campaign.uptake(one) * counts.eligible, counts, whole.areas)
        for one, counts in counted.items()
    )
    given = whole.given[campaign.eligibility.dose]
    ceiling = np.maximum(np.asarray(wishing), given[:, -1])
    known = Known(given, whole.eligible, ceiling)
    early = _days_running(whole, campaign) < SETTLED_DAYS
    point = _point(known, queues, table, replace(switched, pooled=switched.pooled and not early))
    factor = track_record(known, table).factor
    return forecast(whole, campaign.eligibility.dose, known, point, table, factor), whole


def _in_newest(records: pd.DataFrame, campaign: Campaign) -> pd.DataFrame:
    """The records with the earlier doses of the last snapshot that holds them as of the newest.

    A snapshot of a later dose need not repeat doses given months before.
    """
    assert campaign.eligibility
    seen = records[records["snapshot"] <= pd.Timestamp(campaign.released)]
    earlier = seen[seen["dose"].isin(campaign.eligibility.earlier)]
    last = earlier.groupby(["cohort", "dose"])["snapshot"].transform("max")
    earlier = earlier[earlier["snapshot"] == last].assign(snapshot=seen["snapshot"].max())
    return pd.concat([seen[seen["dose"] == campaign.eligibility.dose], earlier])


def _ask(campaign: Campaign, cohort: str, switched: Parts) -> Ask:
    return Ask(
        origin=pd.Timestamp(campaign.released),
        cohort=cohort,
        doses=campaign.recorded_doses,
        until=pd.Timestamp(campaign.as_of),
        parts=switched,
    )


def _days_running(whole: Counts, campaign: Campaign) -> int:
    assert campaign.eligibility
    return int((whole.days[-1] - pd.Timestamp(campaign.eligibility.starts)).days)


def _point(known: Known, queues: Mapping[str, Doses], table: Calibration, switched: Parts) -> Point:
    """Mean of the queues and the pooled pace, or the one that is switched on."""
    course = point_forecast(known, fitted(known, table) if switched.pooled else None)
    parts = {**course.parts, **queues, **({"pooled": course.path} if switched.pooled else {})}
    used = [("queue", switched.pipeline), ("pooled", switched.pooled)]
    weights = {name: 1 / sum(on for _, on in used) for name, on in used if on}
    if not weights:
        return replace(course, parts=parts)
    path = np.sum([weight * parts[name] for name, weight in weights.items()], axis=0)
    top = np.maximum(known.ceiling, known.given[:, -1])[:, None]
    return Point(np.minimum(np.maximum.accumulate(path, axis=1), top), parts, None, weights)


def _queues(counted: Mapping[str, Counts], whole: Counts, campaign: Campaign) -> dict[str, Doses]:
    """The queue of all cohorts at their uptakes, and at those less and plus SPAN: [areas, horizon]."""
    assert campaign.eligibility
    at = {"queue": 0.0, "uptake_lower": -SPAN, "uptake_higher": SPAN}
    total = {name: np.zeros((len(whole.areas), HORIZON_DAYS)) for name in (*at, "opened")}
    for cohort in campaign.eligibility.cohorts:
        if cohort.id not in counted:
            continue
        counts = counted[cohort.id]
        rules = [IntervalRule(one.months, one.known_from, one.effective) for one in cohort.rules]
        earlier = {dose: counts.given[dose] for dose in campaign.eligibility.earlier}
        may = _may(earlier, counts, rules, campaign)
        shown = best_week(next(iter(earlier.values())))
        given = counts.given[campaign.eligibility.dose]
        uptake = campaign.uptake(cohort.id)
        wishing = uptake * may[:, -HORIZON_DAYS:]
        total["opened"] += _spread_out(wishing, counts, whole.areas)
        for name, shift in at.items():
            share = min(max(uptake + shift, 0.0), 1.0)
            path = queue(given, may, share, counts.eligible, shown)
            total[name] += _spread_out(path, counts, whole.areas)
    return total


def _may(
    earlier: Mapping[int, Doses], counts: Counts, rules: list[IntervalRule], campaign: Campaign
) -> Doses:
    """Persons whose interval has passed by each day: [areas, days + horizon].

    The earlier doses go on at their pace, which matters where an interval ends within the horizon.
    """
    assert campaign.eligibility
    most = counts.eligible
    known = {
        dose: np.concatenate([each, slowing(each, most)], axis=1) for dose, each in earlier.items()
    }
    if campaign.eligibility.after == "last":
        return last_dose_passed(known, counts.days, rules, campaign.released, HORIZON_DAYS)
    prior = known[campaign.eligibility.after]
    return opened(prior, counts.days, rules, campaign.released, HORIZON_DAYS)


def _on_days(counts: Counts, days: pd.DatetimeIndex) -> Counts:
    """Counts on other days: none before their own, as on their last day after."""
    column = np.arange(len(days)) - int((counts.days[0] - days[0]).days)

    def held(each: Doses) -> Doses:
        return np.where(column < 0, 0.0, each[:, np.clip(column, 0, each.shape[1] - 1)])

    return replace(
        counts,
        days=days,
        given={dose: held(each) for dose, each in counts.given.items()},
        reported={dose: held(each) for dose, each in counts.reported.items()},
        last=np.where(counts.last < 0, -1, counts.last - column[0]),
    )


def _together(every: Sequence[Counts], dose: int) -> Counts:
    """The dose of all cohorts, which have the same days."""
    areas = tuple(sorted({area for one in every for area in one.areas}))

    def total(values: Sequence[np.ndarray]) -> Doses:
        spread = [_spread_out(each, one, areas) for each, one in zip(values, every, strict=True)]
        summed: Doses = np.sum(spread, axis=0)
        return summed

    reported = total([one.reported[dose] for one in every])
    return Counts(
        areas=areas,
        days=every[0].days,
        eligible=total([one.eligible for one in every]),
        given={dose: total([one.given[dose] for one in every])},
        reported={dose: reported},
        last=last_columns(np.diff(reported, axis=1, prepend=0.0)),
        gap=total([~one.gap for one in every]) == 0,
        revised=total([one.revised for one in every]) > 0,
        snapshot=max(one.snapshot for one in every),
        snapshots=max(one.snapshots for one in every),
    )


def _spread_out(values: np.ndarray, counts: Counts, areas: tuple[str, ...]) -> Doses:
    """Rows of some areas as rows of others, 0 where there is none."""
    rows = pd.Index(areas).get_indexer(pd.Index(counts.areas))
    out = np.zeros((len(areas), *values.shape[1:]))
    out[rows] = values
    return out
