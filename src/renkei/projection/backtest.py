"""Replay: what would have been forecast on earlier days, from what was published by then."""

import datetime as dt
import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from renkei.errors import DataError, InputMissing, UsageError
from renkei.projection.baselines import calibrated_pace, reported_pace
from renkei.projection.course import Doses
from renkei.projection.engine import Ask, Parts
from renkei.projection.scoring import (
    HORIZONS,
    LONGEST,
    PART_OF_A_DOSE,
    THRESHOLDS,
    Outcome,
    score,
)
from renkei.settings import iso_date


class Forecast(Protocol):
    """What a forecaster says of one dose of all areas; see engine.Forecast."""

    @property
    def areas(self) -> tuple[str, ...]: ...
    @property
    def dose(self) -> int: ...
    @property
    def last_day(self) -> pd.Timestamp: ...
    @property
    def eligible(self) -> Doses: ...
    @property
    def levels(self) -> tuple[float, ...]: ...
    @property
    def coverage(self) -> Doses: ...
    @property
    def reported(self) -> Doses: ...


Forecasts = Mapping[int, Forecast]
Forecaster = Callable[[pd.DataFrame, pd.Series, Ask], Forecasts]

ENGINE, REPORTED, CALIBRATED = "engine", "reported_pace", "calibrated_pace"
METHODS = (ENGINE, REPORTED, CALIBRATED)


@dataclass(frozen=True)
class Replayed:
    """One origin, or all of them: `forecasts` as long_forecasts writes them.

    `scored` are the rows of `score` with their `method`, none without an outcome; `curves` the
    rows of `curves_of` for the areas asked for.
    """

    forecasts: pd.DataFrame
    scored: pd.DataFrame
    curves: pd.DataFrame


def read_days(given: str, where: str = "origins") -> list[pd.Timestamp]:
    """The days of a list such as 2021-06-08,2021-06-15, each once and in order.

    Raises UsageError at one that is no date.
    """
    try:
        return [pd.Timestamp(day) for day in sorted(set(map(_day, given.split(","))))]
    except ValueError as error:
        raise UsageError(str(error), where=where) from None


def _day(written: str) -> dt.date:
    return iso_date(written.strip())


def parts_without(given: str, where: str = "ablate") -> Parts:
    """The engine's parts but those of a list such as nowcast,pooled.

    Raises UsageError at a name that is none, with the nearest.
    """
    known = [field.name for field in fields(Parts)]
    off = [one.strip() for one in given.split(",")] if given else []
    for name in off:
        if name not in known:
            raise UsageError(
                f"{name!r} is no part of the engine",
                where=where,
                expected=", ".join(known),
                nearest=difflib.get_close_matches(name, known, n=1, cutoff=0.3),
            )
    return replace(Parts(), **dict.fromkeys(off, False))


def backtest(
    records: pd.DataFrame,
    eligible: pd.Series,
    ask: Ask,
    origins: Sequence[pd.Timestamp],
    forecaster: Forecaster,
    outcome: Outcome | None = None,
    deadlines: Sequence[pd.Timestamp] = (),
    shown: Sequence[str] = (),
) -> Iterator[Replayed]:
    """Replay the forecaster at each origin in turn, beside both paces where there is an outcome.

    Takes what `replay` takes; the chance of every threshold by each of `deadlines` is scored too,
    and the areas `shown` keep their curves day by day. Raises what `replay` raises.
    """
    methods: dict[str, Forecaster] = {
        ENGINE: forecaster,
        REPORTED: reported_pace,
        CALIBRATED: calibrated_pace,
    }
    runs = [
        replay(records, eligible, ask, origins, methods[name])
        for name in (METHODS if outcome else METHODS[:1])
    ]
    for origin, *forecasts in zip(origins, *runs, strict=True):
        long = [long_forecasts(one, origin, ask.cohort) for one in forecasts]
        scored = [
            score(_of_same_areas(one, long[0]), outcome, deadlines).assign(method=name)
            for name, one in zip(METHODS, long, strict=False)
            if outcome
        ]
        curves = [curves_of(forecasts[0], origin, area) for area in shown]
        yield Replayed(long[0], _stacked(scored), _stacked(curves))


def _of_same_areas(long: pd.DataFrame, engine: pd.DataFrame) -> pd.DataFrame:
    """The rows of areas and doses the engine gave too, so that all are scored on the same."""
    if len(long) == len(engine):
        return long
    same = long["area"].isin(engine["area"].unique()) & long["dose"].isin(engine["dose"].unique())
    return long[same]


def gather(replayed: Iterable[Replayed]) -> Replayed:
    """All origins in one."""
    every = list(replayed)
    return Replayed(
        _stacked([one.forecasts for one in every]),
        _stacked([one.scored for one in every]),
        _stacked([one.curves for one in every]),
    )


