"""What a snapshot lacks by the day of the week it is published on.

Offices enter little at weekends, so that a Monday's snapshot lacks more than a Friday's. The daily
steps of the nowcast do not know it; the weekly steps between snapshots of one weekday do.
"""

import itertools

import numpy as np
import pandas as pd

from renkei.projection.course import SMALL, WEEK, Doses
from renkei.projection.triangle import LAGS, WINDOW, Triangle

LEAST, MOST = 0.8, 1.25  # of the nowcast; 0.94 to 1.21 were measured


def of_weekday(triangle: Triangle, dose: int, full: Doses) -> Doses:
    """The factor that brings a nowcast to what its weekday lacks: [days].

    `full` is the nowcast, [areas, days]. One factor for each week of lags and all areas; 1 where
    no snapshot in view is a week older than the newest.
    """
    factor = np.ones(len(triangle.days))
    growth = _growth(triangle, dose)
    if growth is None:
        return factor
    lag = _lags(triangle)
    reported = triangle.newest(dose).sum(axis=0)
    for week in range(0, LAGS, WEEK):
        of_week = (lag > week) & (lag <= week + WEEK)
        added = full[:, of_week].sum()
        if added > 0:
            factor[of_week] = (reported[of_week] * growth[lag[of_week]]).sum() / added
    return np.clip(factor, LEAST, MOST)


def _growth(triangle: Triangle, dose: int) -> Doses | None:
    """What the doses of all areas grow by from each lag on, in steps of a week: [lags + 1]."""
    shown = triangle.shown[dose]
    every = shown.any(axis=2).all(axis=0)
    of_all = shown[:, every].sum(axis=1)  # of areas that all snapshots name
    totals = [_total(triangle, of_all, WEEK * back) for back in range(WINDOW // WEEK + 1)]
    grown, known = np.zeros(LAGS + 1), np.zeros(LAGS + 1)
    lag = _lags(triangle)
    for back, (new, old) in enumerate(itertools.pairwise(totals), start=1):
        then = lag - WEEK * back
        counted = (then >= 1) & (then <= LAGS) & np.isfinite(old + new)
        known[then[counted]] += old[counted]
        grown[then[counted]] += new[counted]
    if not known.any():
        return None
    step = np.where(known > 0, grown / np.maximum(known, SMALL), 1.0)
    done = np.ones(LAGS + WEEK + 1)
    for one in range(LAGS, 0, -1):
        done[one] = step[one] * done[one + WEEK]
    return done[: LAGS + 1]


def _total(triangle: Triangle, shown: Doses, back: int) -> Doses:
    """Doses of all areas by day as shown so many days before the newest snapshot: [days].

    `shown` is [snapshots, days]. Between two snapshots they lie between; NaN where there is none
    before, and for days that the earlier of the two does not reach.
    """
    published = triangle.published
    day = published[-1] - pd.Timedelta(days=back)
    if day < published[0]:
        return np.full(len(triangle.days), np.nan)
    at = int(published.searchsorted(day))
    if published[at] == day:
        exact: Doses = shown[at]
        return exact
    before, after = published[at - 1], published[at]
    part = (day - before).days / (after - before).days
    between = shown[at - 1] * (1 - part) + shown[at] * part
    return np.where(triangle.days < before, between, np.nan)


def _lags(triangle: Triangle) -> np.ndarray:
    return (triangle.published[-1] - triangle.days).days.to_numpy()
