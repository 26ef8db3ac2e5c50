"""Second doses follow first doses after a fixed interval: C(t+h) = C(t) + r [F(t+h-L) - F(t-L)].

The interval L and the share r that comes back are those which explain the last four weeks best,
L for all areas together, r shrunk towards that of all (domain/projection.md, "The engine", 3).
"""

from dataclasses import dataclass

import numpy as np

from renkei.projection.course import AHEAD, SMALL, WEEK, Doses

SHORTEST, LONGEST = 14, 84
WINDOW = 28
POOL_SHARE = 0.01  # the pool counts as much as first doses of this share of the eligible
LEAST_RETURN, MOST_RETURN = 0.3, 1.3


@dataclass(frozen=True)
class Flow:
    """How second doses follow: after how many days, what share of all, and of each area [areas]."""

    interval: int
    share: float
    shares: Doses


def second_from_first(
    second: Doses, first: Doses, first_ahead: Doses, eligible: Doses, interval: int | None = None
) -> tuple[Doses, Flow] | None:
    """Second doses as the first doses before them come back: [areas, horizon], cumulative.

    `second` and `first` are [areas, days], cumulative; `first_ahead` [areas, horizon] is how first
    doses go on; `interval` is the shortest
    that the campaign allows, where it states one. None where less than a week
    of first doses lies an interval back, or nothing of them came back yet.
    """
    window = int(np.clip(second.shape[1] - 1 - SHORTEST - WEEK, WEEK, WINDOW))
    both = np.concatenate([first, first_ahead], axis=1)
    found = _best_interval(second, both, eligible, window, interval)
    if found is None:
        return None
    days, share = found
    now = second.shape[1] - 1
    due = _grown(both, now - days, window)
    came = second[:, -1] - second[:, -1 - window]
    pool = POOL_SHARE * eligible
    shares = (came + share * pool) / np.maximum(due + pool, SMALL)
    shares = np.clip(np.clip(shares, 0.5 * share, 2.0 * share), LEAST_RETURN, MOST_RETURN)
    later = now - days + AHEAD.astype(int)
    grown = both[:, later] - both[:, [now - days]]
    path = np.maximum.accumulate(second[:, -1:] + shares[:, None] * grown, axis=1)
    return path, Flow(days, share, shares)


def _best_interval(
    second: Doses, both: Doses, eligible: Doses, window: int, stated: int | None
) -> tuple[int, float] | None:
    """The interval with the least error over the weeks of the window, and the share that returns."""
    now = second.shape[1] - 1
    shortest, longest = stated or SHORTEST, min(LONGEST, now - WEEK)
    if longest < shortest or second[:, -1].sum() <= 0:
        return None
    weeks = max(window // WEEK, 1)
    came = np.stack([_grown(second, now - WEEK * one, WEEK) for one in range(weeks)], axis=1)
    best: tuple[float, int, float] | None = None
    for days in range(shortest, longest + 1):
        due = np.stack(
            [_grown(both, now - days - WEEK * one, WEEK) for one in range(weeks)], axis=1
        )
        if due.sum() <= 0:
            continue
        share = float(np.clip((came.sum() + SMALL) / (due.sum() + SMALL), 0.3, 1.5))
        error = float((np.abs(came - share * due) / np.maximum(eligible, 1.0)[:, None]).mean())
        if best is None or error < best[0]:
            best = error, days, share
    return None if best is None else best[1:]


def _grown(given: Doses, end: int, days: int) -> Doses:
    """Doses given in the days up to a column; before the first column nothing was given."""
    last = given[:, end] if end >= 0 else np.zeros(len(given))
    start = end - days
    grown: Doses = last - (given[:, start] if start >= 0 else 0.0)
    return grown
