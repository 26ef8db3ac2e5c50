"""The nowcast: what has been given but is not reported yet.

A chain ladder: by how much the doses of a day grow from one day's snapshot to the next, by the
lag between the day of the dose and the snapshot, over the last two weeks of snapshots. Each area's
growth is shrunk to that of its prefecture, and a prefecture's to all (domain/projection.md, "The
engine", 2). Lags beyond 21 days are left out: they were measured to overshoot.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from renkei.projection.course import SMALL, Doses
from renkei.projection.triangle import LAGS, WINDOW, Triangle
from renkei.projection.weekday import of_weekday

POOL_SHARE = 0.026  # ~20,000 doses in a prefecture of 760,000 eligible: the weight of the pool
LEAST_GROWTH, MOST_GROWTH = 0.98, 4.0
MOST_POOLED = 3.0
MOST_IN_ALL = 10.0  # from one day after; 7.1 was the most measured of a prefecture


def nowcast(triangle: Triangle, dose: int, eligible: Doses) -> Doses:
    """Doses by day with what is still to be reported: [areas, days].

    `eligible` is [areas]. As reported where there is only one snapshot to learn from.
    """
    shown = triangle.shown[dose]
    full: Doses = shown[-1].copy()
    if len(shown) < 2:
        return full
    grown, known = _development(shown, triangle.published, triangle.days)
    growth = _shrunk(grown, known, triangle.areas, eligible)
    done = np.cumprod(growth[:, ::-1], axis=1)[:, ::-1]  # column k - 1: what lag k still grows by
    done = np.minimum(done, MOST_IN_ALL)  # a backlog entered at once is no lag
    lag = (triangle.published[-1] - triangle.days).days.to_numpy()
    late = (lag >= 1) & (lag <= LAGS)
    full[:, late] *= done[:, lag[late] - 1]
    return full * of_weekday(triangle, dose, full)


def _development(
    shown: Doses, published: pd.DatetimeIndex, days: pd.DatetimeIndex
) -> tuple[Doses, Doses]:
    """Doses at lag k + 1 and, of the same days, at lag k: two arrays [areas, lags].

    A day without a snapshot lies between its neighbours on the way from one to the other.
    """
    grown, known = (np.zeros((shown.shape[1], LAGS)) for _ in range(2))
    since = published[-1] - pd.Timedelta(days=WINDOW)
    # An area that a snapshot does not name is not one without doses.
    present = np.array([one.any(axis=1) for one in shown])
    position = days.get_indexer  # columns of the days
    for at in range(len(published) - 1):
        earlier, later = published[at], published[at + 1]
        both = (present[at] & present[at + 1])[:, None]
        apart = (later - earlier).days
        for step in range(apart):
            day = earlier + pd.Timedelta(days=step)
            if day < since:
                continue
            lagged = pd.date_range(day - pd.Timedelta(days=LAGS), earlier - pd.Timedelta(days=1))
            columns = position(lagged)
            inside = columns >= 0
            column, lag = columns[inside], (day - lagged).days.to_numpy()[inside]
            one, other = shown[at][:, column] * both, shown[at + 1][:, column] * both
            known[:, lag - 1] += one + (other - one) * step / apart
            grown[:, lag - 1] += one + (other - one) * (step + 1) / apart
    return grown, known


def _shrunk(grown: Doses, known: Doses, areas: Sequence[str], eligible: Doses) -> Doses:
    """Growth by lag of each area, [areas, lags], shrunk to its prefecture's, that to that of all."""
    total = np.where(known.sum(axis=0) > 0, grown.sum(axis=0) / (known.sum(axis=0) + SMALL), 1.0)
    of_all = np.clip(total, 1.0, MOST_POOLED)
    codes = np.array([area[:2] for area in areas])
    names, group = np.unique(codes, return_inverse=True)
    members = np.zeros((len(names), len(areas)))
    members[group, np.arange(len(areas))] = 1.0
    weight = POOL_SHARE * (members @ eligible)[:, None]
    pooled = (members @ grown + weight * of_all) / (members @ known + weight + SMALL)
    own = POOL_SHARE * eligible[:, None]
    alone = members.sum(axis=1)[group] == 1  # its own prefecture: shrunk once, not twice
    growth = (grown + own * pooled[group]) / (known + own + SMALL)
    growth = np.where(alone[:, None], pooled[group], growth)
    shrunk: Doses = np.clip(growth, LEAST_GROWTH, MOST_GROWTH)
    return shrunk
