"""Derive the calibration table that ships with the package.

    python benchmarks/skill/calibrate.py            say whether the table that ships is the same
    python benchmarks/skill/calibrate.py --write    write src/renkei/projection/calibration.json

From the past campaigns of `campaigns.py`, one origin a week. The coefficients of the pooled pace
ratio are fitted to all of them; the quantiles of errors are those of forecasts whose coefficients
never saw the country forecast. `left_out.py` scores it. The same data give the same table, byte for
byte.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from campaigns import SHARED, Past, past_campaigns
from rich.console import Console

from renkei.projection import intervals, point, pooled
from renkei.projection.calibration import TABLE, Calibration, from_json, to_json
from renkei.projection.course import WEEK, Doses, pace
from renkei.projection.track_record import track_record

TARGET = Path(__file__).resolve().parents[2] / "src" / "renkei" / "projection" / TABLE
SOURCE = (
    "Italy (Italian government), Germany (RKI), United States (CDC), United Kingdom, France and "
    "Canada (national), 2021-2022; by Our World in Data where not said otherwise; CC BY 4.0"
)
WISH = 0.85
EARLIEST, LEAST, MOST = 21, 0.03, 0.97  # days of data; coverage so far, and of the last known
RIDGE, STEPS = 200.0, 4
SHARED_PARTS = tuple(part / 20 for part in range(8, 21))  # 0.4, 0.45, …, 1
SUMS_AT = (28, 42)
CLIP_LOW, CLIP_HIGH = -1.2, 4.0
SCORED = (7, 14, 28, 42)
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Origin:
    """One day of one campaign: what was known, and the day's column."""

    past: Past
    at: int
    known: point.Known

    def came(self, days: int) -> Doses | None:
        """Cumulative doses so many days later, None where that is not known."""
        column = self.at + days
        return self.past.given[:, column] if column < self.past.given.shape[1] else None


def origins(past: Past) -> list[Origin]:
    """A campaign's days, a week apart, from its beginning until hardly anything is missing."""
    share = past.given.sum(axis=0) / past.eligible.sum()
    days = range(EARLIEST, past.given.shape[1] - 2 * WEEK, WEEK)
    return [_origin(past, at) for at in days if LEAST <= share[at] <= MOST * share[-1]]


def _origin(past: Past, at: int) -> Origin:
    given = past.given[:, : at + 1]
    first = None if past.first is None else past.first[:, : at + 1]
    ceiling = np.maximum(WISH * past.eligible, given[:, -1])
    return Origin(past, at, point.Known(given, past.eligible, ceiling, first))


def regression(lots: Sequence[Sequence[Origin]]) -> tuple[Doses, Doses, Doses]:
    """Sums of the pooled regression and clips by horizon; every campaign has the same weight."""
    sums = [_sums(lots, horizon) for horizon in pooled.HORIZONS]
    products, targets, clips = (np.array([one[part] for one in sums]) for part in range(3))
    return products, targets, clips


def _sums(lots: Sequence[Sequence[Origin]], horizon: int) -> tuple[Doses, Doses, float]:
    found = [pair for lot in lots for pair in [_pairs(lot, horizon)] if len(pair[1])]
    seen = np.concatenate([one for one, _ in found])
    came = np.concatenate([one for _, one in found])
    weight = np.concatenate([np.full(len(one), point.PAST_WEIGHT / len(one)) for _, one in found])
    ridge = np.eye(seen.shape[1]) * weight.sum() / RIDGE
    used = weight.copy()
    clip = 0.0
    products = targets = np.zeros(0)
    for _ in range(STEPS):
        products = (seen * used[:, None]).T @ seen + ridge
        targets = (seen * used[:, None]).T @ came
        error = np.abs(came - seen @ np.linalg.solve(products, targets))
        clip = float(np.median(error)) * 1.5 + 1e-6
        used = weight * np.minimum(1.0, clip / np.maximum(error, 1e-9))
    return products, targets, clip


def _pairs(lot: Sequence[Origin], horizon: int) -> tuple[Doses, Doses]:
    seen, came = [np.zeros((0, len(pooled.FEATURES)))], [np.zeros(0)]
    for one in lot:
        later = one.came(horizon)
        counted = point.usable(one.known.given, one.known.eligible)
        if later is None or not counted.any():
            continue
        known = one.known
        rows = pooled.features(known.given, known.eligible, known.ceiling, known.first)
        ratio = point.log_ratio(
            (later - known.given[:, -1])[counted], pace(known.given)[counted], horizon
        )
        seen.append(rows[counted])
        came.append(ratio)
    return np.concatenate(seen), np.concatenate(came)


def forecasts(lot: Sequence[Origin], table: Calibration) -> list[Doses]:
    """The point forecast at every origin: [areas, horizon] each."""
    return [
        point.point_forecast(
            one.known,
            point.fitted(one.known, table),
            weight=track_record(one.known, table).weight,
        ).path
        for one in lot
    ]