def _stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [one for one in frames if len(one)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame()


def replay(
    records: pd.DataFrame,
    eligible: pd.Series,
    ask: Ask,
    origins: Sequence[pd.Timestamp],
    forecaster: Forecaster,
) -> Iterator[Forecasts]:
    """Forecasts by dose at each origin in turn; the forecaster sees nothing published later.

    `records` is the frame of that name, `eligible` persons by area; areas without a positive
    figure are left out. `ask.doses` are always asked for, further doses from the first snapshot on
    that shows them. Raises InputMissing where no snapshot was published by an origin.
    """
    persons = eligible[eligible > 0].astype(float)
    of_cohort = records["cohort"] == ask.cohort
    known = records[of_cohort & records["area"].isin(persons.index)]
    persons = persons[persons.index.isin(known["area"].unique())].sort_index()
    for origin in origins:
        visible = known[known["snapshot"] <= origin]
        if visible.empty:
            raise _nothing_published(known, origin)
        seen = visible.loc[visible["count"] > 0, "dose"].unique().tolist()
        doses = tuple(sorted({*ask.doses, *map(int, seen)}))
        found = forecaster(visible, persons, replace(ask, origin=origin, doses=doses))
        if not found:
            raise _nothing_published(known, origin)
        yield found


def _nothing_published(known: pd.DataFrame, origin: pd.Timestamp) -> InputMissing:
    first = f"the first is of {known['snapshot'].min():%Y-%m-%d}" if len(known) else "there is none"
    return InputMissing(
        f"no snapshot with records of these areas was published by {origin:%Y-%m-%d}; {first}",
        where="origins",
        expected="days on or after the first snapshot",
    )


def long_forecasts(forecasts: Forecasts, origin: pd.Timestamp, cohort: str) -> pd.DataFrame:
    """Forecasts of one origin as rows: COLUMNS, sorted by dose, area, target and quantile.

    `coverage` rows have the share of the eligible at the end of day origin + `horizon`; `date`
    rows the days from the origin until that share reaches `threshold`: 0 where it already has, inf
    beyond LONGEST days. The q-quantile of the day is read at coverage level 1 - q.
    """
    frames = [_long(one, origin, cohort) for _, one in sorted(forecasts.items())]
    return pd.concat(frames, ignore_index=True)


def _long(forecast: Forecast, origin: pd.Timestamp, cohort: str) -> pd.DataFrame:
    shares = coverage_shares(forecast, origin)
    days = threshold_days(forecast, origin)
    values = np.concatenate([shares, days], axis=1)
    count, rows, levels = values.shape
    coverage = np.arange(rows) < len(HORIZONS)
    horizon = pd.array([*HORIZONS, *[None] * len(THRESHOLDS)], dtype="Int64")
    threshold = np.array([*[np.nan] * len(HORIZONS), *THRESHOLDS])
    area, row = np.repeat(np.arange(count), rows * levels), np.tile(np.arange(rows), count)
    row = np.repeat(row, levels)
    return pd.DataFrame(
        {
            "origin": origin.as_unit("ns"),
            "area": _named(area, forecast.areas),
            "cohort": _named(np.zeros_like(area), (cohort,)),
            "dose": np.full(len(area), forecast.dose),
            "target": _named((~coverage[row]).astype(int), ("coverage", "date")),
            "horizon": horizon[row],
            "threshold": threshold[row],
            "quantile": np.tile(forecast.levels, count * rows),
            "value": values.ravel(),
        }
    )


def _named(codes: npt.NDArray[np.intp], names: Sequence[str]) -> pd.Series:
    return pd.Series(pd.array(list(names), dtype="str").take(codes))


def coverage_shares(
    forecast: Forecast, origin: pd.Timestamp, horizons: Sequence[int] = HORIZONS
) -> Doses:
    """Shares of the eligible at the end of day origin + horizon: [areas, horizons, levels]."""
    columns = np.array(horizons) + _columns_before(forecast, origin)
    shares: Doses = forecast.coverage[:, :, columns] / forecast.eligible[:, None]
    return np.transpose(shares, (1, 2, 0))


def threshold_days(forecast: Forecast, origin: pd.Timestamp) -> Doses:
    """Days from the origin until THRESHOLDS are reached: [areas, thresholds, levels]."""
    before = _columns_before(forecast, origin)
    by_threshold = []
    for threshold in THRESHOLDS:
        needed = threshold * forecast.eligible - PART_OF_A_DOSE
        reached = forecast.coverage[::-1] >= needed[:, None]
        first = np.maximum(np.argmax(reached, axis=-1) - before, 0)
        known = reached[..., -1] & (first <= LONGEST)
        by_threshold.append(np.where(known, first, np.inf))
    return np.transpose(np.array(by_threshold), (2, 0, 1))


def _columns_before(forecast: Forecast, origin: pd.Timestamp) -> int:
    """How many columns of the forecast are days before the origin.

    Column h is the day h + 1 after the last record day; where the newest snapshot is older than
    the origin, the first columns lie before it.
    """
    before = (origin - forecast.last_day).days - 1
    room = forecast.coverage.shape[-1] - max(HORIZONS)
    if not 0 <= before < room:
        raise DataError(
            f"records end on {forecast.last_day:%Y-%m-%d}, {before + 1} days before the origin",
            where=f"origin {origin:%Y-%m-%d}",
            expected=f"a snapshot not more than {room} days old",
        )
    return before


def curves_of(forecasts: Forecasts, origin: pd.Timestamp, area: str) -> pd.DataFrame:
    """Every dose of one area day by day: `kind` reported, as seen at the origin, and projected.

    Columns: origin, area, dose, kind, date, and a share of the eligible for each quantile level
    (of the reported days only 0.5). Without rows where nothing is forecast of the area.
    """
    frames = []
    for dose, one in sorted(forecasts.items()):
        if area not in one.areas:
            continue
        row = one.areas.index(area)
        known, ahead = one.reported.shape[1], one.coverage.shape[-1]
        days = pd.date_range(end=one.last_day + pd.Timedelta(days=ahead), periods=known + ahead)
        shares = np.full((len(one.levels), known + ahead), np.nan)
        shares[one.levels.index(0.5), :known] = one.reported[row]
        shares[:, known:] = one.coverage[:, row]
        frame = pd.DataFrame((shares / one.eligible[row]).T, columns=list(one.levels))
        kind = np.repeat(["reported", "projected"], [known, ahead])
        told = {"origin": origin, "area": area, "dose": dose, "kind": kind, "date": days}
        frames.append(pd.concat([pd.DataFrame(told), frame], axis=1))
    return _stacked(frames)
