"""The two paces every forecast is judged against: as reported, and with its own past errors."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from renkei.projection.course import HORIZON_DAYS, WEEK, Doses, at_pace, pace
from renkei.projection.engine import Ask
from renkei.projection.intervals import LEVELS

MATURED = (7, 14, 28, 42, 56, 84)
"""Days ahead at which past errors are measured; between them they are interpolated."""

_LEAST_DAYS = 14  # a pace of fewer days says nothing of its errors
_BASE = 0.01  # of the eligible: the error four weeks ahead of an area that stands still


@dataclass(frozen=True)
class PaceForecast:
    """What a pace says of one dose: those fields of the engine's forecast that are scored.

    `reported` [areas, days] and `coverage` [levels, areas, horizon] are cumulative doses.
    """

    areas: tuple[str, ...]
    dose: int
    last_day: pd.Timestamp
    eligible: Doses
    levels: tuple[float, ...]
    coverage: Doses
    reported: Doses


def reported_pace(records: pd.DataFrame, eligible: pd.Series, ask: Ask) -> dict[int, PaceForecast]:
    """The reported pace of the last 7 days continues until all eligible are covered.

    Takes what the engine takes. All quantiles are the point forecast, so that its weighted
    interval score is its absolute error.
    """
    snapshots = _visible(records, eligible, ask)
    return {dose: _at_reported_pace(snapshots, dose) for dose in ask.doses}


def calibrated_pace(
    records: pd.DataFrame, eligible: pd.Series, ask: Ask
) -> dict[int, PaceForecast]:
    """The same pace with the quantiles of the errors it has made before in the same campaign.

    Week by week backwards, the pace is continued from the snapshot that was visible then (from the
    oldest one cut off at that day, where there was none yet) and compared with the newest visible
    snapshot: nothing published after the origin takes part. An error is measured in units of the
    projected increase plus 1 % of the eligible x sqrt(days / 28), and pooled over areas and weeks;
    its quantiles, the median among them, move the point forecast. Until errors have matured the
    quantiles are those of `reported_pace`.
    """
    snapshots = _visible(records, eligible, ask)
    return {
        dose: _with_errors(_at_reported_pace(snapshots, dose), snapshots, dose)
        for dose in ask.doses
    }


@dataclass(frozen=True)
class _Snapshots:
    """Records visible at the origin, newest snapshot last, with integer places in a common grid."""

    published: list[pd.Timestamp]
    rows: list[pd.DataFrame]  # columns place, date, dose, count
    areas: tuple[str, ...]
    eligible: Doses
    first_day: pd.Timestamp

    def given(self, number: int, dose: int, last: pd.Timestamp) -> Doses:
        """Cumulative doses one snapshot shows up to a day: [areas, days]."""
        rows = self.rows[number]
        rows = rows[(rows["dose"] == dose) & (rows["date"] <= last)]
        doses = np.zeros((len(self.areas), (last - self.first_day).days + 1))
        column = (rows["date"] - self.first_day).dt.days.to_numpy()
        np.add.at(doses, (rows["place"].to_numpy(), column), rows["count"].to_numpy(float))
        return np.cumsum(doses, axis=1)

    def last_day(self, number: int) -> pd.Timestamp:
        """The last record day of a snapshot."""
        return pd.Timestamp(self.rows[number]["date"].max())


def _visible(records: pd.DataFrame, eligible: pd.Series, ask: Ask) -> _Snapshots:
    seen = records[(records["cohort"] == ask.cohort) & (records["snapshot"] <= ask.origin)]
    seen = seen[(seen["date"] < ask.origin) & seen["area"].isin(eligible.index)]
    place = pd.Index(eligible.index).get_indexer(seen["area"])
    rows = pd.DataFrame(
        {"place": place, "date": seen["date"], "dose": seen["dose"], "count": seen["count"]}
    )
    by_day = [(pd.Timestamp(str(day)), one) for day, one in rows.groupby(seen["snapshot"])]
    return _Snapshots(
        [day for day, _ in by_day],
        [one for _, one in by_day],
        tuple(map(str, eligible.index)),
        eligible.to_numpy(float),
        pd.Timestamp(seen["date"].min()),
    )


def _at_reported_pace(snapshots: _Snapshots, dose: int) -> PaceForecast:
    last = snapshots.last_day(-1)
    given = snapshots.given(-1, dose, last)
    point = at_pace(given, snapshots.eligible)
    return PaceForecast(
        areas=snapshots.areas,
        dose=dose,
        last_day=last,
        eligible=snapshots.eligible,
        levels=LEVELS,
        coverage=np.repeat(point[None], len(LEVELS), axis=0),
        reported=given,
    )


def _with_errors(forecast: PaceForecast, snapshots: _Snapshots, dose: int) -> PaceForecast:
    """Spread a forecast by the quantiles of the errors matured by its last record day."""
    errors = _matured_errors(forecast, snapshots, dose)
    if not errors:
        return forecast
    quantiles = np.array([np.quantile(errors[days], LEVELS) for days in errors]).T
    ahead = np.arange(1.0, HORIZON_DAYS + 1)
    spread = np.array([np.interp(ahead, list(errors), one) for one in quantiles])
    unit = _unit(pace(forecast.reported)[:, None], forecast.eligible[:, None], ahead)
    now = forecast.reported[:, -1:]
    most = np.maximum(forecast.eligible[:, None], now)
    moved = np.clip(forecast.coverage + unit * spread[:, None, :], now, most)
    return replace(forecast, coverage=np.maximum.accumulate(moved, axis=-1))


def _matured_errors(forecast: PaceForecast, snapshots: _Snapshots, dose: int) -> dict[int, Doses]:
    """Errors of the pace in units, by days ahead, of all areas and earlier weeks."""
    last, now = forecast.last_day, forecast.reported
    found: dict[int, list[Doses]] = {}
    for weeks in range(1, now.shape[1] // WEEK + 1):
        base = last - pd.Timedelta(days=WEEK * weeks)
        if (base - snapshots.first_day).days + 1 < _LEAST_DAYS:
            break
        number = sum(day <= base + pd.Timedelta(days=1) for day in snapshots.published) - 1
        seen_until = min(base, snapshots.last_day(max(number, 0)))
        then = snapshots.given(max(number, 0), dose, seen_until)
        begun = then[:, -1] > 0
        daily, lacking = pace(then), (base - seen_until).days
        for days in (one for one in MATURED if one <= WEEK * weeks):
            truth = now[:, now.shape[1] - 1 - WEEK * weeks + days]
            path = np.minimum(then[:, -1] + daily * (days + lacking), forecast.eligible)
            unit = _unit(daily, forecast.eligible, days)
            found.setdefault(days, []).append(((truth - path) / unit)[begun])
    pooled = {days: np.concatenate(found[days]) for days in sorted(found)}
    return {days: one for days, one in pooled.items() if len(one)}


def _unit(daily: Doses, eligible: Doses, days: Doses | int) -> Doses:
    unit: Doses = daily * days + _BASE * eligible * np.sqrt(np.asarray(days) / 28)
    return unit
