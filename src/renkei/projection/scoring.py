"""How good were the forecasts: errors, interval scores and chances beside what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from renkei.errors import DataError
from renkei.projection.course import Doses

HORIZONS = (7, 14, 28, 42)
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
LONGEST = 120
KEYS = ("origin", "area", "cohort", "dose", "target", "horizon", "threshold")
COLUMNS = (*KEYS, "quantile", "value")
PART_OF_A_DOSE = 1e-6  # shares of whole persons miss a whole dose by less than this

INTERVALS = (50, 80, 95)
STATES = ("scored", "open", "passed", "not_final", "no_truth")
GROUP = ["target", "dose", "horizon", "threshold", "deadline"]
_TAIL = {f"inside{one}": (100 - one) / 200 for one in INTERVALS}
_SCORES = ("error", "absolute", "wis", *_TAIL, "brier")
_NO_LEVEL = 1.0  # of a truth above every quantile


@dataclass(frozen=True)
class Outcome:
    """What happened: [areas, days] cumulative doses by dose, of which those up to `final` count.

    `eligible` are persons by area; `days` runs without a gap from the first record day.
    """

    areas: pd.Index
    days: pd.DatetimeIndex
    eligible: Doses
    given: dict[int, Doses]
    final: pd.Timestamp


def read_outcome(
    records: pd.DataFrame, eligible: pd.Series, cohort: str, final_after: int
) -> Outcome:
    """Take what happened from the newest snapshot of a frame "records".

    A snapshot published on day F is final for the days up to F - `final_after`, and never for F
    itself, of which it holds nothing: later ones are still being reported. Raises DataError where it has no record of the cohort.
    """
    known = records[(records["cohort"] == cohort) & records["area"].isin(eligible.index)]
    newest = known["snapshot"].max()
    known = known[known["snapshot"] == newest]
    if known.empty:
        raise DataError(
            f"no record of cohort {cohort} and of an area with a population",
            where="truth",
            expected="a later snapshot of the same campaign",
        )
    final = newest - pd.Timedelta(days=max(final_after, 1))
    days = pd.date_range(known["date"].min(), max(known["date"].max(), final))
    areas = pd.Index(sorted(known["area"].unique()))
    given = {}
    for dose, rows in known.groupby("dose"):
        doses = np.zeros((len(areas), len(days)))
        place = areas.get_indexer(rows["area"]), days.get_indexer(pd.DatetimeIndex(rows["date"]))
        np.add.at(doses, place, rows["count"].to_numpy(float))
        given[int(str(dose))] = np.cumsum(doses, axis=1)
    return Outcome(areas, days, eligible.reindex(areas).to_numpy(float), given, final)


def score(
    forecasts: pd.DataFrame, outcome: Outcome, deadlines: Sequence[pd.Timestamp] = ()
) -> pd.DataFrame:
    """Long forecasts (COLUMNS) beside what happened: one row a forecast of all its quantiles.

    Besides KEYS: `deadline`, `truth`, `forecast` (the median), `state` and
    the scores error, absolute, wis, inside50, inside80, inside95, brier, with the lowest `level`
    whose quantile is not below the truth. Targets, whose truth is
    taken up to `outcome.final` and no later:

    - `coverage`: shares of the eligible; `not_final` where the day lies after the final ones.
    - `date`: days until the threshold, scored where it was reached after the origin and within the
      final days; `passed` where the origin itself was too late, `open` where it was not reached
      in them. inf counts as 120 days.
    - `date_cut`: dates reached and open together, forecast and truth both cut at the last final
      day, which keeps those that were slow and favours no forecast.
    - `deadline`: the chance that a threshold is reached by the end of a deadline, Brier score.
    """
    keys, values, levels = _by_forecast(forecasts)
    is_date = (keys["target"] == "date").to_numpy()
    coverage = _of_coverage(keys[~is_date], values[~is_date], levels, outcome)
    reached, cut = _of_dates(keys[is_date], values[is_date], levels, outcome)
    chances = [_of_deadline(reached, values[is_date], levels, outcome, day) for day in deadlines]
    scored = [one for one in (coverage, reached, cut, *chances) if len(one)]
    whole = pd.concat(scored, ignore_index=True)
    shown = [*KEYS, "deadline", "truth", "forecast", "state", *_SCORES, "level"]
    return whole.reindex(columns=shown).astype({"deadline": "datetime64[ns]"})


def _by_forecast(forecasts: pd.DataFrame) -> tuple[pd.DataFrame, Doses, Doses]:
    """The keys of each forecast, its quantiles [forecasts, levels], and the levels."""
    levels = np.sort(forecasts["quantile"].unique()).astype(float)
    if len(forecasts) % len(levels) or not _in_order(forecasts, levels):
        forecasts = forecasts.sort_values([*KEYS, "quantile"], kind="stable")
        if len(forecasts) % len(levels) or not _in_order(forecasts, levels):
            raise DataError(
                "a quantile is missing or stands twice",
                where="forecasts",
                expected=f"levels {', '.join(map(str, levels))} of each",
            )
    keys = forecasts[list(KEYS)].iloc[:: len(levels)].reset_index(drop=True)
    return keys, forecasts["value"].to_numpy(float).reshape(-1, len(levels)), levels


def _in_order(forecasts: pd.DataFrame, levels: Doses) -> bool:
    written = forecasts["quantile"].to_numpy(float).reshape(-1, len(levels))
    return bool((written == levels).all())


def _of_coverage(
    keys: pd.DataFrame, values: Doses, levels: Doses, outcome: Outcome
) -> pd.DataFrame:
    day = keys["origin"] + pd.to_timedelta(keys["horizon"].astype(float), unit="D")
    truth = _share_on(keys, day, outcome)
    state = np.where(np.isnan(truth), "no_truth", "scored")
    state = np.where((day > outcome.final).to_numpy(bool), "not_final", state)
    return _scored(keys, values, truth, state, levels)


def _share_on(keys: pd.DataFrame, day: pd.Series, outcome: Outcome) -> Doses:
    """The share of the eligible on a day of each row; NaN of an area nothing is known of."""
    column = (day - outcome.days[0]).dt.days.to_numpy()
    inside = np.clip(column, 0, len(outcome.days) - 1)
    share = np.full(len(keys), np.nan)
    place = outcome.areas.get_indexer(pd.Index(keys["area"]))
    for dose, given in outcome.given.items():
        rows = (keys["dose"].to_numpy() == dose) & (place >= 0)
        share[rows] = given[place[rows], inside[rows]] / outcome.eligible[place[rows]]
    return np.where((column < 0) & ~np.isnan(share), 0.0, share)


def _of_dates(
    keys: pd.DataFrame, values: Doses, levels: Doses, outcome: Outcome
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `date` and of `date_cut`."""
    passed_on = _days_reached(keys, outcome)
    last = (outcome.final - keys["origin"]).dt.days.to_numpy(float)
    state = np.where(passed_on <= 0, "passed", np.where(passed_on <= last, "scored", "open"))
    state = np.where((last <= 0) & (passed_on > 0), "not_final", state)
    state = np.where(np.isnan(passed_on), "no_truth", state)
    days = np.minimum(values, LONGEST)
    reached = _scored(keys, days, np.minimum(passed_on, LONGEST), state, levels)
    kept = np.isin(state, ["scored", "open"])
    end = np.minimum(last, LONGEST)[kept]
    cut = _scored(
        keys[kept].assign(target="date_cut"),
        np.minimum(days[kept], end[:, None]),
        np.minimum(passed_on[kept], end),
        np.full(int(kept.sum()), "scored"),
        levels,
    )
    return reached.assign(days=passed_on), cut