def errors(lots: Sequence[Sequence[Origin]], paths: Sequence[Sequence[Doses]]) -> Doses:
    """Quantiles of errors: [bins, horizons, levels]."""
    bins = len(intervals.BINS) + 1
    table = np.zeros((bins, len(intervals.HORIZONS), len(intervals.LEVELS)))
    for at, horizon in enumerate(intervals.HORIZONS):
        found = list(_errors(lots, paths, horizon))
        row = np.concatenate([one[0] for one in found])
        miss = np.clip(np.concatenate([one[1] for one in found]), CLIP_LOW, CLIP_HIGH)
        weight = np.concatenate([one[2] for one in found])
        for number in range(bins):
            of_bin = row == number
            table[number, at] = _weighted_quantiles(miss[of_bin], weight[of_bin])
    return table


def _errors(
    lots: Sequence[Sequence[Origin]], paths: Sequence[Sequence[Doses]], horizon: int
) -> Iterator[tuple[np.ndarray, Doses, Weights]]:
    for lot, of_lot in zip(lots, paths, strict=True):
        for one, path in zip(lot, of_lot, strict=True):
            later = one.came(horizon)
            if later is None:
                continue
            known, now = one.known, one.known.given[:, -1]
            expected = path[:, horizon - 1]
            units = intervals.unit(expected - now, known.eligible, horizon)
            weight = np.full(len(now), 1.0 / len(now) / len(lot))
            yield intervals.bin_of(now, known.ceiling), (later - expected) / units, weight


def _weighted_quantiles(values: Doses, weight: Weights) -> Doses:
    order = np.argsort(values, kind="stable")
    share = np.cumsum(weight[order])
    share = (share - 0.5 * weight[order]) / share[-1]
    return np.interp(intervals.LEVELS, share, values[order])


def shared_part(
    lots: Sequence[Sequence[Origin]], paths: Sequence[Sequence[Doses]], table: Calibration
) -> float:
    """The least part of the error taken as shared at which 80 % intervals of sums hold 80 %."""
    sums = [
        row
        for lot, of_lot in zip(lots, paths, strict=True)
        for one, path in zip(lot, of_lot, strict=True)
        for row in _sums_missed(one, path, table)
    ]
    missed, *wide = np.array(sums).T
    for part in SHARED_PARTS:
        low, high = (
            np.sqrt(part * together**2 + (1 - part) * apart**2)
            for together, apart in ((wide[0], wide[1]), (wide[2], wide[3]))
        )
        if np.mean((missed >= -low) & (missed <= high)) >= 0.8:
            return part
    return SHARED_PARTS[-1]


def _sums_missed(one: Origin, path: Doses, table: Calibration) -> list[list[float]]:
    """What the campaign's sum missed at SUMS_AT days, and its 80 % interval's width downwards and
    upwards, with all errors shared and with none."""
    known, now = one.known, one.known.given[:, -1]
    factor = track_record(known, table).factor
    spread = factor * intervals.spread(path, now, known.eligible, known.ceiling, table.missed)
    deviation = intervals.quantiles(path, spread, now, known.eligible) - path
    found = []
    for days in SUMS_AT:
        later = one.came(days)
        if later is not None:
            low, high = deviation[[1, -2], :, days - 1]
            wide = [abs(low.sum()), np.hypot.reduce(low), abs(high.sum()), np.hypot.reduce(high)]
            found.append([float((later - path[:, days - 1]).sum()), *map(float, wide)])
    return found


def table_of(lots: Sequence[Sequence[Origin]]) -> Calibration:
    """The table of some campaigns: coefficients of all, errors of each without its country."""
    products, targets, clips = regression(lots)
    empty = np.zeros((len(intervals.BINS) + 1, len(intervals.HORIZONS), len(intervals.LEVELS)))
    countries = sorted({lot[0].past.country for lot in lots})
    paths: list[list[Doses]] = []
    for lot in lots:
        others = [one for one in lots if one[0].past.country != lot[0].past.country]
        fit = regression(others) if len(countries) > 1 else (products, targets, clips)
        paths.append(forecasts(lot, Calibration(*fit, empty, 0.0, "")))
    missed = errors(lots, paths)
    # The median of past errors differs too much from campaign to campaign to be carried over.
    missed -= missed[:, :, [intervals.MEDIAN]]
    table = Calibration(products, targets, clips, missed, 0.0, SOURCE)
    return replace(table, shared=shared_part(lots, paths, table))


def main() -> int:
    """Derive, and compare with the table that ships or write it."""
    parser = argparse.ArgumentParser(description="Derive the calibration table.")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    console = Console(width=100)
    if not (SHARED / "campaigns").is_dir():
        console.print("skipped: the data of past campaigns is not beside the project")
        return 0
    lots = [origins(past) for past in past_campaigns()]
    text = to_json(table_of(lots))
    console.print(f"shared part of the error: {from_json(text).shared:.2f}")
    if given.write:
        TARGET.write_text(text, encoding="utf-8")
        console.print(f"written: {len(text):,} characters")
        return 0
    same = TARGET.is_file() and TARGET.read_text("utf-8") == text
    console.print("the table that ships is the same" if same else "the table that ships DIFFERS")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
