"""How good the forecasts of past campaigns are by tables that never saw their country.

Run by hand: `python benchmarks/skill/left_out.py`. One origin a week; WIS beside that of the
calibrated pace (the pace of the last seven days, with the quantiles, median too, of what it missed
in the other countries), which is a stronger baseline than one without its median. Dates are those
of second doses at shares of the eligible of .1 to .8, of areas that reach them within 120 days;
a date beyond counts as 120 days.
"""

import sys
from collections.abc import Sequence

import numpy as np
from calibrate import Origin, errors, origins, table_of
from campaigns import SHARED, past_campaigns
from rich.console import Console
from rich.table import Table

from renkei.projection import intervals, point
from renkei.projection.calibration import Calibration
from renkei.projection.completion import NEVER, days_to_reach
from renkei.projection.course import Doses, at_pace
from renkei.projection.scoring import weighted_interval_score
from renkei.projection.track_record import track_record

HORIZONS = (7, 14, 28, 42)
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
FURTHEST = 120
LEVELS = np.array(intervals.LEVELS)
BAR_DATE, BAR_INSIDE = 0.80, (0.75, 0.87)
Lot = Sequence[Origin]


def paced(lots: Sequence[Lot]) -> Doses:
    """Errors of the pace of the last seven days with their median: the calibrated baseline."""
    paths = [[at_pace(one.known.given, one.known.eligible) for one in lot] for lot in lots]
    return errors(lots, paths)


def quantiles(one: Origin, table: Calibration, baseline: Doses) -> tuple[Doses, Doses]:
    """Coverage by the engine and by the calibrated pace: two arrays [levels, areas, horizon]."""
    known, now = one.known, one.known.given[:, -1]
    persons, top = known.eligible, known.ceiling
    record = track_record(known, table)
    path = point.point_forecast(known, point.fitted(known, table), weight=record.weight).path
    spread = intervals.spread(path, now, persons, top, table.missed)
    ours = intervals.quantiles(path, record.factor * spread, now, persons)
    plain = at_pace(known.given, persons)
    missed = intervals.spread(plain, now, persons, top, baseline)
    return ours, intervals.quantiles(plain, missed, now, persons)


def coverage_scores(one: Origin, both: tuple[Doses, Doses], horizon: int) -> list[float] | None:
    """WIS of both, the shares inside 80 and 95 %, and both medians' MAE; None where unknown."""
    later = one.came(horizon)
    if later is None:
        return None
    true = later / one.known.eligible
    own, other = (each[:, :, horizon - 1].T / one.known.eligible[:, None] for each in both)
    inside = [np.mean((true >= own[:, low]) & (true <= own[:, -1 - low])) for low in (1, 0)]
    wis = [weighted_interval_score(each, true, LEVELS).mean() for each in (own, other)]
    mae = [np.abs(each[:, intervals.MEDIAN] - true).mean() for each in (own, other)]
    return [float(value) for value in (*wis, *inside, *mae)]


def date_scores(one: Origin, both: tuple[Doses, Doses]) -> list[list[float]]:
    """WIS of both in days, and whether 80 % held the day, for each area and threshold reached."""
    ahead = one.past.given[:, one.at + 1 : one.at + 1 + FURTHEST]
    found = []
    for share in THRESHOLDS:
        needed = share * one.known.eligible
        reached = (one.known.given[:, -1] < needed) & (ahead[:, -1] >= needed)
        if not reached.any():
            continue
        true = np.argmax(ahead[reached] >= needed[reached, None], axis=1) + 1.0
        days = [_days(each, needed)[reached] for each in both]
        wis = [weighted_interval_score(each, true, LEVELS) for each in days]
        inside = (true >= days[0][:, 1]) & (true <= days[0][:, -2])
        found += np.column_stack([*wis, inside]).tolist()
    return found


def _days(coverage: Doses, needed: Doses) -> Doses:
    days = days_to_reach(coverage[::-1, :, :FURTHEST], needed).T
    return np.where(days == NEVER, FURTHEST, days).astype(float)


def scores(lots: Sequence[Lot], lot: Lot) -> tuple[list[list[float]], list[float] | None]:
    """Mean scores of a campaign by horizon, and those of its dates where it is of second doses."""
    others = [one for one in lots if one[0].past.country != lot[0].past.country]
    table, baseline = table_of(others), paced(others)
    both = [quantiles(one, table, baseline) for one in lot]
    by_horizon = []
    for horizon in HORIZONS:
        known = [coverage_scores(*each, horizon) for each in zip(lot, both, strict=True)]
        by_horizon.append(np.mean([one for one in known if one], axis=0).tolist())
    if lot[0].past.first is None:
        return by_horizon, None
    dates = [row for each in zip(lot, both, strict=True) for row in date_scores(*each)]
    return by_horizon, np.mean(dates, axis=0).tolist()


def main() -> int:
    """Print the table; 1 where a bar is missed."""
    console = Console(width=130)
    if not (SHARED / "campaigns").is_dir():
        console.print("skipped: the data of past campaigns is not beside the project")
        return 0
    lots = [origins(past) for past in past_campaigns()]
    table = Table("campaign", "origins", *(f"{h} d: WIS, 80 %, 95 %" for h in HORIZONS), "dates")
    rows, dates = [], []
    for lot in lots:
        by_horizon, of_dates = scores(lots, lot)
        rows.append([[v[0] / v[1], v[2], v[3]] for v in by_horizon])
        cells = [f"{v[0]:.2f}  {v[1]:.2f}  {v[2]:.2f}" for v in rows[-1]]
        told = f"{of_dates[0] / of_dates[1]:.2f}  {of_dates[2]:.2f}" if of_dates else ""
        dates += [[of_dates[0] / of_dates[1], of_dates[2]]] if of_dates else []
        table.add_row(lot[0].past.name, str(len(lot)), *cells, told)
    mean, of_dates = np.mean(rows, axis=0), np.mean(dates, axis=0)
    table.add_section()
    table.add_row("mean", "", *(f"{v[0]:.3f}  {v[1]:.2f}  {v[2]:.2f}" for v in mean),
                  f"{of_dates[0]:.3f}  {of_dates[1]:.2f}")  # fmt: skip
    console.print(table)
    console.print("WIS against the calibrated pace; shares that the 80 and 95 % intervals hold")
    return verdict(console, float(mean[2][0]), float(of_dates[0]), float(np.mean(mean[:, 1])))


def verdict(console: Console, coverage: float, date: float, inside: float) -> int:
    """Print the bars with what they came to; coverage is judged on other campaigns than these."""
    console.print(f"coverage WIS at 28 d: {coverage:.3f}; specification, of nine campaigns: 0.70")
    bars = {
        f"second doses: date WIS, at most {BAR_DATE}": (date, date <= BAR_DATE),
        f"80 % intervals hold {BAR_INSIDE[0]} to {BAR_INSIDE[1]}": (
            inside,
            BAR_INSIDE[0] <= inside <= BAR_INSIDE[1],
        ),
    }
    for name, (value, met) in bars.items():
        console.print(f"bar: {name}: {value:.3f}, {'met' if met else 'MISSED'}")
    return 0 if all(met for _, met in bars.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