def _days_reached(keys: pd.DataFrame, outcome: Outcome) -> Doses:
    """Days from the origin to the threshold, inf where it was not reached, NaN without truth."""
    days = np.full(len(keys), np.nan)
    place = outcome.areas.get_indexer(pd.Index(keys["area"]))
    until = int((outcome.days <= outcome.final).sum())
    before = (keys["origin"] - outcome.days[0]).dt.days.to_numpy(float)
    threshold, dose_of = keys["threshold"].to_numpy(), keys["dose"].to_numpy()
    for dose, given in outcome.given.items():
        for level in np.unique(threshold):
            needed = level * outcome.eligible - PART_OF_A_DOSE
            short = (given[:, :until] < needed[:, None]).sum(axis=1)
            on = np.where(short < until, short, np.inf)
            rows = (dose_of == dose) & (threshold == level) & (place >= 0)
            days[rows] = on[place[rows]] - before[rows]
    return days


def _of_deadline(
    dates: pd.DataFrame, values: Doses, levels: Doses, outcome: Outcome, deadline: pd.Timestamp
) -> pd.DataFrame:
    """The chance of each threshold by a deadline that lies after the origin."""
    coming = (dates["origin"] < deadline).to_numpy()
    rows, left = dates[coming], (deadline - dates["origin"][coming]).dt.days.to_numpy(float)
    chance = chance_by(values[coming], levels, left)
    truth = np.where(rows["state"] == "no_truth", np.nan, (rows["days"] <= left).astype(float))
    state = np.where(np.isnan(truth), "no_truth", "scored")
    state = np.where(deadline > outcome.final, "not_final", state)
    brier = np.where(state == "scored", (chance - truth) ** 2, np.nan)
    told = rows[list(KEYS)].assign(target="deadline", deadline=deadline, state=state)
    return told.assign(truth=truth, forecast=chance, brier=brier)


def chance_by(values: Doses, levels: Doses, days: Doses) -> Doses:
    """The probability that something happens within so many days, from the quantiles of its day.

    `values` is [rows, levels]. Between levels the normal deviate is interpolated; below the lowest
    the answer is 0, from the highest on 1.
    """
    deviates = np.array([NormalDist().inv_cdf(level) for level in levels])
    below = (values <= days[:, None]).sum(axis=1)
    low, high = np.clip(below - 1, 0, None), np.clip(below, None, len(levels) - 1)
    row = np.arange(len(values))
    before, after = values[row, low], values[row, high]
    part = np.zeros(len(values))
    between = np.isfinite(before) & (after > before)
    part[between] = ((days - before)[between]) / (after[between] - before[between])
    deviate = deviates[low] + np.clip(part, 0, 1) * (deviates[high] - deviates[low])
    inside = np.array([NormalDist().cdf(one) for one in deviate])
    return np.where(below == 0, 0.0, np.where(below == len(levels), 1.0, inside))


def _scored(
    keys: pd.DataFrame,
    values: Doses,
    truth: Doses,
    state: npt.NDArray[np.str_],
    levels: Doses,
) -> pd.DataFrame:
    """Rows with their scores, which are NaN where nothing may be scored."""
    truth = np.where(state == "scored", truth, np.nan)
    median = values[:, np.searchsorted(levels, 0.5)]
    scores = {"error": median - truth, "absolute": np.abs(median - truth)}
    scores["wis"] = weighted_interval_score(values, truth, levels)
    for name, tail in _TAIL.items():
        low, high = np.searchsorted(levels, (tail - 1e-9, 1 - tail - 1e-9))
        inside = (values[:, low] <= truth) & (truth <= values[:, high])
        scores[name] = np.where(np.isnan(truth), np.nan, inside)
    scores["level"] = _lowest_level(values, truth, levels)
    return keys.assign(truth=truth, forecast=median, state=state, **scores)


def _lowest_level(values: Doses, truth: Doses, levels: Doses) -> Doses:
    """The lowest level whose quantile is not below the truth; 1 where every one is."""
    short = (values < truth[:, None]).sum(axis=1)
    return np.where(np.isnan(truth), np.nan, np.append(levels, _NO_LEVEL)[short])


def weighted_interval_score(values: Doses, truth: Doses, levels: Doses) -> Doses:
    """The weighted interval score of quantiles [rows, levels], in the unit of the truth: [rows].

    Half the median's error plus alpha / 2 times each central interval's score, over K + 1/2
    intervals (Bracher et al. 2021, as the forecast hubs score). A forecast whose quantiles are all
    one value scores its absolute error.
    """
    median = len(levels) // 2
    total: Doses = 0.5 * np.abs(values[:, median] - truth)
    for place in range(median):
        low, high = values[:, place], values[:, -1 - place]
        outside = np.maximum(low - truth, 0.0) + np.maximum(truth - high, 0.0)
        total = total + levels[place] * (high - low) + outside
    score: Doses = total / (median + 0.5)
    return score


def summary(scored: pd.DataFrame) -> pd.DataFrame:
    """Mean scores by `method` and GROUP, and over all horizons or thresholds of a target.

    Columns: method, the GROUP (empty where all are pooled), the number in each of STATES, mae,
    bias, wis, the shares inside the 50, 80 and 95 % intervals, and brier.
    """
    nothing = pd.array([pd.NA] * len(scored), dtype="Int64")
    pooled = scored.assign(horizon=nothing, threshold=np.nan)
    frames = [_means(one) for one in (scored, pooled)]
    return pd.concat(frames, ignore_index=True)


def _means(scored: pd.DataFrame) -> pd.DataFrame:
    counted = scored.assign(**{one: scored["state"] == one for one in STATES})
    groups = counted.groupby(["method", *GROUP], dropna=False, sort=True)
    means = groups[list(_SCORES)].mean().rename(columns={"error": "bias", "absolute": "mae"})
    return groups[list(STATES)].sum().join(means).reset_index()
